import type { CancelSignal } from '../../shared/contract/job.ts'
import type { LayerKind } from '../../shared/model/layers.ts'
import type { ReadableDb, WritableDb } from '../open/database.ts'

/** Indexes that a merge does not ask; windows do, with each click. */
const INDEXES: readonly { readonly name: string; readonly table: string; readonly filledBy: readonly LayerKind[] }[] = [
  { name: 'parcel_household', table: 'parcel', filledBy: ['parcel'] },
  { name: 'household_village', table: 'household', filledBy: ['parcel', 'household', 'person'] },
]

/** Below this, building anew reads more than it saves. */
const FEWEST_ROWS = 4000

/**
 * Runs a load that brings most of a table's rows without the indexes that nobody asks meanwhile, and builds them in one go at its
 * end: row by row they cost eight times as much. In the caller's transaction, so that they are never missed.
 */
export function withIndexesAfterwards<T>(
  db: WritableDb,
  kind: LayerKind,
  rows: number,
  signal: CancelSignal,
  load: () => T,
): T {
  const away = INDEXES.filter(
    ({ table, filledBy }) => filledBy.includes(kind) && rows >= FEWEST_ROWS && rows >= lastFid(db, table),
  ).flatMap(({ name }) => {
    const sql = db
      .prepare<[string], { sql: string }>("SELECT sql FROM main.sqlite_master WHERE type = 'index' AND name = ?")
      .get(name)?.sql
    return sql === undefined ? [] : [{ name, sql }]
  })
  for (const { name } of away) db.exec(`DROP INDEX main.${name}`)
  const answer = load()
  for (const { sql } of away) {
    signal.throwIfAborted()
    db.exec(sql)
  }
  return answer
}

const lastFid = (db: ReadableDb, table: string): number =>
  db.prepare<[], { fid: number | null }>(`SELECT max(fid) AS fid FROM main.${table}`).get()?.fid ?? 0
