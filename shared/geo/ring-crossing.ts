import type { Coordinates } from './geometry.ts'

/** Whether two edges of a closed ring (x0, y0 … x0, y0) cross; those that only touch, or lie on each other, do not count. */
export function crossesItself(ring: Coordinates): boolean {
  for (let i = 0; i + 3 < ring.length; i += 2)
    for (let j = i + 4; j + 3 < ring.length; j += 2)
      if (isParted(ring, i, j, j + 2) && isParted(ring, j, i, i + 2)) return true
  return false
}

/** The line of the edge that begins at `edge` has two corners on different sides. */
const isParted = (ring: Coordinates, edge: number, a: number, b: number): boolean =>
  sideOf(ring, edge, a) * sideOf(ring, edge, b) < 0

function sideOf(ring: Coordinates, edge: number, corner: number): number {
  const [x = 0, y = 0, toX = 0, toY = 0] = [ring[edge], ring[edge + 1], ring[edge + 2], ring[edge + 3]]
  return Math.sign((toX - x) * ((ring[corner + 1] ?? 0) - y) - (toY - y) * ((ring[corner] ?? 0) - x))
}
