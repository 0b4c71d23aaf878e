import { localDay } from '../../shared/model/calendar-day.ts'
import { codeOf, landsTaken, plotKinds, yesNo } from '../../shared/model/code-lists.ts'
import type { HouseholdParcel } from '../../shared/standards/plots-by-household.ts'
import type { ReadableDb } from '../open/database.ts'
import { villageFacts } from './villages.ts'

export interface AssessableParcel extends HouseholdParcel {
  readonly fid: number
  readonly rev: number
}

/** As COLUMNS names them: arrays, because naming the columns of each of 200 000 rows costs more than reading them. */
type Row = readonly [
  fid: number,
  id: string,
  rev: number,
  parcelCode: string | null,
  rightType: string | null,
  useCode: string | null,
  areaM2: number | null,
  geometryFault: string | null,
  villageCode: string | null,
  proposedVillage: string | null,
  householdCode: string | null,
  utilisation: string | null,
  acquisition: string | null,
  countsAsHome: string | null,
  householdSize: number | null,
  land: string | null,
  plot: string | null,
  acquiredOn: string | null,
  approvedM2: number | null,
  enlargedSince: string | null,
  handledM2: number | null,
  handledDocument: string | null,
]

/** An edit from outside that waits to be taken in leaves an area that nobody computed from the new shape. */
const WAITING = "id IN (SELECT object_id FROM outside_edit WHERE table_name = 'parcel')"

/** The size that the parcel's record states goes before the household's own: it is of the day of the survey of the plot. */
const SIZE =
  "ifnull(household_size, (SELECT h.size FROM household h WHERE h.household_code = parcel.household_code AND ifnull(h.village_code, '') = ifnull(parcel.village_code, '')))"

const COLUMNS = `fid, id, rev, parcel_code, right_type, use_code, area_m2, CASE WHEN ${WAITING} THEN 'geometry.unverified' ELSE geometry_fault END,
  village_code, village_proposed, household_code, utilisation, acquisition, counts_as_home, ${SIZE}, land_taken, plot_kind, acquired_on,
  approved_area_m2, enlarged_since, handled_area_m2, handled_document`

/** Few texts stand in a column of codes: each is looked up once. */
function remembered<T>(find: (text: string) => T): (text: string | null) => T | null {
  const known = new Map<string, T>()
  return (text) => {
    if (text === null) return null
    const found = known.get(text)
    if (found !== undefined || known.has(text)) return found ?? null
    const value = find(text)
    known.set(text, value)
    return value
  }
}

function withVillage(db: ReadableDb, on: string): (row: Row) => AssessableParcel {
  const villages = villageFacts(db, on)
  const surveyHasVillages = villages.size > 0
  const land = remembered((text) => codeOf(landsTaken, text))
  const plot = remembered((text) => codeOf(plotKinds, text))
  const bool = remembered((text) => {
    const code = codeOf(yesNo, text)
    return code === null ? null : code === '1'
  })
  return (row) => ({
    fid: row[0],
    id: row[1],
    rev: row[2],
    parcelCode: row[3],
    rightType: row[4],
    useCode: row[5],
    areaM2: row[6],
    geometryFault: row[7],
    villageCode: row[8],
    proposedVillage: row[9],
    village: row[8] === null ? null : (villages.get(row[8]) ?? null),
    surveyHasVillages,
    householdCode: row[10],
    utilisation: row[11],
    acquisition: row[12],
    countsAsHome: bool(row[13]),
    householdSize: row[14],
    land: land(row[15]),
    plot: plot(row[16]),
    acquiredOn: row[17],
    approvedM2: row[18],
    enlargedSince: bool(row[19]),
    handledM2: row[20],
    handledDocument: row[21],
  })
}

/** Parcels as of a day ('YYYY-MM-DD') in pages by key, so that a page costs the same at the end as at the beginning. */
export function* parcelPages(
  db: ReadableDb,
  pageSize: number,
  on: string,
): Generator<readonly AssessableParcel[], void, void> {
  const page = db
    .prepare<[number, number], Row>(`SELECT ${COLUMNS} FROM parcel WHERE fid > ? ORDER BY fid LIMIT ?`)
    .raw()
  const complete = withVillage(db, on)
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = page.all(after, pageSize)
    if (rows.length === 0) return
    yield rows.map(complete)
    after = rows.at(-1)?.[0] ?? after
  }
}

/** Every parcel of that code, in file order: a code may stand twice. */
export const parcelsByCode = (db: ReadableDb, code: string, on = localDay()): readonly AssessableParcel[] =>
  db
    .prepare<[string], Row>(`SELECT ${COLUMNS} FROM parcel WHERE parcel_code = ? ORDER BY fid`)
    .raw()
    .all(code)
    .map(withVillage(db, on))

export const parcelById = (db: ReadableDb, id: string, on = localDay()): AssessableParcel | undefined =>
  db.prepare<[string], Row>(`SELECT ${COLUMNS} FROM parcel WHERE id = ?`).raw().all(id).map(withVillage(db, on))[0]

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
    .raw()
    .all(household.householdCode, household.villageCode)
    .map(withVillage(db, on))
