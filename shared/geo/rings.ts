import type { Coordinates, Extent, Geometry, PolygonRings } from './geometry.ts'
import { extentOfRing, signedRingArea } from './plane-area.ts'

export interface AssembledRings {
  readonly polygons: readonly PolygonRings[]
  /** A shell runs counter-clockwise or a hole clockwise (geometry.ring-orientation). */
  readonly reversed: boolean
}

interface Ring {
  readonly coordinates: Coordinates
  readonly signedArea: number
  readonly area: number
  readonly extent: Extent | null
}

/**
 * Turns the rings of one record into polygons. Clockwise is a shell and counter-clockwise a hole (ESRI description, page 8); one
 * ring is one polygon. Where the orientations make no sense (no shell at all, or a "hole" around a "shell") containment decides.
 * Order and values of the vertices are kept: boundary points are numbered by them.
 */
export function assembleRings(rings: readonly Coordinates[]): AssembledRings {
  const only = rings.length === 1 ? rings[0] : undefined
  if (only !== undefined) return { polygons: [[only]], reversed: signedRingArea(only) > 0 }
  const measured = rings.map(measure)
  const shells = measured.filter((ring) => ring.signedArea < 0)
  const holes = measured.filter((ring) => ring.signedArea >= 0)
  if (shells.length === 0 || holes.some((hole) => surroundsAShell(hole, shells))) return assembleByContainment(measured)
  const [firstShell] = shells
  if (shells.length === 1 && firstShell !== undefined) {
    return { polygons: [[firstShell, ...holes].map((ring) => ring.coordinates)], reversed: false }
  }
  return { polygons: giveHolesToShells(shells, holes), reversed: false }
}

function measure(coordinates: Coordinates): Ring {
  const signedArea = signedRingArea(coordinates)
  return { coordinates, signedArea, area: Math.abs(signedArea), extent: extentOfRing(coordinates) }
}

/** Writers that follow GeoJSON's order reverse every ring; then the "hole" lies around the "shell" and in no other. */
function surroundsAShell(hole: Ring, shells: readonly Ring[]): boolean {
  if (!shells.some((shell) => shell.area < hole.area && contains(hole, shell))) return false
  return !shells.some((shell) => shell.area > hole.area && contains(shell, hole))
}

function giveHolesToShells(shells: readonly Ring[], holes: readonly Ring[]): PolygonRings[] {
  const polygons = shells.map((shell) => [shell.coordinates])
  const bySize = shells.map((shell, position) => ({ shell, position })).sort((a, b) => a.shell.area - b.shell.area)
  for (const hole of holes) {
    const home = bySize.find(({ shell }) => shell.area >= hole.area && contains(shell, hole))
    // A hole in no shell goes to the first, so that the validity check finds it.
    polygons[home?.position ?? 0]?.push(hole.coordinates)
  }
  return polygons
}

/** Even depth is a shell, odd depth a hole of the ring around it. */
function assembleByContainment(rings: readonly Ring[]): AssembledRings {
  const bySize = rings.map((ring, position) => ({ ring, position })).sort((a, b) => b.ring.area - a.ring.area)
  const depths = new Map<Ring, number>()
  const parents = new Map<Ring, Ring>()
  bySize.forEach(({ ring }, rank) => {
    for (let i = rank - 1; i >= 0; i--) {
      const larger = bySize[i]?.ring
      if (larger === undefined || !contains(larger, ring)) continue
      parents.set(ring, larger)
      depths.set(ring, (depths.get(larger) ?? 0) + 1)
      return
    }
    depths.set(ring, 0)
  })
  const isShell = (ring: Ring): boolean => (depths.get(ring) ?? 0) % 2 === 0
  const polygons = new Map<Ring, Coordinates[]>()
  for (const ring of rings) if (isShell(ring)) polygons.set(ring, [ring.coordinates])
  for (const ring of rings) {
    const parent = parents.get(ring)
    if (!isShell(ring) && parent !== undefined) polygons.get(parent)?.push(ring.coordinates)
  }
  const reversed = rings.some((ring) => ring.signedArea !== 0 && isShell(ring) === ring.signedArea > 0)
  return { polygons: [...polygons.values()], reversed }
}

/** Whether `inner` lies in `outer`: told by its first vertex or edge midpoint that is not on the outline of `outer`. */
function contains(outer: Ring, inner: Ring): boolean {
  if (outer.extent === null || inner.extent === null || !boxContains(outer.extent, inner.extent)) return false
  const points = inner.coordinates
  for (let i = 0; i + 1 < points.length; i += 2) {
    const side = sideOf(outer.coordinates, points[i] ?? 0, points[i + 1] ?? 0)
    if (side !== 'on') return side === 'in'
  }
  for (let i = 0; i + 3 < points.length; i += 2) {
    const midX = ((points[i] ?? 0) + (points[i + 2] ?? 0)) / 2
    const midY = ((points[i + 1] ?? 0) + (points[i + 3] ?? 0)) / 2
    const side = sideOf(outer.coordinates, midX, midY)
    if (side !== 'on') return side === 'in'
  }
  return true
}

function boxContains(outer: Extent, inner: Extent): boolean {
  return outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3]
}

/** Where a point lies to a ring, by counting the edges that a ray to the east crosses. */
export function sideOf(ring: Coordinates, x: number, y: number): 'in' | 'out' | 'on' {
  const last = ring.length - 2
  let inside = false
  let fromX = ring[last] ?? 0
  let fromY = ring[last + 1] ?? 0
  for (let i = 0; i <= last; i += 2) {
    const toX = ring[i] ?? 0
    const toY = ring[i + 1] ?? 0
    if (fromY > y !== toY > y) {
      const turn = (toX - fromX) * (y - fromY) - (x - fromX) * (toY - fromY)
      if (turn === 0) return 'on'
      if (turn > 0 !== toY < fromY) inside = !inside
    } else if (isOnFlatEdge(fromX, fromY, toX, toY, x, y)) return 'on'
    fromX = toX
    fromY = toY
  }
  return inside ? 'in' : 'out'
}

/** Edges that the ray does not cross can still hold the point: level ones, and those that end at its height. */
function isOnFlatEdge(fromX: number, fromY: number, toX: number, toY: number, x: number, y: number): boolean {
  if (toY === y && toX === x) return true
  return fromY === y && toY === y && Math.min(fromX, toX) <= x && x <= Math.max(fromX, toX)
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
