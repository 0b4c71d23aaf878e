import { useCallback } from 'react'
import type { ListValue } from '../../shared/contract/lists.ts'
import type { FieldConflict } from '../../shared/contract/object-answers.ts'
import type { Refusal } from '../../shared/contract/outcome.ts'
import { findEditableColumn, type ObjectLayer } from '../../shared/model/object-columns.ts'
import { useCore } from '../state/core-context.ts'
import { useSurvey } from '../state/survey.tsx'
import { useWords, type Words } from '../ui/words.tsx'

export interface EditRequest {
  readonly layer: ObjectLayer
  readonly id: string
  /** The revision that the user saw. */
  readonly rev: number
  readonly values: Readonly<Record<string, string | null>>
  readonly why?: string | null
}

export type EditEnd =
  | {
      readonly kind: 'saved'
      readonly rev: number
      readonly values: Readonly<Record<string, ListValue>>
      /** Worded: what to look at, though it is kept. */
      readonly warnings: readonly string[]
    }
  | { readonly kind: 'conflict'; readonly rev: number; readonly fields: readonly FieldConflict[] }
  /** Nothing was written; `message` says why. */
  | { readonly kind: 'refused'; readonly message: string }

/** Changes values of one object. Resolves when they are in the file, or with what stands in the way; it never throws. */
export function useEditObject(): (request: EditRequest) => Promise<EditEnd> {
  const core = useCore()
  const words = useWords()
  const { survey } = useSurvey()
  return useCallback(
    async ({ layer, id, rev, values, why = null }) => {
      try {
        const edited = await core.objects.edit({ survey: survey.id, layer, id, rev, values, why })
        if (!edited.ok) return { kind: 'refused', message: wordRefusal(words, layer, edited.refusal) }
        if (edited.value.kind === 'conflict') return edited.value
        const warnings = edited.value.warnings.map(({ code }) => words.word(`object.warning.${code}`))
        return { kind: 'saved', rev: edited.value.rev, values: edited.value.values, warnings }
      } catch {
        return { kind: 'refused', message: words.word('object.fault') } // the connection or the core failed: said beside the field, what was typed stays
      }
    },
    [core, survey.id, words],
  )
}

/** A refusal with the column's own title instead of its field code. */
export function wordRefusal(words: Words, layer: ObjectLayer, refusal: Refusal): string {
  const field = refusal.params?.field
  const column = typeof field === 'string' ? findEditableColumn(layer, field) : undefined
  return words.refusal(
    column === undefined ? refusal : { ...refusal, params: { ...refusal.params, field: words.pick(column.title) } },
  )
}
