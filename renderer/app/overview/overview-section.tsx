import { useQuery } from '@tanstack/react-query'
import { Result, Spin, Statistic } from 'antd'
import { useCore } from '../../state/core-context.ts'
import { unwrap } from '../../state/outcome.ts'
import { surveyKey, useSurvey } from '../../state/survey.tsx'
import { useWords } from '../../ui/words.tsx'

export function OverviewSection() {
  const { word } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const { data, error } = useQuery({
    queryKey: [...surveyKey(survey), 'overview'],
    queryFn: async ({ signal }) => unwrap(await core.survey.overview({ survey: survey.id }, { signal })),
  })
  if (error !== null) return <Result status="error" title={word('window.fault')} />
  if (data === undefined) return <Spin />
  return data.layers.map(({ name, count }) => <Statistic key={name} title={word(`table.${name}`)} value={count} />)
}
