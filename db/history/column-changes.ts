import type { WritableDb } from '../open/database.ts'
import { columnsJsonSql } from '../schema/row-json.ts'
import type { ObjectTable } from '../schema/tables.ts'

/** Values of columns by their names, `rev` among them; reals as 17-digit text. */
export type Values = Readonly<Record<string, string | number | null>>

/** Keeps what became of one row's columns: only those that differ, and `rev`. */
export function columnChangeWriter(
  db: WritableDb,
  entry: number,
  table: ObjectTable,
): (id: string, before: Values, after: Values) => void {
  const insert = db.prepare(
    "INSERT INTO journal_change (entry, table_name, object_id, op, before, after) VALUES (?, ?, ?, 'update', ?, ?)",
  )
  return (id, before, after) => {
    const differing = Object.keys(before).filter((name) => name === 'rev' || before[name] !== after[name])
    const pick = (values: Values): string =>
      JSON.stringify(Object.fromEntries(differing.map((name) => [name, values[name] ?? null])))
    insert.run(entry, table, id, pick(before), pick(after))
  }
}

/**
 * Runs an update that leaves shapes alone and keeps what became of the columns that it may write. `where` is SQL over the table
 * named t and names the rows that the update changes, no more than fit into memory; answers what `update` answers.
 */
export function recordUpdate<T>(
  db: WritableDb,
  entry: number,
  table: ObjectTable,
  columns: readonly string[],
  where: string,
  params: readonly unknown[],
  update: () => T,
): T {
  const state = columnsJsonSql(db, table, ['rev', ...columns], 't')
  const before = db
    .prepare<unknown[], [id: string, state: string]>(
      `SELECT t.id, ${state} FROM ${table} t WHERE ${where} ORDER BY t.fid`,
    )
    .raw()
    .all(...params)
  const answer = update()
  const after = new Map(
    db
      .prepare<[string], [id: string, state: string]>(
        `SELECT t.id, ${state} FROM ${table} t WHERE t.id IN (SELECT value FROM json_each(?))`,
      )
      .raw()
      .all(JSON.stringify(before.map(([id]) => id))),
  )
  const write = columnChangeWriter(db, entry, table)
  for (const [id, was] of before) {
    const is = after.get(id)
    if (is !== undefined) write(id, JSON.parse(was) as Values, JSON.parse(is) as Values)
  }
  return answer
}
