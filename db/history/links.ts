import type { ReadableDb } from '../open/database.ts'

/** Columns by which objects refer to people by id. */
const LINKS = [
  { from: 'person', column: 'household_id', to: 'household' },
  { from: 'land_right', column: 'household_id', to: 'household' },
  { from: 'land_right', column: 'person_id', to: 'person' },
] as const

/**
 * Entries that stand in the way of taking `entry` back because a link would lead nowhere: somebody has come to refer to a row
 * that would leave, or a row that would return refers to one that has left since. An object's id stands for it where it has no
 * entry of its own.
 */
export function brokenLinks(db: ReadableDb, entry: number): readonly string[] {
  return LINKS.flatMap(({ from, column, to }) => {
    const own = (op: string, table: string): string =>
      `SELECT object_id FROM journal_change WHERE entry = @entry AND table_name = '${table}' AND op ${op}`
    const lastEntryOf = (object: string): string =>
      `ifnull((SELECT e.id FROM journal_change j JOIN journal_entry e ON e.fid = j.entry WHERE j.object_id = ${object} ORDER BY j.fid DESC LIMIT 1), ${object})`
    const leftBehind = `SELECT ${lastEntryOf('t.id')} AS id FROM ${from} t
      WHERE t.${column} IN (${own("= 'insert'", to)}) AND t.id NOT IN (${own("IN ('insert', 'update')", from)})`
    const leadsNowhere = `SELECT ${lastEntryOf(`json_extract(c.before, '$.${column}')`)} AS id FROM journal_change c
      WHERE c.entry = @entry AND c.table_name = '${from}' AND c.op <> 'insert' AND json_extract(c.before, '$.${column}') NOTNULL
        AND json_extract(c.before, '$.${column}') NOT IN (SELECT id FROM ${to})
        AND json_extract(c.before, '$.${column}') NOT IN (${own("= 'delete'", to)})`
    return [leftBehind, leadsNowhere].flatMap((sql) =>
      db
        .prepare<{ entry: number }, { id: string }>(sql)
        .all({ entry })
        .map(({ id }) => id),
    )
  })
}
