import type { ReadableDb } from '../../../db/open/database.ts'
import {
  buildingsInParcels,
  parcelsInVillages,
  type SubjectColumns,
  villageShapes,
} from '../../../db/queries/check-rows.ts'
import type { PolygonRings } from '../../../shared/geo/geometry.ts'
import { planeAreaM2 } from '../../../shared/geo/plane-area.ts'
import { surelyWithin } from '../../../shared/geo/separation.ts'
import { OUTSIDE_TOLERANCE_M2 } from '../../../shared/quality/limits.ts'
import type { Geos, PreparedArea } from '../../platform/geos.ts'
import { polygonsOf } from './polygons.ts'

export interface Outside {
  readonly subject: SubjectColumns
  /** Raw m² beyond the tolerance. */
  readonly outsideM2: number
  /** Code of the village; null for a building. */
  readonly villageCode: string | null
}

/** Valid buildings that reach out of their valid parcel, or lie in none. */
export function findBuildingsOutside(
  db: ReadableDb,
  geos: Geos,
  step: () => void,
  onOutside: (outside: Outside) => void,
): void {
  for (const page of buildingsInParcels(db)) {
    step()
    for (const building of page) {
      if (building.parcelId !== null && building.parcelFault !== null) continue
      const inner = polygonsOf(building.geom)
      const outer = building.parcelGeom === null ? [] : polygonsOf(building.parcelGeom)
      if (inner === null || outer === null || surelyWithin(inner, outer)) continue
      if (geos.invalidReason(inner) !== null || geos.invalidReason(outer) !== null) continue
      const outsideM2 = planeAreaM2(inner) - (outer.length === 0 ? 0 : geos.sharedAreaM2(outer, inner))
      if (outsideM2 > OUTSIDE_TOLERANCE_M2) onOutside({ subject: building, outsideM2, villageCode: null })
    }
  }
}

interface VillageArea {
  readonly polygons: readonly PolygonRings[]
  readonly prepared: PreparedArea
}

/** Valid parcels that reach out of the village they name, where its boundary is known and valid. */
export function findParcelsOutside(
  db: ReadableDb,
  geos: Geos,
  step: () => void,
  onOutside: (outside: Outside) => void,
): void {
  const villages = new Map<string, VillageArea>()
  try {
    for (const { code, geom } of villageShapes(db)) {
      const polygons = polygonsOf(geom)
      if (polygons !== null && geos.invalidReason(polygons) === null)
        villages.set(code, { polygons, prepared: geos.prepare(polygons) })
    }
    if (villages.size === 0) return
    for (const page of parcelsInVillages(db)) {
      step()
      for (const parcel of page) {
        const village = villages.get(parcel.villageCode)
        const inner = village === undefined ? null : polygonsOf(parcel.geom)
        if (village === undefined || inner === null || geos.invalidReason(inner) !== null) continue
        if (village.prepared.covers(inner)) continue
        const outsideM2 = planeAreaM2(inner) - geos.sharedAreaM2(inner, village.polygons)
        if (outsideM2 > OUTSIDE_TOLERANCE_M2) onOutside({ subject: parcel, outsideM2, villageCode: parcel.villageCode })
      }
    }
  } finally {
    for (const { prepared } of villages.values()) prepared.free()
  }
}
