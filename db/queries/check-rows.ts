import type { CheckedRows, CheckedTable } from '../../shared/quality/rule.ts'
import type { ReadableDb } from '../open/database.ts'

/** What names an object in a finding. */
export interface SubjectColumns {
  readonly fid: number
  readonly id: string
  /** Its code in the field's terms; null where it has none. Never a name. */
  readonly code: string | null
  readonly sourceRecord: number | null
}

const SHAPE = 'geom IS NOT NULL AS hasGeometry, geometry_fault AS geometryFault'

const COLUMNS: Readonly<Record<CheckedTable, string>> = {
  village: `code, ${SHAPE}, village_type AS villageType, terrain`,
  parcel: `parcel_code AS code, ${SHAPE}, parcel_code AS parcelCode, village_code AS villageCode, village_proposed AS villageProposed,
    declared_area_m2 AS declaredAreaM2, approved_area_m2 AS approvedAreaM2, area_m2 AS areaM2`,
  building: `ifnull(building_code, unit_code) AS code, ${SHAPE}, footprint_area_m2 AS declaredAreaM2, area_m2 AS areaM2`,
  land_use: `patch_number AS code, ${SHAPE}, declared_area_m2 AS declaredAreaM2, ellipsoid_area_m2 AS ellipsoidAreaM2`,
  person: 'NULL AS code, id_number_fault AS idNumberFault',
}

const PAGE = 500

/** Rows in order of fid, page by page, so that others may use the connection in between. The SQL ends in "fid > ? … LIMIT ?". */
function* pages<Row extends { readonly fid: number }>(db: ReadableDb, sql: string): Generator<readonly Row[]> {
  const page = db.prepare<[number, number], Row>(sql)
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = page.all(after, PAGE)
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < PAGE) return
    after = last.fid
  }
}

/** All rows of a table in file order. */
export const checkedRows = <T extends CheckedTable>(
  db: ReadableDb,
  table: T,
): Generator<readonly (SubjectColumns & CheckedRows[T])[]> =>
  pages(
    db,
    `SELECT fid, id, source_record AS sourceRecord, ${COLUMNS[table]} FROM ${table} WHERE fid > ? ORDER BY fid LIMIT ?`,
  )

export const countRows = (db: ReadableDb, table: CheckedTable): number =>
  db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n ?? 0

export interface Shape extends SubjectColumns {
  readonly geom: Uint8Array
}

/** Keys of parcels with a shape, and a bound of their west, in the order of that bound. */
export interface ParcelOrder {
  readonly fids: Float64Array
  /** From the R-tree: at most the true west, which it rounds outwards to 32-bit floats. */
  readonly wests: Float64Array
}

export function parcelsFromWest(db: ReadableDb): ParcelOrder {
  const count = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM rtree_parcel_geom').get()?.n ?? 0
  const fids = new Float64Array(count)
  const wests = new Float64Array(count)
  let i = 0
  for (const { fid, west } of db
    .prepare<[], { fid: number; west: number }>('SELECT id AS fid, minx AS west FROM rtree_parcel_geom ORDER BY minx')
    .iterate()) {
    fids[i] = fid
    wests[i++] = west
  }
  return { fids, wests }
}

/** Finds the shapes of valid parcels by key, many at once: one statement each would cost twice as much. */
export function validParcelShapes(db: ReadableDb): (fids: readonly number[]) => ReadonlyMap<number, Uint8Array> {
  const find = db.prepare<[string], { fid: number; geom: Uint8Array }>(
    'SELECT fid, geom FROM parcel WHERE fid IN (SELECT value FROM json_each(?)) AND geometry_fault IS NULL AND geom IS NOT NULL',
  )
  return (fids) => new Map(find.all(JSON.stringify(fids)).map(({ fid, geom }) => [fid, geom]))
}

/** Finds what names a parcel in a finding. */
export function parcelSubjects(db: ReadableDb): (fid: number) => SubjectColumns {
  const find = db.prepare<[number], SubjectColumns>(
    'SELECT fid, id, parcel_code AS code, source_record AS sourceRecord FROM parcel WHERE fid = ?',
  )
  return (fid) => {
    const subject = find.get(fid)
    if (subject === undefined) throw new Error(`no parcel ${fid}`)
    return subject
  }
}

/** Shapes with a fault, to say where it is. */
export const faultyShapes = (
  db: ReadableDb,
  table: 'village' | 'parcel' | 'building' | 'land_use',
  fault: string,
): readonly { readonly id: string; readonly geom: Uint8Array }[] =>
  db
    .prepare<[string], { id: string; geom: Uint8Array }>(
      `SELECT id, geom FROM ${table} WHERE geometry_fault = ? AND geom IS NOT NULL`,
    )
    .all(fault)

export interface BuildingInParcel extends Shape {
  /** null: no parcel was found for it. */
  readonly parcelId: string | null
  /** null also where the parcel's shape is not valid. */
  readonly parcelGeom: Uint8Array | null
  readonly parcelFault: string | null
}

/** Valid buildings with their parcels, in file order. */
export const buildingsInParcels = (db: ReadableDb): Generator<readonly BuildingInParcel[]> =>
  pages(
    db,
    `SELECT b.fid, b.id, ifnull(b.building_code, b.unit_code) AS code, b.source_record AS sourceRecord, b.geom,
      p.id AS parcelId, p.geom AS parcelGeom, p.geometry_fault AS parcelFault
    FROM building b LEFT JOIN parcel p ON p.id = b.parcel_id
    WHERE b.fid > ? AND b.geom IS NOT NULL AND b.geometry_fault IS NULL ORDER BY b.fid LIMIT ?`,
  )

/** Villages whose boundary is known and valid. */
export const villageShapes = (db: ReadableDb): readonly { readonly code: string; readonly geom: Uint8Array }[] =>
  db
    .prepare<[], { code: string; geom: Uint8Array }>(
      'SELECT code, geom FROM village WHERE geom IS NOT NULL AND geometry_fault IS NULL',
    )
    .all()

export interface ParcelInVillage extends Shape {
  readonly villageCode: string
}

/** Valid parcels that name a village, in file order. */
export const parcelsInVillages = (db: ReadableDb): Generator<readonly ParcelInVillage[]> =>
  pages(
    db,
    `SELECT fid, id, parcel_code AS code, source_record AS sourceRecord, geom, village_code AS villageCode
    FROM parcel WHERE fid > ? AND village_code IS NOT NULL AND geom IS NOT NULL AND geometry_fault IS NULL ORDER BY fid LIMIT ?`,
  )
