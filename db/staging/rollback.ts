import type { CancelSignal } from '../../shared/contract/job.ts'
import { touchContents } from '../geopackage/contents.ts'
import { recordRows, writeEntry } from '../history/journal.ts'
import { effectiveSince, standingEntries } from '../history/standing.ts'
import { deleteRows, insertFromJournal, restoreUpdatedRows } from '../history/undo.ts'
import { inTransaction, type ReadableDb, type WritableDb } from '../open/database.ts'
import type { Author } from '../schema/author.ts'
import { objectTables } from '../schema/tables.ts'
import { findBatch } from './batch.ts'

/** What keeps a batch from being taken back. */
export interface LaterWork {
  readonly kind: 'edit' | 'building' | 'right' | 'parcel'
  readonly count: number
  /** A few of the codes or ids concerned. */
  readonly examples: readonly string[]
}

export type RollbackResult =
  | { readonly kind: 'rolled-back'; readonly removed: number; readonly restored: number }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'already' }
  | { readonly kind: 'in-use'; readonly later: readonly LaterWork[] }

const EXAMPLES = 5

interface ImportEntry {
  readonly fid: number
  readonly id: string
}

/** The entry that brought the batch in. */
export const importEntry = (db: ReadableDb, batch: number): ImportEntry | undefined =>
  db
    .prepare<[number], ImportEntry>(
      "SELECT fid, id FROM journal_entry WHERE kind = 'import' AND batch = ? ORDER BY fid DESC LIMIT 1",
    )
    .get(batch)

/**
 * Takes a batch back whole: its rows leave, rows that it updated get their earlier state back. Refused while later work rests
 * on it. What leaves stays in the journal, so that the rollback can itself be undone.
 */
export function rollbackBatch(
  db: WritableDb,
  batch: number,
  author: Author,
  at: string,
  signal: CancelSignal,
): RollbackResult {
  const row = findBatch(db, batch)
  const entry = importEntry(db, batch)
  if (row === undefined || entry === undefined) return { kind: 'unknown' }
  if (row.rolledBackAt !== null) return { kind: 'already' }
  return inTransaction(db, () => {
    const later = laterWork(db, batch, entry)
    if (later.length > 0) return { kind: 'in-use', later }
    const rollback = writeEntry(db, {
      kind: 'rollback',
      at,
      author,
      batch,
      undoes: entry.id,
      summary: { file: row.file, layer: row.layer },
    })
    let removed = 0
    let restored = 0
    for (const table of objectTables) {
      signal.throwIfAborted()
      const mine = `t.batch = ${batch}${stillNeeded(table, batch, entry.fid)}`
      recordRows(db, rollback.fid, table, 'delete', mine, [])
      const updated = recordRows(
        db,
        rollback.fid,
        table,
        'update',
        `t.id IN (SELECT object_id FROM journal_change WHERE entry = ? AND table_name = '${table}' AND op = 'update')`,
        [entry.fid],
      )
      const gone = deleteRows(db, table, `fid IN (SELECT t.fid FROM ${table} t WHERE ${mine})`)
      if (updated > 0) restoreUpdatedRows(db, table, entry.fid)
      if (insertFromJournal(db, table, entry.fid) > 0) {
        recordRows(
          db,
          rollback.fid,
          table,
          'insert',
          `t.id IN (SELECT object_id FROM journal_change WHERE entry = ? AND table_name = '${table}' AND op = 'delete')`,
          [entry.fid],
        )
      }
      if (table === row.kind) {
        removed = gone
        restored = updated
      }
    }
    signal.throwIfAborted()
    db.prepare('UPDATE import_batch SET rolled_back_at = ? WHERE fid = ?').run(at, batch)
    touchContents(db, [...objectTables, 'journal_entry', 'import_batch'], at)
    return { kind: 'rolled-back', removed, restored }
  })
}

/** Households and persons that the batch brought but others have come to use stay. A row that the batch led there goes back itself. */
function stillNeeded(table: string, batch: number, entry: number): string {
  const goesBack = (of: string, row: string): string =>
    `${row}.id IN (SELECT object_id FROM journal_change WHERE entry = ${entry} AND table_name = '${of}' AND op = 'update')`
  if (table === 'household') {
    return ` AND NOT EXISTS (SELECT 1 FROM parcel p WHERE p.household_code = t.household_code AND p.village_code IS t.village_code AND p.batch IS NOT ${batch} AND NOT ${goesBack('parcel', 'p')})
      AND NOT EXISTS (SELECT 1 FROM person q WHERE q.household_id = t.id AND q.batch IS NOT ${batch} AND NOT ${goesBack('person', 'q')})`
  }
  return table === 'person'
    ? ` AND NOT EXISTS (SELECT 1 FROM land_right r WHERE r.person_id = t.id AND r.batch IS NOT ${batch})`
    : ''
}

export function laterWork(db: ReadableDb, batch: number, entry: ImportEntry): readonly LaterWork[] {
  const found: LaterWork[] = []
  const add = (kind: LaterWork['kind'], rows: readonly { readonly label: string | null }[]): void => {
    if (rows.length > 0)
      found.push({ kind, count: rows.length, examples: rows.slice(0, EXAMPLES).map((row) => row.label ?? '') })
  }
  const since = JSON.stringify(effectiveSince(standingEntries(db), entry.fid).map(({ fid }) => fid))
  for (const table of ['village', 'parcel', 'building', 'land_use', 'household', 'person', 'land_right'] as const) {
    add(
      'edit',
      db
        .prepare<
          [string, number, number],
          { label: string }
        >(`SELECT DISTINCT c.object_id AS label FROM journal_change c
      WHERE c.table_name = '${table}' AND c.entry IN (SELECT value FROM json_each(?))
        AND (c.object_id IN (SELECT id FROM ${table} WHERE batch = ?) OR c.object_id IN (SELECT object_id FROM journal_change WHERE entry = ?))`)
        .all(since, batch, entry.fid),
    )
  }
  add(
    'building',
    db
      .prepare<[number, number], { label: string }>(
        'SELECT ifnull(b.building_code, b.id) AS label FROM building b JOIN parcel p ON p.id = b.parcel_id WHERE p.batch = ? AND b.batch IS NOT ?',
      )
      .all(batch, batch),
  )
  add(
    'right',
    db
      .prepare<[number, number], { label: string }>(
        'SELECT r.id AS label FROM land_right r JOIN parcel p ON p.id = r.parcel_id WHERE p.batch = ? AND r.batch IS NOT ?',
      )
      .all(batch, batch),
  )
  add(
    'parcel',
    db
      .prepare<[number, number], { label: string }>(
        'SELECT ifnull(p.parcel_code, p.id) AS label FROM parcel p JOIN village v ON v.code = p.village_code WHERE v.batch = ? AND p.batch IS NOT ?',
      )
      .all(batch, batch),
  )
  return found
}
