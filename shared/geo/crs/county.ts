import type { Text } from '../../lang/message.ts'
import type { Extent } from '../geometry.ts'
import type { Crs } from './catalogue.ts'
import { crsOf } from './catalogue.ts'
import { gaussKrugerForward } from './gauss-kruger.ts'

interface County {
  /** GB/T 2260, six digits. */
  readonly code: string
  readonly nameZh: string
  readonly nameEn: string
  /** Codes that older files and ID numbers carry. */
  readonly formerCodes: readonly string[]
  /** The one zone in which the county keeps its survey. */
  readonly epsg: number
  /** Degrees, CGCS2000: where its land lies. */
  readonly lonLat: Extent
}

/** A county keeps one zone even where it straddles a zone's edge, as Dingtao does at 115.5° E (its seat lies in zone 39). */
const COUNTIES: readonly County[] = [
  {
    code: '371703',
    nameZh: '定陶区',
    nameEn: 'Dingtao District',
    formerCodes: ['371727', '372925'],
    epsg: 4527,
    lonLat: [115.4, 34.9, 115.8, 35.3],
  },
]

/** The built-in county with that code, present or former. */
const countyOf = (code: string): County | null =>
  COUNTIES.find((county) => county.code === code || county.formerCodes.includes(code)) ?? null

/** Name of a built-in county; null for others. */
export function countyName(code: string): Text | null {
  const county = countyOf(code)
  return county === null ? null : { zh: county.nameZh, en: county.nameEn }
}

/** Longitudes and latitudes of a built-in county's land: west, south, east, north. */
export const countyDegrees = (code: string): Extent | null => countyOf(code)?.lonLat ?? null

/** The zone of a built-in county; null where the user has to say it. */
export function countyZone(code: string): Crs | null {
  const county = countyOf(code)
  return county === null ? null : crsOf(county.epsg)
}

/** Points along each side of the box, because parallels and meridians are curves in a zone. */
const STEPS = 8

/** The box of the county's land in that system's own unit; null for an unknown county or a system that is no zone. */
export function countyExtent(code: string, crs: Crs): Extent | null {
  const county = countyOf(code)
  if (county === null || crs.kind === 'other') return null
  if (crs.kind === 'geographic') return county.lonLat
  const [west, south, east, north] = county.lonLat
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i <= STEPS; i++) {
    for (let j = 0; j <= STEPS; j++) {
      const [x, y] = gaussKrugerForward(crs, west + ((east - west) * i) / STEPS, south + ((north - south) * j) / STEPS)
      minX = Math.min(minX, x)
      minY = Math.min(minY, y)
      maxX = Math.max(maxX, x)
      maxY = Math.max(maxY, y)
    }
  }
  return [minX, minY, maxX, maxY]
}

/** Neighbouring land of a county's villages stays within this; what lies farther off deserves a look. */
const FAR_FROM_COUNTY_M = 10_000
const METRES_PER_DEGREE = 111_000

/**
 * The test behind `crs.far-from-county`, made once for a layer and asked for each record: is this point more than
 * FAR_FROM_COUNTY_M outside the county's box? null where there is nothing to hold it against.
 */
export function farFromCountyTest(code: string, crs: Crs): ((x: number, y: number) => boolean) | null {
  const extent = countyExtent(code, crs)
  if (extent === null) return null
  const margin = crs.kind === 'geographic' ? FAR_FROM_COUNTY_M / METRES_PER_DEGREE : FAR_FROM_COUNTY_M
  const [minX, minY, maxX, maxY] = extent
  return (x, y) => x < minX - margin || x > maxX + margin || y < minY - margin || y > maxY + margin
}
