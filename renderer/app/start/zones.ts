import proj4 from 'proj4'
import type { InspectedFile } from '../../../shared/contract/inspected.ts'
import { crsOf, epsgCodeIn, ZONES_3_DEGREE } from '../../../shared/geo/crs/catalogue.ts'

/** One 3° zone of CGCS2000 with the zone number in its eastings. */
export interface Zone {
  readonly zone: number
  readonly epsg: number
  /** Degrees east. */
  readonly meridian: number
}

const FIRST_EPSG = 4513

const zoneOf = (zone: number): Zone => ({ zone, epsg: FIRST_EPSG + zone - ZONES_3_DEGREE.first, meridian: 3 * zone })

export const zones: readonly Zone[] = Array.from({ length: ZONES_3_DEGREE.last - ZONES_3_DEGREE.first + 1 }, (_, i) =>
  zoneOf(ZONES_3_DEGREE.first + i),
)

/** The zone whose meridian is nearest. */
export const zoneAt = (longitude: number): Zone => zoneOf(Math.round(longitude / 3))

/** Longitude of the middle of a file's first layer that has a place; null where its system is not known. */
export function longitudeOf({ layers }: InspectedFile): number | null {
  for (const { crs, crsProposals, extent } of layers) {
    const epsg = epsgCodeIn(crs ?? crsProposals[0] ?? '')
    const known = epsg === null ? null : crsOf(epsg)
    if (extent === null || known === null || known === undefined) continue
    const middle = [(extent[0] + extent[2]) / 2, (extent[1] + extent[3]) / 2] as const
    const longitude = known.kind === 'geographic' ? middle[0] : proj4(known.proj4).inverse([...middle])[0]
    if (longitude !== undefined && Number.isFinite(longitude)) return longitude
  }
  return null
}
