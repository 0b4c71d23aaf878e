import type { Coordinates, Extent, PolygonRings } from './geometry.ts'
import { signedRingArea } from './plane-area.ts'

/** Shewchuk's bound for the sign of a 2×2 orientation determinant in doubles (ccwerrboundA). */
const ORIENTATION_ERROR = 3.3306690738754716e-16
/** Rings beyond this go to GEOS, whose sweep is faster than comparing all edges. */
const MAX_PLAIN_VERTICES = 32
/** Rounding of projections onto a unit normal, for plots up to 100 km across: far above what doubles lose. */
const PROJECTION_SLACK_M = 1e-9
/** Comparing all edges with all vertices pays only for small rings. */
const MAX_SEPARABLE_VERTICES = 64

const at = (ring: Coordinates, index: number): number => ring[index] ?? Number.NaN

/** Side of c seen from a→b: 1 left, -1 right, 0 when rounding leaves a doubt. Indices are those of the x values. */
function sureSide(ring: Coordinates, a: number, b: number, c: number): -1 | 0 | 1 {
  const left = (at(ring, b) - at(ring, a)) * (at(ring, c + 1) - at(ring, a + 1))
  const right = (at(ring, b + 1) - at(ring, a + 1)) * (at(ring, c) - at(ring, a))
  const margin = ORIENTATION_ERROR * (Math.abs(left) + Math.abs(right))
  const determinant = left - right
  return determinant > margin ? 1 : determinant < -margin ? -1 : 0
}

function boxesApart(ring: Coordinates, a: number, b: number, c: number, d: number): boolean {
  return (
    Math.max(at(ring, a), at(ring, b)) < Math.min(at(ring, c), at(ring, d)) ||
    Math.max(at(ring, c), at(ring, d)) < Math.min(at(ring, a), at(ring, b)) ||
    Math.max(at(ring, a + 1), at(ring, b + 1)) < Math.min(at(ring, c + 1), at(ring, d + 1)) ||
    Math.max(at(ring, c + 1), at(ring, d + 1)) < Math.min(at(ring, a + 1), at(ring, b + 1))
  )
}

/** Edges a→b and c→d have no point in common, without any doubt. */
function edgesApart(ring: Coordinates, a: number, b: number, c: number, d: number): boolean {
  if (boxesApart(ring, a, b, c, d)) return true
  const sideOfC = sureSide(ring, a, b, c)
  if (sideOfC !== 0 && sideOfC === sureSide(ring, a, b, d)) return true
  const sideOfA = sureSide(ring, c, d, a)
  return sideOfA !== 0 && sideOfA === sureSide(ring, c, d, b)
}

/** Edges u→v and v→w meet in v only: they turn, or they go straight on. */
function cornerOpens(ring: Coordinates, u: number, v: number, w: number): boolean {
  if (sureSide(ring, u, v, w) !== 0) return true
  const along = (at(ring, u) - at(ring, v)) * (at(ring, w) - at(ring, v))
  const across = (at(ring, u + 1) - at(ring, v + 1)) * (at(ring, w + 1) - at(ring, v + 1))
  return along + across < -ORIENTATION_ERROR * (Math.abs(along) + Math.abs(across))
}

/**
 * True only when the closed ring is certainly simple, which makes a polygon of this one ring valid. Anything doubtful (repeated
 * vertices, nearly touching edges, more than 32 vertices, an open ring, numbers that are not finite) is false: ask GEOS.
 */
export function surelySimple(ring: Coordinates): boolean {
  const end = ring.length - 2
  if (end < 6 || end > 2 * MAX_PLAIN_VERTICES) return false
  if (at(ring, 0) !== at(ring, end) || at(ring, 1) !== at(ring, end + 1)) return false
  for (let i = 0; i < end; i += 2) {
    if (!cornerOpens(ring, i === 0 ? end - 2 : i - 2, i, i + 2)) return false
  }
  for (let i = 0; i < end - 4; i += 2) {
    // The last edge is the neighbour of the first.
    const last = i === 0 ? end - 2 : end
    for (let j = i + 4; j < last; j += 2) {
      if (!edgesApart(ring, i, i + 2, j, j + 2)) return false
    }
  }
  return true
}

/**
 * How far the two rings reach into one another along the normal of edge `i` of `ring`, at most: 0 or less when a line of that
 * direction parts them.
 */
function reachAcross(ring: Coordinates, i: number, a: Coordinates, b: Coordinates): number {
  const originX = at(ring, i)
  const originY = at(ring, i + 1)
  const dx = at(ring, i + 2) - originX
  const dy = at(ring, i + 3) - originY
  const length = Math.sqrt(dx * dx + dy * dy)
  if (!(length > 0)) return Number.POSITIVE_INFINITY
  const normalX = dy / length
  const normalY = -dx / length
  let minA = Number.POSITIVE_INFINITY
  let maxA = Number.NEGATIVE_INFINITY
  for (let k = 0; k < a.length; k += 2) {
    const p = (at(a, k) - originX) * normalX + (at(a, k + 1) - originY) * normalY
    if (p < minA) minA = p
    if (p > maxA) maxA = p
  }
  let minB = Number.POSITIVE_INFINITY
  let maxB = Number.NEGATIVE_INFINITY
  for (let k = 0; k < b.length; k += 2) {
    const p = (at(b, k) - originX) * normalX + (at(b, k + 1) - originY) * normalY
    if (p < minB) minB = p
    if (p > maxB) maxB = p
  }
  return Math.min(maxA, maxB) - Math.max(minA, minB)
}

/** Some edge of `ring` shows that the strip in which a and b can meet is at most `reachM` wide. */
function someEdgeParts(ring: Coordinates, a: Coordinates, b: Coordinates, reachM: number): boolean {
  for (let i = 0; i < ring.length - 2; i += 2) {
    if (reachAcross(ring, i, a, b) + PROJECTION_SLACK_M <= reachM) return true
  }
  return false
}

/** The shell, when there is one polygon of few vertices. */
function smallShell(polygons: readonly PolygonRings[]): Coordinates | null {
  const shell = polygons.length === 1 ? polygons[0]?.[0] : undefined
  return shell !== undefined && shell.length <= 2 * MAX_SEPARABLE_VERTICES ? shell : null
}

/**
 * True only when the polygons certainly share no more than `limitM2`: their extents meet in no more, or an edge of one shell has
 * the other shell on its far side, but for a strip whose area cannot exceed the limit. Exact for convex plots with shared
 * walls; holes only lessen what is shared. False means: ask GEOS.
 */
export function surelyShareAtMost(
  limitM2: number,
  a: readonly PolygonRings[],
  extentA: Extent,
  b: readonly PolygonRings[],
  extentB: Extent,
): boolean {
  const width = Math.min(extentA[2], extentB[2]) - Math.max(extentA[0], extentB[0])
  const height = Math.min(extentA[3], extentB[3]) - Math.max(extentA[1], extentB[1])
  if (width <= 0 || height <= 0 || width * height <= limitM2) return true
  const shellA = smallShell(a)
  const shellB = smallShell(b)
  if (shellA === null || shellB === null) return false
  // What is shared lies in a strip of this width and is no longer than the diagonal of the common extent.
  const reachM = limitM2 / Math.sqrt(width * width + height * height)
  return someEdgeParts(shellA, shellA, shellB, reachM) || someEdgeParts(shellB, shellA, shellB, reachM)
}

/**
 * True only when the inner polygon certainly lies within the outer one: on the inner side of every edge of a single shell without
 * holes, that is in its kernel. False means: ask GEOS.
 */
export function surelyWithin(inner: readonly PolygonRings[], outer: readonly PolygonRings[]): boolean {
  const shell = outer[0]?.length === 1 ? smallShell(outer) : null
  if (shell === null || inner.length === 0) return false
  const turn = Math.sign(signedRingArea(shell))
  if (turn === 0) return false
  for (let i = 0; i < shell.length - 2; i += 2) {
    for (const rings of inner) {
      const ring = rings[0]
      if (ring === undefined || !liesBeside(shell, i, turn, ring)) return false
    }
  }
  return true
}

/** All vertices of the ring lie on the `turn` side of edge `i`, or on its line. */
function liesBeside(shell: Coordinates, i: number, turn: number, ring: Coordinates): boolean {
  const originX = at(shell, i)
  const originY = at(shell, i + 1)
  const dx = at(shell, i + 2) - originX
  const dy = at(shell, i + 3) - originY
  for (let k = 0; k < ring.length; k += 2) {
    if (!(turn * (dx * (at(ring, k + 1) - originY) - dy * (at(ring, k) - originX)) >= 0)) return false
  }
  return true
}
