import type { Coordinates, Extent } from './geometry.ts'
import { extentOfRing, signedRingArea } from './plane-area.ts'

export interface MeasuredRing {
  readonly coordinates: Coordinates
  /** 0 where it is not finite. */
  readonly signedArea: number
  readonly area: number
  readonly extent: Extent | null
}

export function measureRing(coordinates: Coordinates): MeasuredRing {
  // NaN compares with nothing: a ring that has it would be neither shell nor hole and be lost.
  const shoelace = signedRingArea(coordinates)
  const signedArea = Number.isFinite(shoelace) ? shoelace : 0
  return { coordinates, signedArea, area: Math.abs(signedArea), extent: extentOfRing(coordinates) }
}

/** Finds the smallest of many rings around a given one, in about constant time where they do not all overlap. */
export interface RingNest {
  /** Never the ring itself; of equal ones the later in the order of size. */
  smallestAround(ring: MeasuredRing): MeasuredRing | undefined
}

const MOST_CELLS_A_SIDE = 4096
/** A ring over more cells than this is kept in a list that every search walks. */
const MOST_CELLS_A_RING = 16

export function nestRings(rings: readonly MeasuredRing[]): RingNest {
  const bySize = rings.filter((ring) => ring.extent !== null).sort((a, b) => a.area - b.area)
  const ranks = new Map(bySize.map((ring, rank) => [ring, rank]))
  const grid = gridOver(bySize)
  const cells = new Map<number, number[]>()
  const large: number[] = []
  bySize.forEach(({ extent }, rank) => {
    if (extent === null) return
    const covered = grid.cellsOf(extent)
    if (covered === null) large.push(rank)
    else for (const cell of covered) cells.get(cell)?.push(rank) ?? cells.set(cell, [rank])
  })
  const firstAround = (candidates: readonly number[], ring: MeasuredRing, own: number): number => {
    for (const rank of candidates) {
      const outer = bySize[rank]
      if (rank > own && outer !== undefined && outer.area >= ring.area && contains(outer, ring)) return rank
    }
    return bySize.length
  }
  return {
    smallestAround: (ring) => {
      if (ring.extent === null) return undefined
      const own = ranks.get(ring) ?? -1
      const near = cells.get(grid.cellAt(ring.extent[0], ring.extent[1])) ?? []
      return bySize[Math.min(firstAround(near, ring, own), firstAround(large, ring, own))]
    },
  }
}

/** About square cells over all the rings, about as many as there are rings. */
function gridOver(rings: readonly MeasuredRing[]) {
  const box = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ] satisfies number[]
  for (const { extent } of rings) {
    if (extent === null) continue
    for (const side of [0, 1] as const) box[side] = Math.min(box[side] ?? 0, extent[side])
    for (const side of [2, 3] as const) box[side] = Math.max(box[side] ?? 0, extent[side])
  }
  const [minX = 0, minY = 0, maxX = 0, maxY = 0] = box
  const clamp = (cells: number): number => (cells >= 1 ? Math.min(MOST_CELLS_A_SIDE, Math.ceil(cells)) : 1)
  const columns = clamp(Math.sqrt((rings.length * (maxX - minX)) / (maxY - minY)))
  const rows = clamp(rings.length / columns)
  const place = (value: number, min: number, max: number, count: number): number => {
    const at = Math.floor(((value - min) / (max - min)) * count)
    return at >= 0 ? Math.min(at, count - 1) : 0
  }
  const columnOf = (x: number): number => place(x, minX, maxX, columns)
  const rowOf = (y: number): number => place(y, minY, maxY, rows)
  return {
    cellAt: (x: number, y: number): number => rowOf(y) * columns + columnOf(x),
    cellsOf: (extent: Extent): readonly number[] | null => {
      const [left, right] = [columnOf(extent[0]), columnOf(extent[2])]
      const [bottom, top] = [rowOf(extent[1]), rowOf(extent[3])]
      if ((right - left + 1) * (top - bottom + 1) > MOST_CELLS_A_RING) return null
      const covered: number[] = []
      for (let row = bottom; row <= top; row++)
        for (let column = left; column <= right; column++) covered.push(row * columns + column)
      return covered
    },
  }
}

/** Whether `inner` lies in `outer`: told by its first vertex or edge midpoint that is not on the outline of `outer`. */
function contains(outer: MeasuredRing, inner: MeasuredRing): boolean {
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
