import type { Coordinates, Extent } from '../geometry.ts'
import type { Crs } from './catalogue.ts'
import { cgcs2000Zone, epsgText, ZONES_3_DEGREE, ZONES_6_DEGREE } from './catalogue.ts'
import { countyZone } from './county.ts'

/** COMMANDS.md, `crs.outside-zone`. */
const MAX_FROM_FALSE_EASTING_M = 300_000
const MIN_NORTHING_M = 1_800_000
const MAX_NORTHING_M = 6_100_000

/** China with its islands, degrees; used to tell longitude from latitude, never to reject. */
const CHINA: Extent = [73, 3, 136, 54]
const WEB_MERCATOR_LIMIT_M = 20_037_509

/** What a pair of numbers looks like, whatever anybody says of it. */
export type CoordinateLook =
  | { readonly look: 'degrees'; readonly inChina: boolean; readonly swapped: boolean }
  /** The easting begins with a zone number: 25–45 is a 3° zone, 13–23 a 6° zone. */
  | { readonly look: 'zoned'; readonly zone: number; readonly swapped: boolean }
  | { readonly look: 'unzoned'; readonly swapped: boolean }
  | { readonly look: 'unknown'; readonly swapped: false }

/** What the look of a layer is taken from. A single wild record must not decide, so samples of many records are better than an extent. */
export interface CoordinateEvidence {
  /** x0, y0, x1, y1 … of some hundred vertices spread over the layer, as delivered; may be empty. */
  readonly samples: Coordinates
  /** Used only when there are no samples. */
  readonly extent: Extent | null
}

const isNorthing = (value: number): boolean => value >= MIN_NORTHING_M && value <= MAX_NORTHING_M
const isNearFalseEasting = (value: number): boolean => Math.abs(value - 500_000) <= MAX_FROM_FALSE_EASTING_M
const isZone = (zone: number): boolean =>
  (zone >= ZONES_3_DEGREE.first && zone <= ZONES_3_DEGREE.last) ||
  (zone >= ZONES_6_DEGREE.first && zone <= ZONES_6_DEGREE.last)

const within = (x: number, y: number, [minX, minY, maxX, maxY]: Extent): boolean =>
  x >= minX && x <= maxX && y >= minY && y <= maxY

function planeLook(easting: number, northing: number, swapped: boolean): CoordinateLook | null {
  if (!isNorthing(northing)) return null
  if (isNearFalseEasting(easting)) return { look: 'unzoned', swapped }
  const zone = Math.floor(easting / 1_000_000)
  return isZone(zone) && isNearFalseEasting(easting - zone * 1_000_000) ? { look: 'zoned', zone, swapped } : null
}

/** The look of one pair; easting and northing cannot be confused, because their ranges in China do not meet. */
export function lookOf(x: number, y: number): CoordinateLook {
  if (Math.abs(x) <= 180 && Math.abs(y) <= 180) {
    if (within(y, x, CHINA)) return { look: 'degrees', inChina: true, swapped: true }
    if (Math.abs(y) <= 90) return { look: 'degrees', inChina: within(x, y, CHINA), swapped: false }
  }
  return planeLook(x, y, false) ?? planeLook(y, x, true) ?? { look: 'unknown', swapped: false }
}

/** Pairs of the evidence: the samples, else the two corners of the extent; not-finite pairs are left out. */
function evidencePairs({ samples, extent }: CoordinateEvidence): readonly (readonly [number, number])[] {
  const numbers = samples.length > 0 ? samples : (extent ?? [])
  const pairs: [number, number][] = []
  for (let i = 0; i + 1 < numbers.length; i += 2) {
    const x = numbers[i] ?? Number.NaN
    const y = numbers[i + 1] ?? Number.NaN
    if (Number.isFinite(x) && Number.isFinite(y)) pairs.push([x, y])
  }
  return pairs
}

/** The look that more than half of the pairs share, `unknown` where none has a majority; null when there are no coordinates. */
export function lookOfLayer(evidence: CoordinateEvidence): CoordinateLook | null {
  const pairs = evidencePairs(evidence)
  if (pairs.length === 0) return null
  const votes = new Map<string, { look: CoordinateLook; count: number }>()
  for (const [x, y] of pairs) {
    const look = lookOf(x, y)
    const key = JSON.stringify(look)
    const vote = votes.get(key) ?? { look, count: 0 }
    vote.count++
    votes.set(key, vote)
  }
  const winner = [...votes.values()].find(({ count }) => count * 2 > pairs.length)
  return winner?.look ?? { look: 'unknown', swapped: false }
}

/** False only where the numbers clearly speak of another system; numbers that fit nothing are left to `crs.outside-zone`. */
export function looksLike(look: CoordinateLook, crs: Crs): boolean {
  if (look.look === 'unknown') return true
  if (crs.kind === 'geographic') return look.look === 'degrees'
  if (look.look === 'degrees') return false
  if (crs.epsg === 3857) return look.look === 'unzoned' || look.zone * 1_000_000 < WEB_MERCATOR_LIMIT_M
  if (look.look === 'unzoned') return !crs.zonePrefixed
  return crs.zonePrefixed && crs.zone === look.zone
}

/** 3° systems without prefix, all 21 central meridians, the likeliest first and then by distance from it. */
function centralMeridianCandidates(likeliest: number | null): readonly Crs[] {
  const systems: Crs[] = []
  for (let zone = ZONES_3_DEGREE.first; zone <= ZONES_3_DEGREE.last; zone++) {
    const crs = cgcs2000Zone(3, zone, 'unprefixed')
    if (crs !== null) systems.push(crs)
  }
  if (likeliest === null) return systems
  const distance = (crs: Crs): number => Math.abs((crs.centralMeridian ?? 0) - likeliest)
  return systems.toSorted((a, b) => distance(a) - distance(b))
}

/**
 * CGCS2000 systems in which such numbers make sense, the likeliest first, as `EPSG:4523`. Six-digit eastings do not say their
 * meridian: the declared system's comes first, then the county's. None for another datum's projection: to call its numbers CGCS2000
 * would shift them by tens of metres in silence.
 */
export function proposalsFor(look: CoordinateLook, county: string | null, declared: Crs | null): readonly string[] {
  if (declared?.kind === 'gauss-kruger' && declared.datum !== 'cgcs2000') return []
  switch (look.look) {
    case 'degrees':
      return look.inChina ? ['EPSG:4490'] : []
    case 'zoned': {
      const crs = cgcs2000Zone(look.zone >= ZONES_3_DEGREE.first ? 3 : 6, look.zone, 'prefixed')
      return crs === null ? [] : [epsgText(crs)]
    }
    case 'unzoned': {
      const declaredMeridian = declared?.kind === 'gauss-kruger' ? declared.centralMeridian : null
      const countyMeridian = county === null ? null : (countyZone(county)?.centralMeridian ?? null)
      return centralMeridianCandidates(declaredMeridian ?? countyMeridian).map(epsgText)
    }
    case 'unknown':
      return []
  }
}

/**
 * `crs.outside-zone` for one vertex in that system (COMMANDS.md): easting more than 300 km from the zone's false easting, or
 * northing outside 1 800 000–6 100 000 m; for degrees, beyond ±180 and ±90. NaN is not outside: `geometry.not-finite` has it.
 */
export function isOutsideZone(x: number, y: number, crs: Crs): boolean {
  if (crs.kind === 'geographic') return Math.abs(x) > 180 || Math.abs(y) > 90
  if (crs.kind === 'other' || crs.falseEasting === null) return false
  return Math.abs(x - crs.falseEasting) > MAX_FROM_FALSE_EASTING_M || y < MIN_NORTHING_M || y > MAX_NORTHING_M
}
