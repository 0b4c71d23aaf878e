import { useCallback } from 'react'
import type { ObjectSelection } from '../../shared/contract/lists.ts'
import type { BulkEdited } from '../../shared/contract/object-answers.ts'
import { useCore } from '../state/core-context.ts'
import { useJobs } from '../state/jobs.tsx'
import { useSurvey } from '../state/survey.tsx'
import { useWords } from '../ui/words.tsx'
import { wordRefusal } from './edit-object.ts'

/** How a job over many objects ended. */
export type ManyEnd =
  | { readonly kind: 'done'; readonly value: BulkEdited }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'refused'; readonly message: string }

/** The same values for all objects of a selection: a job of the window's bar, cancelled without a trace. */
export function useBulkEdit(): (
  selection: ObjectSelection,
  values: Readonly<Record<string, string | null>>,
  why: string | null,
) => Promise<ManyEnd> {
  const core = useCore()
  const { run } = useJobs()
  const words = useWords()
  const { survey } = useSurvey()
  return useCallback(
    async (selection, values, why) => {
      const layer = selection.kind === 'ids' ? selection.layer : selection.query.layer
      const end = await run('bulk.running', (signal) =>
        core.objects.bulkEdit({ survey: survey.id, selection, values, why }, { signal }),
      )
      if (end === 'cancelled') return { kind: 'cancelled' }
      return end.ok
        ? { kind: 'done', value: end.value }
        : { kind: 'refused', message: wordRefusal(words, layer, end.refusal) }
    },
    [core, run, survey.id, words],
  )
}
