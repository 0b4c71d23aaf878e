import type { ParcelFacts } from '../../shared/standards/evaluate.ts'
import type { ReadableDb } from '../open/database.ts'
import { villageFacts } from './villages.ts'

export interface AssessableParcel extends ParcelFacts {
  readonly fid: number
  readonly id: string
  readonly rev: number
  readonly householdCode: string | null
}

interface Row {
  readonly fid: number
  readonly id: string
  readonly rev: number
  readonly parcelCode: string | null
  readonly rightType: string | null
  readonly useCode: string | null
  readonly areaM2: number | null
  readonly geometryFault: string | null
  readonly villageCode: string | null
  readonly proposedVillage: string | null
  readonly householdCode: string | null
}

/** An edit from outside that waits to be taken in leaves an area that nobody computed from the new shape. */
const WAITING = "id IN (SELECT object_id FROM outside_edit WHERE table_name = 'parcel')"

const COLUMNS = `fid, id, rev, parcel_code AS parcelCode, right_type AS rightType, use_code AS useCode, area_m2 AS areaM2,
  CASE WHEN ${WAITING} THEN 'geometry.unverified' ELSE geometry_fault END AS geometryFault, village_code AS villageCode, village_proposed AS proposedVillage, household_code AS householdCode`

function withVillage(db: ReadableDb): (row: Row) => AssessableParcel {
  const villages = villageFacts(db)
  const surveyHasVillages = villages.size > 0
  return (row) => ({
    ...row,
    village: row.villageCode === null ? null : (villages.get(row.villageCode) ?? null),
    surveyHasVillages,
  })
}

/** Parcels in pages by key, so that a page costs the same at the end as at the beginning. */
export function* parcelPages(db: ReadableDb, pageSize: number): Generator<readonly AssessableParcel[], void, void> {
  const page = db.prepare<[number, number], Row>(`SELECT ${COLUMNS} FROM parcel WHERE fid > ? ORDER BY fid LIMIT ?`)
  const complete = withVillage(db)
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = page.all(after, pageSize)
    if (rows.length === 0) return
    yield rows.map(complete)
    after = rows.at(-1)?.fid ?? after
  }
}

/** Every parcel of that code, in file order: a code may stand twice. */
export const parcelsByCode = (db: ReadableDb, code: string): readonly AssessableParcel[] =>
  db
    .prepare<[string], Row>(`SELECT ${COLUMNS} FROM parcel WHERE parcel_code = ? ORDER BY fid`)
    .all(code)
    .map(withVillage(db))

export const parcelById = (db: ReadableDb, id: string): AssessableParcel | undefined =>
  db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM parcel WHERE id = ?`).all(id).map(withVillage(db))[0]
