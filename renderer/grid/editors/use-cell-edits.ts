import { useCallback, useMemo, useRef, useState } from 'react'
import type { ListRow } from '../../../shared/contract/lists.ts'
import { findEditableColumn, type ObjectLayer } from '../../../shared/model/object-columns.ts'
import { useEditObject } from '../../commands/edit-object.ts'
import { type DraftPlace, draftOf, forgetDraft, keepDraft } from '../../state/drafts.ts'
import { useSurvey } from '../../state/survey.tsx'
import { useWords } from '../../ui/words.tsx'

export type CellState =
  /** Typed before a reload or a crash, and still to be saved. */
  | { readonly kind: 'unsaved'; readonly text: string }
  | { readonly kind: 'saving'; readonly text: string }
  | { readonly kind: 'refused'; readonly text: string; readonly message: string }

export interface CellProblem {
  readonly key: string
  readonly sentence: string
}

export interface CellEdits {
  stateOf(id: string, column: string): CellState | undefined
  /** Saves what was typed into a cell; resolves when it is in the file or refused. */
  save(row: ListRow, column: string, text: string): Promise<void>
  /** Cells that hold what could not be saved, each with why. */
  readonly problems: readonly CellProblem[]
  /** Lets all of them show again what the file holds. */
  drop(): void
}

/** Edits of cells on their way into the file. `onChange`: the cells of this row look different now. */
export function useCellEdits(layer: ObjectLayer, onChange: (id: string) => void): CellEdits {
  const edit = useEditObject()
  const { survey } = useSurvey()
  const { surveyId } = survey
  const { word, pick } = useWords()
  const states = useRef(new Map<string, CellState>())
  const [problems, setProblems] = useState<readonly CellProblem[]>([])
  const placeOf = useCallback((id: string): DraftPlace => ({ surveyId, layer, id, at: 'cell' }), [surveyId, layer])
  const stateOf = useCallback<CellEdits['stateOf']>(
    (id, column) => {
      const draft = draftOf(placeOf(id), column)
      return (
        states.current.get(`${id} ${column}`) ?? (draft === null ? undefined : { kind: 'unsaved', text: draft.text })
      )
    },
    [placeOf],
  )
  const save = useCallback<CellEdits['save']>(
    async (row, column, text) => {
      const key = `${row.id} ${column}`
      const title = pick(findEditableColumn(layer, column)?.title ?? { zh: column, en: column })
      states.current.set(key, { kind: 'saving', text })
      setProblems((before) => before.filter((problem) => problem.key !== key))
      onChange(row.id)
      const place = placeOf(row.id)
      const rev = draftOf(place, column)?.rev ?? row.rev
      const end = await edit({ layer, id: row.id, rev, values: { [column]: text } })
      if (end.kind === 'saved') {
        states.current.delete(key)
        forgetDraft(place, column)
      } else {
        // They have been told what the other wrote: the next saving is over that.
        if (end.kind === 'conflict') keepDraft(place, column, { text, rev: end.rev })
        const theirs = end.kind === 'conflict' ? end.fields[0]?.theirs : null
        const message =
          end.kind === 'refused'
            ? end.message
            : `${word('object.changed')} ${word('object.conflict.theirs')}: ${theirs ?? word('object.blank')}`
        states.current.set(key, { kind: 'refused', text, message })
        setProblems((before) => [...before, { key, sentence: `${title} “${text}”: ${message}` }])
      }
      onChange(row.id)
    },
    [edit, layer, onChange, pick, placeOf, word],
  )
  const drop = useCallback(() => {
    const dropped = [...states.current].filter(([, { kind }]) => kind === 'refused')
    for (const [key] of dropped) {
      const [id = '', column = ''] = key.split(' ')
      states.current.delete(key)
      forgetDraft(placeOf(id), column)
      onChange(id)
    }
    setProblems([])
  }, [onChange, placeOf])
  return useMemo(() => ({ stateOf, save, problems, drop }), [stateOf, save, problems, drop])
}
