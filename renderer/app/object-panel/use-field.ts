import { useState } from 'react'
import type { ListValue } from '../../../shared/contract/lists.ts'
import type { FieldConflict, ObjectRow } from '../../../shared/contract/object-answers.ts'
import type { EditableColumn } from '../../../shared/model/object-columns.ts'
import { readTyped } from '../../../shared/model/object-values.ts'
import { useEditObject } from '../../commands/edit-object.ts'
import { type Draft, draftOf, forgetDraft, keepDraft } from '../../state/drafts.ts'
import { useWords } from '../../ui/words.tsx'

export type FieldStatus =
  | { readonly kind: 'rest' }
  | { readonly kind: 'typing'; readonly problem: string | null }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly warnings: readonly string[] }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'conflict'; readonly rev: number; readonly conflict: FieldConflict }

export interface Field {
  readonly text: string
  readonly status: FieldStatus
  type(text: string): void
  /** Saves what was typed; `text`: this instead. */
  save(text?: string): Promise<void>
  discard(): void
  /** Saves what was typed over what somebody else wrote. */
  insist(): void
}

const textOf = (value: ListValue): string => (value === null ? '' : String(value))

/** What is typed into one column of one object, until it is in the file: it survives a reload, and what fails stays typed. */
export function useField(props: {
  readonly surveyId: string
  readonly row: ObjectRow
  readonly column: EditableColumn
  readonly why: string | null
}): Field {
  const { surveyId, row, column, why } = props
  const { layer, id, rev } = row
  const { name } = column
  const place = { surveyId, layer, id }
  const words = useWords()
  const edit = useEditObject()
  const [draft, setDraft] = useState<Draft | null>(() => draftOf(place, name))
  const [settled, setSettled] = useState<{ readonly value: ListValue; readonly rev: number } | null>(null)
  const [status, setStatus] = useState<FieldStatus>({ kind: 'rest' })
  const stored = settled !== null && settled.rev > rev ? settled.value : (row.values[name] ?? null)

  const problemOf = (text: string): string | null => {
    const typed = readTyped(layer, column, text)
    return typed.ok ? null : words.word(typed.code, { field: words.pick(column.title) })
  }
  const forget = (): void => {
    forgetDraft(place, name)
    setDraft(null)
  }
  const type = (text: string): void => {
    const next = { text, rev: draft?.rev ?? rev }
    setDraft(next)
    keepDraft(place, name, next)
    setStatus({ kind: 'typing', problem: problemOf(text) })
  }
  const saveAt = async (text: string, seenRev: number): Promise<void> => {
    const typed = readTyped(layer, column, text)
    if (!typed.ok) {
      setStatus({ kind: 'typing', problem: problemOf(text) })
      return
    }
    if (column.personal === undefined && typed.value === stored) {
      forget()
      setStatus({ kind: 'rest' })
      return
    }
    setStatus({ kind: 'saving' })
    const end = await edit({ layer, id, rev: seenRev, values: { [name]: text }, why })
    switch (end.kind) {
      case 'saved':
        forget()
        setSettled({ value: end.values[name] ?? null, rev: end.rev })
        setStatus({ kind: 'saved', warnings: end.warnings })
        break
      case 'conflict': {
        const conflict = end.fields[0] ?? { column: name, theirs: null, mine: typed.value }
        setStatus({ kind: 'conflict', rev: end.rev, conflict })
        break
      }
      case 'refused':
        setStatus(end)
    }
  }
  return {
    text: draft?.text ?? (column.personal === undefined ? textOf(stored) : ''),
    status: draft !== null && status.kind === 'rest' ? { kind: 'typing', problem: problemOf(draft.text) } : status,
    type,
    async save(text) {
      if (text !== undefined) {
        type(text)
        await saveAt(text, draft?.rev ?? rev)
      } else if (draft !== null) await saveAt(draft.text, draft.rev)
    },
    discard() {
      forget()
      setStatus({ kind: 'rest' })
    },
    insist() {
      if (status.kind === 'conflict' && draft !== null) void saveAt(draft.text, status.rev)
    },
  }
}
