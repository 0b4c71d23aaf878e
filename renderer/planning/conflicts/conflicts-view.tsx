import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Alert, Empty, Spin } from 'antd'
import { useState } from 'react'
import type { ConflictLine, ConflictsAnswer } from '../../../shared/contract/planning-answers.ts'
import { useCore } from '../../state/core-context.ts'
import { unwrap } from '../../state/outcome.ts'
import { surveyKey, useSurvey } from '../../state/survey.tsx'
import { Fault } from '../../ui/fault.tsx'
import { useWords } from '../../ui/words.tsx'
import { countText } from '../plan-figures.ts'
import { RunButton } from '../run-button.tsx'
import { type ChosenScenario, usePlanPlace } from '../use-plans.ts'
import { ConflictMap } from './conflict-map.tsx'
import { DecideDialog } from './decide-dialog.tsx'
import { filterOf, LedgerFilters } from './ledger-filters.tsx'
import { LEDGER_PAGE, LedgerTable } from './ledger-table.tsx'
import { RuleCounts } from './rule-counts.tsx'

/** The ledger of conflicts: counts by rule, lines beside their map, decisions. Filters are in the address. */
export function ConflictsView({ chosen }: { readonly chosen: ChosenScenario }) {
  const { word } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const scenario = chosen.scenario.id
  const { data, error } = useQuery({
    queryKey: [...surveyKey(survey), 'planning', 'conflicts', scenario],
    queryFn: async ({ signal }) =>
      unwrap(await core.planning.storedConflicts({ survey: survey.id, scenario }, { signal })),
  })
  return (
    <div className="planning-view planning-grow">
      <RunButton
        texts="planning.conflicts"
        result={data}
        start={(signal) => core.planning.conflicts({ survey: survey.id, scenario }, { signal })}
      />
      {error === null ? null : <Fault error={error} />}
      {data === undefined && error === null ? <Spin /> : null}
      {data === null ? <Empty className="planning-empty" description={word('planning.conflicts.none')} /> : null}
      {data === null || data === undefined ? null : <Ledger conflicts={data} chosen={chosen} />}
    </div>
  )
}

function Ledger({ conflicts, chosen }: { readonly conflicts: ConflictsAnswer; readonly chosen: ChosenScenario }) {
  const { word } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const { params, go } = usePlanPlace()
  const [deciding, setDeciding] = useState<readonly ConflictLine[] | null>(null)
  const [selected, setSelected] = useState<readonly ConflictLine[]>([])
  const filter = filterOf(params)
  const page = Math.max(1, Number(params.page ?? 1) || 1)
  const { data, error, isFetching } = useQuery({
    queryKey: [...surveyKey(survey), 'planning', 'ledger', chosen.scenario.id, filter, page],
    queryFn: async ({ signal }) =>
      unwrap(
        await core.planning.ledger(
          {
            survey: survey.id,
            scenario: chosen.scenario.id,
            ...filter,
            offset: (page - 1) * LEDGER_PAGE,
            limit: LEDGER_PAGE,
          },
          { signal },
        ),
      ),
    placeholderData: keepPreviousData,
  })
  const unusable = Object.values(conflicts.unusable).reduce((sum, count) => sum + count, 0)
  const active = data?.lines.find(({ id }) => id === params.conflict) ?? null
  return (
    <>
      {unusable === 0 ? null : (
        <Alert
          type="warning"
          showIcon
          title={word('planning.conflicts.unusable', {
            parcels: countText(conflicts.unusable.parcel),
            buildings: countText(conflicts.unusable.building),
            patches: countText(conflicts.unusable.planned_patch),
          })}
        />
      )}
      {error === null ? null : <Fault error={error} />}
      <div className="planning-split">
        <div className="planning-view">
          <RuleCounts
            conflicts={conflicts}
            chosen={filter.rule}
            onChoose={(rule) => go({ rule: rule ?? undefined, page: undefined, conflict: undefined })}
          />
          <LedgerFilters isApproved={chosen.scenario.status === 'approved'} />
          <LedgerTable
            page={page}
            answer={data}
            isLoading={isFetching && data === undefined}
            active={active?.id ?? null}
            selected={selected}
            onSelect={setSelected}
            onPage={(next) => go({ page: String(next), conflict: undefined })}
            onActive={(line) => go({ conflict: line.id })}
            onDecide={setDeciding}
          />
        </div>
        <ConflictMap
          chosen={chosen}
          lines={data?.lines ?? noLines}
          active={active}
          onActive={(id) => go({ conflict: id ?? undefined })}
        />
      </div>
      {deciding === null ? null : (
        <DecideDialog
          lines={deciding}
          onClose={(isDone) => {
            setDeciding(null)
            if (isDone) setSelected(noLines)
          }}
        />
      )}
    </>
  )
}

const noLines: readonly ConflictLine[] = []
