import type { ListValue } from '../../shared/contract/lists.ts'
import type { PasteCell, PastePreview } from '../../shared/contract/object-answers.ts'
import { type EditableColumn, findEditableColumn, type ObjectLayer } from '../../shared/model/object-columns.ts'
import { readTyped } from '../../shared/model/object-values.ts'
import { maskPersonal } from '../../shared/model/personal.ts'
import type { ReadableDb } from '../open/database.ts'
import { objectRows } from './object-rows.ts'

export interface Paste {
  readonly layer: ObjectLayer
  readonly ids: readonly string[]
  readonly columns: readonly string[]
  readonly cells: readonly (readonly string[])[]
}

/** One cell that would change, as the core reads it. `value` is in the clear: it goes no further than this process. */
export interface SoundCell {
  readonly row: number
  readonly id: string
  readonly column: EditableColumn
  readonly value: string | number | null
}

export interface JudgedPaste {
  readonly preview: PastePreview
  readonly sound: readonly SoundCell[]
}

const MOST_LISTED = 2000
const SLICE = 500

/** Holds every pasted cell against its column and against what stands there. A cell outside the pasted rectangle is left alone. */
export function judgePaste(db: ReadableDb, paste: Paste): JudgedPaste {
  const { layer, ids, columns, cells } = paste
  const rows = rowsOf(db, layer, ids)
  const targets = columns.map((name) => findEditableColumn(layer, name))
  const listed: PasteCell[] = []
  const sound: SoundCell[] = []
  const revs: Record<string, number> = {}
  const counts = { changed: 0, unchanged: 0, invalid: 0, gone: 0 }
  for (const [row, texts] of cells.entries()) {
    const id = ids[row] ?? ''
    const standing = rows.get(id)
    if (standing === undefined) {
      counts.gone++
      continue
    }
    revs[id] = standing.rev
    for (const [column, text] of texts.entries()) {
      const target = targets[column]
      const before = standing.values[columns[column] ?? ''] ?? null
      const typed = target === undefined ? null : readTyped(layer, target, text)
      const problem = typed === null ? 'field.not-editable' : typed.ok ? null : typed.code
      const value = typed?.ok === true ? typed.value : null
      const after = shown(target, problem === null ? value : text)
      if (problem === null && isSame(target, before, after)) {
        counts.unchanged++
        continue
      }
      if (problem === null && target !== undefined) {
        counts.changed++
        sound.push({ row, id, column: target, value })
      } else counts.invalid++
      listed.push({ row, column, before, after, problem })
    }
  }
  const preview = {
    cells: listed.slice(0, MOST_LISTED),
    more: Math.max(0, listed.length - MOST_LISTED),
    ...counts,
    revs,
  }
  return { preview, sound }
}

/** What a masked form hides may differ: a personal number is always written anew. */
const isSame = (column: EditableColumn | undefined, before: ListValue, after: ListValue): boolean =>
  before === after && (column?.personal === undefined || before === null)

const shown = (column: EditableColumn | undefined, value: ListValue): ListValue =>
  column?.personal === undefined || value === null ? value : maskPersonal(column.personal, String(value))

function rowsOf(
  db: ReadableDb,
  layer: ObjectLayer,
  ids: readonly string[],
): ReadonlyMap<string, { readonly rev: number; readonly values: Readonly<Record<string, ListValue>> }> {
  const found = new Map<string, { rev: number; values: Readonly<Record<string, ListValue>> }>()
  for (let from = 0; from < ids.length; from += SLICE) {
    const slice = JSON.stringify(ids.slice(from, from + SLICE))
    for (const { id, rev, values } of objectRows(db, layer, 't.id IN (SELECT value FROM json_each(?))', [slice], SLICE))
      found.set(id, { rev, values })
  }
  return found
}
