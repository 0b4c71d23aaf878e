import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createShpFramer } from '../../shared/formats/shp/frame.ts'
import { readShpHeader } from '../../shared/formats/shp/header.ts'
import { readShape, type ShapeRead } from '../../shared/formats/shp/record.ts'
import { frameFault } from '../../shared/formats/shp/shp-index.ts'
import { readShx } from '../../shared/formats/shp/shx.ts'
import { createShpWriter, type WritableShape } from '../../shared/formats/shp/write.ts'
import type { Geometry, PolygonRings } from '../../shared/geo/geometry.ts'
import { planeAreaM2, signedRingArea } from '../../shared/geo/plane-area.ts'
import { join, rectangle, turned, type XY } from '../builders/shp-bytes.ts'

const run = (ring: readonly XY[]): Float64Array => Float64Array.from(ring.flat())

function write(kind: WritableShape, geometries: readonly (Geometry | null)[]): { shp: Uint8Array; shx: Uint8Array } {
  const writer = createShpWriter(kind)
  const records = geometries.map((geometry) => {
    const record = writer.write(geometry)
    if ('code' in record) throw new Error(record.code)
    return record
  })
  const { header, shx } = writer.finish()
  return { shp: join([header, ...records]), shx }
}

function readAll(shp: Uint8Array, shxBytes: Uint8Array): { reads: (ShapeRead | null)[]; issues: string[] } {
  const header = readShpHeader(shp, shp.byteLength)
  if ('code' in header) return { reads: [], issues: [header.code] }
  const shx = readShx(shxBytes)
  const framer = createShpFramer(header, shp.byteLength, 'code' in shx ? {} : { shx })
  framer.push(shp, 0)
  const index = framer.finish()
  const reads = Array.from(index.offsets, (offset, i) =>
    frameFault(index, i) === null
      ? readShape(shp.subarray(offset, offset + (index.lengths[i] ?? 0)), header.shapeType)
      : null,
  )
  return { reads, issues: index.issues.map((issue) => issue.code) }
}

/** A villager's plot: a shell with rectangular holes inside, some rings turned the wrong way. */
const plot: fc.Arbitrary<PolygonRings> = fc
  .tuple(
    fc.integer({ min: 0, max: 500 }),
    fc.integer({ min: 0, max: 3 }),
    fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
  )
  .map(([place, holes, turns]) => {
    const east = 39_370_000 + place * 100
    const rings = [
      rectangle(east, 3_870_000, 80, 20),
      ...Array.from({ length: holes }, (_, i) => rectangle(east + 5 + 20 * i, 3_870_005, 10, 8)),
    ]
    return rings.map((ring, i) => run(turns[i] === true ? turned(ring) : ring))
  })
const multiPolygon = fc
  .uniqueArray(plot, {
    minLength: 1,
    maxLength: 3,
    selector: (rings) => Math.min(...(rings[0] ?? [])) * 1e8 + (rings[0]?.[0] ?? 0),
  })
  .filter(
    (polygons) =>
      new Set(polygons.map((rings) => Math.min(...[...(rings[0] ?? [])].filter((_, i) => i % 2 === 0)))).size ===
      polygons.length,
  )
  .map((polygons): Geometry => ({ type: 'MultiPolygon', polygons }))

const sortedPoints = (ring: Float64Array): string => {
  const points = Array.from({ length: ring.length / 2 - 1 }, (_, i) => `${ring[2 * i]} ${ring[2 * i + 1]}`)
  return points.sort().join(',')
}

describe('written shapefiles', () => {
  it('come back with every ring in its polygon, shells clockwise, holes counter-clockwise', () => {
    fc.assert(
      fc.property(fc.array(fc.option(multiPolygon), { maxLength: 8 }), (geometries) => {
        const { shp, shx } = write('polygon', geometries)
        const { reads, issues } = readAll(shp, shx)
        expect(issues).toEqual([])
        expect(reads).toHaveLength(geometries.length)
        reads.forEach((read, i) => {
          const expected = geometries[i]
          if (expected?.type !== 'MultiPolygon') return expect(read?.geometry).toBeNull()
          if (read?.geometry?.type !== 'MultiPolygon') throw new Error('no polygon')
          expect([read.reversedRing, read.unclosedRing]).toEqual([false, false])
          expect(planeAreaM2(read.geometry.polygons)).toBe(planeAreaM2(expected.polygons))
          read.geometry.polygons.forEach((rings, p) => {
            expect(rings.map(sortedPoints)).toEqual(expected.polygons[p]?.map(sortedPoints))
            rings.forEach((ring, r) => {
              expect(signedRingArea(ring) < 0).toBe(r === 0)
              expect(ring.subarray(0, 2)).toEqual(expected.polygons[p]?.[r]?.subarray(0, 2))
            })
          })
        })
      }),
    )
  })

  it('do not change the geometry that they were given', () => {
    const ring = run(turned(rectangle(0, 0, 5, 5)))
    write('polygon', [{ type: 'MultiPolygon', polygons: [[ring]] }])
    expect(ring).toEqual(run(turned(rectangle(0, 0, 5, 5))))
  })

  it.each<[WritableShape, Geometry]>([
    ['point', { type: 'Point', coordinates: Float64Array.of(1, 2) }],
    ['multiPoint', { type: 'MultiPoint', coordinates: Float64Array.of(1, 2, 3, 4, 5, 6) }],
    ['polyLine', { type: 'MultiLineString', lines: [Float64Array.of(0, 0, 1, 1), Float64Array.of(5, 5, 6, 6, 7, 5)] }],
  ])('hold a %s bit for bit, and leave an open ring open', (kind, geometry) => {
    const { shp, shx } = write(kind, [geometry, null])
    expect(readAll(shp, shx).reads.map((read) => read?.geometry)).toEqual([geometry, null])
    const open: Geometry = { type: 'MultiPolygon', polygons: [[run(rectangle(0, 0, 5, 5).slice(0, 4))]] }
    const written = write('polygon', [open])
    expect(readAll(written.shp, written.shx).reads[0]).toMatchObject({ geometry: open, unclosedRing: true })
  })

  it('refuse another kind of shape and more than 2 GB, and stay sound', () => {
    const writer = createShpWriter('multiPoint')
    expect(writer.write({ type: 'Point', coordinates: Float64Array.of(1, 2) })).toEqual({ code: 'shp.type-mismatch' })
    const million: Geometry = { type: 'MultiPoint', coordinates: new Float64Array(2_000_000) }
    let written = 100
    for (;;) {
      const record = writer.write(million)
      if ('code' in record) {
        expect(record.code).toBe('shp.too-large')
        break
      }
      written += record.byteLength
    }
    expect(written).toBeGreaterThan(2_100_000_000)
    expect(readShpHeader(writer.finish().header, written)).toMatchObject({ declaredByteLength: written })
  })
})

describe('damaged shapefiles', () => {
  it('never make the reader throw or allocate out of proportion, whatever bytes are turned', () => {
    const flips = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(
        fc.array(multiPolygon, { minLength: 1, maxLength: 6 }),
        flips,
        fc.boolean(),
        (geometries, turns, cut) => {
          const { shp, shx } = write('polygon', geometries)
          for (const [at, value] of turns) {
            const file = at % 5 === 0 ? shx : shp
            file[at % file.length] = value
          }
          const { reads } = readAll(cut ? shp.subarray(0, shp.length - ((turns[0]?.[0] ?? 0) % shp.length)) : shp, shx)
          expect(reads.length).toBeLessThanOrEqual(Math.max(shp.length / 8, shx.length / 8))
          for (const read of reads) {
            if (read?.geometry?.type !== 'MultiPolygon') continue
            const values = read.geometry.polygons.flat().reduce((sum, ring) => sum + ring.length, 0)
            expect(values * 8).toBeLessThanOrEqual(shp.length)
          }
        },
      ),
      { numRuns: 2000 },
    )
  })
})
