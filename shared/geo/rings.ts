import type { Coordinates, Geometry, PolygonRings } from './geometry.ts'
import { signedRingArea } from './plane-area.ts'
import { type MeasuredRing, measureRing, nestRings } from './ring-nesting.ts'

export interface AssembledRings {
  readonly polygons: readonly PolygonRings[]
  /** A shell runs counter-clockwise or a hole clockwise (geometry.ring-orientation). */
  readonly reversed: boolean
}

/**
 * Turns the rings of one record into polygons. Clockwise is a shell and counter-clockwise a hole (ESRI description, page 8); one
 * ring is one polygon. Without any shell containment decides. A "hole" around its "shell" stays so, as GDAL reads it: the
 * validity check finds it, and `reversed` says why. Order and values of the vertices are kept: boundary points are numbered by them.
 */
export function assembleRings(rings: readonly Coordinates[]): AssembledRings {
  const only = rings.length === 1 ? rings[0] : undefined
  if (only !== undefined) return { polygons: [[only]], reversed: signedRingArea(only) > 0 }
  const measured = rings.map(measureRing)
  const shells = measured.filter((ring) => ring.signedArea < 0)
  const holes = measured.filter((ring) => ring.signedArea >= 0)
  return shells.length === 0 ? assembleByContainment(measured) : giveHolesToShells(shells, holes)
}

/** A hole goes to the smallest shell around it; one that is in none goes to the first, so that the validity check finds it. */
function giveHolesToShells(shells: readonly MeasuredRing[], holes: readonly MeasuredRing[]): AssembledRings {
  const polygons = new Map(shells.map((shell) => [shell, [shell.coordinates]]))
  const [first] = shells
  const nest = nestRings(shells)
  const homeless: MeasuredRing[] = []
  for (const hole of holes) {
    const home = nest.smallestAround(hole)
    if (home === undefined) homeless.push(hole)
    const polygon = home ?? first
    if (polygon !== undefined) polygons.get(polygon)?.push(hole.coordinates)
  }
  // Writers that follow GeoJSON's order turn every ring round; then a "hole" in no shell lies around one.
  const around = nestRings(homeless)
  const reversed = homeless.length > 0 && shells.some((shell) => around.smallestAround(shell) !== undefined)
  return { polygons: [...polygons.values()], reversed }
}

/** Even depth is a shell, odd depth a hole of the ring around it. */
function assembleByContainment(rings: readonly MeasuredRing[]): AssembledRings {
  const nest = nestRings(rings)
  const largestFirst = [...rings].sort((a, b) => b.area - a.area)
  const parents = new Map(rings.map((ring) => [ring, nest.smallestAround(ring)]))
  const shells = new Set<MeasuredRing>()
  // The ring around is never smaller; of equal ones the nest's order may put it later, then this one counts as a shell.
  for (const ring of largestFirst) {
    const parent = parents.get(ring)
    if (parent === undefined || !shells.has(parent)) shells.add(ring)
  }
  const polygons = new Map<MeasuredRing, Coordinates[]>()
  for (const ring of rings) if (shells.has(ring)) polygons.set(ring, [ring.coordinates])
  for (const ring of rings) {
    const parent = parents.get(ring)
    if (!shells.has(ring) && parent !== undefined) polygons.get(parent)?.push(ring.coordinates)
  }
  const reversed = rings.some((ring) => ring.signedArea !== 0 && shells.has(ring) === ring.signedArea > 0)
  return { polygons: [...polygons.values()], reversed }
}

/** True when the last vertex repeats the first. */
export function isClosed(ring: Coordinates): boolean {
  const last = ring.length - 2
  return last >= 2 && ring[0] === ring[last] && ring[1] === ring[last + 1]
}

/** The ring with its first vertex repeated at the end where the source left that out; report geometry.ring-unclosed beside it. */
export function closeRing(ring: Coordinates): Coordinates {
  if (ring.length < 2 || isClosed(ring)) return ring
  const closed = new Float64Array(ring.length + 2)
  closed.set(ring)
  closed.set(ring.subarray(0, 2), ring.length)
  return closed
}

/** Vertices of a ring once it is closed, and how many of them differ, counted up to 3. */
export function ringPointCount(ring: Coordinates): { readonly closed: number; readonly distinct: number } {
  const points = ring.length / 2
  const closed = points === 0 || isClosed(ring) ? points : points + 1
  let second = 0
  for (let i = 2; i + 1 < ring.length; i += 2) {
    if (ring[i] === ring[0] && ring[i + 1] === ring[1]) continue
    if (second === 0) second = i
    else if (ring[i] !== ring[second] || ring[i + 1] !== ring[second + 1]) return { closed, distinct: 3 }
  }
  return { closed, distinct: points === 0 ? 0 : second === 0 ? 1 : 2 }
}

/** True when a ring cannot enclose anything: fewer than 4 vertices closed, or fewer than 3 distinct (geometry.too-few-points). */
export function hasTooFewPoints(geometry: Geometry): boolean {
  if (geometry.type !== 'MultiPolygon') return false
  for (const rings of geometry.polygons) {
    for (const ring of rings) {
      const { closed, distinct } = ringPointCount(ring)
      if (closed < 4 || distinct < 3) return true
    }
  }
  return false
}
