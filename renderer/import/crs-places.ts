import proj4 from 'proj4'
import type { CrsEvidence } from '../../shared/contract/examined.ts'
import { type Crs, crsOf } from '../../shared/geo/crs/catalogue.ts'
import { countyExtent } from '../../shared/geo/crs/county.ts'
import { type CoordinateLook, lookOfLayer, proposalsFor } from '../../shared/geo/crs/plausibility.ts'
import { coordinatesOf } from './wizard.ts'

/** Where a layer would lie if its numbers were of this system. Only to look at: the import has its own transformation. */
export interface CrsPlace {
  readonly crs: Crs
  readonly swapped: boolean
  /** Degrees; null: the numbers make no place in this system. */
  readonly lonLat: readonly [number, number] | null
  /** From the county's box; null: no built-in county. */
  readonly kmFromCounty: number | null
}

const KM_PER_DEGREE = 111
const DEGREES = 4490

export const crsNamed = (text: string): Crs | null => crsOf(Number(text.replace('EPSG:', '')))

/** The middle one of the samples in each direction: a wild record does not move it. */
export function middleOf({ samples }: CrsEvidence): readonly [number, number] | null {
  const pairs = Array.from({ length: Math.floor(samples.length / 2) }, (_, i) => [
    samples[2 * i] ?? Number.NaN,
    samples[2 * i + 1] ?? Number.NaN,
  ]).filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y))
  const middle = (axis: number): number | undefined =>
    pairs.map((pair) => pair[axis] ?? 0).toSorted((a, b) => a - b)[Math.floor(pairs.length / 2)]
  const [x, y] = [middle(0), middle(1)]
  return x === undefined || y === undefined ? null : [x, y]
}

export const lookOf = (evidence: CrsEvidence): CoordinateLook | null => lookOfLayer(coordinatesOf(evidence))

/** All systems that the numbers propose, the likeliest first. */
export function proposalsOf(evidence: CrsEvidence, county: string): readonly Crs[] {
  const look = lookOf(evidence)
  if (look === null) return []
  const declared = evidence.declared?.kind === 'known' ? evidence.declared.crs : null
  return proposalsFor(look, county, declared).flatMap((text) => crsNamed(text) ?? [])
}

export function placeIn(evidence: CrsEvidence, crs: Crs, swapped: boolean, county: string): CrsPlace {
  const lonLat = toLonLat(evidence, crs, swapped)
  return { crs, swapped, lonLat, kmFromCounty: lonLat === null ? null : distanceKm(lonLat, county) }
}

function toLonLat(evidence: CrsEvidence, crs: Crs, swapped: boolean): readonly [number, number] | null {
  const middle = middleOf(evidence)
  if (middle === null) return null
  const [x, y] = swapped ? [middle[1], middle[0]] : middle
  if (crs.kind === 'geographic') return Math.abs(x) <= 180 && Math.abs(y) <= 90 ? [x, y] : null
  try {
    const [longitude = Number.NaN, latitude = Number.NaN] = proj4(crs.proj4).inverse([x, y])
    // Far outside its zone the projection still gives numbers, but no place.
    const isPlace = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 85
    return isPlace && Math.abs(longitude - (crs.centralMeridian ?? longitude)) < 60 ? [longitude, latitude] : null
  } catch {
    return null // proj4 throws for numbers that it cannot take back
  }
}

export function countyBox(county: string): readonly [number, number, number, number] | null {
  const degrees = crsOf(DEGREES)
  return degrees === null ? null : countyExtent(county, degrees)
}

function distanceKm([longitude, latitude]: readonly [number, number], county: string): number | null {
  const box = countyBox(county)
  if (box === null) return null
  const [west, south, east, north] = box
  const dLon = Math.max(west - longitude, 0, longitude - east) * Math.cos((latitude * Math.PI) / 180)
  const dLat = Math.max(south - latitude, 0, latitude - north)
  return Math.hypot(dLon, dLat) * KM_PER_DEGREE
}
