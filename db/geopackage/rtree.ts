import type { ReadableDb, WritableDb } from '../open/database.ts'
import { type FeatureTable, featureTables } from '../schema/tables.ts'
import { assertTrigger } from './triggers.ts'

export const rtreeName = (table: FeatureTable): string => `rtree_${table}_geom`

/** The six triggers of GeoPackage 1.3, annex F.3, which GDAL 3.6 looks for by these names. */
function triggers(table: FeatureTable): Readonly<Record<string, string>> {
  const rtree = rtreeName(table)
  const row = '(NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom))'
  const filled = 'NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)'
  const emptied = '(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))'
  return {
    insert: `AFTER INSERT ON ${table} WHEN (${filled}) BEGIN INSERT OR REPLACE INTO ${rtree} VALUES ${row}; END`,
    update1: `AFTER UPDATE OF geom ON ${table} WHEN OLD.fid = NEW.fid AND (${filled}) BEGIN INSERT OR REPLACE INTO ${rtree} VALUES ${row}; END`,
    update2: `AFTER UPDATE OF geom ON ${table} WHEN OLD.fid = NEW.fid AND ${emptied} BEGIN DELETE FROM ${rtree} WHERE id = OLD.fid; END`,
    update3: `AFTER UPDATE ON ${table} WHEN OLD.fid != NEW.fid AND (${filled}) BEGIN DELETE FROM ${rtree} WHERE id = OLD.fid; INSERT OR REPLACE INTO ${rtree} VALUES ${row}; END`,
    update4: `AFTER UPDATE ON ${table} WHEN OLD.fid != NEW.fid AND ${emptied} BEGIN DELETE FROM ${rtree} WHERE id IN (OLD.fid, NEW.fid); END`,
    delete: `AFTER DELETE ON ${table} WHEN OLD.geom NOT NULL BEGIN DELETE FROM ${rtree} WHERE id = OLD.fid; END`,
  }
}

export const hasRtree = (db: ReadableDb, table: FeatureTable): boolean =>
  db
    .prepare<[string], object>("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?")
    .get(rtreeName(table)) !== undefined

export function createRtree(db: WritableDb, table: FeatureTable): void {
  db.exec(`CREATE VIRTUAL TABLE ${rtreeName(table)} USING rtree(id, minx, maxx, miny, maxy)`)
  db.prepare(`INSERT INTO gpkg_extensions (table_name, column_name, extension_name, definition, scope)
    VALUES (?, 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')`).run(
    table,
  )
}

/** Triggers vanish when a table is rebuilt, so they are asserted again at every opening. */
export function assertRtreeTriggers(db: WritableDb, tables: readonly FeatureTable[] = featureTables): void {
  for (const table of tables) {
    for (const [name, body] of Object.entries(triggers(table))) assertTrigger(db, `${rtreeName(table)}_${name}`, body)
  }
}

/** For bulk loads inside one transaction, which index their rows in one go and then assert the triggers again. */
export function dropRtreeTriggers(db: WritableDb, table: FeatureTable): void {
  for (const name of Object.keys(triggers(table))) db.exec(`DROP TRIGGER IF EXISTS ${rtreeName(table)}_${name}`)
}
