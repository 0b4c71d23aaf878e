import { useQuery } from '@tanstack/react-query'
import { Empty } from 'antd'
import { useCore } from '../../state/core-context.ts'
import { unwrap } from '../../state/outcome.ts'
import { surveyKey, useSurvey } from '../../state/survey.tsx'
import { Fault } from '../../ui/fault.tsx'
import { useWords } from '../../ui/words.tsx'
import { RunButton } from '../run-button.tsx'
import type { ChosenScenario } from '../use-plans.ts'
import { CoverageResult } from './coverage-result.tsx'
import { RegularityResult } from './regularity-result.tsx'

/** Whether patches cover the village without gaps and overlaps, and how contiguous land is before and after. */
export function ChecksView({ chosen }: { readonly chosen: ChosenScenario }) {
  return (
    <div className="planning-view">
      <Coverage chosen={chosen} />
      <RegularityCard chosen={chosen} />
    </div>
  )
}

function Coverage({ chosen }: { readonly chosen: ChosenScenario }) {
  const { word } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const scenario = chosen.scenario.id
  const { data, error } = useQuery({
    queryKey: [...surveyKey(survey), 'planning', 'coverage', scenario],
    queryFn: async ({ signal }) =>
      unwrap(await core.planning.storedCoverage({ survey: survey.id, scenario }, { signal })),
  })
  return (
    <section className="planning-card" aria-label={word('planning.coverage')}>
      <h2>{word('planning.coverage')}</h2>
      <RunButton
        texts="planning.coverage"
        result={data}
        start={(signal) => core.planning.coverage({ survey: survey.id, scenario }, { signal })}
      />
      {error === null ? null : <Fault error={error} />}
      {data === null ? <Empty description={word('planning.coverage.none')} /> : null}
      {data === null || data === undefined ? null : <CoverageResult coverage={data} chosen={chosen} />}
    </section>
  )
}

function RegularityCard({ chosen }: { readonly chosen: ChosenScenario }) {
  const { word } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const scenario = chosen.scenario.id
  const { data, error } = useQuery({
    queryKey: [...surveyKey(survey), 'planning', 'regularity', scenario],
    queryFn: async ({ signal }) =>
      unwrap(await core.planning.storedRegularity({ survey: survey.id, scenario }, { signal })),
  })
  return (
    <section className="planning-card" aria-label={word('planning.regularity')}>
      <h2>{word('planning.regularity')}</h2>
      <RunButton
        texts="planning.regularity"
        result={data}
        start={(signal) => core.planning.regularity({ survey: survey.id, scenario }, { signal })}
      />
      {error === null ? null : <Fault error={error} />}
      {data === null ? <Empty description={word('planning.regularity.none')} /> : null}
      {data === null || data === undefined ? null : <RegularityResult rows={data.rows} />}
    </section>
  )
}
