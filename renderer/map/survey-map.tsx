import { useQuery } from '@tanstack/react-query'
import { Empty, Spin } from 'antd'
import { useCore } from '../state/core-context.ts'
import { unwrap } from '../state/outcome.ts'
import { surveyKey, useSurvey } from '../state/survey.tsx'
import { Fault } from '../ui/fault.tsx'
import { useWords } from '../ui/words.tsx'
import { MapStage } from './map-stage.tsx'
import './map.css'

/** The survey on a map, in its own zone: shows and changes what is chosen, hovered and selected. */
export function SurveyMap() {
  const { word } = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const { data, error } = useQuery({
    queryKey: [...surveyKey(survey), 'map', 'view'],
    queryFn: async ({ signal }) => unwrap(await core.map.view({ survey: survey.id }, { signal })),
  })
  if (error !== null) return <Fault error={error} />
  if (data === undefined) return <Spin className="map-wait" />
  if (data.extent === null) return <Empty className="map-wait" description={word('map.empty')} />
  return <MapStage view={data} />
}
