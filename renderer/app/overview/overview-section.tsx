import { useQuery } from '@tanstack/react-query'
import { Button, Empty, Segmented, Spin } from 'antd'
import { useState } from 'react'
import type { Refusal } from '../../../shared/contract/outcome.ts'
import type { SurveyOverview } from '../../../shared/contract/overview.ts'
import { entrySentence, timeText } from '../../../shared/lang/history-sentences.ts'
import { areaUnits } from '../../../shared/model/area-unit.ts'
import { useCore } from '../../state/core-context.ts'
import { useJobs } from '../../state/jobs.tsx'
import { Refused, unwrap } from '../../state/outcome.ts'
import { goTo } from '../../state/section.ts'
import { surveyKey, useSurvey } from '../../state/survey.tsx'
import { Fault } from '../../ui/fault.tsx'
import { useWords } from '../../ui/words.tsx'
import { Figure, FigureRow, Panel } from './figure.tsx'
import { FindingsPanel } from './findings-panel.tsx'
import './overview.css'
import { StandingPanel } from './standing-panel.tsx'
import { type ShowArea, useArea } from './use-area.ts'
import { UtilisationPanel } from './utilisation-panel.tsx'

/** Figures of the survey; each leads to the rows that make it. */
export function OverviewSection() {
  const { word } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const { unit, setUnit, show } = useArea()
  const { assess, check, problem } = useRuns()
  const { data, error } = useQuery({
    queryKey: [...surveyKey(survey), 'overview'],
    queryFn: async ({ signal }) => unwrap(await core.survey.overview({ survey: survey.id }, { signal })),
  })
  if (error !== null) return <Fault error={error} />
  if (data === undefined)
    return (
      <div className="overview-wait">
        <Spin />
      </div>
    )
  if (isEmpty(data)) return <EmptySurvey />
  return (
    <div className="overview">
      {problem === null ? null : <Fault error={new Refused(problem)} />}
      <div className="overview-bar">
        <h1>{word('section.overview')}</h1>
        <Segmented
          aria-label={word('overview.unit')}
          value={unit}
          onChange={setUnit}
          options={areaUnits.map((value) => ({ value, label: word(`overview.unit.${value}`) }))}
        />
      </div>
      <LayerFigures data={data} show={show} />
      <div className="overview-panels">
        <StandingPanel assessment={data.assessment} show={show} onAssess={assess} />
        <UtilisationPanel utilisation={data.utilisation} show={show} />
        <FindingsPanel check={data.check} onCheck={check} />
        <BatchPanel data={data} />
      </div>
    </div>
  )
}

/** Villages alone are a list to be filled; records that wait or were taken back are something to look at. */
const isEmpty = ({ layers, batches }: SurveyOverview): boolean =>
  layers.every(({ name, count }) => count === 0 || name === 'village') &&
  batches.rolledBack === 0 &&
  batches.rejectedWaiting === 0

function useRuns() {
  const core = useCore()
  const jobs = useJobs()
  const { survey } = useSurvey()
  const [problem, setProblem] = useState<Refusal | null>(null)
  const assess = async (): Promise<void> => {
    const end = await jobs.run('overview.assess.working', (signal) =>
      core.standards.assess({ survey: survey.id, standards: null }, { signal }),
    )
    setProblem(end !== 'cancelled' && !end.ok ? end.refusal : null)
  }
  const check = async (): Promise<void> => {
    const end = await jobs.run('overview.check.working', (signal) =>
      core.quality.check({ survey: survey.id, list: false }, { signal }),
    )
    setProblem(end !== 'cancelled' && !end.ok ? end.refusal : null)
  }
  return { problem, assess: () => void assess(), check: () => void check() }
}

function LayerFigures({ data, show }: { readonly data: SurveyOverview; readonly show: ShowArea }) {
  const { word } = useWords()
  const count = (name: string): number => data.layers.find((layer) => layer.name === name)?.count ?? 0
  const plain = (name: string, notes: readonly string[] = []) => (
    <Figure
      key={name}
      title={word(`overview.${name}`)}
      value={count(name).toLocaleString('en-US')}
      notes={notes}
      target={{ section: 'survey', params: { layer: name } }}
    />
  )
  const { areaM2, withoutGeometry } = data.parcels
  return (
    <div className="overview-figures">
      {plain('village')}
      {plain('parcel', [show(areaM2)])}
      {withoutGeometry === 0 ? null : (
        <Figure
          title={word('overview.parcel.without')}
          value={withoutGeometry.toLocaleString('en-US')}
          target={{ section: 'survey', params: { layer: 'parcel', area_m2: '' } }}
        />
      )}
      {plain('building', [show(data.buildingAreaM2)])}
      {plain('household')}
      {plain('person')}
      {plain('land_use', [show(data.landUseAreaM2)])}
    </div>
  )
}

function BatchPanel({ data }: { readonly data: SurveyOverview }) {
  const { word, language } = useWords()
  const { standing, rolledBack, rejectedWaiting } = data.batches
  const target = { section: 'import', params: { view: 'batches' } }
  return (
    <Panel title={word('overview.batches')}>
      <div className="overview-rows">
        <FigureRow title={word('overview.batches.standing', { count: standing })} value="→" target={target} />
        {rolledBack === 0 ? null : (
          <FigureRow title={word('overview.batches.rolled-back', { count: rolledBack })} value="→" target={target} />
        )}
        {rejectedWaiting === 0 ? null : (
          <FigureRow title={word('overview.batches.rejected', { count: rejectedWaiting })} value="→" target={target} />
        )}
      </div>
      {data.lastChange === null ? null : (
        <>
          <h3>{word('overview.last')}</h3>
          <button type="button" className="overview-last" onClick={() => goTo('history')}>
            <span className="overview-quiet">{timeText(data.lastChange.at, language)}</span>
            {entrySentence(data.lastChange, language)}
          </button>
        </>
      )}
    </Panel>
  )
}

function EmptySurvey() {
  const { word } = useWords()
  return (
    <div className="overview-empty">
      <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={<h1>{word('overview.empty')}</h1>}>
        <p>{word('overview.empty.advice')}</p>
        <Button type="primary" size="large" onClick={() => goTo('import')}>
          {word('overview.empty.import')}
        </Button>
      </Empty>
    </div>
  )
}
