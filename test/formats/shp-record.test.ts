import { describe, expect, it } from 'vitest'
import { readShape } from '../../shared/formats/shp/record.ts'
import { planeAreaM2 } from '../../shared/geo/plane-area.ts'
import {
  multiPointContent,
  nullContent,
  partsContent,
  pointContent,
  rectangle,
  turned,
  type XY,
} from '../builders/shp-bytes.ts'

const outer = rectangle(0, 0, 10, 10)
const hole = turned(rectangle(2, 2, 3, 3))

describe('a record', () => {
  it('keeps vertices, their order and their values', () => {
    const ring: XY[] = [
      [39_370_000.123456, 3_870_000.1],
      [39_370_000.2, 3_870_020.3],
      [39_370_016.4, 3_870_000.5],
      [39_370_000.123456, 3_870_000.1],
    ]
    const { geometry } = readShape(partsContent([ring]), 5)
    expect(geometry).toEqual({ type: 'MultiPolygon', polygons: [[Float64Array.from(ring.flat())]] })
  })

  it('reads from bytes at any place in a larger buffer', () => {
    const content = partsContent([outer, hole])
    const shifted = new Uint8Array(content.byteLength + 3)
    shifted.set(content, 3)
    expect(readShape(shifted.subarray(3), 5)).toEqual(readShape(content, 5))
  })

  it('keeps null and empty shapes as no geometry', () => {
    for (const content of [
      nullContent(),
      partsContent([], { claimedPoints: 15 }),
      multiPointContent([], { type: 8 }),
    ]) {
      const { geometry, unreadable } = readShape(content, content.byteLength === 40 ? 8 : 5)
      expect([geometry, unreadable]).toEqual([null, null])
    }
  })

  it.each([
    ['shp.record-too-short', new Uint8Array(2), 5],
    ['shp.unknown-type', partsContent([outer], { type: 77 }), 5],
    ['shp.type-mismatch', pointContent(1, 2), 5],
    ['shp.point.too-short', pointContent(1, 2).subarray(0, 16), 1],
    ['shp.multipoint.bad-counts', multiPointContent([[1, 2]], { claimedPoints: 2_000_000_000 }), 8],
    ['shp.multipoint.bad-counts', multiPointContent([[1, 2]], { claimedPoints: -1 }), 8],
    ['shp.polygon.bad-counts', partsContent([outer], { claimedPoints: 2_000_000_000 }), 5],
    ['shp.polygon.bad-counts', partsContent([outer], { claimedParts: -1 }), 5],
    ['shp.polygon.bad-counts', partsContent([outer], { claimedParts: 2_000_000_000 }), 5],
    ['shp.polygon.bad-parts', partsContent([outer, hole], { partStarts: [0, 11] }), 5],
    ['shp.polygon.bad-parts', partsContent([outer, hole], { partStarts: [0, -5] }), 5],
    ['shp.polygon.bad-parts', partsContent([outer, hole], { partStarts: [2, 5] }), 5],
    ['shp.polyline.bad-counts', partsContent([outer], { type: 3, claimedPoints: 6 }), 3],
    ['shp.multipatch.unsupported', partsContent([outer, hole], { type: 31, partTypes: [1, 2], measureBlocks: 1 }), 31],
  ])('is unreadable as %s', (code, content, layerType) => {
    expect(readShape(content, layerType)).toMatchObject({ geometry: null, unreadable: code })
  })

  it('becomes polygons from a multipatch that has only rings', () => {
    const { geometry, hadZ } = readShape(
      partsContent([outer, hole], { type: 31, partTypes: [2, 3], measureBlocks: 1 }),
      31,
    )
    expect(geometry?.type === 'MultiPolygon' && planeAreaM2(geometry.polygons)).toBe(91)
    expect(hadZ).toBe(true)
  })

  it('tells which of Z and M it had', () => {
    const had = (content: Uint8Array, type: number) => {
      const { hadZ, hadM, unreadable } = readShape(content, type)
      return [hadZ, hadM, unreadable]
    }
    expect(had(partsContent([outer], { type: 15, measureBlocks: 2 }), 15)).toEqual([true, true, null])
    expect(had(partsContent([outer], { type: 15, measureBlocks: 1 }), 15)).toEqual([true, false, null])
    expect(had(partsContent([outer], { type: 25, measureBlocks: 1 }), 25)).toEqual([false, true, null])
    expect(had(partsContent([outer], { type: 25 }), 25)).toEqual([false, false, null])
    expect(had(pointContent(1, 2, { type: 11, extra: 2 }), 11)).toEqual([true, true, null])
    expect(had(pointContent(1, 2, { type: 21, extra: 1 }), 21)).toEqual([false, true, null])
  })

  it('is read when it is the Z variant of the layer’s kind', () => {
    expect(readShape(partsContent([outer], { type: 15, measureBlocks: 1 }), 5).unreadable).toBeNull()
  })

  it('returns what is not finite as it stands', () => {
    const { geometry } = readShape(pointContent(Number.NaN, Number.POSITIVE_INFINITY), 1)
    expect(geometry).toEqual({ type: 'Point', coordinates: Float64Array.of(Number.NaN, Number.POSITIVE_INFINITY) })
  })

  it('marks an unclosed and a reversed ring without changing it', () => {
    const open = outer.slice(0, 4)
    expect(readShape(partsContent([open]), 5)).toMatchObject({ unclosedRing: true, reversedRing: false })
    const read = readShape(partsContent([turned(outer)]), 5)
    expect(read).toMatchObject({ unclosedRing: false, reversedRing: true })
    expect(read.geometry).toEqual({ type: 'MultiPolygon', polygons: [[Float64Array.from(turned(outer).flat())]] })
  })
})
