import type { ReadableDb } from '../open/database.ts'
import { isObjectTable, type ObjectTable } from '../schema/tables.ts'
import type { ChangeOp } from './journal.ts'
import { ranges, type Steps } from './steps.ts'

/** What an entry did to one table in one way: how many rows, and between which rows of the journal they stand. */
export interface ChangeGroup {
  readonly table: ObjectTable
  readonly op: ChangeOp
  readonly count: number
  readonly first: number
  readonly last: number
  /** Some rows are kept whole, so that their shapes may have changed. */
  readonly whole: boolean
}

interface Found {
  readonly table_name: string
  readonly op: ChangeOp
  readonly n: number
  readonly first: number
  readonly last: number
  readonly whole: number
}

/** Looks through an entry's changes once, so that what follows asks only for what is there. */
export function changesOf(db: ReadableDb, entry: number, steps: Steps): readonly ChangeGroup[] {
  const { first, last } = db
    .prepare<[number], { first: number | null; last: number | null }>(
      'SELECT min(fid) AS first, max(fid) AS last FROM journal_change WHERE entry = ?',
    )
    .get(entry) ?? { first: null, last: null }
  if (first === null || last === null) return []
  const slice = db.prepare<[number, number, number], Found>(
    `SELECT table_name, op, count(*) AS n, min(fid) AS first, max(fid) AS last, max(after ISNULL) AS whole FROM journal_change
    WHERE entry = ? AND fid BETWEEN ? AND ? GROUP BY table_name, op`,
  )
  const groups = new Map<string, ChangeGroup>()
  for (const { from, to } of ranges(first, last, steps)) {
    for (const { table_name: table, op, n, whole, ...span } of slice.all(entry, from, to)) {
      if (!isObjectTable(table)) continue
      const key = `${table} ${op}`
      const sofar = groups.get(key)
      groups.set(key, {
        table,
        op,
        count: (sofar?.count ?? 0) + n,
        first: sofar?.first ?? span.first,
        last: span.last,
        whole: sofar?.whole === true || whole === 1,
      })
    }
  }
  return [...groups.values()]
}

/** Counts no further than it must. */
export const changesFewerThan = (db: ReadableDb, entry: number, limit: number): boolean =>
  (db
    .prepare<[number, number], { n: number }>(
      'SELECT count(*) AS n FROM (SELECT 1 FROM journal_change WHERE entry = ? LIMIT ?)',
    )
    .get(entry, limit)?.n ?? 0) < limit
