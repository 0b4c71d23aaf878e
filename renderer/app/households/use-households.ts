import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCore } from '../../state/core-context.ts'
import { unwrap } from '../../state/outcome.ts'
import { surveyKey, useSurvey } from '../../state/survey.tsx'

/** Households of one village, and all villages to choose from. */
export function useHouseholds(village: string | null) {
  const core = useCore()
  const { survey } = useSurvey()
  return useQuery({
    queryKey: [...surveyKey(survey), 'households', village],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => unwrap(await core.objects.households({ survey: survey.id, village }, { signal })),
  })
}
