import { randomUUID } from 'node:crypto'
import type { ListRow, ListValue } from '../../../shared/contract/lists.ts'
import { type ListLayer, listColumns } from '../../../shared/model/list-columns.ts'
import type { ReadableDb } from '../../open/database.ts'
import { ensureListCache } from './list-cache.ts'
import { cachedTables, columnSql, fromSql } from './list-sql.ts'
import type { ListQuestion } from './list-where.ts'
import { orderedRows } from './ordered-rows.ts'

/** Values of some rows, in the order asked for; rows that have gone since are left out. */
export function listRows(db: ReadableDb, layer: ListLayer, fids: readonly number[]): readonly ListRow[] {
  const columns = listColumns[layer].flatMap(({ name }) => {
    const sql = columnSql(layer, name)
    return sql === null ? [] : [{ name, sql }]
  })
  ensureListCache(db, cachedTables(columns.map(({ sql }) => sql)))
  const select = columns.map(({ sql }) => sql.sql).join(', ')
  const rows = db
    .prepare<[string], [number, string, number, ...ListValue[]]>(
      `SELECT t.fid, t.id, t.rev, ${select} ${fromSql(
        layer,
        columns.map(({ sql }) => sql),
      )} WHERE t.fid IN (SELECT value FROM json_each(?))`,
    )
    .raw()
    .all(JSON.stringify(fids))
  const byFid = new Map(
    rows.map(([fid, id, rev, ...values]) => [
      fid,
      { id, rev, values: Object.fromEntries(columns.map(({ name }, i) => [name, values[i] ?? null])) },
    ]),
  )
  return fids.flatMap((fid) => byFid.get(fid) ?? [])
}

interface KeptList {
  readonly layer: ListLayer
  readonly fids: Float64Array
}

/** Lists that the windows of this thread's survey have open. */
const kept = new Map<string, KeptList>()

export function openList(
  db: ReadableDb,
  query: ListQuestion,
): { readonly list: string; readonly count: number; readonly areaM2: number | null } {
  const { fids, areaM2 } = orderedRows(db, query)
  const list = randomUUID()
  kept.set(list, { layer: query.layer, fids })
  return { list, count: fids.length, areaM2 }
}

export function listPage(
  db: ReadableDb,
  { list, from, to }: { readonly list: string; readonly from: number; readonly to: number },
): { readonly rows: readonly ListRow[]; readonly gone: number } | null {
  const found = kept.get(list)
  if (found === undefined) return null
  const fids = Array.from(found.fids.subarray(Math.max(0, from), Math.max(0, to)))
  const rows = listRows(db, found.layer, fids)
  return { rows, gone: fids.length - rows.length }
}

/** Position of an object; null: not in the list, or there is no such list. */
export function locateInList(
  db: ReadableDb,
  { list, id }: { readonly list: string; readonly id: string },
): number | null {
  const found = kept.get(list)
  if (found === undefined) return null
  const fid = db.prepare<[string], { fid: number }>(`SELECT fid FROM ${found.layer} WHERE id = ?`).get(id)?.fid
  const at = fid === undefined ? -1 : found.fids.indexOf(fid)
  return at < 0 ? null : at
}

export const closeList = (list: string): void => void kept.delete(list)

/** Ids of what a query finds: what a selection by query takes. */
export function idsOfQuery(db: ReadableDb, query: ListQuestion): readonly string[] {
  const { fids } = orderedRows(db, query)
  return db
    .prepare<[string], [string]>(`SELECT id FROM ${query.layer} WHERE fid IN (SELECT value FROM json_each(?))`)
    .raw()
    .all(JSON.stringify(Array.from(fids)))
    .map(([id]) => id)
}
