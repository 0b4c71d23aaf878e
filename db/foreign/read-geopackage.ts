import { readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { FieldType, FieldValue, SourceField } from '../../shared/formats/source.ts'

/** One table of somebody else's GeoPackage, with what its bookkeeping says; plain data, so that a worker can reopen it. */
export interface ForeignTable {
  readonly table: string
  /** null: an attribute table. */
  readonly geometryColumn: string | null
  /** As gpkg_geometry_columns writes it: MULTIPOLYGON, GEOMETRY … */
  readonly geometryType: string | null
  readonly hasZ: boolean
  readonly hasM: boolean
  readonly fields: readonly SourceField[]
  /** false for WITHOUT ROWID tables, whose order is their key's. */
  readonly hasRowid: boolean
  readonly records: number
  readonly srs: ForeignSrs | null
}

export interface ForeignSrs {
  readonly name: string
  readonly organization: string
  readonly organizationId: number
  /** WKT, or the word undefined. */
  readonly definition: string
}

export interface ForeignRow {
  readonly geometry: Uint8Array | null
  readonly values: readonly FieldValue[]
}

export type ForeignListing =
  | { readonly ok: true; readonly tables: readonly ForeignTable[]; readonly skipped: readonly SkippedTable[] }
  | { readonly ok: false; readonly code: 'gpkg.not-a-geopackage' | 'gpkg.damaged' }

export interface SkippedTable {
  readonly table: string
  readonly reason: 'gpkg.view' | 'gpkg.table-missing' | 'gpkg.damaged'
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
const SYSTEM_TABLE = /^(gpkg_|rtree_|sqlite_|idx_)/i

interface CatalogRow {
  readonly table_name: string
  readonly column_name: string | null
  readonly geometry_type_name: string | null
  readonly z: number | null
  readonly m: number | null
  readonly srs_id: number | null
}
interface ColumnRow {
  readonly name: string
  readonly type: string
  readonly pk: number
  readonly hidden: number
}

/**
 * Opens a foreign file so that nothing in it can act: schema functions untrusted, cells checked, no write. A file in WAL or
 * with a hot journal must be given as a private copy (`privateCopy`), because reading it means replaying that journal.
 */
export function openForeign(path: string, privateCopy: boolean): Database.Database {
  const db = path.startsWith(DESCRIPTORS)
    ? openInMemory(path)
    : new Database(path, { readonly: !privateCopy, fileMustExist: true })
  db.pragma('trusted_schema = OFF')
  db.pragma('cell_size_check = ON')
  db.pragma('query_only = ON')
  db.pragma('mmap_size = 0')
  return db
}

/** Files without a name, whose path SQLite cannot follow. */
const DESCRIPTORS = '/proc/self/fd/'

/** The whole file in memory. Its header must not promise a write-ahead log: in memory there is none. */
function openInMemory(path: string): Database.Database {
  const image = readFileSync(path)
  if (isWalHeader(image)) image.fill(1, 18, 20)
  return new Database(image)
}

/** True where SQLite's header says the file is in WAL mode (bytes 18 and 19 of the header are 2). */
export const isWalHeader = (header: Uint8Array): boolean => header[18] === 2 || header[19] === 2

/** Lists feature and attribute tables. Views are skipped: their SQL is foreign code that cannot be interrupted. */
export function listForeignTables(path: string, privateCopy: boolean): ForeignListing {
  let db: Database.Database | undefined
  try {
    db = openForeign(path, privateCopy)
    const kinds = new Map(
      db
        .prepare<[], { name: string; type: string; sql: string | null }>('SELECT name, type, sql FROM sqlite_master')
        .all()
        .filter((row) => row.type === 'table' || row.type === 'view')
        .map((row) => [row.name.toLowerCase(), row] as const),
    )
    if (!kinds.has('gpkg_contents')) return { ok: false, code: 'gpkg.not-a-geopackage' }
    const tables: ForeignTable[] = []
    const skipped: SkippedTable[] = []
    for (const entry of catalog(db, kinds)) {
      const kind = kinds.get(entry.table_name.toLowerCase())
      if (kind === undefined) skipped.push({ table: entry.table_name, reason: 'gpkg.table-missing' })
      else if (!/^create\s+table\b/i.test(kind.sql ?? ''))
        skipped.push({ table: entry.table_name, reason: 'gpkg.view' })
      else addTable(db, entry, /\bwithout\s+rowid\b[^)]*$/i.test(kind.sql ?? ''), tables, skipped)
    }
    return { ok: true, tables, skipped }
  } catch (error) {
    const notADatabase = error instanceof Database.SqliteError && error.code === 'SQLITE_NOTADB'
    return { ok: false, code: notADatabase ? 'gpkg.not-a-geopackage' : 'gpkg.damaged' }
  } finally {
    db?.close()
  }
}

function addTable(
  db: Database.Database,
  entry: CatalogRow,
  withoutRowid: boolean,
  tables: ForeignTable[],
  skipped: SkippedTable[],
): void {
  try {
    const columns = db.prepare<[], ColumnRow>(`PRAGMA table_xinfo(${quoted(entry.table_name)})`).all()
    const geometryColumn = columns.find((column) => column.name.toLowerCase() === entry.column_name?.toLowerCase())
    tables.push({
      table: entry.table_name,
      geometryColumn: geometryColumn?.name ?? null,
      geometryType: geometryColumn === undefined ? null : entry.geometry_type_name,
      hasZ: (entry.z ?? 0) > 0,
      hasM: (entry.m ?? 0) > 0,
      fields: columns.filter((column) => column !== geometryColumn && isPlainColumn(column)).map(fieldOf),
      hasRowid: !withoutRowid,
      records: countRows(db, entry.table_name),
      srs: readSrs(db, entry.srs_id),
    })
  } catch (error) {
    // One damaged table must not hide its neighbours; anything but SQLite's own complaint is a bug.
    if (!(error instanceof Database.SqliteError)) throw error
    skipped.push({ table: entry.table_name, reason: 'gpkg.damaged' })
  }
}

const countRows = (db: Database.Database, table: string): number =>
  db
    .prepare<[], number>(`SELECT count(*) FROM ${quoted(table)}`)
    .pluck()
    .get() ?? 0

/** The integer key is the row's number, not an attribute (as GDAL reads it); generated columns run foreign expressions. */
function isPlainColumn(column: ColumnRow): boolean {
  return column.hidden === 0 && !(column.pk > 0 && column.type.toUpperCase() === 'INTEGER')
}

function catalog(db: Database.Database, kinds: ReadonlyMap<string, unknown>): CatalogRow[] {
  const features = kinds.has('gpkg_geometry_columns')
    ? db
        .prepare<[], CatalogRow>(
          `SELECT c.table_name, g.column_name, g.geometry_type_name, g.z, g.m, coalesce(g.srs_id, c.srs_id) AS srs_id
             FROM gpkg_contents c JOIN gpkg_geometry_columns g ON lower(g.table_name) = lower(c.table_name)
            WHERE lower(c.data_type) = 'features' ORDER BY c.rowid`,
        )
        .all()
    : []
  const registered = db
    .prepare<[], string>(
      `SELECT table_name FROM gpkg_contents WHERE lower(data_type) IN ('attributes', 'aspatial') ORDER BY rowid`,
    )
    .pluck()
    .all()
  const attributes = registered.length > 0 ? registered : unregistered(db)
  return [
    ...features,
    ...attributes.map((table_name) => ({
      table_name,
      column_name: null,
      geometry_type_name: null,
      z: null,
      m: null,
      srs_id: null,
    })),
  ]
}

/** As GDAL does: tables nobody registered are listed only where no attribute table is registered. */
function unregistered(db: Database.Database): string[] {
  return db
    .prepare<[], string>(
      `SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'
          AND lower(name) NOT IN (SELECT lower(table_name) FROM gpkg_contents) ORDER BY rowid`,
    )
    .pluck()
    .all()
    .filter((name) => !SYSTEM_TABLE.test(name))
}

function readSrs(db: Database.Database, srsId: number | null): ForeignSrs | null {
  if (srsId === null) return null
  const row = db
    .prepare<
      [number],
      { srs_name: string | null; organization: string | null; id: number | null; definition: string | null }
    >(
      `SELECT srs_name, organization, organization_coordsys_id AS id, definition FROM gpkg_spatial_ref_sys WHERE srs_id = ?`,
    )
    .get(srsId)
  if (row === undefined) return null
  return {
    name: String(row.srs_name ?? ''),
    organization: String(row.organization ?? ''),
    organizationId: Number(row.id ?? -1),
    definition: String(row.definition ?? ''),
  }
}

function fieldOf(column: ColumnRow): SourceField {
  return { name: column.name, type: fieldType(column.type.toUpperCase()) }
}

function fieldType(declared: string): FieldType {
  if (/^(TEXT|VARCHAR|CHAR)/.test(declared)) return 'text'
  if (/^(INT|INTEGER|TINYINT|SMALLINT|MEDIUMINT|BIGINT|FLOAT|DOUBLE|REAL|NUMERIC|DECIMAL)/.test(declared))
    return 'number'
  if (declared.startsWith('DATE')) return 'date'
  return declared.startsWith('BOOL') ? 'logical' : 'other'
}

/**
 * Rows `from` … `to` (1-based, in key order) of a table, a slice at a time; values are aligned with `columns`, or the fields. Ends early with `damaged` where SQLite finds the
 * file damaged: the rows given so far are sound.
 */
export function* readForeignRows(
  path: string,
  privateCopy: boolean,
  table: ForeignTable,
  range: { readonly from: number; readonly to: number; readonly sliceRows: number },
  columns: readonly number[] | null,
): Generator<ForeignRow[] | 'damaged', void, undefined> {
  const db = openForeign(path, privateCopy)
  try {
    const wanted = columns ?? table.fields.map((_, index) => index)
    const names = wanted.map((index) => quoted(table.fields[index]?.name ?? ''))
    const select = [table.geometryColumn === null ? 'NULL' : quoted(table.geometryColumn), ...names]
    const order = table.hasRowid ? 'ORDER BY rowid' : ''
    const rows = db
      .prepare<[number, number], unknown[]>(
        `SELECT ${select.join(', ')} FROM ${quoted(table.table)} ${order} LIMIT ? OFFSET ?`,
      )
      .raw()
      .safeIntegers()
      .iterate(range.to - range.from + 1, range.from - 1)
    let slice: ForeignRow[] = []
    for (const row of rows) {
      slice.push(foreignRow(row, table, wanted))
      if (slice.length === range.sliceRows) {
        yield slice
        slice = []
      }
    }
    if (slice.length > 0) yield slice
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error
    yield 'damaged'
  } finally {
    db.close()
  }
}

function foreignRow(row: readonly unknown[], table: ForeignTable, wanted: readonly number[]): ForeignRow {
  const geometry = row[0]
  const values = wanted.map((column, index) => fieldValue(row[index + 1], table.fields[column]?.type))
  return { geometry: geometry instanceof Uint8Array ? geometry : null, values }
}

/** Integers beyond 2^53 stay text, so that a 19-digit code keeps its digits; blobs are no attribute. */
function fieldValue(value: unknown, type: FieldType | undefined): FieldValue {
  if (typeof value === 'bigint') {
    if (type === 'logical') return value !== 0n
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : value.toString()
  }
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return null
  const text = value.trim()
  return text === '' ? null : text
}
