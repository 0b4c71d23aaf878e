import type { Coordinates } from './geometry.ts'

/** Metres from a point to the nearest edge of a closed ring. */
export function distanceToRingM(ring: Coordinates, x: number, y: number): number {
  let nearest = Number.POSITIVE_INFINITY
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const ax = (ring[i] ?? 0) - x
    const ay = (ring[i + 1] ?? 0) - y
    const dx = (ring[i + 2] ?? 0) - x - ax
    const dy = (ring[i + 3] ?? 0) - y - ay
    const length = dx * dx + dy * dy
    const t = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length))
    nearest = Math.min(nearest, Math.hypot(ax + t * dx, ay + t * dy))
  }
  return nearest
}
