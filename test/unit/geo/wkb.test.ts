import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Geometry } from '../../../shared/geo/geometry.ts'
import { readWkb, writeWkb } from '../../../shared/geo/wkb.ts'

const fromHex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'))

const coordinate = fc.double({ noNaN: true, noDefaultInfinity: true })
const runOf = (minPoints: number): fc.Arbitrary<Float64Array> =>
  fc
    .array(fc.tuple(coordinate, coordinate), { minLength: minPoints, maxLength: 12 })
    .map((points) => Float64Array.from(points.flat()))
const geometry: fc.Arbitrary<Geometry> = fc.oneof(
  fc.tuple(coordinate, coordinate).map(([x, y]): Geometry => ({ type: 'Point', coordinates: Float64Array.of(x, y) })),
  runOf(1).map((coordinates): Geometry => ({ type: 'MultiPoint', coordinates })),
  fc.array(runOf(1), { minLength: 1, maxLength: 4 }).map((lines): Geometry => ({ type: 'MultiLineString', lines })),
  fc
    .array(fc.array(runOf(1), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 })
    .map((polygons): Geometry => ({ type: 'MultiPolygon', polygons })),
)

describe('WKB', () => {
  it('gives back every bit that was written', () => {
    fc.assert(
      fc.property(geometry, (written) => {
        const read = readWkb(writeWkb(written))
        expect(read).toEqual({ geometry: written, hadZ: false, hadM: false })
      }),
    )
  })

  it.each([
    ['ISO Z', '01E9030000000000000000F03F00000000000000400000000000000840', { hadZ: true, hadM: false }],
    [
      'ISO ZM',
      '01B90B0000000000000000F03F000000000000004000000000000008400000000000001040',
      { hadZ: true, hadM: true },
    ],
    [
      'EWKB with SRID and M',
      '0101000060AF110000000000000000F03F00000000000000400000000000000840',
      { hadZ: false, hadM: true, srid: 4527 },
    ],
    ['big-endian', '00000000013FF00000000000004000000000000000', { hadZ: false, hadM: false }],
  ])('reads %s', (_, hex, expected) => {
    expect(readWkb(fromHex(hex))).toEqual({
      geometry: { type: 'Point', coordinates: Float64Array.of(1, 2) },
      ...expected,
    })
  })

  it.each([
    ['wkb.truncated', '01010000000000'],
    ['wkb.bad-counts', '0102000000FFFFFFFF'],
    ['wkb.bad-counts', '0106000000FFFFFFFF0103000000'],
    ['wkb.collection-unsupported', '010700000000000000'],
    ['wkb.curve-unsupported', '010A00000000000000'],
    ['wkb.unknown-type', '016400000000000000'],
    ['wkb.unknown-type', '0501000000'],
  ])('refuses with %s', (unsupported, hex) => {
    expect(readWkb(fromHex(hex))).toEqual({ unsupported })
  })

  it('takes empty geometries for none', () => {
    for (const hex of ['010300000000000000', '010600000000000000', '0101000000000000000000F87F000000000000F87F']) {
      expect(readWkb(fromHex(hex))).toEqual({ geometry: null, hadZ: false, hadM: false })
    }
  })

  it('never throws, whatever bits are turned', () => {
    fc.assert(
      fc.property(geometry, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }), (written, flips) => {
        const bytes = writeWkb(written)
        for (const [at, value] of flips) bytes[at % bytes.length] = value
        readWkb(bytes)
        readWkb(bytes.subarray(0, bytes.length >> 1))
      }),
      { numRuns: 1000 },
    )
  })
})
