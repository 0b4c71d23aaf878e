import { assertNever } from '../model/assert-never.ts'
import type { Coordinates, Geometry, PolygonRings } from './geometry.ts'

export type WkbFault =
  | 'wkb.truncated'
  | 'wkb.bad-counts'
  | 'wkb.curve-unsupported'
  | 'wkb.collection-unsupported'
  | 'wkb.unknown-type'

export interface WkbRead {
  /** null: an empty geometry. */
  readonly geometry: Geometry | null
  readonly hadZ: boolean
  readonly hadM: boolean
  /** Only EWKB carries one. */
  readonly srid?: number
}

export interface WkbUnsupported {
  readonly unsupported: WkbFault
}

const TYPE = {
  point: 1,
  lineString: 2,
  polygon: 3,
  multiPoint: 4,
  multiLineString: 5,
  multiPolygon: 6,
  collection: 7,
} as const
/** Circular strings to surfaces, polyhedral surfaces, TINs and triangles (ISO 13249-3). */
const LAST_KNOWN_TYPE = 17
const EWKB_Z = 0x8000_0000
const EWKB_M = 0x4000_0000
const EWKB_SRID = 0x2000_0000
const HEADER_BYTES = 5
const POINT_BYTES = 16

interface Cursor {
  readonly view: DataView
  at: number
  fault: WkbFault | null
  hadZ: boolean
  hadM: boolean
  srid: number | undefined
}

interface PartHeader {
  readonly type: number
  readonly little: boolean
  /** 2, 3 or 4 */
  readonly dimensions: number
}

/**
 * Reads one WKB geometry (OGC 06-103r4, ISO 13249-3 and EWKB, either byte order) from `offset`. Z and M are dropped and flagged;
 * a single line or polygon becomes its multi type. Counts are checked before anything is allocated.
 * Codes: wkb.truncated, wkb.bad-counts, wkb.curve-unsupported, wkb.collection-unsupported, wkb.unknown-type.
 */
export function readWkb(bytes: Uint8Array, offset = 0): WkbRead | WkbUnsupported {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const cursor: Cursor = { view, at: offset, fault: null, hadZ: false, hadM: false, srid: undefined }
  const geometry = readGeometry(cursor)
  if (cursor.fault !== null) return { unsupported: cursor.fault }
  const { hadZ, hadM, srid } = cursor
  return { geometry, hadZ, hadM, ...(srid === undefined ? {} : { srid }) }
}

function readGeometry(cursor: Cursor): Geometry | null {
  const part = readHeader(cursor)
  if (part === null) return null
  switch (part.type) {
    case TYPE.point: {
      const coordinates = readPoint(cursor, part)
      return coordinates === null ? null : { type: 'Point', coordinates }
    }
    case TYPE.lineString: {
      const line = readRun(cursor, part)
      return line === null || line.length === 0 ? null : { type: 'MultiLineString', lines: [line] }
    }
    case TYPE.polygon: {
      const rings = readRings(cursor, part)
      return rings === null || rings.length === 0 ? null : { type: 'MultiPolygon', polygons: [rings] }
    }
    case TYPE.multiPoint: {
      const points = readMembers(cursor, part, TYPE.point, readPoint)
      return points.length === 0 ? null : { type: 'MultiPoint', coordinates: joinPoints(points) }
    }
    case TYPE.multiLineString: {
      const lines = readMembers(cursor, part, TYPE.lineString, readRun).filter((line) => line.length > 0)
      return lines.length === 0 ? null : { type: 'MultiLineString', lines }
    }
    case TYPE.multiPolygon: {
      const polygons = readMembers(cursor, part, TYPE.polygon, readRings).filter((rings) => rings.length > 0)
      return polygons.length === 0 ? null : { type: 'MultiPolygon', polygons }
    }
    default:
      return fail(cursor, part.type === TYPE.collection ? 'wkb.collection-unsupported' : 'wkb.curve-unsupported')
  }
}

function fail(cursor: Cursor, fault: WkbFault): null {
  cursor.fault ??= fault
  return null
}

function readHeader(cursor: Cursor): PartHeader | null {
  if (cursor.at + HEADER_BYTES > cursor.view.byteLength) return fail(cursor, 'wkb.truncated')
  const order = cursor.view.getUint8(cursor.at)
  if (order > 1) return fail(cursor, 'wkb.unknown-type')
  const little = order === 1
  const word = cursor.view.getUint32(cursor.at + 1, little)
  cursor.at += HEADER_BYTES
  if ((word & EWKB_SRID) !== 0) {
    if (cursor.at + 4 > cursor.view.byteLength) return fail(cursor, 'wkb.truncated')
    cursor.srid = cursor.view.getInt32(cursor.at, little)
    cursor.at += 4
  }
  const code = word & 0x0fff_ffff
  const isoDimension = Math.floor(code / 1000)
  const type = code % 1000
  if (isoDimension > 3 || type < 1 || type > LAST_KNOWN_TYPE) return fail(cursor, 'wkb.unknown-type')
  const hasZ = (word & EWKB_Z) !== 0 || isoDimension === 1 || isoDimension === 3
  const hasM = (word & EWKB_M) !== 0 || isoDimension >= 2
  cursor.hadZ ||= hasZ
  cursor.hadM ||= hasM
  return { type, little, dimensions: 2 + Number(hasZ) + Number(hasM) }
}

/** A count whose items, at `itemBytes` each, still fit into the bytes. */
function readCount(cursor: Cursor, little: boolean, itemBytes: number): number | null {
  if (cursor.at + 4 > cursor.view.byteLength) return fail(cursor, 'wkb.truncated')
  const count = cursor.view.getUint32(cursor.at, little)
  cursor.at += 4
  return cursor.at + count * itemBytes > cursor.view.byteLength ? fail(cursor, 'wkb.bad-counts') : count
}

function readRun(cursor: Cursor, { little, dimensions }: PartHeader): Coordinates | null {
  const count = readCount(cursor, little, 8 * dimensions)
  return count === null ? null : readPoints(cursor, count, little, dimensions)
}

function readPoints(cursor: Cursor, count: number, little: boolean, dimensions: number): Coordinates {
  const run = new Float64Array(count * 2)
  let from = cursor.at
  for (let i = 0; i < run.length; i += 2, from += 8 * dimensions) {
    run[i] = cursor.view.getFloat64(from, little)
    run[i + 1] = cursor.view.getFloat64(from + 8, little)
  }
  cursor.at = from
  return run
}

/** null also for an empty point, which is written as two NaN. */
function readPoint(cursor: Cursor, { little, dimensions }: PartHeader): Coordinates | null {
  if (cursor.at + 8 * dimensions > cursor.view.byteLength) return fail(cursor, 'wkb.truncated')
  const point = readPoints(cursor, 1, little, dimensions)
  return point.every(Number.isNaN) ? null : point
}

function readRings(cursor: Cursor, part: PartHeader): PolygonRings | null {
  const count = readCount(cursor, part.little, 4)
  if (count === null) return null
  const rings: Coordinates[] = []
  for (let i = 0; i < count; i++) {
    const ring = readRun(cursor, part)
    if (ring === null) return null
    if (ring.length > 0) rings.push(ring)
  }
  return rings
}

function readMembers<T>(
  cursor: Cursor,
  part: PartHeader,
  type: number,
  read: (cursor: Cursor, part: PartHeader) => T | null,
): T[] {
  const count = readCount(cursor, part.little, HEADER_BYTES) ?? 0
  const members: T[] = []
  for (let i = 0; i < count && cursor.fault === null; i++) {
    const member = readHeader(cursor)
    if (member === null) return members
    if (member.type !== type) {
      // Curve and surface members make the whole a curve; anything else in a multi type is no WKB.
      fail(cursor, member.type > TYPE.collection ? 'wkb.curve-unsupported' : 'wkb.unknown-type')
      return members
    }
    const value = read(cursor, member)
    if (value !== null) members.push(value)
  }
  return members
}

function joinPoints(points: readonly Coordinates[]): Coordinates {
  const run = new Float64Array(points.length * 2)
  points.forEach((point, i) => run.set(point, i * 2))
  return run
}

/** Bytes that `writeWkbInto` needs. */
function wkbByteLength(geometry: Geometry): number {
  switch (geometry.type) {
    case 'Point':
      return HEADER_BYTES + POINT_BYTES
    case 'MultiPoint':
      return HEADER_BYTES + 4 + (geometry.coordinates.length / 2) * (HEADER_BYTES + POINT_BYTES)
    case 'MultiLineString':
      return geometry.lines.reduce((sum, line) => sum + HEADER_BYTES + 4 + 8 * line.length, HEADER_BYTES + 4)
    case 'MultiPolygon':
      return multiPolygonWkbBytes(geometry.polygons)
    default:
      return assertNever(geometry)
  }
}

export function multiPolygonWkbBytes(polygons: readonly PolygonRings[]): number {
  let bytes = HEADER_BYTES + 4
  for (const rings of polygons) {
    bytes += HEADER_BYTES + 4
    for (const ring of rings) bytes += 4 + 8 * ring.length
  }
  return bytes
}

/** Writes 2D little-endian WKB of the geometry's own type; vertices and rings as they are. */
export function writeWkb(geometry: Geometry): Uint8Array {
  const bytes = new Uint8Array(wkbByteLength(geometry))
  writeWkbInto(new DataView(bytes.buffer), 0, geometry)
  return bytes
}

/** Writes at `offset` and returns the offset after it. */
function writeWkbInto(view: DataView, offset: number, geometry: Geometry): number {
  switch (geometry.type) {
    case 'Point':
      return writeRun(view, writeType(view, offset, TYPE.point), geometry.coordinates.subarray(0, 2))
    case 'MultiPoint': {
      let at = writeHeader(view, offset, TYPE.multiPoint, geometry.coordinates.length / 2)
      for (let i = 0; i < geometry.coordinates.length; i += 2) {
        at = writeRun(view, writeType(view, at, TYPE.point), geometry.coordinates.subarray(i, i + 2))
      }
      return at
    }
    case 'MultiLineString': {
      let at = writeHeader(view, offset, TYPE.multiLineString, geometry.lines.length)
      for (const line of geometry.lines)
        at = writeRun(view, writeHeader(view, at, TYPE.lineString, line.length / 2), line)
      return at
    }
    case 'MultiPolygon':
      return writeMultiPolygonInto(view, offset, geometry.polygons)
    default:
      return assertNever(geometry)
  }
}

export function writeMultiPolygonInto(view: DataView, offset: number, polygons: readonly PolygonRings[]): number {
  let at = writeHeader(view, offset, TYPE.multiPolygon, polygons.length)
  for (const rings of polygons) {
    at = writeHeader(view, at, TYPE.polygon, rings.length)
    for (const ring of rings) {
      view.setUint32(at, ring.length / 2, true)
      at = writeRun(view, at + 4, ring)
    }
  }
  return at
}

function writeType(view: DataView, at: number, type: number): number {
  view.setUint8(at, 1)
  view.setUint32(at + 1, type, true)
  return at + HEADER_BYTES
}

function writeHeader(view: DataView, at: number, type: number, count: number): number {
  view.setUint32(writeType(view, at, type), count, true)
  return at + HEADER_BYTES + 4
}

function writeRun(view: DataView, at: number, run: Coordinates): number {
  for (let i = 0; i < run.length; i++) view.setFloat64(at + 8 * i, run[i] ?? Number.NaN, true)
  return at + 8 * run.length
}
