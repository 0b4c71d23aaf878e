import { useQuery } from '@tanstack/react-query'
import { useCore } from '../state/core-context.ts'
import { unwrap } from '../state/outcome.ts'
import { surveyKey, useSurvey } from '../state/survey.tsx'
import { refOf } from './set-words.ts'

/** Every version of the survey's own sets, then those that CunDi ships. */
export function useSets() {
  const core = useCore()
  const { survey } = useSurvey()
  return useQuery({
    queryKey: [...surveyKey(survey), 'standards', 'list'],
    queryFn: async ({ signal }) => unwrap(await core.standards.list({ survey: survey.id }, { signal })),
  })
}

/** One version with its faults. `ref` null: none is asked for. */
export function useSet(ref: string | null) {
  const core = useCore()
  const { survey } = useSurvey()
  return useQuery({
    queryKey: [...surveyKey(survey), 'standards', 'set', ref],
    enabled: ref !== null,
    queryFn: async ({ signal }) =>
      unwrap(await core.standards.get({ survey: survey.id, ...refOf(ref ?? '') }, { signal })),
  })
}
