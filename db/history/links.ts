import type { ReadableDb } from '../open/database.ts'
import type { ChangeGroup } from './entry-changes.ts'
import { ranges, type Steps } from './steps.ts'

/** Columns by which objects refer to people, and a plan's rows to the plan and the scenario that they are part of, by id. */
const LINKS = [
  { from: 'person', column: 'household_id', to: 'household' },
  { from: 'land_right', column: 'household_id', to: 'household' },
  { from: 'land_right', column: 'person_id', to: 'person' },
  { from: 'plan_scenario', column: 'plan_id', to: 'plan' },
  { from: 'base_patch', column: 'plan_id', to: 'plan' },
  { from: 'planned_patch', column: 'scenario_id', to: 'plan_scenario' },
  { from: 'control_zone', column: 'scenario_id', to: 'plan_scenario' },
  { from: 'plan_facility', column: 'scenario_id', to: 'plan_scenario' },
  { from: 'plan_project', column: 'scenario_id', to: 'plan_scenario' },
] as const
type Link = (typeof LINKS)[number]

/** SQL of the latest entry of an object; an object's id stands for it where it has no entry of its own. */
export const lastEntryOf = (object: string): string =>
  `ifnull((SELECT e.id FROM journal_change j JOIN journal_entry e ON e.fid = j.entry WHERE j.object_id = ${object} ORDER BY j.fid DESC LIMIT 1), ${object})`

/** SQL: the entry of `c` did this to the object too. One look by the object's index. */
const alsoDid = (object: string, table: string, what: string): string =>
  `EXISTS (SELECT 1 FROM journal_change o WHERE o.object_id = ${object} AND o.entry = c.entry AND o.table_name = '${table}' AND ${what})`

/** Somebody has come to refer to a row that would leave. */
const leftBehindSql = ({ from, column, to }: Link): string =>
  `SELECT ${lastEntryOf('t.id')} AS id FROM journal_change c JOIN ${from} t ON t.${column} = c.object_id
  WHERE c.entry = ? AND c.fid BETWEEN ? AND ? AND c.table_name = '${to}' AND c.op = 'insert'
    AND NOT ${alsoDid('t.id', from, `(o.op = 'insert' OR (o.op = 'update' AND json_type(o.before, '$.${column}') NOTNULL))`)}`

/** A row that would return refers to one that has left since. */
const leadsNowhereSql = ({ from, column, to }: Link): string => {
  const target = `json_extract(c.before, '$.${column}')`
  return `SELECT ${lastEntryOf(target)} AS id FROM journal_change c
  WHERE c.entry = ? AND c.fid BETWEEN ? AND ? AND c.table_name = '${from}' AND c.op <> 'insert' AND ${target} NOTNULL
    AND NOT EXISTS (SELECT 1 FROM ${to} WHERE id = ${target}) AND NOT ${alsoDid(target, to, "o.op = 'delete'")}`
}

/** Entries that stand in the way of taking `entry` back because a link would lead nowhere. */
export function brokenLinks(
  db: ReadableDb,
  entry: number,
  groups: readonly ChangeGroup[],
  steps: Steps,
): readonly string[] {
  const found = new Set<string>()
  const look = (sql: string, { first, last }: ChangeGroup): void => {
    const slice = db.prepare<[number, number, number], [id: string]>(sql).raw()
    for (const { from, to } of ranges(first, last, steps)) for (const [id] of slice.all(entry, from, to)) found.add(id)
  }
  for (const link of LINKS) {
    for (const group of groups) {
      if (group.table === link.to && group.op === 'insert') look(leftBehindSql(link), group)
      if (group.table === link.from && group.op !== 'insert') look(leadsNowhereSql(link), group)
    }
  }
  return [...found]
}
