import { createHash } from 'node:crypto'
import type { ReadableDb } from '../open/database.ts'

/** Columns that are bookkeeping of the file and say nothing about the plan. */
const BOOKKEEPING = new Set(['fid', 'rev', 'batch', 'source_record'])

const LAYERS = ['planned_patch', 'control_zone', 'plan_facility', 'plan_project'] as const

/** SHA-256 over every row of a scenario and of its base, in the order of ids: what was approved, to the last vertex. */
export function contentOf(db: ReadableDb, plan: string, scenario: string): string {
  const hash = createHash('sha256')
  const add = (table: string, column: string, owner: string): void => {
    const columns = db
      .prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)')
      .all(table)
      .map(({ name }) => name)
      .filter((name) => !BOOKKEEPING.has(name))
    hash.update(`${table}\n`)
    for (const row of db
      .prepare<[string], (string | number | Uint8Array | null)[]>(
        `SELECT ${columns.join(', ')} FROM ${table} WHERE ${column} = ? ORDER BY id`,
      )
      .raw()
      .iterate(owner))
      for (const value of row) hash.update(value instanceof Uint8Array ? value : `${typeof value}:${String(value)}\n`)
  }
  add('base_patch', 'plan_id', plan)
  for (const table of LAYERS) add(table, 'scenario_id', scenario)
  return hash.digest('hex')
}
