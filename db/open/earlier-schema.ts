import type { Database } from 'better-sqlite3'
import { standardsUnknownSql } from '../migrations/0003-standards.ts'
import { plansUnknownSql } from '../migrations/0004-plans.ts'
import { planLegendUnknownSql } from '../migrations/0005-plan-legend.ts'

/** By the version that brought it: how a file of an earlier one is read. */
const UNKNOWN_BEFORE: readonly (readonly [version: number, sql: string])[] = [
  [3, standardsUnknownSql],
  [4, plansUnknownSql],
  [5, planLegendUnknownSql],
]

const versionOf = (db: Database): number | null => {
  const isOurs = db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'cundi_metadata'").get() !== undefined
  const row = isOurs
    ? db.prepare<[], { value: string }>("SELECT value FROM cundi_metadata WHERE key = 'schema_version'").get()
    : undefined
  return row === undefined ? null : Number(row.value)
}

/**
 * Lets a connection that may only read see an earlier survey in the form of today: nothing is migrated where nothing may be
 * written. Call it before writing is forbidden to the connection; only its own memory is written.
 */
export function readAsCurrent(db: Database): void {
  let version: number | null = null
  try {
    version = versionOf(db)
  } catch {
    return // no database, or a damaged one: whoever opens it finds out and says so
  }
  if (version === null) return
  db.pragma('temp_store = MEMORY')
  for (const [since, sql] of UNKNOWN_BEFORE) if (version < since) db.exec(sql)
}
