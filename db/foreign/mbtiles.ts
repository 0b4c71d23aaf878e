import { closeSync, openSync, readSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'
import { isWalHeader, openForeign } from './read-geopackage.ts'

/** An MBTiles file: pictures by zoom, column and row from the south-west, in Web Mercator. */
export interface Mbtiles {
  readonly minZoom: number
  readonly maxZoom: number
  /** West, south, east, north in degrees; null: it does not say. */
  readonly bounds: readonly [number, number, number, number] | null
  /** Columns and rows (from the south-west) that the finest zoom has. */
  readonly range: { readonly fromX: number; readonly toX: number; readonly fromY: number; readonly toY: number }
  tile(z: number, x: number, yFromSouth: number): Uint8Array | null
  close(): void
}

export type MbtilesListing =
  | { readonly ok: true; readonly value: Mbtiles }
  | { readonly ok: false; readonly code: 'not-mbtiles' | 'damaged' | 'in-use' | 'vector' | 'slow' }

const MOST_TILE_BYTES = 4 << 20
const MOST_ZOOM = 24

/** Tiles in a table, or as two tables that a view joins: the view's own words are foreign code, ours say the same. */
const ONE_TABLE = 'FROM tiles t WHERE t.zoom_level = ? AND t.tile_column = ? AND t.tile_row = ?'
const TWO_TABLES = `FROM map t JOIN images i ON i.tile_id = t.tile_id
  WHERE t.zoom_level = ? AND t.tile_column = ? AND t.tile_row = ?`

/** Opens somebody else's MBTiles to read; nothing in it can act. A file that another program has in its hands is left alone. */
export function openMbtiles(path: string): MbtilesListing {
  if (isInUse(path)) return { ok: false, code: 'in-use' }
  let db: Database.Database | undefined
  try {
    db = openForeign(path, false)
    const opened = read(db)
    if (!opened.ok) db.close()
    return opened
  } catch (error) {
    db?.close()
    if (!(error instanceof Database.SqliteError)) throw error
    return { ok: false, code: error.code === 'SQLITE_NOTADB' ? 'not-mbtiles' : 'damaged' }
  }
}

function read(db: Database.Database): MbtilesListing {
  const tables = db
    .prepare<[], string>("SELECT lower(name) FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'")
    .pluck()
    .all()
  const from = tables.includes('tiles')
    ? { sql: ONE_TABLE, table: 'tiles', data: 't.tile_data' }
    : tables.includes('map') && tables.includes('images')
      ? { sql: TWO_TABLES, table: 'map', data: 'i.tile_data' }
      : null
  if (from === null) return { ok: false, code: 'not-mbtiles' }
  const told = tables.includes('metadata') ? metadataOf(db) : new Map<string, string>()
  if (['pbf', 'mvt'].includes(told.get('format') ?? '')) return { ok: false, code: 'vector' }
  const plan = db
    .prepare<[number, number, number], { detail: string }>(`EXPLAIN QUERY PLAN SELECT 1 ${from.sql}`)
    .all(0, 0, 0)
  if (plan.some(({ detail }) => detail.startsWith('SCAN'))) return { ok: false, code: 'slow' }
  const zooms = db
    .prepare<[], { low: unknown; high: unknown }>(
      `SELECT min(zoom_level) AS low, max(zoom_level) AS high FROM ${from.table}`,
    )
    .get()
  const [minZoom, maxZoom] = [zooms?.low, zooms?.high]
  if (!isZoom(minZoom) || !isZoom(maxZoom)) return { ok: false, code: 'damaged' }
  const range = db
    .prepare<[number], { fromX: number; toX: number; fromY: number; toY: number }>(
      `SELECT min(tile_column) AS fromX, max(tile_column) AS toX, min(tile_row) AS fromY, max(tile_row) AS toY
         FROM ${from.table} WHERE zoom_level = ?`,
    )
    .get(maxZoom)
  if (range === undefined || !Object.values(range).every(Number.isInteger)) return { ok: false, code: 'damaged' }
  const size = db.prepare<number[], number | null>(`SELECT length(${from.data}) ${from.sql}`).pluck()
  const data = db.prepare<number[], unknown>(`SELECT ${from.data} ${from.sql}`).pluck()
  return {
    ok: true,
    value: {
      minZoom,
      maxZoom,
      bounds: boundsIn(told.get('bounds')),
      range,
      tile(z, x, y) {
        const bytes = size.get(z, x, y)
        if (typeof bytes !== 'number' || bytes === 0 || bytes > MOST_TILE_BYTES) return null
        const tile = data.get(z, x, y)
        return tile instanceof Uint8Array ? tile : null
      },
      close: () => db.close(),
    },
  }
}

const isZoom = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST_ZOOM

function metadataOf(db: Database.Database): ReadonlyMap<string, string> {
  const rows = db
    .prepare<[], readonly [unknown, unknown]>(
      "SELECT lower(name), substr(value, 1, 200) FROM metadata WHERE lower(name) IN ('format', 'bounds') LIMIT 10",
    )
    .raw()
    .all()
  return new Map(rows.map(([name, value]) => [String(name), String(value)]))
}

function boundsIn(text: string | undefined): Mbtiles['bounds'] {
  const [west = Number.NaN, south = Number.NaN, east = Number.NaN, north = Number.NaN] = (text ?? '')
    .split(',')
    .map(Number)
  const isSound = west >= -180 && east <= 180 && south >= -90 && north <= 90 && west < east && south < north
  return isSound ? [west, south, east, north] : null
}

/** A write-ahead log would be written beside it while we read, and a journal that was left must be played back first. */
function isInUse(path: string): boolean {
  if (['-wal', '-journal'].some((ending) => (statSync(`${path}${ending}`, { throwIfNoEntry: false })?.size ?? 0) > 0))
    return true
  const header = new Uint8Array(100)
  const descriptor = openSync(path, 'r')
  try {
    readSync(descriptor, header, 0, header.length, 0)
  } finally {
    closeSync(descriptor)
  }
  return isWalHeader(header)
}
