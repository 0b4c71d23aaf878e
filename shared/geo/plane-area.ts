import type { Coordinates, Extent, Geometry, PolygonRings } from './geometry.ts'

/**
 * Shoelace area of one ring in the square of its unit: positive when counter-clockwise. An unclosed ring counts as closed.
 * The first vertex is the origin: on 8-digit eastings a plain shoelace is 0.03 m² wrong on a 200 m² plot.
 */
export function signedRingArea(ring: Coordinates): number {
  const last = ring.length - 2
  if (last < 4) return 0
  const originX = ring[0] ?? 0
  const originY = ring[1] ?? 0
  let x = (ring[2] ?? 0) - originX
  let y = (ring[3] ?? 0) - originY
  let twice = 0
  for (let i = 4; i <= last; i += 2) {
    const nextX = (ring[i] ?? 0) - originX
    const nextY = (ring[i + 1] ?? 0) - originY
    twice += x * nextY - nextX * y
    x = nextX
    y = nextY
  }
  return twice / 2
}

/** Plane area in m², raw: shells minus their holes, whatever way the rings run (坐标法, domain of parcels' ZDMJ). */
export function planeAreaM2(polygons: readonly PolygonRings[]): number {
  let areaM2 = 0
  for (const rings of polygons) {
    for (let i = 0; i < rings.length; i++) {
      const ring = rings[i]
      if (ring === undefined) continue
      const ringM2 = Math.abs(signedRingArea(ring))
      areaM2 += i === 0 ? ringM2 : -ringM2
    }
  }
  return areaM2
}

/** The box around all finite vertices, or null when there is none. */
export function extentOf(geometry: Geometry): Extent | null {
  const box: Box = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ]
  for (const run of coordinateRuns(geometry)) widen(box, run)
  return box[0] <= box[2] && box[1] <= box[3] ? box : null
}

/** The box around one run of vertices, or null when none is finite. */
export function extentOfRing(ring: Coordinates): Extent | null {
  return extentOf({ type: 'MultiPoint', coordinates: ring })
}

type Box = [minX: number, minY: number, maxX: number, maxY: number]

function widen(box: Box, run: Coordinates): void {
  for (let i = 0; i + 1 < run.length; i += 2) {
    const x = run[i] ?? Number.NaN
    const y = run[i + 1] ?? Number.NaN
    // x - x is 0 for a finite number and NaN otherwise.
    if (x - x !== 0 || y - y !== 0) continue
    if (x < box[0]) box[0] = x
    if (y < box[1]) box[1] = y
    if (x > box[2]) box[2] = x
    if (y > box[3]) box[3] = y
  }
}

/** Every run of vertices of a geometry, in its order. */
export function coordinateRuns(geometry: Geometry): readonly Coordinates[] {
  switch (geometry.type) {
    case 'Point':
    case 'MultiPoint':
      return [geometry.coordinates]
    case 'MultiLineString':
      return geometry.lines
    case 'MultiPolygon':
      return geometry.polygons.length === 1 ? (geometry.polygons[0] ?? []) : geometry.polygons.flat()
  }
}

/** True when any coordinate is NaN or infinite (geometry.not-finite). */
export function hasNonFinite(geometry: Geometry): boolean {
  for (const run of coordinateRuns(geometry)) {
    // A sum is finite only if no term is NaN or infinite; one that overflows by itself is looked at again.
    let sum = 0
    for (let i = 0; i < run.length; i++) sum += run[i] ?? 0
    if (sum - sum !== 0 && run.some((value) => !Number.isFinite(value))) return true
  }
  return false
}
