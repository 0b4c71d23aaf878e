import type { Coordinates, Extent, Geometry, PolygonRings } from './geometry.ts'
import { extentOf } from './plane-area.ts'
import { type AllocateBytes, ownBytes } from './slab.ts'
import { multiPolygonWkbBytes, readWkb, type WkbFault, writeMultiPolygonInto, writeWkb } from './wkb.ts'

const MAGIC_G = 0x47
const MAGIC_P = 0x50
const FIXED_BYTES = 8
const ENVELOPE_XY_BYTES = 32
/** Bytes of the envelope by its code: none, XY, XYZ, XYM, XYZM. */
const ENVELOPE_BYTES = [0, 32, 48, 48, 64] as const
const FLAG_LITTLE = 0b0000_0001
const FLAG_ENVELOPE_XY = 0b0000_0010
const FLAG_EMPTY = 0b0001_0000
const FLAG_EXTENDED = 0b0010_0000

export type BlobFault = WkbFault | 'gpkg.not-a-blob' | 'gpkg.extended-geometry'

export interface BlobRead {
  /** null: an empty geometry. */
  readonly geometry: Geometry | null
  readonly srsId: number
  /** From the header, or from the geometry where the header has none; null when empty. */
  readonly extent: Extent | null
  readonly empty: boolean
  readonly hadZ: boolean
  readonly hadM: boolean
}

interface BlobHeader {
  readonly srsId: number
  readonly envelope: Extent | null
  readonly empty: boolean
  readonly wkbAt: number
}

/**
 * A GeoPackage geometry (OGC 12-128r15, 2.1.3): always MULTIPOLYGON, little endian, with an XY envelope, in one buffer. Without a
 * polygon it is empty: the flag is set and there is no envelope.
 */
export function writeMultiPolygonBlob(
  polygons: readonly PolygonRings[],
  srsId: number,
  allocate: AllocateBytes = ownBytes,
): Uint8Array {
  const extent = polygons.length === 0 ? null : extentOf({ type: 'MultiPolygon', polygons })
  const empty = polygons.length === 0
  const { bytes, view, wkbAt } = startBlob({ srsId, extent, empty, wkbBytes: multiPolygonWkbBytes(polygons) }, allocate)
  writeMultiPolygonInto(view, wkbAt, polygons)
  return bytes
}

/** POINT, without an envelope, as the specification recommends. */
export function writePointBlob(
  coordinates: Coordinates,
  srsId: number,
  allocate: AllocateBytes = ownBytes,
): Uint8Array {
  const point = writeWkb({ type: 'Point', coordinates })
  const { bytes, wkbAt } = startBlob({ srsId, extent: null, empty: false, wkbBytes: point.length }, allocate)
  bytes.set(point, wkbAt)
  return bytes
}

interface BlobPlan {
  readonly srsId: number
  readonly extent: Extent | null
  readonly empty: boolean
  readonly wkbBytes: number
}

function startBlob({ srsId, extent, empty, wkbBytes }: BlobPlan, allocate: AllocateBytes) {
  const wkbAt = FIXED_BYTES + (extent === null ? 0 : ENVELOPE_XY_BYTES)
  const bytes = allocate(wkbAt + wkbBytes)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  view.setUint8(0, MAGIC_G)
  view.setUint8(1, MAGIC_P)
  view.setUint8(3, FLAG_LITTLE | (extent === null ? 0 : FLAG_ENVELOPE_XY) | (empty ? FLAG_EMPTY : 0))
  view.setInt32(4, srsId, true)
  if (extent !== null) {
    view.setFloat64(8, extent[0], true)
    view.setFloat64(16, extent[2], true)
    view.setFloat64(24, extent[1], true)
    view.setFloat64(32, extent[3], true)
  }
  return { bytes, view, wkbAt }
}

/**
 * Reads a GeoPackage geometry of any writer. Codes: gpkg.not-a-blob, gpkg.extended-geometry (a vendor's own encoding) and those
 * of `readWkb`.
 */
export function readBlob(bytes: Uint8Array): BlobRead | { readonly unsupported: BlobFault } {
  const header = readBlobHeader(bytes)
  if ('unsupported' in header) return header
  const wkb = readWkb(bytes, header.wkbAt)
  if ('unsupported' in wkb) return wkb
  const { geometry, hadZ, hadM } = wkb
  const extent = geometry === null ? null : (header.envelope ?? extentOf(geometry))
  return { geometry, srsId: header.srsId, extent, empty: header.empty || geometry === null, hadZ, hadM }
}

/** The extent by the header alone where it has one, else from the geometry; null when empty or unreadable. */
export function blobExtent(bytes: Uint8Array): Extent | null {
  const header = readBlobHeader(bytes)
  if ('unsupported' in header || header.empty) return null
  if (header.envelope !== null) return header.envelope
  const wkb = readWkb(bytes, header.wkbAt)
  return 'unsupported' in wkb || wkb.geometry === null ? null : extentOf(wkb.geometry)
}

function readBlobHeader(bytes: Uint8Array): BlobHeader | { readonly unsupported: BlobFault } {
  if (bytes.byteLength < FIXED_BYTES || bytes[0] !== MAGIC_G || bytes[1] !== MAGIC_P)
    return { unsupported: 'gpkg.not-a-blob' }
  const flags = bytes[3] ?? 0
  if ((flags & FLAG_EXTENDED) !== 0) return { unsupported: 'gpkg.extended-geometry' }
  const little = (flags & FLAG_LITTLE) !== 0
  const envelopeBytes = ENVELOPE_BYTES[(flags >> 1) & 0b111]
  if (envelopeBytes === undefined || bytes.byteLength < FIXED_BYTES + envelopeBytes)
    return { unsupported: 'gpkg.not-a-blob' }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const empty = (flags & FLAG_EMPTY) !== 0
  const envelope = envelopeBytes === 0 ? null : readEnvelope(view, little)
  return { srsId: view.getInt32(4, little), envelope, empty, wkbAt: FIXED_BYTES + envelopeBytes }
}

/** The header writes min x, max x, min y, max y. An empty geometry may have NaN there. */
function readEnvelope(view: DataView, little: boolean): Extent | null {
  const extent: Extent = [
    view.getFloat64(8, little),
    view.getFloat64(24, little),
    view.getFloat64(16, little),
    view.getFloat64(32, little),
  ]
  return extent.some(Number.isNaN) ? null : extent
}
