import type { CancelSignal } from '../../shared/contract/job.ts'
import type { LayerKind } from '../../shared/model/layers.ts'
import type { ReadableDb, WritableDb } from '../open/database.ts'

interface LaterIndex {
  readonly name: string
  readonly table: string
  readonly filledBy: readonly LayerKind[]
  /** A load of these asks it what the table held before: it can wait only where that was nothing. */
  readonly askedBy: readonly LayerKind[]
}

const PEOPLE = ['parcel', 'household', 'person'] as const

/** A list asks for the households and persons that its own earlier rows brought, so its load keeps what it asks. */
const INDEXES: readonly LaterIndex[] = [
  { name: 'parcel_code', table: 'parcel', filledBy: ['parcel'], askedBy: [] },
  { name: 'parcel_household', table: 'parcel', filledBy: ['parcel'], askedBy: [] },
  { name: 'household_village', table: 'household', filledBy: PEOPLE, askedBy: [] },
  { name: 'household_key', table: 'household', filledBy: ['parcel'], askedBy: ['parcel'] },
  { name: 'person_household', table: 'person', filledBy: ['parcel', 'person'], askedBy: [] },
  { name: 'person_id_number', table: 'person', filledBy: ['parcel'], askedBy: ['parcel'] },
  { name: 'land_right_parcel', table: 'land_right', filledBy: ['parcel'], askedBy: ['parcel'] },
  { name: 'land_right_person', table: 'land_right', filledBy: ['parcel'], askedBy: [] },
]

/** Below this, building anew reads more than it saves. */
const FEWEST_ROWS = 4000

/**
 * Runs a load that brings most of a table's rows without the indexes that nobody asks meanwhile, and builds them in one go at its
 * end: row by row they cost several times as much. In the caller's transaction, so that they are never missed.
 */
export function withIndexesAfterwards(
  db: WritableDb,
  kind: LayerKind,
  rows: number,
  signal: CancelSignal,
  load: () => void,
): void {
  const away = INDEXES.filter(({ table, filledBy, askedBy }) => {
    if (rows < FEWEST_ROWS || !filledBy.includes(kind)) return false
    const before = lastFid(db, table)
    return before === 0 || (rows >= before && !askedBy.includes(kind))
  }).flatMap(({ name }) => {
    const sql = db
      .prepare<[string], { sql: string }>("SELECT sql FROM main.sqlite_master WHERE type = 'index' AND name = ?")
      .get(name)?.sql
    return sql === undefined ? [] : [{ name, sql }]
  })
  for (const { name } of away) db.exec(`DROP INDEX main.${name}`)
  load()
  for (const { sql } of away) {
    signal.throwIfAborted()
    db.exec(sql)
  }
}

const lastFid = (db: ReadableDb, table: string): number =>
  db.prepare<[], { fid: number | null }>(`SELECT max(fid) AS fid FROM main.${table}`).get()?.fid ?? 0
