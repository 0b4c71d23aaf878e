import type { SurveyKind } from '../../shared/model/layers.ts'
import type { ReadableDb } from '../open/database.ts'
import { PENDING_SQL } from '../staging/batch.ts'

export type ExportValue = string | number | null

export interface ExportRow {
  readonly fid: number
  readonly geom: Uint8Array | null
  /** In the order of the columns asked for. */
  readonly values: readonly ExportValue[]
}

const PAGE_ROWS = 1000

/** Assessment of the last run, where the parcel has not changed since. */
const ASSESSED = `LEFT JOIN assessment a ON a.parcel_id = t.id AND a.parcel_rev = t.rev AND a.run = (SELECT max(fid) FROM assessment_run)
  LEFT JOIN standard s ON s.fid = a.standard`

const FROM: Readonly<Record<SurveyKind, string>> = {
  village: 'village t',
  parcel: `parcel t ${ASSESSED}`,
  building: 'building t',
  land_use: 'land_use t',
  household: 'household t',
  person: 'person t LEFT JOIN household h ON h.id = t.household_id',
}

/** The cipher of the identity number of the first right holder of a parcel. */
const HOLDER_CIPHER = `(SELECT q.id_number_cipher FROM land_right r JOIN person q ON q.id = r.person_id
  WHERE r.parcel_id = t.id AND q.id_number_cipher NOTNULL ORDER BY r.fid LIMIT 1)`

/** SQL of the columns that do not stand in the layer's own table. */
const DERIVED: Readonly<Partial<Record<SurveyKind, Readonly<Record<string, string>>>>> = {
  parcel: { result: 'a.result', limit_m2: 's.limit_m2', excess_m2: 'a.excess_m2', id_number: HOLDER_CIPHER },
  household: {
    parcel_code:
      '(SELECT p.parcel_code FROM parcel p WHERE p.household_code = t.household_code AND p.village_code IS t.village_code ORDER BY p.fid LIMIT 1)',
  },
  person: {
    village_code: 'h.village_code',
    household_code: 'h.household_code',
    parcel_code:
      '(SELECT p.parcel_code FROM land_right r JOIN parcel p ON p.id = r.parcel_id WHERE r.person_id = t.id ORDER BY r.fid LIMIT 1)',
    id_number: 't.id_number_cipher',
    phone: 't.phone_cipher',
    account: 't.account_cipher',
  },
}

/** Fields without a column of their own are asked for by this prefix and their name in the source. */
export const EXTRA = 'extra:'

function sqlOf(kind: SurveyKind, column: string): string {
  if (!column.startsWith(EXTRA)) return DERIVED[kind]?.[column] ?? `t.${column}`
  const path = `$."${column.slice(EXTRA.length)}"`
  return `json_extract(t.extra, '${path.replaceAll("'", "''")}')`
}

/** Names of the fields that stand in `extra`, in alphabetical order. A name with a quote in it has no path in SQLite's JSON. */
export const extraFields = (db: ReadableDb, kind: SurveyKind): readonly string[] =>
  db
    .prepare<[], { name: string }>(
      `SELECT DISTINCT j.key AS name FROM ${kind} t, json_each(t.extra) j WHERE instr(j.key, '"') = 0 ORDER BY 1`,
    )
    .all()
    .map((row) => row.name)

const hasGeometry = (kind: SurveyKind): boolean => kind !== 'household' && kind !== 'person'

/** Rows of a layer in the order of their making, a page at a time, so that nothing holds the connection in between. */
export function* exportRows(
  db: ReadableDb,
  kind: SurveyKind,
  columns: readonly string[],
): Generator<readonly ExportRow[], void, undefined> {
  const select = ['t.fid', hasGeometry(kind) ? 't.geom' : 'NULL', ...columns.map((column) => sqlOf(kind, column))]
  const page = db
    .prepare<[number], [number, Uint8Array | null, ...ExportValue[]]>(
      `SELECT ${select.join(', ')} FROM ${FROM[kind]} WHERE t.fid > ? ORDER BY t.fid LIMIT ${PAGE_ROWS}`,
    )
    .raw()
  let last = Number.MIN_SAFE_INTEGER
  for (;;) {
    const rows = page.all(last).map(([fid, geom, ...values]) => ({ fid, geom, values }))
    if (rows.length === 0) return
    yield rows
    last = rows.at(-1)?.fid ?? last
  }
}

/** SQL: bytes that a text may need in GB18030, where a character of three bytes in UTF-8 has two or four. */
const gb18030Bytes = (text: string): string => {
  const utf8 = `length(CAST(${text} AS BLOB))`
  return `${utf8} + (${utf8} - length(${text}) + 1) / 2`
}

/** Longest text of each column in bytes, as GB18030 at most. 0 where all are null. */
export function longestTexts(db: ReadableDb, kind: SurveyKind, columns: readonly string[]): readonly number[] {
  if (columns.length === 0) return []
  const select = columns.map((column) => `ifnull(max(${gb18030Bytes(sqlOf(kind, column))}), 0)`)
  return (
    db
      .prepare<[], number[]>(`SELECT ${select.join(', ')} FROM ${FROM[kind]}`)
      .raw()
      .get() ?? []
  )
}

/** How many persons have encrypted numbers. */
export const countPersonal = (db: ReadableDb): number =>
  db
    .prepare<[], { n: number }>(
      'SELECT count(*) AS n FROM person WHERE id_number_cipher NOTNULL OR phone_cipher NOTNULL OR account_cipher NOTNULL',
    )
    .get()?.n ?? 0

export const countTable = (db: ReadableDb, table: 'boundary_point' | 'land_right'): number =>
  db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n ?? 0

export interface RejectedRow {
  readonly fid: number
  readonly record: number
  readonly codes: readonly string[]
  readonly attributes: Readonly<Record<string, unknown>>
  /** WKB in the source's numbers, or a GeoPackage blob in the survey's system where the survey itself rejected the record. */
  readonly shape: Uint8Array | null
}

/** Rejected records of a batch that are not mended yet, in file order. */
export function rejectedRows(db: ReadableDb, batch: number): readonly RejectedRow[] {
  const rows = db
    .prepare<[number], { fid: number; record: number; codes: string; attributes: string; shape: Uint8Array | null }>(
      `SELECT fid, record, codes, attributes, shape FROM import_rejected r WHERE batch = ? AND ${PENDING_SQL} ORDER BY record, fid`,
    )
    .all(batch)
  return rows.map((row) => ({
    ...row,
    codes: JSON.parse(row.codes) as readonly string[],
    attributes: JSON.parse(row.attributes) as Readonly<Record<string, unknown>>,
  }))
}

export const sourceCrsOf = (db: ReadableDb, batch: number): string | null =>
  db.prepare<[number], { crs: string | null }>('SELECT source_crs AS crs FROM import_batch WHERE fid = ?').get(batch)
    ?.crs ?? null

/** Finds the shape of a rejected record of this kind, with the system that its source was in (EPSG:n). */
export function rejectedShapeFinder(
  db: ReadableDb,
  kind: string,
): (rejected: number) => { readonly shape: Uint8Array | null; readonly sourceCrs: string | null } | undefined {
  const find = db.prepare<[number, string], { shape: Uint8Array | null; sourceCrs: string | null }>(
    `SELECT r.shape, b.source_crs AS sourceCrs FROM import_rejected r JOIN import_batch b ON b.fid = r.batch
      WHERE r.fid = ? AND b.kind = ?`,
  )
  return (rejected) => find.get(rejected, kind)
}
