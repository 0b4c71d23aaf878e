import type { ReadableDb, WritableDb } from '../../open/database.ts'
import { homesteadSql } from '../homestead-sql.ts'

const HOMESTEAD = homesteadSql('parcel')

/** Connections whose cache stands, with the version of the data it was made from. */
const madeFrom = new WeakMap<ReadableDb, number>()

/**
 * Figures of other tables that lists show, kept in memory beside the connection: plots of households and findings of
 * objects. Made anew when somebody has written since.
 */
export function ensureListCache(db: ReadableDb): void {
  const version = db.pragma('data_version', { simple: true }) as number
  if (madeFrom.get(db) === version) return
  const connection = db as unknown as WritableDb // its own memory is all that is written
  if (!madeFrom.has(db)) connection.exec("ATTACH ':memory:' AS list_cache")
  connection.pragma('query_only = OFF')
  try {
    connection.exec(`DROP TABLE IF EXISTS list_cache.plots; DROP TABLE IF EXISTS list_cache.finding_count;
      CREATE TABLE list_cache.plots AS SELECT household_code, village_code, count(*) FILTER (WHERE ${HOMESTEAD}) AS plots,
        sum(area_m2) FILTER (WHERE ${HOMESTEAD}) AS area_m2, min(parcel_code) AS parcel_code,
        group_concat(DISTINCT holder_name) AS holders FROM parcel WHERE household_code NOTNULL GROUP BY household_code, village_code;
      CREATE INDEX list_cache.plots_key ON plots (household_code, village_code);
      CREATE TABLE list_cache.finding_count (id TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID;
      INSERT INTO list_cache.finding_count SELECT j.value ->> 'id', count(*) FROM finding, json_each(finding.subjects) j
        WHERE j.value ->> 'id' NOTNULL GROUP BY 1`)
    madeFrom.set(db, version)
  } finally {
    connection.pragma('query_only = ON')
  }
}
