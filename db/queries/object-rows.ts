import type { ListValue } from '../../shared/contract/lists.ts'
import type { ObjectRow } from '../../shared/contract/object-answers.ts'
import type { ObjectLayer } from '../../shared/model/object-columns.ts'
import type { ReadableDb } from '../open/database.ts'
import { dataColumns } from '../schema/row-json.ts'

/** What no window is given: ciphers, hashes, and the fields that a file had beside its columns (some of them sealed). */
const HIDDEN = /^(id|rev|extra)$|_(cipher|hash)$/

const MASKED = '_masked'

/** Columns that a window may see, each with the name under which it sees it: a masked form goes by its column's own name. */
export const shownColumns = (
  db: ReadableDb,
  layer: ObjectLayer,
): readonly { readonly column: string; readonly shown: string }[] =>
  dataColumns(db, layer)
    .filter(({ name }) => !HIDDEN.test(name))
    .map(({ name }) => ({ column: name, shown: name.endsWith(MASKED) ? name.slice(0, -MASKED.length) : name }))

/** Rows of a layer as windows may see them; `where` is SQL over the table named t. */
export function objectRows(
  db: ReadableDb,
  layer: ObjectLayer,
  where: string,
  params: readonly (string | number | null)[],
  limit: number,
): readonly ObjectRow[] {
  const columns = shownColumns(db, layer)
  const rows = db
    .prepare<(string | number | null)[], { readonly id: string; readonly rev: number } & Record<string, ListValue>>(
      `SELECT t.id, t.rev, ${columns.map(({ column, shown }) => `t.${column} AS "${shown}"`).join(', ')} FROM ${layer} t WHERE ${where} LIMIT ${limit}`,
    )
    .all(...params)
  return rows.map(({ id, rev, ...values }) => ({ layer, id, rev, values }))
}

export const objectRow = (db: ReadableDb, layer: ObjectLayer, id: string): ObjectRow | undefined =>
  objectRows(db, layer, 't.id = ?', [id], 1)[0]
