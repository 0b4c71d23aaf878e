import type { Coordinates, Extent } from './geometry.ts'

/**
 * Drops vertices that lie within `tolerance` of the last kept one. What stays depends on the ring alone and not on the tile, so
 * tiles that share an object agree along their edge. Closed in, closed out; null: too small to have an inside.
 */
export function thinRing(ring: Coordinates, tolerance: number): Coordinates | null {
  const closed = ring.length >= 4 && ring[0] === ring[ring.length - 2] && ring[1] === ring[ring.length - 1]
  const end = closed ? ring.length - 2 : ring.length
  if (tolerance === 0 && closed) return ring.length >= 8 ? ring : null
  const kept = new Float64Array(end + 2)
  const square = tolerance * tolerance
  let count = 0
  let lastX = Number.NaN
  let lastY = Number.NaN
  for (let i = 0; i < end; i += 2) {
    const x = ring[i] ?? 0
    const y = ring[i + 1] ?? 0
    const dx = x - lastX
    const dy = y - lastY
    if (count > 0 && dx * dx + dy * dy <= square) continue
    kept[count++] = lastX = x
    kept[count++] = lastY = y
  }
  if (count < 6) return null
  kept[count++] = kept[0] ?? 0
  kept[count++] = kept[1] ?? 0
  return kept.subarray(0, count)
}

/** Sutherland and Hodgman: the part of a closed ring inside a box; edges along the box are to be hidden by whoever draws. */
export function clipRing(ring: Coordinates, box: Extent): Coordinates | null {
  let current: Coordinates = ring.subarray(0, ring.length - 2)
  for (let side = 0; side < 4; side++) {
    current = clipSide(current, side, box[side] ?? 0)
    if (current.length < 6) return null
  }
  const closed = new Float64Array(current.length + 2)
  closed.set(current)
  closed[current.length] = current[0] ?? 0
  closed[current.length + 1] = current[1] ?? 0
  return closed
}

/** Sides as an extent names them: 0 west, 1 south, 2 east, 3 north. */
function clipSide(open: Coordinates, side: number, limit: number): Coordinates {
  const axis = side % 2
  const sign = side < 2 ? 1 : -1
  const out = new Float64Array(open.length * 2 + 4)
  let count = 0
  let fromX = open[open.length - 2] ?? 0
  let fromY = open[open.length - 1] ?? 0
  let from = sign * ((axis === 0 ? fromX : fromY) - limit)
  for (let i = 0; i < open.length; i += 2) {
    const x = open[i] ?? 0
    const y = open[i + 1] ?? 0
    const to = sign * ((axis === 0 ? x : y) - limit)
    if (from >= 0 !== to >= 0) {
      const t = from / (from - to)
      out[count++] = axis === 0 ? limit : fromX + t * (x - fromX)
      out[count++] = axis === 1 ? limit : fromY + t * (y - fromY)
    }
    if (to >= 0) {
      out[count++] = x
      out[count++] = y
    }
    fromX = x
    fromY = y
    from = to
  }
  return out.subarray(0, count)
}

/** True where the ring lies inside the box as a whole. */
export const isInside = (inner: Extent, box: Extent): boolean =>
  inner[0] >= box[0] && inner[1] >= box[1] && inner[2] <= box[2] && inner[3] <= box[3]
