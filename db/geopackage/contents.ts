import { type Crs, crsOf } from '../../shared/geo/crs/catalogue.ts'
import { codeLists } from '../../shared/model/code-lists.ts'
import { type LayerKind, layers } from '../../shared/model/layers.ts'
import { isPlanKind, planSchemes, zoneKinds } from '../../shared/model/plan-layers.ts'
import type { WritableDb } from '../open/database.ts'
import { computedColumnTitles, type FeatureTable, featureTables, pointTables, tableTitles } from '../schema/tables.ts'
import { rtreeName } from './rtree.ts'

/** GeoPackage 1.3 (annexes C and E): GDAL 3.6, which offices use, only half knows 1.4. */
const CORE_SQL = `
PRAGMA application_id = 1196444487;
PRAGMA user_version = 10300;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY NOT NULL, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL,
  scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT,
  mime_type TEXT, constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC,
  min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT, CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
INSERT INTO gpkg_extensions VALUES
  ('gpkg_data_columns', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec121/#extension_schema', 'read-write'),
  ('gpkg_data_column_constraints', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec121/#extension_schema', 'read-write');
INSERT INTO gpkg_spatial_ref_sys VALUES
  ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
  ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system');
`

const WGS84 = 4326

export function createGeopackage(db: WritableDb, crs: Crs): void {
  db.exec(CORE_SQL)
  const add = db.prepare("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, 'EPSG', ?, ?, NULL)")
  for (const known of [crsOf(WGS84), crs]) if (known !== null) add.run(known.nameEn, known.epsg, known.epsg, known.wkt)
}

/** Enters every table that is not listed yet, so that a migrated file lists the new ones. */
export function registerTables(db: WritableDb, crs: Crs, at: string): void {
  const contents = db.prepare(
    'INSERT OR IGNORE INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const geometry = db.prepare("INSERT OR IGNORE INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)")
  for (const [table, title] of Object.entries(tableTitles)) {
    const isFeature = (featureTables as readonly string[]).includes(table)
    contents.run(table, isFeature ? 'features' : 'attributes', title.zh, title.en, at, isFeature ? crs.epsg : null)
    if (isFeature) geometry.run(table, pointTables.has(table) ? 'POINT' : 'MULTIPOLYGON', crs.epsg)
  }
}

/** Chinese titles and code lists for QGIS, ArcGIS and GDAL: extension gpkg_schema. What is described already stays. */
export function describeColumns(db: WritableDb): void {
  const constraint = db.prepare(
    "INSERT OR IGNORE INTO gpkg_data_column_constraints VALUES (?, 'enum', ?, NULL, NULL, NULL, NULL, ?)",
  )
  for (const list of [...codeLists, planSchemes, zoneKinds])
    for (const [code, title] of Object.entries(list.codes)) constraint.run(list.id, code, title.zh)
  const describe = db.prepare(
    `INSERT OR IGNORE INTO gpkg_data_columns (table_name, column_name, name, title, description, constraint_name) VALUES (?, ?, ?, ?, ?, ?)`,
  )
  const lists: Readonly<Record<string, string>> = {
    tier: 'right_tier',
    use_scheme: 'land_use_scheme',
    class_scheme: 'land_use_scheme',
    right_type: 'right_type',
    village_type: 'village_type',
    zone_kind: 'zone_kind',
  }
  for (const table of Object.keys(tableTitles)) {
    // A right repeats what its parcel's record said of it.
    const layer = table === 'land_right' ? layers.parcel : table in layers ? layers[table as LayerKind] : null
    const filled = layer?.columns ?? []
    const columns = db.prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)').all(table)
    for (const { name } of columns) {
      const column = filled.find((candidate) => candidate.name === name && candidate.personal === undefined)
      const title = column?.title ?? computedColumnTitles[name]
      if (title === undefined || (table === 'waiver' && name === 'id')) continue
      const code = column?.codes[0] ?? null
      describe.run(
        table,
        name,
        name,
        title.zh,
        code === null ? title.en : `${title.en} (${code})`,
        column?.codeList?.id ?? (name === 'class_scheme' && isPlanKind(table) ? planSchemes.id : lists[name]) ?? null,
      )
    }
  }
}

/** Extent and time of change of a layer, as GIS programs read them without scanning it. */
export function touchContents(db: WritableDb, tables: readonly string[], at: string): void {
  const touch = db.prepare(
    'UPDATE gpkg_contents SET last_change = ?, min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?',
  )
  for (const table of tables) {
    const extent = (featureTables as readonly string[]).includes(table) ? layerExtent(db, table as FeatureTable) : null
    touch.run(at, extent?.minx ?? null, extent?.miny ?? null, extent?.maxx ?? null, extent?.maxy ?? null, table)
  }
}

/** Time of change alone: attributes do not move an extent, and finding one looks through the whole R-tree. */
export function touchChanged(db: WritableDb, tables: readonly string[], at: string): void {
  const touch = db.prepare('UPDATE gpkg_contents SET last_change = ? WHERE table_name = ?')
  for (const table of tables) touch.run(at, table)
}

interface Bounds {
  readonly minx: number | null
  readonly miny: number | null
  readonly maxx: number | null
  readonly maxy: number | null
}

/** Twice the step of a 32-bit float at an easting of 45 million metres: how far the R-tree may lie outside the truth. */
const RTREE_SLACK_M = 8

/** Exact bounds: the R-tree, rounded outwards to 32-bit floats, names the few rows that can hold them. */
function layerExtent(db: WritableDb, table: FeatureTable): Bounds | null {
  const rtree = rtreeName(table)
  const rough = db
    .prepare<[], Bounds>(
      `SELECT min(minx) AS minx, min(miny) AS miny, max(maxx) AS maxx, max(maxy) AS maxy FROM ${rtree}`,
    )
    .get()
  if (rough === undefined || rough.minx === null || rough.miny === null || rough.maxx === null || rough.maxy === null)
    return null
  const exact = (value: string, condition: string, bound: number): number | null =>
    db
      .prepare<[number], { value: number | null }>(
        `SELECT ${value} AS value FROM ${table} WHERE fid IN (SELECT id FROM ${rtree} WHERE ${condition} ?)`,
      )
      .get(bound)?.value ?? null
  return {
    minx: exact('min(ST_MinX(geom))', 'minx <=', rough.minx + RTREE_SLACK_M),
    miny: exact('min(ST_MinY(geom))', 'miny <=', rough.miny + RTREE_SLACK_M),
    maxx: exact('max(ST_MaxX(geom))', 'maxx >=', rough.maxx - RTREE_SLACK_M),
    maxy: exact('max(ST_MaxY(geom))', 'maxy >=', rough.maxy - RTREE_SLACK_M),
  }
}
