import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Empty, Segmented, Space } from 'antd'
import { useMemo } from 'react'
import type { PlanTablesAnswer } from '../../../shared/contract/planning-answers.ts'
import { sheetsOfTables } from '../../../shared/planning/tables/sheets.ts'
import { useCore } from '../../state/core-context.ts'
import { useSurvey } from '../../state/survey.tsx'
import { useWords } from '../../ui/words.tsx'
import { WriteButton } from '../../ui/write-button.tsx'
import { RunButton } from '../run-button.tsx'
import { type ChosenScenario, usePlanPlace } from '../use-plans.ts'
import { useWritePlan } from '../use-write-plan.ts'
import { SheetTable } from './sheet-table.tsx'

interface Made {
  readonly answer: PlanTablesAnswer
  /** Of the survey when they were made. */
  readonly revision: number
}

/** F1–F5 and the newer tables with their checks: on screen as they are printed, and as a workbook. */
export function TablesView({ chosen }: { readonly chosen: ChosenScenario }) {
  const { word, language } = useWords()
  const core = useCore()
  const cache = useQueryClient()
  const { survey, state } = useSurvey()
  const write = useWritePlan()
  const scenario = chosen.scenario.id
  const key = ['planning-tables', survey.id, scenario]
  const { data } = useQuery<Made | null>({ queryKey: key, enabled: false, initialData: null, staleTime: Infinity })
  const result = data === null ? null : { at: data.answer.at, isStale: data.revision !== state.revision }
  return (
    <div className="planning-view">
      <Space wrap>
        <RunButton
          texts="planning.tables"
          result={result}
          start={(signal) => core.planning.tables({ survey: survey.id, scenario }, { signal })}
          onDone={(answer) => cache.setQueryData<Made>(key, { answer, revision: state.revision })}
        />
        <WriteButton
          onClick={() =>
            void write({
              title: word('planning.tables.write'),
              ending: 'xlsx',
              name: word('planning.tables.file', { plan: chosen.plan.title }),
              start: (to, force, signal) =>
                core.planning.writeTables({ survey: survey.id, scenario, to, force, language }, { signal }),
            })
          }
        >
          {word('planning.tables.write')}
        </WriteButton>
      </Space>
      {data === null ? (
        <Empty className="planning-empty" description={word('planning.tables.none')} />
      ) : (
        <Sheets answer={data.answer} />
      )}
    </div>
  )
}

function Sheets({ answer }: { readonly answer: PlanTablesAnswer }) {
  const { word, language } = useWords()
  const { params, go } = usePlanPlace()
  const sheets = useMemo(() => sheetsOfTables(answer.tables, answer.checked, language), [answer, language])
  const [shown] = sheets
  const sheet = sheets.find(({ id }) => id === params.table) ?? shown
  if (sheet === undefined) return null
  return (
    <>
      <div className="planning-scroll">
        <Segmented
          aria-label={word('planning.tables.which')}
          value={sheet.id}
          onChange={(table) => go({ table })}
          options={sheets.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </div>
      <SheetTable key={sheet.id} sheet={sheet} />
    </>
  )
}
