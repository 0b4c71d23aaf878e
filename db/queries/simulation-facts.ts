import type { SimulationVillage } from '../../shared/standards/simulate.ts'
import type { WithdrawnBuilding } from '../../shared/standards/withdrawal.ts'
import type { ReadableDb } from '../open/database.ts'

export const simulationVillages = (db: ReadableDb): ReadonlyMap<string, SimulationVillage> =>
  new Map(
    db
      .prepare<[], SimulationVillage & { readonly code: string }>('SELECT code, town, population FROM village')
      .all()
      .map(({ code, town, population }) => [code, { town, population }]),
  )

interface BuildingRow {
  readonly parcel: string
  readonly structure: string | null
  readonly storeys: number | null
  readonly builtYear: string | null
  readonly floorAreaM2: number | null
}

const YEAR = /^(\d{4})/

const buildingsWhere = (
  db: ReadableDb,
  where: string,
  params: readonly string[],
): ReadonlyMap<string, readonly WithdrawnBuilding[]> => {
  const found = new Map<string, WithdrawnBuilding[]>()
  const rows = db
    .prepare<string[], BuildingRow>(
      `SELECT b.parcel_id AS parcel, b.structure, b.storeys, b.built_year AS builtYear, b.floor_area_m2 AS floorAreaM2
    FROM parcel p JOIN building b ON b.parcel_id = p.id WHERE ${where} ORDER BY b.fid`,
    )
    .all(...params)
  for (const { parcel, builtYear, ...building } of rows) {
    const year = YEAR.exec(builtYear ?? '')?.[1]
    const own = found.get(parcel) ?? []
    found.set(parcel, own)
    own.push({ ...building, builtYear: year === undefined ? null : Number(year) })
  }
  return found
}

/** Buildings that stand on idle or abandoned parcels, by the parcel's id: what a withdrawal is paid for. */
export const buildingsOnIdleParcels = (db: ReadableDb): ReadonlyMap<string, readonly WithdrawnBuilding[]> =>
  buildingsWhere(db, "p.utilisation IN ('2', '3')", [])

/** Buildings that stand on some parcels, by the parcel's id. */
export const buildingsOfParcels = (
  db: ReadableDb,
  parcels: readonly string[],
): ReadonlyMap<string, readonly WithdrawnBuilding[]> =>
  buildingsWhere(db, 'p.id IN (SELECT value FROM json_each(?))', [JSON.stringify(parcels)])
