import type { Extent } from '../../geo/geometry.ts'
import { type ShapeKind, shapeTypeOf } from './shape-type.ts'

export const SHP_HEADER_BYTES = 100
export const SHP_MAGIC = 9994
const LENGTH_AT = 24
const VERSION_AT = 28
const TYPE_AT = 32
const EXTENT_AT = 36

export interface ShpHeader {
  readonly shapeType: number
  readonly kind: ShapeKind
  readonly hasZ: boolean
  readonly hasM: boolean
  readonly version: number
  /** What the header says; a crashed writer leaves 0 here. */
  readonly declaredByteLength: number
  /** As declared: it may be wrong, or hold no-data values for an empty layer. */
  readonly extent: Extent
}

export type ShpHeaderCode = 'shp.empty' | 'shp.not-a-shapefile' | 'shp.too-short' | 'shp.unknown-type'

export interface ShpHeaderRefusal {
  readonly code: ShpHeaderCode
  readonly detail: Readonly<Record<string, string | number>>
}

/**
 * Reads the 100-byte header that .shp and .shx share (ESRI description, page 3). `bytes` is the file's beginning.
 * Codes: shp.empty (no byte), shp.too-short, shp.not-a-shapefile (text, zip, picture …), shp.unknown-type.
 */
export function readShpHeader(bytes: Uint8Array, fileByteLength: number): ShpHeader | ShpHeaderRefusal {
  if (fileByteLength === 0 || bytes.byteLength === 0) return { code: 'shp.empty', detail: {} }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.byteLength < 4 || view.getInt32(0) !== SHP_MAGIC) {
    return { code: 'shp.not-a-shapefile', detail: { looksLike: looksLike(bytes) } }
  }
  if (bytes.byteLength < SHP_HEADER_BYTES) return { code: 'shp.too-short', detail: { byteLength: fileByteLength } }
  const shapeType = view.getInt32(TYPE_AT, true)
  const type = shapeTypeOf(shapeType)
  if (type === null) return { code: 'shp.unknown-type', detail: { shapeType } }
  const bound = (index: number): number => view.getFloat64(EXTENT_AT + 8 * index, true)
  return {
    shapeType,
    ...type,
    version: view.getInt32(VERSION_AT, true),
    declaredByteLength: view.getUint32(LENGTH_AT) * 2,
    extent: [bound(0), bound(1), bound(2), bound(3)],
  }
}

/** Names what was delivered instead, so that the message can say it. */
function looksLike(bytes: Uint8Array): string {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return 'shp.looks-like.zip'
  const start = bytes.subarray(0, SHP_HEADER_BYTES)
  if (!start.every((byte) => byte === 9 || byte === 10 || byte === 13 || byte >= 32))
    return 'shp.looks-like.nothing-known'
  return String.fromCharCode(...start.subarray(0, 23)) === 'version https://git-lfs'
    ? 'shp.looks-like.git-lfs'
    : 'shp.looks-like.text'
}
