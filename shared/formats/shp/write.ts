import type { Coordinates, Extent, Geometry } from '../../geo/geometry.ts'
import { coordinateRuns, extentOf, signedRingArea } from '../../geo/plane-area.ts'
import { isClosed } from '../../geo/rings.ts'
import { SHP_HEADER_BYTES, SHP_MAGIC } from './header.ts'
import { SHAPE } from './shape-type.ts'

const VERSION = 1000
const RECORD_HEADER_BYTES = 8
/** Beyond this GIS programs read a negative length. */
const MAX_FILE_BYTES = 2_147_483_646

export type WritableShape = 'point' | 'polyLine' | 'polygon' | 'multiPoint'
export interface ShpWriteRefusal {
  readonly code: 'shp.too-large' | 'shp.type-mismatch'
}

export interface ShpWriter {
  /**
   * One record's bytes, to be appended after the 100 bytes of the header; null is a null shape. A refusal changes nothing.
   * Codes: shp.too-large (the .shp would pass 2 GB), shp.type-mismatch (another kind than the file's).
   */
  write(geometry: Geometry | null): Uint8Array | ShpWriteRefusal
  /** The .shp's 100-byte header, and the whole .shx. */
  finish(): { readonly header: Uint8Array; readonly shx: Uint8Array }
}

/**
 * Writes 2D shapefiles (ESRI description). Shells are written clockwise and holes counter-clockwise as it demands, in the written
 * copy only and from the same first vertex; an unclosed ring stays unclosed.
 */
export function createShpWriter(kind: WritableShape): ShpWriter {
  const shapeType = SHAPE[kind]
  let byteLength = SHP_HEADER_BYTES
  let extent: Extent | null = null
  let entries = new DataView(new ArrayBuffer(1024))
  let count = 0

  const addEntry = (contentBytes: number): void => {
    if ((count + 1) * RECORD_HEADER_BYTES > entries.byteLength) {
      const larger = new Uint8Array(entries.byteLength * 2)
      larger.set(new Uint8Array(entries.buffer))
      entries = new DataView(larger.buffer)
    }
    entries.setUint32(count * RECORD_HEADER_BYTES, byteLength / 2)
    entries.setUint32(count * RECORD_HEADER_BYTES + 4, contentBytes / 2)
    count += 1
  }

  return {
    write: (geometry) => {
      if (geometry !== null && !fitsKind(geometry, kind)) return { code: 'shp.type-mismatch' }
      const contentBytes = contentByteLength(geometry)
      if (byteLength + RECORD_HEADER_BYTES + contentBytes > MAX_FILE_BYTES) return { code: 'shp.too-large' }
      addEntry(contentBytes)
      const record = new Uint8Array(RECORD_HEADER_BYTES + contentBytes)
      const view = new DataView(record.buffer)
      view.setInt32(0, count)
      view.setInt32(4, contentBytes / 2)
      if (geometry !== null) {
        const box = extentOf(geometry)
        writeContent(new DataView(record.buffer, RECORD_HEADER_BYTES), geometry, shapeType, box)
        extent = unite(extent, box)
      }
      byteLength += record.byteLength
      return record
    },
    finish: () => {
      const shx = new Uint8Array(SHP_HEADER_BYTES + count * RECORD_HEADER_BYTES)
      shx.set(writeHeader(shapeType, shx.byteLength, extent))
      shx.set(new Uint8Array(entries.buffer, 0, count * RECORD_HEADER_BYTES), SHP_HEADER_BYTES)
      return { header: writeHeader(shapeType, byteLength, extent), shx }
    },
  }
}

const kindOf = {
  Point: 'point',
  MultiPoint: 'multiPoint',
  MultiLineString: 'polyLine',
  MultiPolygon: 'polygon',
} as const

const fitsKind = (geometry: Geometry, kind: WritableShape): boolean => kindOf[geometry.type] === kind

function contentByteLength(geometry: Geometry | null): number {
  if (geometry === null) return 4
  const runs = coordinateRuns(geometry)
  const pointBytes = runs.reduce((sum, run) => sum + 8 * run.length, 0)
  if (geometry.type === 'Point') return 4 + 16
  return geometry.type === 'MultiPoint' ? 40 + pointBytes : 44 + 4 * runs.length + pointBytes
}

function writeContent(view: DataView, geometry: Geometry, shapeType: number, box: Extent | null): void {
  view.setInt32(0, shapeType, true)
  if (geometry.type === 'Point') return void writeRun(view, 4, geometry.coordinates.subarray(0, 2))
  writeExtent(view, 4, box)
  if (geometry.type === 'MultiPoint') {
    view.setInt32(36, geometry.coordinates.length / 2, true)
    writeRun(view, 40, geometry.coordinates)
    return
  }
  const runs = geometry.type === 'MultiPolygon' ? geometry.polygons.flatMap(orientRings) : geometry.lines
  view.setInt32(36, runs.length, true)
  let start = 0
  let at = 44 + 4 * runs.length
  runs.forEach((run, i) => {
    view.setInt32(44 + 4 * i, start, true)
    at = writeRun(view, at, run)
    start += run.length / 2
  })
  view.setInt32(40, start, true)
}

const orientRings = (rings: readonly Coordinates[]): Coordinates[] =>
  rings.map((ring, i) => {
    const area = signedRingArea(ring)
    const isRight = i === 0 ? area <= 0 : area >= 0
    return isRight ? ring : reverse(ring)
  })

/** The same ring the other way round, beginning with the same vertex. */
function reverse(ring: Coordinates): Coordinates {
  const points = ring.length / 2
  const turned = new Float64Array(ring.length)
  const first = isClosed(ring) ? points - 1 : points
  for (let i = 0; i < points; i++) {
    const from = i === 0 ? 0 : first - i
    turned[2 * i] = ring[2 * from] ?? Number.NaN
    turned[2 * i + 1] = ring[2 * from + 1] ?? Number.NaN
  }
  return turned
}

function writeRun(view: DataView, at: number, run: Coordinates): number {
  for (let i = 0; i < run.length; i++) view.setFloat64(at + 8 * i, run[i] ?? Number.NaN, true)
  return at + 8 * run.length
}

function writeExtent(view: DataView, at: number, extent: Extent | null): void {
  ;(extent ?? [0, 0, 0, 0]).forEach((bound, i) => view.setFloat64(at + 8 * i, bound, true))
}

function unite(a: Extent | null, b: Extent | null): Extent | null {
  if (a === null || b === null) return a ?? b
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]
}

function writeHeader(shapeType: number, byteLength: number, extent: Extent | null): Uint8Array {
  const header = new Uint8Array(SHP_HEADER_BYTES)
  const view = new DataView(header.buffer)
  view.setInt32(0, SHP_MAGIC)
  view.setInt32(24, byteLength / 2)
  view.setInt32(28, VERSION, true)
  view.setInt32(32, shapeType, true)
  writeExtent(view, 36, extent)
  return header
}
