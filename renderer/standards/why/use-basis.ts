import { useQuery } from '@tanstack/react-query'
import type { Text } from '../../../shared/lang/message.ts'
import { localDay } from '../../../shared/model/calendar-day.ts'
import { useCore } from '../../state/core-context.ts'
import { unwrap } from '../../state/outcome.ts'
import { surveyKey, useSurvey } from '../../state/survey.tsx'
import { useSets } from '../use-sets.ts'

/** What explanations rest on. */
export interface Basis {
  readonly set: string
  readonly title: Text
  /** 'YYYY-MM-DD'. */
  readonly evaluatedOn: string
  readonly toConfirm: boolean
  /** Changes to objects since the assessment; explanations are of the survey as it is now. */
  readonly changesSince: number
}

/** The latest assessment's set and day, else the set that an assessment would take today. */
export function useBasis(): Basis | null {
  const core = useCore()
  const { survey } = useSurvey()
  const { data: overview } = useQuery({
    queryKey: [...surveyKey(survey), 'overview'],
    queryFn: async ({ signal }) => unwrap(await core.survey.overview({ survey: survey.id }, { signal })),
  })
  const { data: sets } = useSets()
  if (overview === undefined || sets === undefined) return null
  const { assessment } = overview
  if (assessment !== null) {
    const { result, title, at, changesSince } = assessment
    return {
      set: result.standardSet,
      title,
      evaluatedOn: result.evaluatedOn ?? localDay(new Date(at)),
      toConfirm: result.toConfirm,
      changesSince,
    }
  }
  const inForce = sets.find(({ isDefault }) => isDefault)
  if (inForce === undefined) return null
  const { id, title, toConfirm } = inForce
  return { set: id, title, toConfirm, evaluatedOn: localDay(), changesSince: 0 }
}
