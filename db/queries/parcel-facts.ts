import { localDay } from '../../shared/model/calendar-day.ts'
import { codeOf, landsTaken, plotKinds, yesNo } from '../../shared/model/code-lists.ts'
import type { HouseholdParcel } from '../../shared/standards/plots-by-household.ts'
import type { ReadableDb } from '../open/database.ts'
import { villageFacts } from './villages.ts'

export interface AssessableParcel extends HouseholdParcel {
  readonly fid: number
  readonly rev: number
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
  readonly utilisation: string | null
  readonly acquisition: string | null
  readonly countsAsHome: string | null
  readonly householdSize: number | null
  readonly land: string | null
  readonly plot: string | null
  readonly acquiredOn: string | null
  readonly approvedM2: number | null
  readonly enlargedSince: string | null
  readonly handledM2: number | null
  readonly handledDocument: string | null
}

/** An edit from outside that waits to be taken in leaves an area that nobody computed from the new shape. */
const WAITING = "id IN (SELECT object_id FROM outside_edit WHERE table_name = 'parcel')"

/** The size that the parcel's record states goes before the household's own: it is of the day of the survey of the plot. */
const SIZE =
  "ifnull(household_size, (SELECT h.size FROM household h WHERE h.household_code = parcel.household_code AND ifnull(h.village_code, '') = ifnull(parcel.village_code, '')))"

const COLUMNS = `fid, id, rev, parcel_code AS parcelCode, right_type AS rightType, use_code AS useCode, area_m2 AS areaM2,
  CASE WHEN ${WAITING} THEN 'geometry.unverified' ELSE geometry_fault END AS geometryFault, village_code AS villageCode, village_proposed AS proposedVillage,
  household_code AS householdCode, utilisation, acquisition, counts_as_home AS countsAsHome, ${SIZE} AS householdSize, land_taken AS land, plot_kind AS plot,
  acquired_on AS acquiredOn, approved_area_m2 AS approvedM2, enlarged_since AS enlargedSince, handled_area_m2 AS handledM2, handled_document AS handledDocument`

const bool = (text: string | null): boolean | null => {
  const code = text === null ? null : codeOf(yesNo, text)
  return code === null ? null : code === '1'
}

function withVillage(db: ReadableDb, on: string): (row: Row) => AssessableParcel {
  const villages = villageFacts(db, on)
  const surveyHasVillages = villages.size > 0
  return (row) => ({
    ...row,
    village: row.villageCode === null ? null : (villages.get(row.villageCode) ?? null),
    surveyHasVillages,
    land: row.land === null ? null : codeOf(landsTaken, row.land),
    plot: row.plot === null ? null : codeOf(plotKinds, row.plot),
    enlargedSince: bool(row.enlargedSince),
    countsAsHome: bool(row.countsAsHome),
  })
}

/** Parcels as of a day ('YYYY-MM-DD') in pages by key, so that a page costs the same at the end as at the beginning. */
export function* parcelPages(
  db: ReadableDb,
  pageSize: number,
  on: string,
): Generator<readonly AssessableParcel[], void, void> {
  const page = db.prepare<[number, number], Row>(`SELECT ${COLUMNS} FROM parcel WHERE fid > ? ORDER BY fid LIMIT ?`)
  const complete = withVillage(db, on)
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = page.all(after, pageSize)
    if (rows.length === 0) return
    yield rows.map(complete)
    after = rows.at(-1)?.fid ?? after
  }
}

/** Every parcel of that code, in file order: a code may stand twice. */
export const parcelsByCode = (db: ReadableDb, code: string, on = localDay()): readonly AssessableParcel[] =>
  db
    .prepare<[string], Row>(`SELECT ${COLUMNS} FROM parcel WHERE parcel_code = ? ORDER BY fid`)
    .all(code)
    .map(withVillage(db, on))

export const parcelById = (db: ReadableDb, id: string, on = localDay()): AssessableParcel | undefined =>
  db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM parcel WHERE id = ?`).all(id).map(withVillage(db, on))[0]

/** All plots of one household, in file order. */
export const parcelsOfHousehold = (
  db: ReadableDb,
  household: { readonly villageCode: string | null; readonly householdCode: string },
  on = localDay(),
): readonly AssessableParcel[] =>
  db
    .prepare<[string, string | null], Row>(
      `SELECT ${COLUMNS} FROM parcel WHERE household_code = ? AND village_code IS ? ORDER BY fid`,
    )
    .all(household.householdCode, household.villageCode)
    .map(withVillage(db, on))
