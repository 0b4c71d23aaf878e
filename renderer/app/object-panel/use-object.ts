import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ObjectAnswer } from '../../../shared/contract/object-answers.ts'
import { useCore } from '../../state/core-context.ts'
import { unwrap } from '../../state/outcome.ts'
import type { ObjectRef } from '../../state/selection.tsx'
import { surveyKey, useSurvey } from '../../state/survey.tsx'

/** One object as the file has it now; asked for again after each change of the survey. */
export function useObject(object: ObjectRef | null): {
  readonly data: ObjectAnswer | undefined
  readonly error: unknown
} {
  const core = useCore()
  const { survey } = useSurvey()
  const { data, error } = useQuery({
    queryKey: [...surveyKey(survey), 'object', object?.layer, object?.id],
    enabled: object !== null,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) =>
      unwrap(
        await core.objects.get(
          { survey: survey.id, layer: object?.layer ?? 'parcel', id: object?.id ?? '' },
          { signal },
        ),
      ),
  })
  return { data, error }
}
