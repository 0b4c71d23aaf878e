import { isPlanKind } from '../../shared/model/plan-layers.ts'
import { touchContents } from '../geopackage/contents.ts'
import { type ChangeGroup, changesOf } from '../history/entry-changes.ts'
import { writeEntry } from '../history/journal.ts'
import { deleteRows, insertDeleted, restoreUpdated } from '../history/restore.ts'
import { effectiveSince, standingEntries } from '../history/standing.ts'
import { ranges, type Steps, unwatched } from '../history/steps.ts'
import { inTransaction, type ReadableDb, type WritableDb } from '../open/database.ts'
import type { Author } from '../schema/author.ts'
import { isObjectTable, type ObjectTable, objectTables } from '../schema/tables.ts'
import { findBatch } from './batch.ts'
import { eachSlice } from './slices.ts'

/** What keeps a batch from being taken back. */
export interface LaterWork {
  readonly kind: 'edit' | 'building' | 'right' | 'parcel' | 'plan'
  readonly count: number
  /** A few of the codes or ids concerned. */
  readonly examples: readonly string[]
}

export type RollbackResult =
  | ({ readonly kind: 'rolled-back' } & RollbackSize)
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
export function rollbackBatch(db: WritableDb, batch: number, author: Author, at: string, steps: Steps): RollbackResult {
  const row = findBatch(db, batch)
  const entry = importEntry(db, batch)
  if (row === undefined || entry === undefined) return { kind: 'unknown' }
  if (row.rolledBackAt !== null) return { kind: 'already' }
  return inTransaction(db, () => {
    const later = laterWork(db, batch, entry, steps)
    if (later.length > 0) return { kind: 'in-use', later }
    const groups = changesOf(db, entry.fid, steps)
    const leaving = objectTables.map((table) => ({ table, fids: rowsOf(db, table, batch, entry.fid, steps) }))
    steps.begins(
      leaving.reduce((sum, { fids }) => sum + fids.length, 0) + groups.reduce((sum, { count }) => sum + count, 0),
    )
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
    for (const { table, fids } of leaving) {
      deleteRows(db, table, fids, rollback.fid, steps)
      const updated = takeBack(db, table, groups, entry.fid, rollback.fid, steps)
      if (table === row.kind) {
        removed = fids.length
        restored = updated
      }
    }
    db.prepare('UPDATE import_batch SET rolled_back_at = ? WHERE fid = ?').run(at, batch)
    touchContents(db, [...objectTables, 'journal_entry', 'import_batch'], at)
    steps.signal.throwIfAborted()
    return { kind: 'rolled-back', removed, restored }
  })
}

export interface RollbackSize {
  readonly removed: number
  readonly restored: number
}

/**
 * What a rollback of the batch would answer, in objects of the batch's own layer; null: there is none. Records are another
 * count: two of a list that speak of one person update one.
 */
export function rollbackSize(db: ReadableDb, batch: number): RollbackSize | null {
  const row = findBatch(db, batch)
  const entry = importEntry(db, batch)
  if (row === undefined || entry === undefined || !isObjectTable(row.kind)) return null
  const updated = db
    .prepare<[number], { n: number }>(
      `SELECT count(DISTINCT t.id) AS n FROM journal_change c JOIN ${row.kind} t ON t.id = c.object_id
      WHERE c.entry = ? AND c.table_name = '${row.kind}' AND c.op = 'update'`,
    )
    .get(entry.fid)
  return { removed: rowsOf(db, row.kind, batch, entry.fid, unwatched).length, restored: updated?.n ?? 0 }
}

/** What the import changed or took away comes back; how many rows it had changed. */
function takeBack(
  db: WritableDb,
  table: ObjectTable,
  groups: readonly ChangeGroup[],
  entry: number,
  rollback: number,
  steps: Steps,
): number {
  const groupOf = (op: ChangeGroup['op']): ChangeGroup | undefined =>
    groups.find((group) => group.table === table && group.op === op)
  const [updates, deletes] = [groupOf('update'), groupOf('delete')]
  const updated = updates === undefined ? 0 : restoreUpdated(db, entry, rollback, updates, steps)
  if (deletes !== undefined) insertDeleted(db, entry, rollback, deletes, steps)
  return updated
}

/** File numbers of the rows that leave with a batch, in their order; a whole table is looked through, slice by slice. */
function rowsOf(db: ReadableDb, table: ObjectTable, batch: number, entry: number, steps: Steps): readonly number[] {
  const mine = db
    .prepare<[number, number], [fid: number]>(
      `SELECT t.fid FROM ${table} t WHERE t.fid BETWEEN ? AND ? AND t.batch = ${batch}${stillNeeded(table, batch, entry)} ORDER BY t.fid`,
    )
    .raw()
  const found: number[] = []
  eachSlice(db, table, 'fid', steps.signal, (from, to) => {
    for (const [fid] of mine.iterate(from, to)) found.push(fid)
  })
  return found
}

/** Households and persons that the batch brought but others have come to use stay. A row that the batch led there goes back itself. */
function stillNeeded(table: string, batch: number, entry: number): string {
  const goesBack = (of: string, row: string): string =>
    `EXISTS (SELECT 1 FROM journal_change j WHERE j.object_id = ${row}.id AND j.entry = ${entry} AND j.table_name = '${of}' AND j.op = 'update')`
  if (table === 'household') {
    return ` AND NOT EXISTS (SELECT 1 FROM parcel p WHERE p.household_code = t.household_code AND p.village_code IS t.village_code AND p.batch IS NOT ${batch} AND NOT ${goesBack('parcel', 'p')})
      AND NOT EXISTS (SELECT 1 FROM person q WHERE q.household_id = t.id AND q.batch IS NOT ${batch} AND NOT ${goesBack('person', 'q')})`
  }
  return table === 'person'
    ? ` AND NOT EXISTS (SELECT 1 FROM land_right r WHERE r.person_id = t.id AND r.batch IS NOT ${batch})`
    : ''
}

/** Tables whose rows rest on others of a batch, and the column that says so. */
const RESTING = [
  { kind: 'building', from: 'building', label: 'building_code', on: 'parcel', key: 'p.id = r.parcel_id' },
  { kind: 'right', from: 'land_right', label: 'id', on: 'parcel', key: 'p.id = r.parcel_id' },
  { kind: 'parcel', from: 'parcel', label: 'parcel_code', on: 'village', key: 'p.code = r.village_code' },
] as const

/** Work that a rollback of the batch would pull the ground from under. */
export function laterWork(db: ReadableDb, batch: number, entry: ImportEntry, steps: Steps): readonly LaterWork[] {
  return [
    ...laterEdits(db, batch, entry, steps),
    ...RESTING.map((resting) => restingOn(db, batch, resting, steps)),
    approvedPlans(db, batch),
  ].filter(({ count }) => count > 0)
}

function restingOn(
  db: ReadableDb,
  batch: number,
  { kind, from: table, label, on, key }: (typeof RESTING)[number],
  steps: Steps,
): LaterWork {
  const rows = db
    .prepare<[number, number], [label: string]>(
      `SELECT ifnull(r.${label}, r.id) FROM ${table} r CROSS JOIN ${on} p ON ${key}
      WHERE r.fid BETWEEN ? AND ? AND r.batch IS NOT ${batch} AND p.batch = ${batch} ORDER BY r.fid`,
    )
    .raw()
  const examples: string[] = []
  let count = 0
  eachSlice(db, table, 'fid', steps.signal, (from, to) => {
    for (const [found] of rows.all(from, to)) if (count++ < EXAMPLES) examples.push(found)
  })
  return { kind, count, examples }
}

/** Approved scenarios of which the batch is a part: what was approved stays as it was. */
function approvedPlans(db: ReadableDb, batch: number): LaterWork {
  const kind = findBatch(db, batch)?.kind ?? ''
  if (!isPlanKind(kind)) return { kind: 'plan', count: 0, examples: [] }
  const owner = kind === 'base_patch' ? 's.plan_id = t.plan_id' : 's.id = t.scenario_id'
  const titles = db
    .prepare<[number], { title: string }>(
      `SELECT DISTINCT p.title FROM plan_scenario s JOIN plan p ON p.id = s.plan_id
      WHERE s.status = 'approved' AND EXISTS (SELECT 1 FROM ${kind} t WHERE ${owner} AND t.batch = ?) ORDER BY p.fid`,
    )
    .all(batch)
    .map(({ title }) => title)
  return { kind: 'plan', count: titles.length, examples: titles.slice(0, EXAMPLES) }
}

/** Later entries that changed rows which the batch brought or changed. */
function laterEdits(db: ReadableDb, batch: number, entry: ImportEntry, steps: Steps): readonly LaterWork[] {
  const found = new Map<ObjectTable, Set<string>>()
  for (const { fid } of effectiveSince(standingEntries(db), entry.fid)) {
    for (const { table, first, last } of changesOf(db, fid, steps)) {
      const touched = db
        .prepare<[number, number, number], [id: string]>(
          `SELECT c.object_id FROM journal_change c WHERE c.entry = ? AND c.fid BETWEEN ? AND ? AND c.table_name = '${table}'
          AND (EXISTS (SELECT 1 FROM ${table} t WHERE t.id = c.object_id AND t.batch = ${batch})
            OR EXISTS (SELECT 1 FROM journal_change j WHERE j.object_id = c.object_id AND j.entry = ${entry.fid}))`,
        )
        .raw()
      const ids = found.get(table) ?? new Set<string>()
      found.set(table, ids)
      for (const { from, to } of ranges(first, last, steps))
        for (const [id] of touched.iterate(fid, from, to)) ids.add(id)
    }
  }
  return [...found].map(([table, ids]) => ({
    kind: 'edit',
    count: ids.size,
    examples: [...ids].slice(0, EXAMPLES).map((id) => labelOf(db, table, id)),
  }))
}

/** What people call an object by; its id where it has no code, or is gone. */
function labelOf(db: ReadableDb, table: ObjectTable, id: string): string {
  const code = CODES[table]
  if (code === undefined) return id
  return (
    db.prepare<[string], { code: string | null }>(`SELECT ${code} AS code FROM ${table} WHERE id = ?`).get(id)?.code ??
    id
  )
}

const CODES: Readonly<Partial<Record<ObjectTable, string>>> = {
  village: 'code',
  parcel: 'parcel_code',
  building: 'building_code',
  household: 'household_code',
}
