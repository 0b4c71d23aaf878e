import type { ReadableDb } from '../open/database.ts'
import type { ChangeGroup } from './entry-changes.ts'
import type { Entry } from './journal.ts'
import { brokenLinks, lastEntryOf } from './links.ts'
import { effectiveSince, type Standing } from './standing.ts'
import { ranges, type Steps } from './steps.ts'

/** Entries that must be taken back before this one can be. */
export function inTheWay(
  db: ReadableDb,
  entry: Entry,
  standing: Standing,
  groups: readonly ChangeGroup[],
  steps: Steps,
): readonly string[] {
  return [
    ...new Set([
      ...laterChanges(db, entry, standing, groups, steps),
      ...takenKeys(db, entry.fid, groups, steps),
      ...brokenLinks(db, entry.fid, groups, steps),
    ]),
  ]
}

/** Entries that changed the same objects since, and still have an effect. */
function laterChanges(
  db: ReadableDb,
  entry: Entry,
  standing: Standing,
  groups: readonly ChangeGroup[],
  steps: Steps,
): readonly string[] {
  const changed = db.prepare<[number], object>('SELECT 1 FROM journal_change WHERE entry = ? LIMIT 1')
  const later = effectiveSince(standing, entry.fid).filter(({ fid }) => changed.get(fid) !== undefined)
  if (later.length === 0) return []
  const slice = db
    .prepare<[number, number, number], [fid: number]>(
      `SELECT DISTINCT other.entry FROM journal_change c JOIN journal_change other ON other.object_id = c.object_id AND other.entry > c.entry
      WHERE c.entry = ? AND c.fid BETWEEN ? AND ?`,
    )
    .raw()
  const touching = new Set<number>()
  for (const { first, last } of groups)
    for (const { from, to } of ranges(first, last, steps))
      for (const [fid] of slice.all(entry.fid, from, to)) touching.add(fid)
  return later.filter(({ fid }) => touching.has(fid)).map(({ id }) => id)
}

/** Columns that only one row may have the same values in. */
const UNIQUE_KEYS = {
  village: ['code'],
  household: ['household_code', 'village_code'],
  plan_legend: ['subject', 'property'],
} as const
type Keyed = keyof typeof UNIQUE_KEYS

const isKeyed = (table: string): table is Keyed => table in UNIQUE_KEYS

/** SQL over a returning row c and the row n that it is now: a column as it will be. */
const returning = (column: string): string =>
  `CASE WHEN json_type(c.before, '$.${column}') NOTNULL THEN json_extract(c.before, '$.${column}') ELSE n.${column} END`

const sameKeySql = (table: Keyed): string =>
  UNIQUE_KEYS[table]
    .map((column) =>
      column === 'village_code'
        ? `ifnull(t.village_code, '') = ifnull(${returning(column)}, '')`
        : `t.${column} = ${returning(column)}`,
    )
    .join(' AND ')

/** Entries whose rows now have a key that a returning row had: the same village or household came in again, the same thing was set anew. */
function takenKeys(db: ReadableDb, entry: number, groups: readonly ChangeGroup[], steps: Steps): readonly string[] {
  const found = new Set<string>()
  for (const { table, op, first, last } of groups) {
    if (!isKeyed(table) || op === 'insert') continue
    const touchesKey = UNIQUE_KEYS[table].map((column) => `json_type(c.before, '$.${column}') NOTNULL`).join(' OR ')
    const slice = db
      .prepare<[number, number, number], [id: string]>(
        `SELECT DISTINCT ifnull(e.id, ${lastEntryOf('t.id')}) FROM journal_change c LEFT JOIN ${table} n ON n.id = c.object_id
        JOIN ${table} t ON ${sameKeySql(table)} AND t.id <> c.object_id
        LEFT JOIN journal_entry e ON e.kind = 'import' AND e.batch = t.batch
        WHERE c.entry = ? AND c.fid BETWEEN ? AND ? AND c.table_name = '${table}' AND c.op = '${op}' AND (${touchesKey})
          AND NOT EXISTS (SELECT 1 FROM journal_change o WHERE o.object_id = t.id AND o.entry = c.entry AND o.op = 'insert')`,
      )
      .raw()
    for (const { from, to } of ranges(first, last, steps)) for (const [id] of slice.all(entry, from, to)) found.add(id)
  }
  return [...found]
}
