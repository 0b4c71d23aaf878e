import { useMemo } from 'react'
import type { PastePreview } from '../../shared/contract/object-answers.ts'
import type { ObjectLayer } from '../../shared/model/object-columns.ts'
import { useCore } from '../state/core-context.ts'
import { useJobs } from '../state/jobs.tsx'
import { useSurvey } from '../state/survey.tsx'
import { useWords } from '../ui/words.tsx'
import type { ManyEnd } from './bulk-edit.ts'
import { wordRefusal } from './edit-object.ts'

/** Cells as they were copied, and what they lie on. */
export interface PasteRequest {
  readonly layer: ObjectLayer
  readonly ids: readonly string[]
  readonly columns: readonly string[]
  readonly cells: readonly (readonly string[])[]
  /** What each row is called, for who looks at the preview. */
  readonly names: readonly string[]
  /** What was copied besides and has no place here. */
  readonly leftOut: { readonly rows: number; readonly columns: number }
}

const copyOf = ({ layer, ids, columns, cells }: PasteRequest) => ({
  layer,
  ids: [...ids],
  columns: [...columns],
  cells: cells.map((row) => [...row]),
})

export function usePaste() {
  const core = useCore()
  const { run } = useJobs()
  const words = useWords()
  const { survey } = useSurvey()
  return useMemo(
    () => ({
      /** What a paste would change, and which cells cannot be pasted. */
      async preview(request: PasteRequest): Promise<PastePreview | { readonly message: string }> {
        const judged = await core.objects.pastePreview({ survey: survey.id, ...copyOf(request) })
        return judged.ok ? judged.value : { message: wordRefusal(words, request.layer, judged.refusal) }
      },
      async apply(request: PasteRequest, preview: PastePreview): Promise<ManyEnd> {
        const end = await run('paste.running', (signal) =>
          core.objects.paste(
            { survey: survey.id, ...copyOf(request), revs: { ...preview.revs }, why: null },
            { signal },
          ),
        )
        if (end === 'cancelled') return { kind: 'cancelled' }
        return end.ok
          ? { kind: 'done', value: end.value }
          : { kind: 'refused', message: wordRefusal(words, request.layer, end.refusal) }
      },
    }),
    [core, run, survey.id, words],
  )
}
