import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeTile, encodeTile, type Tile, tileFeatureId } from '../../../shared/geo/tile.ts'
import { createTileBuilder } from '../../../shared/geo/tile-build.ts'
import {
  FINEST_ZOOM,
  quantumOf,
  resolutionOf,
  TILE_PX,
  type TileAddress,
  tileExtent,
  tileSideM,
  toleranceOf,
} from '../../../shared/geo/tile-grid.ts'
import { clipRing, thinRing } from '../../../shared/geo/tile-shape.ts'

const ID = '0193a5c2-7d10-7abc-8def-0123456789ab'
const EAST_M = 39_369_600
const NORTH_M = 3_882_600

const addressAt = (z: number): TileAddress => ({
  z,
  x: Math.floor(EAST_M / tileSideM(z)),
  y: Math.floor(NORTH_M / tileSideM(z)),
})

const box = (x: number, y: number, width: number, height: number): Float64Array =>
  Float64Array.of(x, y, x + width, y, x + width, y + height, x, y + height, x, y)

function tileOf(address: TileAddress, ring: Float64Array, label: string | null = null): Tile {
  const builder = createTileBuilder(address)
  const xs = ring.filter((_, i) => i % 2 === 0)
  const ys = ring.filter((_, i) => i % 2 === 1)
  const extent = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)] as const
  if (!builder.addSmall(...extent, 3)) builder.add({ id: ID, class: 3, polygons: [[ring]], extent, label })
  const bytes = encodeTile(builder.finish(), (text) => new TextEncoder().encode(text))
  return decodeTile(bytes, (text) => new TextDecoder().decode(text))
}

/** Vertices of the first ring in metres of the zone. */
function verticesOf(tile: Tile, address: TileAddress): readonly (readonly [number, number])[] {
  const [west, south] = tileExtent(address)
  const quantum = quantumOf(address.z)
  return Array.from({ length: tile.vertexStarts[1]! }, (_, i) => [
    west + tile.vertices[2 * i]! * quantum,
    south + tile.vertices[2 * i + 1]! * quantum,
  ])
}

const zoom = fc.integer({ min: 0, max: FINEST_ZOOM })
const offset = fc.double({ min: 0, max: 1, noNaN: true })

describe('a tile', () => {
  it('gives a shape back within half a millimetre at the finest zoom', () => {
    fc.assert(
      fc.property(offset, offset, fc.double({ min: 3, max: 60, noNaN: true }), (dx, dy, size) => {
        const address = addressAt(FINEST_ZOOM)
        const [west, south] = tileExtent(address)
        const ring = box(west + dx * 60, south + dy * 60, size, size)
        const vertices = verticesOf(tileOf(address, ring), address)
        expect(vertices).toHaveLength(5)
        for (const [i, [x, y]] of vertices.entries())
          expect(Math.hypot(x - ring[2 * i]!, y - ring[2 * i + 1]!)).toBeLessThan(0.0008)
      }),
    )
  })

  it('keeps every drawn vertex within a sixteenth of a pixel of one that was surveyed, and drops none farther than half a pixel', () => {
    fc.assert(
      fc.property(zoom, fc.array(fc.tuple(offset, offset), { minLength: 8, maxLength: 60 }), (z, points) => {
        const address = addressAt(z)
        const [west, south] = tileExtent(address)
        const side = tileSideM(z)
        const run = points.flatMap(([dx, dy]) => [west + dx * side, south + dy * side])
        const ring = Float64Array.of(...run, run[0]!, run[1]!)
        const tile = tileOf(address, ring)
        if (tile.featureCount === 0) return
        const vertices = verticesOf(tile, address)
        const nearest = (x: number, y: number) => Math.min(...vertices.map(([vx, vy]) => Math.hypot(x - vx, y - vy)))
        const bound = toleranceOf(z) + quantumOf(z)
        for (let i = 0; i < ring.length; i += 2) expect(nearest(ring[i]!, ring[i + 1]!)).toBeLessThanOrEqual(bound)
      }),
    )
  })

  it('draws what is too small for a shape as the pixel of its middle', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: FINEST_ZOOM - 1 }), offset, offset, (z, dx, dy) => {
        const address = addressAt(z)
        const [west, south] = tileExtent(address)
        const pixel = resolutionOf(z)
        const x = west + dx * (tileSideM(z) - pixel)
        const y = south + dy * (tileSideM(z) - pixel)
        const tile = tileOf(address, box(x, y, pixel / 3, pixel / 3))
        const column = Math.floor((x + pixel / 6 - west) / pixel)
        const row = Math.floor((y + pixel / 6 - south) / pixel)
        expect([...tile.cells]).toEqual([row * TILE_PX + column])
        expect([...tile.cellClasses]).toEqual([3])
      }),
    )
  })

  it('carries id, class and a label in Chinese', () => {
    const address = addressAt(FINEST_ZOOM)
    const [west, south] = tileExtent(address)
    const tile = tileOf(address, box(west + 20, south + 20, 16, 12.5), '示例三村')
    expect(tileFeatureId(tile, 0)).toBe(ID)
    expect(tile.classes[0]).toBe(3)
    expect(tile.labels).toEqual([
      {
        feature: 0,
        x: Math.round(28 / quantumOf(FINEST_ZOOM)),
        y: Math.round(26.25 / quantumOf(FINEST_ZOOM)),
        text: '示例三村',
      },
    ])
  })

  it('refuses bytes that are none', () => {
    expect(() => decodeTile(new Uint8Array(64), () => '')).toThrow('these bytes are no tile')
  })
})

describe('a neighbour', () => {
  it('draws the same vertex in the same place', () => {
    const ring = box(EAST_M - 5, NORTH_M - 5, 300, 300)
    const z = 9
    const here = addressAt(z)
    const there = { ...here, x: here.x + 1 }
    const both = [here, there].map((address) => new Set(verticesOf(tileOf(address, ring), address).map(String)))
    const corners = verticesOf(tileOf(here, ring), here).filter(([x]) => x > tileExtent(there)[0] - 1)
    for (const corner of corners.filter(([x]) => x < tileExtent(here)[2]))
      expect(both[1]?.has(String(corner))).toBe(true)
  })
})

describe('cutting', () => {
  it('leaves what lies inside and nothing outside', () => {
    const cut = clipRing(box(0, 0, 100, 100), [50, -10, 200, 60])
    expect(cut).not.toBeNull()
    const xs = [...cut!].filter((_, i) => i % 2 === 0)
    const ys = [...cut!].filter((_, i) => i % 2 === 1)
    expect([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]).toEqual([50, 0, 100, 60])
  })

  it('gives nothing where nothing is inside', () => {
    expect(clipRing(box(0, 0, 10, 10), [50, 50, 60, 60])).toBeNull()
  })

  it('thins a ring that folds into one place to nothing', () => {
    expect(thinRing(box(0, 0, 1, 1), 5)).toBeNull()
  })
})
