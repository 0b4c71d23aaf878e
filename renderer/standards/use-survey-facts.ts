import { useQuery } from '@tanstack/react-query'
import { useCore } from '../state/core-context.ts'
import { unwrap } from '../state/outcome.ts'
import { surveyKey, useSurvey } from '../state/survey.tsx'

/** The survey's own id, the same at every opening, and its villages. The section shows nothing before they are known. */
export function useSurveyFacts() {
  const core = useCore()
  const { survey } = useSurvey()
  return useQuery({
    queryKey: [...surveyKey(survey), 'standards', 'facts'],
    queryFn: async ({ signal }) => {
      const found = await core.objects.households({ survey: survey.id, village: null }, { signal })
      const { surveyId, villages } = unwrap(found)
      return { surveyId, villages }
    },
  })
}
