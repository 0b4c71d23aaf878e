import { useQuery } from '@tanstack/react-query'
import { useCore } from '../state/core-context.ts'
import { unwrap } from '../state/outcome.ts'
import { surveyKey, useSurvey } from '../state/survey.tsx'

/** The survey's own id, the same at every opening, and its villages. */
export function useSurveyFacts() {
  const core = useCore()
  const { survey } = useSurvey()
  const { data } = useQuery({
    queryKey: [...surveyKey(survey), 'standards', 'facts'],
    queryFn: async ({ signal }) => {
      const found = await core.objects.households({ survey: survey.id, village: null }, { signal })
      const { surveyId, villages } = unwrap(found)
      return { surveyId, villages }
    },
  })
  return data
}
