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

/** Buildings that stand on idle or abandoned parcels, by the parcel's id: what a withdrawal is paid for. */
export function buildingsOnIdleParcels(db: ReadableDb): ReadonlyMap<string, readonly WithdrawnBuilding[]> {
  const found = new Map<string, WithdrawnBuilding[]>()
  const rows = db.prepare<[], BuildingRow>(
    `SELECT b.parcel_id AS parcel, b.structure, b.storeys, b.built_year AS builtYear, b.floor_area_m2 AS floorAreaM2
    FROM parcel p JOIN building b ON b.parcel_id = p.id WHERE p.utilisation IN ('2', '3') ORDER BY b.fid`,
  )
  for (const { parcel, builtYear, ...building } of rows.all()) {
    const year = YEAR.exec(builtYear ?? '')?.[1]
    const own = found.get(parcel) ?? []
    found.set(parcel, own)
    own.push({ ...building, builtYear: year === undefined ? null : Number(year) })
  }
  return found
}
