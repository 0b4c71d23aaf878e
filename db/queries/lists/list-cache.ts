import type { ReadableDb, WritableDb } from '../../open/database.ts'
import { homesteadSql } from '../homestead-sql.ts'

const HOMESTEAD = homesteadSql('parcel')

/** What is kept: homestead plots of households, findings of objects. */
export type CachedTable = 'plots' | 'finding_count'

const MAKE: Readonly<Record<CachedTable, string>> = {
  plots: `CREATE TABLE list_cache.plots AS SELECT household_code, village_code, count(*) FILTER (WHERE ${HOMESTEAD}) AS plots,
      sum(area_m2) FILTER (WHERE ${HOMESTEAD}) AS area_m2, min(parcel_code) AS parcel_code,
      group_concat(DISTINCT holder_name) AS holders FROM parcel WHERE household_code NOTNULL GROUP BY household_code, village_code;
    CREATE INDEX list_cache.plots_key ON plots (household_code, village_code)`,
  finding_count: `CREATE TABLE list_cache.finding_count (id TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID;
    INSERT INTO list_cache.finding_count SELECT j.value ->> 'id', count(*) FROM finding, json_each(finding.subjects) j
      WHERE j.value ->> 'id' NOTNULL GROUP BY 1`,
}

/** Versions of the data from which a connection's tables were made. */
const madeFrom = new WeakMap<ReadableDb, Map<CachedTable, number>>()

/**
 * Figures of other tables that lists show, kept in memory beside the connection; those that are needed are made anew when
 * somebody has written since. Plots take half a second at 200 000 parcels, so a list of parcels never waits for them.
 */
export function ensureListCache(db: ReadableDb, needed: readonly CachedTable[]): void {
  const version = db.pragma('data_version', { simple: true }) as number
  const made = madeFrom.get(db) ?? new Map<CachedTable, number>()
  const stale = needed.filter((table) => made.get(table) !== version)
  if (stale.length === 0) return
  const connection = db as unknown as WritableDb // its own memory is all that is written
  if (!madeFrom.has(db)) connection.exec("ATTACH ':memory:' AS list_cache")
  madeFrom.set(db, made)
  connection.pragma('query_only = OFF')
  try {
    for (const table of stale) {
      connection.exec(`DROP TABLE IF EXISTS list_cache.${table}; ${MAKE[table]}`)
      made.set(table, version)
    }
  } finally {
    connection.pragma('query_only = ON')
  }
}
