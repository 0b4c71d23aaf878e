import { useQuery } from '@tanstack/react-query'
import { useCore } from '../../state/core-context.ts'
import { unwrap } from '../../state/outcome.ts'
import { surveyKey, useSurvey } from '../../state/survey.tsx'

/** Every assessment that the survey keeps, the latest first. */
export function useRuns() {
  const core = useCore()
  const { survey } = useSurvey()
  return useQuery({
    queryKey: [...surveyKey(survey), 'standards', 'runs'],
    queryFn: async ({ signal }) => unwrap(await core.standards.runs({ survey: survey.id }, { signal })),
  })
}

/** Households of one class as a run found them. */
export function useRunHouseholds(run: number, kind: string) {
  const core = useCore()
  const { survey } = useSurvey()
  return useQuery({
    queryKey: [...surveyKey(survey), 'standards', 'run-households', run, kind],
    queryFn: async ({ signal }) =>
      unwrap(await core.standards.runHouseholds({ survey: survey.id, run, class: kind }, { signal })),
  })
}

/** What is other in one run than in an earlier one; nothing is asked while one of them is not chosen. */
export function useRunChanges(before: number | null, after: number | null) {
  const core = useCore()
  const { survey } = useSurvey()
  return useQuery({
    queryKey: [...surveyKey(survey), 'standards', 'run-changes', before, after],
    enabled: before !== null && after !== null,
    queryFn: async ({ signal }) =>
      unwrap(
        await core.standards.runChanges({ survey: survey.id, before: before ?? 0, after: after ?? 0 }, { signal }),
      ),
  })
}
