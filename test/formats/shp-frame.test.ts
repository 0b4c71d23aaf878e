import { describe, expect, it } from 'vitest'
import { createShpFramer, type ShpSiblings } from '../../shared/formats/shp/frame.ts'
import { readShpHeader } from '../../shared/formats/shp/header.ts'
import { frameFault, type ShpIndex } from '../../shared/formats/shp/shp-index.ts'
import { readShx, type ShxIndex } from '../../shared/formats/shp/shx.ts'
import { fileHeader, join, pointContent, type ShpFileOptions, shpFiles } from '../builders/shp-bytes.ts'

const points = (count: number): Uint8Array[] => Array.from({ length: count }, (_, i) => pointContent(i, 2 * i))

function frame(shp: Uint8Array, siblings: ShpSiblings = {}, chunkBytes = shp.byteLength): ShpIndex {
  const header = readShpHeader(shp, shp.byteLength)
  if ('code' in header) throw new Error(header.code)
  const framer = createShpFramer(header, shp.byteLength, siblings)
  for (let at = 0; at < shp.byteLength; at += chunkBytes) framer.push(shp.subarray(at, at + chunkBytes), at)
  return framer.finish()
}

function shxOf(bytes: Uint8Array): ShxIndex {
  const shx = readShx(bytes)
  if ('code' in shx) throw new Error(shx.code)
  return shx
}

function build(options: Partial<ShpFileOptions> & { count: number }) {
  const files = shpFiles({ type: 1, contents: points(options.count), ...options })
  return { ...files, index: shxOf(files.shx) }
}

const faults = (shp: ShpIndex): (string | null)[] => Array.from({ length: shp.count }, (_, i) => frameFault(shp, i))
const codes = (shp: ShpIndex): string[] => shp.issues.map((issue) => issue.code)
const contentOffsets = (offsets: readonly number[]): number[] => offsets.map((offset) => offset + 8)

describe('header', () => {
  const codeOf = (bytes: Uint8Array): unknown => {
    const header = readShpHeader(bytes, bytes.byteLength)
    return 'code' in header ? [header.code, header.detail.looksLike] : header.kind
  }
  const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0))

  it('names what is not a shapefile', () => {
    expect(codeOf(new Uint8Array(0))).toEqual(['shp.empty', undefined])
    expect(codeOf(ascii('version https://git-lfs.github.com/spec/v1\noid sha256:0'))).toEqual([
      'shp.not-a-shapefile',
      'shp.looks-like.git-lfs',
    ])
    expect(codeOf(ascii('PK\u0003\u0004 and so on'))).toEqual(['shp.not-a-shapefile', 'shp.looks-like.zip'])
    expect(codeOf(ascii('<html>404</html>'))).toEqual(['shp.not-a-shapefile', 'shp.looks-like.text'])
    expect(codeOf(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0))).toEqual([
      'shp.not-a-shapefile',
      'shp.looks-like.nothing-known',
    ])
  })

  it('refuses a header that is cut or has no known shape type', () => {
    expect(codeOf(fileHeader(5, 100).subarray(0, 60))).toEqual(['shp.too-short', undefined])
    expect(codeOf(fileHeader(99, 100))).toEqual(['shp.unknown-type', undefined])
  })

  it('reads type, dimensions and declared length', () => {
    expect(readShpHeader(fileHeader(15, 4_294_967_298), 100)).toMatchObject({
      kind: 'polygon',
      hasZ: true,
      hasM: false,
      version: 1000,
      declaredByteLength: 4_294_967_298,
    })
  })
})

describe('framing', () => {
  it('finds every record whatever the chunks', () => {
    const { shp, offsets, index } = build({ count: 7 })
    for (const chunkBytes of [1, 3, 7, 8, 29, 64, shp.byteLength]) {
      const found = frame(shp, { shx: index, promised: 7 }, chunkBytes)
      expect([...found.offsets]).toEqual(contentOffsets(offsets))
      expect([...found.lengths]).toEqual(Array(7).fill(20))
      expect(found.issues).toEqual([])
    }
  })

  it('costs 12 bytes a record', () => {
    const found = frame(build({ count: 5_000 }).shp)
    expect(found.offsets.buffer.byteLength + found.lengths.buffer.byteLength).toBe(12 * 5_000)
  })

  it.each([[0], [60], [150]])('uses the real size where the header says %i bytes', (claimedFileLength) => {
    const found = frame(build({ count: 6, claimedFileLength }).shp)
    expect(faults(found)).toEqual(Array(6).fill(null))
    expect(codes(found)).toEqual(['shp.header-length'])
  })

  it('ignores and announces garbage after the declared end', () => {
    const gaps = { 3: Uint8Array.from({ length: 81 }, (_, i) => (i * 37) & 255) }
    const found = frame(build({ count: 3, gaps, claimedFileLength: 100 + 3 * 28 }).shp)
    expect(found.count).toBe(3)
    expect(found.issues).toEqual([
      { code: 'shp.trailing-bytes', severity: 'warning', detail: { byte: 184, bytes: 81 } },
    ])
  })

  it('takes zeros at the end for padding', () => {
    const found = frame(build({ count: 3, gaps: { 3: new Uint8Array(4096) } }).shp)
    expect(found.count).toBe(3)
    expect(codes(found)).toEqual(['shp.trailing-bytes'])
  })

  it('counts the promised records behind a cut as truncated, with or without the .shx', () => {
    const { shp, index } = build({ count: 10 })
    const cut = shp.subarray(0, 100 + 28 * 6 + 15)
    const expected = [...Array(6).fill(null), ...Array(4).fill('shp.truncated')]
    expect(faults(frame(cut, { shx: index, promised: 10 }))).toEqual(expected)
    expect(faults(frame(cut, { promised: 10 }))).toEqual(expected)
    expect(frame(cut).unreadableFrom).toEqual({ record: 7, byte: 100 + 28 * 6 })
    expect(faults(frame(cut)).at(-1)).toBe('shp.truncated')
  })

  it('sees a cut on a record boundary and inside a record header', () => {
    const { shp } = build({ count: 10 })
    for (const extra of [0, 5]) {
      const found = frame(shp.subarray(0, 100 + 28 * 6 + extra), { promised: 10 })
      expect(faults(found).filter((fault) => fault === 'shp.truncated')).toHaveLength(4)
      expect(codes(found)).toContain('shp.truncated')
    }
  })

  it('loses one record to an overstated length when the .shx leads on', () => {
    const { shp, index } = build({ count: 49, claimedLengths: { 9: 2_000_000_256 } })
    const found = frame(shp, { shx: index, promised: 49 })
    expect(faults(found).flatMap((fault, i) => (fault === null ? [] : [[i + 1, fault]]))).toEqual([
      [10, 'shp.record-length'],
    ])
    expect(found.unreadableFrom).toBeUndefined()
  })

  it('loses everything behind an overstated length without the .shx', () => {
    const { shp } = build({ count: 49, claimedLengths: { 9: 2_000_000_256 } })
    const found = frame(shp, { promised: 49 })
    expect(faults(found).filter((fault) => fault !== null)).toHaveLength(40)
    expect(found.unreadableFrom).toEqual({ record: 10, byte: 100 + 28 * 9 })
  })

  it('trusts the .shx over a length that is wrong inside the file', () => {
    for (const claimed of [8, 20 + 28, 20 + 28 * 3]) {
      const { shp, index } = build({ count: 12, claimedLengths: { 4: claimed } })
      const found = frame(shp, { shx: index })
      expect(faults(found).flatMap((fault, i) => (fault === null ? [] : [i + 1]))).toEqual([5])
    }
  })

  it('steps over bytes between records that the .shx leaves out', () => {
    const gaps = { 4: Uint8Array.from({ length: 40 }, (_, i) => 200 - i) }
    const { shp, index } = build({ count: 8, gaps })
    expect(faults(frame(shp, { shx: index }))).toEqual(Array(8).fill(null))
  })

  it('ignores a .shx of garbage and says so', () => {
    const { shp, shx } = build({ count: 20 })
    const garbage = join([shx.subarray(0, 100), Uint8Array.from({ length: 160 }, (_, i) => (i * 97 + 13) & 255)])
    const found = frame(shp, { shx: shxOf(garbage), promised: 20 })
    expect(faults(found)).toEqual(Array(20).fill(null))
    expect(codes(found)).toEqual(['shx.ignored'])
  })

  it('loses a record that header and .shx measure differently, but blames the .shx when most are', () => {
    const { shp, shx } = build({ count: 4 })
    const shorten = (records: readonly number[]): ShxIndex => {
      const bytes = shx.slice()
      for (const record of records) bytes[100 + 8 * record + 7] = 9
      return shxOf(bytes)
    }
    expect(faults(frame(shp, { shx: shorten([2]) }))).toEqual([null, null, 'shp.record-length', null])
    const blamed = frame(shp, { shx: shorten([0, 1, 2, 3]) })
    expect([faults(blamed), codes(blamed)]).toEqual([[null, null, null, null], ['shx.ignored']])
  })

  it('takes a rest that could hold no shape for garbage, but a rest in step for a damaged record', () => {
    const garbage = frame(build({ count: 3, gaps: { 3: Uint8Array.from({ length: 27 }, (_, i) => 9 + i) } }).shp)
    expect([garbage.count, codes(garbage)]).toEqual([3, ['shp.trailing-bytes']])
    const damaged = frame(build({ count: 4, claimedLengths: { 3: 400 } }).shp)
    expect(faults(damaged)).toEqual([null, null, null, 'shp.record-length'])
  })

  it('follows the .shx where an edited shape moved to the end, so that attributes stay with their shapes', () => {
    const contents = points(6)
    const files = shpFiles({ type: 1, contents, numbers: [1, 2, 3, 4, 5, 3], shxOrder: [0, 1, 5, 3, 4] })
    const found = frame(files.shp, { shx: shxOf(files.shx), promised: 5 })
    expect([...found.offsets]).toEqual([0, 1, 5, 3, 4].map((i) => (files.offsets[i] ?? 0) + 8))
    expect(codes(found)).toContain('shx.order')
    expect(frame(files.shp, { shx: shxOf(files.shx) }).count).toBe(6)
  })

  it('keeps physical order under odd record numbers, with one notice', () => {
    for (const numbers of [
      [0, 1, 2, 3],
      [7, 9, 2, 2],
      [0, 0, 0, 0],
    ]) {
      const found = frame(build({ count: 4, numbers }).shp, { promised: 4 })
      expect(faults(found)).toEqual([null, null, null, null])
      expect(codes(found)).toEqual(['shp.record-numbers'])
    }
  })

  it('counts what the .dbf promises without allocating it', () => {
    const found = frame(build({ count: 3 }).shp, { promised: 4_000_000_000 })
    expect(found.count).toBe(4_000_000_000)
    expect(found.offsets.byteLength).toBe(24)
    expect(frameFault(found, 3_999_999_999)).toBe('shp.record-missing')
  })

  it('reads as many .shx entries as there are bytes, whatever the header says', () => {
    const { shx } = build({ count: 5 })
    const claimsBillions = join([fileHeader(1, 4_294_967_200), shx.subarray(100)])
    expect(shxOf(claimsBillions).count).toBe(5)
    expect(readShx(Uint8Array.of(1, 2, 3))).toMatchObject({ code: 'shx.unreadable' })
  })
})
