import type { Coordinates, PolygonRings } from './geometry.ts'

/** Whether a point lies inside the polygons, holes left out; a point on a boundary may be told either way. */
export const isPointIn = (polygons: readonly PolygonRings[], x: number, y: number): boolean =>
  polygons.some((rings) => {
    const [shell, ...holes] = rings
    return shell !== undefined && isInRing(shell, x, y) && !holes.some((hole) => isInRing(hole, x, y))
  })

function isInRing(ring: Coordinates, x: number, y: number): boolean {
  let isInside = false
  for (let i = 0, j = ring.length - 2; i + 1 < ring.length; j = i, i += 2) {
    const [xi = 0, yi = 0, xj = 0, yj = 0] = [ring[i], ring[i + 1], ring[j], ring[j + 1]]
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) isInside = !isInside
  }
  return isInside
}
