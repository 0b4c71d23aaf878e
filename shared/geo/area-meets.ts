import type { Coordinates, PolygonRings } from './geometry.ts'
import { sideOf } from './ring-nesting.ts'

/** Whether a polygon with holes and an area given by its closed outer ring share a point. */
export function areaMeets(area: Coordinates, polygons: readonly PolygonRings[]): boolean {
  return polygons.some((rings) => {
    const [shell] = rings
    if (shell === undefined || shell.length < 2) return false
    if (rings.some((ring) => ringsCross(area, ring))) return true
    // No boundaries cross: one lies within the other, or within a hole of it, or apart.
    if (sideOf(area, shell[0] ?? 0, shell[1] ?? 0) !== 'out') return true
    const [x, y] = [area[0] ?? 0, area[1] ?? 0]
    return sideOf(shell, x, y) !== 'out' && rings.slice(1).every((hole) => sideOf(hole, x, y) !== 'in')
  })
}

function ringsCross(a: Coordinates, b: Coordinates): boolean {
  for (let i = 0; i + 3 < a.length; i += 2)
    for (let j = 0; j + 3 < b.length; j += 2) if (segmentsMeet(a, i, b, j)) return true
  return false
}

function segmentsMeet(a: Coordinates, i: number, b: Coordinates, j: number): boolean {
  const [ax, ay, bx, by] = [a[i] ?? 0, a[i + 1] ?? 0, a[i + 2] ?? 0, a[i + 3] ?? 0]
  const [cx, cy, dx, dy] = [b[j] ?? 0, b[j + 1] ?? 0, b[j + 2] ?? 0, b[j + 3] ?? 0]
  if (Math.max(ax, bx) < Math.min(cx, dx) || Math.max(cx, dx) < Math.min(ax, bx)) return false
  if (Math.max(ay, by) < Math.min(cy, dy) || Math.max(cy, dy) < Math.min(ay, by)) return false
  const side = (px: number, py: number, qx: number, qy: number, rx: number, ry: number): number =>
    Math.sign((qx - px) * (ry - py) - (qy - py) * (rx - px))
  return (
    side(ax, ay, bx, by, cx, cy) * side(ax, ay, bx, by, dx, dy) <= 0 &&
    side(cx, cy, dx, dy, ax, ay) * side(cx, cy, dx, dy, bx, by) <= 0
  )
}
