import { describe, expect, it } from 'vitest'
import { blobExtent, readBlob, writeMultiPolygonBlob } from '../../../shared/geo/geopackage-blob.ts'
import { createSlab } from '../../../shared/geo/slab.ts'
import { rectangle, turned, type XY } from '../../builders/shp-bytes.ts'

const run = (ring: readonly XY[]): Float64Array => Float64Array.from(ring.flat())
const polygons = [[run(rectangle(0, 0, 10, 20)), run(turned(rectangle(1, 1, 2, 2)))], [run(rectangle(30, 5, 4, 4))]]

/** As `SELECT hex(geom)` shows it. */
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase()
const fromHex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'))

describe('GeoPackage geometry', () => {
  it('has the header, envelope and WKB of the specification, byte for byte', () => {
    const unit = run([
      [0, 0],
      [0, 1],
      [1, 1],
      [0, 0],
    ])
    expect(hex(writeMultiPolygonBlob([[unit]], 4527))).toBe(
      [
        '4750',
        '00',
        '03',
        'AF110000',
        '0000000000000000',
        '000000000000F03F',
        '0000000000000000',
        '000000000000F03F',
        '01',
        '06000000',
        '01000000',
        '01',
        '03000000',
        '01000000',
        '04000000',
        '0000000000000000',
        '0000000000000000',
        '0000000000000000',
        '000000000000F03F',
        '000000000000F03F',
        '000000000000F03F',
        '0000000000000000',
        '0000000000000000',
      ].join(''),
    )
  })

  it('comes back as it went in', () => {
    expect(readBlob(writeMultiPolygonBlob(polygons, 4527))).toEqual({
      geometry: { type: 'MultiPolygon', polygons },
      srsId: 4527,
      extent: [0, 0, 34, 20],
      empty: false,
      hadZ: false,
      hadM: false,
    })
  })

  it('is the same in a slab, with neighbours untouched', () => {
    const slab = createSlab()
    const many = Array.from({ length: 2000 }, () => writeMultiPolygonBlob(polygons, 4527, slab.bytes))
    const alone = hex(writeMultiPolygonBlob(polygons, 4527))
    expect(many.every((blob) => hex(blob) === alone)).toBe(true)
  })

  it('says that it is empty when there is no polygon', () => {
    const empty = writeMultiPolygonBlob([], 4527)
    expect(hex(empty)).toBe('47500011AF110000010600000000000000')
    expect(readBlob(empty)).toMatchObject({ geometry: null, empty: true, extent: null })
    expect(blobExtent(empty)).toBeNull()
  })

  it('takes the extent from the envelope alone, and from the geometry where there is none', () => {
    const blob = writeMultiPolygonBlob(polygons, 4527)
    expect(blobExtent(blob.subarray(0, 40))).toEqual([0, 0, 34, 20])
    const bare = fromHex(`475000010F000000${hex(blob.subarray(40))}`)
    expect(blobExtent(bare)).toEqual([0, 0, 34, 20])
  })

  it('reads big-endian headers with an XYZ envelope', () => {
    const blob = fromHex(
      '4750 00 04 000011AF 3FF0000000000000 4000000000000000 4008000000000000 4010000000000000 0000000000000000 0000000000000000' +
        '00 000003E9 3FF0000000000000 4008000000000000 4014000000000000',
    )
    expect(readBlob(blob)).toMatchObject({
      srsId: 4527,
      extent: [1, 3, 2, 4],
      hadZ: true,
      geometry: { coordinates: Float64Array.of(1, 3) },
    })
  })

  it.each([
    ['gpkg.not-a-blob', ''],
    ['gpkg.not-a-blob', '4747000100000000'],
    ['gpkg.not-a-blob', '4750000B00000000'],
    ['gpkg.not-a-blob', '4750000300000000'],
    ['gpkg.extended-geometry', '4750002100000000'],
    ['wkb.truncated', '4750000100000000'],
  ])('refuses with %s', (unsupported, text) => {
    expect(readBlob(fromHex(text))).toEqual({ unsupported })
    expect(blobExtent(fromHex(text))).toBeNull()
  })
})
