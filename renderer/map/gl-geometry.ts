import earcut from 'earcut'
import type { Tile } from '../../shared/geo/tile.ts'
import { TILE_PX } from '../../shared/geo/tile-grid.ts'

/** A tile's shapes as a graphics card takes them; coordinates are steps, exact in 32-bit floats. */
export interface GlGeometry {
  /** x, y a vertex. */
  readonly vertices: Float32Array
  /** One a vertex. */
  readonly classes: Uint8Array
  readonly triangles: Uint32Array
  /** From x, y to x, y a segment. */
  readonly segments: Float32Array
  /** One a segment. */
  readonly segmentClasses: Uint8Array
  /** 256 × 256 from the south-west: class + 1 of a covered pixel, else 0; null: none is covered. */
  readonly cells: Uint8Array | null
}

export function glGeometryOf(tile: Tile): GlGeometry {
  const vertexCount = tile.vertices.length / 2
  const classes = new Uint8Array(vertexCount)
  const segments = new Float32Array(4 * vertexCount)
  const segmentClasses = new Uint8Array(vertexCount)
  const triangles: number[] = []
  let segment = 0
  for (let feature = 0; feature < tile.featureCount; feature++) {
    const firstRing = tile.ringStarts[feature] ?? 0
    const endRing = tile.ringStarts[feature + 1] ?? 0
    const objectClass = tile.classes[feature] ?? 0
    classes.fill(objectClass, tile.vertexStarts[firstRing], tile.vertexStarts[endRing])
    addTriangles(tile, firstRing, endRing, triangles)
    for (let ring = firstRing; ring < endRing; ring++) {
      const end = (tile.vertexStarts[ring + 1] ?? 0) - 1
      for (let vertex = tile.vertexStarts[ring] ?? 0; vertex < end; vertex++) {
        segments.set(tile.vertices.subarray(2 * vertex, 2 * vertex + 4), 4 * segment)
        segmentClasses[segment++] = objectClass
      }
    }
  }
  return {
    vertices: Float32Array.from(tile.vertices),
    classes,
    triangles: Uint32Array.from(triangles),
    segments: segments.subarray(0, 4 * segment),
    segmentClasses: segmentClasses.subarray(0, segment),
    cells: cellsOf(tile),
  }
}

/** Each shell with the holes that follow it. */
function addTriangles(tile: Tile, firstRing: number, endRing: number, triangles: number[]): void {
  for (let ring = firstRing; ring < endRing; ) {
    let next = ring + 1
    while (next < endRing && tile.holes[next] === 1) next++
    const from = tile.vertexStarts[ring] ?? 0
    const to = tile.vertexStarts[next] ?? 0
    if (next === ring + 1 && isConvex(tile, from, to - 1)) addFan(from, to - 1, triangles)
    else {
      const run = Array.from(tile.vertices.subarray(2 * from, 2 * to))
      const holes = Array.from({ length: next - ring - 1 }, (_, i) => (tile.vertexStarts[ring + 1 + i] ?? 0) - from)
      for (const vertex of earcut(run, holes)) triangles.push(from + vertex)
    }
    ring = next
  }
}

function addFan(from: number, end: number, triangles: number[]): void {
  for (let vertex = from + 1; vertex + 1 < end; vertex++) triangles.push(from, vertex, vertex + 1)
}

const MOST_CONVEX = 8

/** Most parcels are quadrangles; those need no search for ears. A longer ring could turn around more than once. */
function isConvex({ vertices }: Tile, from: number, end: number): boolean {
  const count = end - from
  if (count > MOST_CONVEX) return false
  let side = 0
  for (let i = 0; i < count; i++) {
    const a = 2 * (from + i)
    const b = 2 * (from + ((i + 1) % count))
    const c = 2 * (from + ((i + 2) % count))
    const cross =
      ((vertices[b] ?? 0) - (vertices[a] ?? 0)) * ((vertices[c + 1] ?? 0) - (vertices[b + 1] ?? 0)) -
      ((vertices[b + 1] ?? 0) - (vertices[a + 1] ?? 0)) * ((vertices[c] ?? 0) - (vertices[b] ?? 0))
    if (cross === 0) continue
    if (side !== 0 && Math.sign(cross) !== side) return false
    side = Math.sign(cross)
  }
  return count <= 4 || side !== 0
}

function cellsOf({ cells, cellClasses }: Tile): Uint8Array | null {
  if (cells.length === 0) return null
  const pixels = new Uint8Array(TILE_PX * TILE_PX)
  cells.forEach((cell, index) => {
    pixels[cell] = (cellClasses[index] ?? 0) + 1
  })
  return pixels
}
