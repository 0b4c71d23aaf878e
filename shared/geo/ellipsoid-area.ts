import { roundHalfUp } from '../model/round.ts'
import type { Coordinates, PolygonRings } from './geometry.ts'

/** A Gauss-Krüger plane on the CGCS2000 ellipsoid. */
export interface GaussPlane {
  readonly centralMeridianDeg: number
  /** 500 000, or zone × 1 000 000 + 500 000 where eastings carry the zone. */
  readonly falseEastingM: number
}

export interface EllipsoidArea {
  readonly rawM2: number
  /** Half-up to 0.01 m², as TBMJ is written. */
  readonly roundedM2: number
}

const SEMI_MAJOR_M = 6_378_137
const INVERSE_FLATTENING = 298.257222101
const SEMI_MINOR_M = 6_356_752.31414036
const E2 = 0.0066943800229
const RADIANS_PER_SECOND = Math.PI / 180 / 3600
/** Edges longer than this are divided; the rule of the third national land survey (三调). */
const LONGEST_EDGE_M = 70
const COORDINATE_DECIMALS_PER_M = 10_000
const DECIMALS_PER_SECOND = 1_000_000

const E4 = E2 * E2
const E6 = E4 * E2
const E8 = E6 * E2
const A = 1 + (3 / 6) * E2 + (30 / 80) * E4 + (35 / 112) * E6 + (630 / 2304) * E8
const B = (1 / 6) * E2 + (15 / 80) * E4 + (21 / 112) * E6 + (420 / 2304) * E8
const C = (3 / 80) * E4 + (7 / 112) * E6 + (180 / 2304) * E8
const D = (1 / 112) * E6 + (45 / 2304) * E8
const E = (5 / 2304) * E8

/**
 * Ellipsoidal area (椭球面积) by the strip formula of the third national land survey, TD/T 1055: coordinates to 0.0001 m, edges
 * over 70 m divided, Gauss inverse to 0.000001″, shells minus holes whatever way the rings run.
 */
export function ellipsoidArea(polygons: readonly PolygonRings[], plane: GaussPlane): EllipsoidArea {
  let rawM2 = 0
  for (const rings of polygons) {
    rings.forEach((ring, i) => {
      const ringM2 = Math.abs(ringStripsM2(ring, plane))
      rawM2 += i === 0 ? ringM2 : -ringM2
    })
  }
  return { rawM2, roundedM2: roundHalfUp(rawM2) }
}

function ringStripsM2(ring: Coordinates, plane: GaussPlane): number {
  const points = divideEdges(ring)
  if (points.length < 6) return 0
  let areaM2 = 0
  const first = toRoundedRadians(points[0] ?? 0, points[1] ?? 0, plane)
  let from = first
  for (let i = 2; i <= points.length; i += 2) {
    const to = i === points.length ? first : toRoundedRadians(points[i] ?? 0, points[i + 1] ?? 0, plane)
    areaM2 += stripM2(from.latitude, from.longitude, to.latitude, to.longitude)
    from = to
  }
  return areaM2
}

/** The area between an edge and the meridian of Greenwich; what is common to all edges cancels in the sum. */
function stripM2(latitude1: number, longitude1: number, latitude2: number, longitude2: number): number {
  const meanLongitude = (longitude1 + longitude2) / 2
  const half = (latitude2 - latitude1) / 2
  const mean = (latitude1 + latitude2) / 2
  const sum =
    A * Math.sin(half) * Math.cos(mean) -
    B * Math.sin(3 * half) * Math.cos(3 * mean) +
    C * Math.sin(5 * half) * Math.cos(5 * mean) -
    D * Math.sin(7 * half) * Math.cos(7 * mean) +
    E * Math.sin(9 * half) * Math.cos(9 * mean)
  return 2 * SEMI_MINOR_M * SEMI_MINOR_M * meanLongitude * sum
}

/** The ring without its closing vertex, with int(length / 70) points put into each edge. */
function divideEdges(ring: Coordinates): readonly number[] {
  const points: number[] = []
  const rounded = (value: number): number => Math.round(value * COORDINATE_DECIMALS_PER_M) / COORDINATE_DECIMALS_PER_M
  for (let i = 0; i + 1 < ring.length; i += 2) {
    const next = (i + 2) % ring.length
    const x = rounded(ring[i] ?? 0)
    const y = rounded(ring[i + 1] ?? 0)
    const dx = rounded(ring[next] ?? 0) - x
    const dy = rounded(ring[next + 1] ?? 0) - y
    const added = Math.trunc(Math.hypot(dx, dy) / LONGEST_EDGE_M)
    if (dx === 0 && dy === 0) continue
    points.push(x, y)
    for (let k = 1; k <= added; k++) points.push(x + (dx * k) / (added + 1), y + (dy * k) / (added + 1))
  }
  return points
}

interface Position {
  /** Radians. */
  readonly latitude: number
  readonly longitude: number
}

function toRoundedRadians(x: number, y: number, plane: GaussPlane): Position {
  const { latitude, longitude } = gaussInverse(x, y, plane)
  return { latitude: roundSeconds(latitude), longitude: roundSeconds(longitude) }
}

const roundSeconds = (radians: number): number =>
  (Math.round((radians / RADIANS_PER_SECOND) * DECIMALS_PER_SECOND) / DECIMALS_PER_SECOND) * RADIANS_PER_SECOND

const N = 1 / (2 * INVERSE_FLATTENING - 1)
const N2 = N * N
const N3 = N2 * N
const N4 = N3 * N
const RECTIFYING_RADIUS_M = (SEMI_MAJOR_M / (1 + N)) * (1 + N2 / 4 + N4 / 64)
const H1 = N / 2 - (2 / 3) * N2 + (37 / 96) * N3 - (1 / 360) * N4
const H2 = N2 / 48 + N3 / 15 - (437 / 1440) * N4
const H3 = (17 / 480) * N3 - (37 / 840) * N4
const H4 = (4397 / 161280) * N4
const ECCENTRICITY = Math.sqrt((2 - 1 / INVERSE_FLATTENING) / INVERSE_FLATTENING)

/**
 * Gauss-Krüger to latitude and longitude in radians, by Krüger's series to n⁴ (IOGP 373-7-2, method 9807): better than 0.01 mm
 * within 4° of the central meridian. `x` is the easting, `y` the northing, in m.
 */
export function gaussInverse(x: number, y: number, plane: GaussPlane): Position {
  const eta = (x - plane.falseEastingM) / RECTIFYING_RADIUS_M
  const xi = y / RECTIFYING_RADIUS_M
  const xi0 =
    xi -
    H1 * Math.sin(2 * xi) * Math.cosh(2 * eta) -
    H2 * Math.sin(4 * xi) * Math.cosh(4 * eta) -
    H3 * Math.sin(6 * xi) * Math.cosh(6 * eta) -
    H4 * Math.sin(8 * xi) * Math.cosh(8 * eta)
  const eta0 =
    eta -
    H1 * Math.cos(2 * xi) * Math.sinh(2 * eta) -
    H2 * Math.cos(4 * xi) * Math.sinh(4 * eta) -
    H3 * Math.cos(6 * xi) * Math.sinh(6 * eta) -
    H4 * Math.cos(8 * xi) * Math.sinh(8 * eta)
  const conformal = Math.asin(Math.sin(xi0) / Math.cosh(eta0))
  const isometric = Math.asinh(Math.tan(conformal))
  let q = isometric
  // Each round gains about 2.2 digits; five leave nothing to gain.
  for (let round = 0; round < 6; round++) q = isometric + ECCENTRICITY * Math.atanh(ECCENTRICITY * Math.tanh(q))
  const fromMeridian = Math.atan2(Math.sinh(eta0), Math.cos(xi0))
  return { latitude: Math.atan(Math.sinh(q)), longitude: plane.centralMeridianDeg * (Math.PI / 180) + fromMeridian }
}
