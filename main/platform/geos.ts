import initGeosJs from 'geos-wasm'
import type { Coordinates, PolygonRings } from '../../shared/geo/geometry.ts'
import { surelySimple } from '../../shared/geo/separation.ts'
import { FALLBACK_GRID_M, type GeosModule, type ShapeOps, shapeOps } from './geos-shapes.ts'

/**
 * Why polygons are not valid (OGC 06-103r4, 6.1.11) and where, in the unit of the coordinates. `reason` is GEOS' own English
 * word, or one of those that never reach it: 'unclosed', 'too-few-points', 'not-finite'.
 */
export interface ValidityFault {
  readonly reason: string
  readonly x: number
  readonly y: number
}

/** Topology by GEOS 3.13. Each call frees what it made. */
export interface Geos {
  /** null when valid; no polygons at all is valid. Plain single rings are recognised without asking GEOS. */
  invalidReason(polygons: readonly PolygonRings[]): ValidityFault | null
  /** The same, always by GEOS: the yardstick of the shortcut. */
  invalidReasonByGeos(polygons: readonly PolygonRings[]): ValidityFault | null
  /** Raw area of the intersection, in m² for plane coordinates. Both must be valid: invalid polygons give false overlaps. */
  sharedAreaM2(a: readonly PolygonRings[], b: readonly PolygonRings[]): number
  /** Keeps one valid area at hand for many questions; the caller frees it. */
  prepare(area: readonly PolygonRings[]): PreparedArea
  /** Overlay of valid polygons, step by step. */
  readonly shapes: ShapeOps
}

export interface PreparedArea {
  /** Whether no point of the valid polygons lies outside the area; the common boundary belongs to it. */
  covers(polygons: readonly PolygonRings[]): boolean
  /** Whether they have a point in common. */
  meets(polygons: readonly PolygonRings[]): boolean
  free(): void
}

const HEADER_BYTES = 9
const WKB_POLYGON = 3
const WKB_MULTI_POLYGON = 6
const FIRST_BUFFER_BYTES = 1 << 16

/** Bytes that the polygons take as WKB. */
function wkbBytes(polygons: readonly PolygonRings[]): number {
  let bytes = HEADER_BYTES
  for (const rings of polygons) {
    bytes += HEADER_BYTES
    for (const ring of rings) bytes += 4 + ring.byteLength
  }
  return bytes
}

/** Writes little-endian WKB at `start`, shifted by the origin, and returns the end. A single polygon is a plain POLYGON. */
function writeWkb(
  view: DataView,
  start: number,
  polygons: readonly PolygonRings[],
  originX: number,
  originY: number,
): number {
  let at = start
  const header = (type: number, count: number): void => {
    view.setUint8(at, 1)
    view.setUint32(at + 1, type, true)
    view.setUint32(at + 5, count, true)
    at += HEADER_BYTES
  }
  if (polygons.length !== 1) header(WKB_MULTI_POLYGON, polygons.length)
  for (const rings of polygons) {
    header(WKB_POLYGON, rings.length)
    for (const ring of rings) {
      view.setUint32(at, ring.length / 2, true)
      at += 4
      for (let i = 0; i < ring.length; i += 2, at += 16) {
        view.setFloat64(at, (ring[i] ?? 0) - originX, true)
        view.setFloat64(at + 8, (ring[i + 1] ?? 0) - originY, true)
      }
    }
  }
  return at
}

/** What keeps a ring away from GEOS, whose WKB reader throws at it. */
function ringFault(ring: Coordinates): ValidityFault | null {
  const at = (reason: string, i: number): ValidityFault => ({
    reason,
    x: ring[i] ?? Number.NaN,
    y: ring[i + 1] ?? Number.NaN,
  })
  for (let i = 0; i < ring.length; i++) if (!Number.isFinite(ring[i])) return at('not-finite', i - (i % 2))
  if (ring.length < 6) return at('too-few-points', 0)
  if (ring[0] !== ring[ring.length - 2] || ring[1] !== ring[ring.length - 1]) return at('unclosed', ring.length - 2)
  return ring.length < 8 ? at('too-few-points', 0) : null
}

function firstRingFault(polygons: readonly PolygonRings[]): ValidityFault | null {
  for (const rings of polygons) {
    for (const ring of rings) {
      const fault = ringFault(ring)
      if (fault !== null) return fault
    }
  }
  return null
}

function isPlainRing(polygons: readonly PolygonRings[]): boolean {
  const ring = polygons.length === 1 && polygons[0]?.length === 1 ? polygons[0][0] : undefined
  return ring !== undefined && surelySimple(ring)
}

function wrap(geos: GeosModule, lastError: () => string): Geos {
  const memory = geos.Module
  // One word for the reason, one for the place, one double for areas; lives as long as the module.
  const results = memory._malloc(16)
  let buffer = memory._malloc(FIRST_BUFFER_BYTES)
  let bufferBytes = FIRST_BUFFER_BYTES

  const fail = (what: string): never => {
    throw new Error(`GEOS ${what} failed: ${lastError()}`)
  }
  const view = (): DataView => new DataView(memory.HEAPU8.buffer)
  const read = (polygons: readonly PolygonRings[], originX: number, originY: number): number => {
    const needed = wkbBytes(polygons)
    if (needed > bufferBytes) {
      memory._free(buffer)
      buffer = memory._malloc(needed * 2)
      bufferBytes = needed * 2
    }
    const end = writeWkb(view(), buffer, polygons, originX, originY)
    const geometry = geos.GEOSGeomFromWKB_buf(buffer, end - buffer)
    return geometry === 0 ? fail('reading') : geometry
  }
  const areaOf = (geometry: number): number => {
    if (geos.GEOSArea(geometry, results) !== 1) fail('area')
    return view().getFloat64(results, true)
  }

  const faultOf = (geometry: number): ValidityFault | null => {
    const verdict = geos.GEOSisValidDetail(geometry, 0, results, results + 4)
    if (verdict === 1) return null
    if (verdict !== 0) return fail('validity')
    const reasonAt = view().getUint32(results, true)
    const place = view().getUint32(results + 4, true)
    const reason = memory.UTF8ToString(reasonAt)
    geos.GEOSFree(reasonAt)
    if (place === 0) return { reason, x: Number.NaN, y: Number.NaN }
    geos.GEOSGeomGetX(place, results)
    geos.GEOSGeomGetY(place, results + 8)
    geos.GEOSGeom_destroy(place)
    return { reason, x: view().getFloat64(results, true), y: view().getFloat64(results + 8, true) }
  }

  const invalidReasonByGeos = (polygons: readonly PolygonRings[]): ValidityFault | null => {
    const fault = firstRingFault(polygons)
    if (fault !== null || polygons.length === 0) return fault
    const geometry = read(polygons, 0, 0)
    try {
      return faultOf(geometry)
    } finally {
      geos.GEOSGeom_destroy(geometry)
    }
  }

  return {
    shapes: shapeOps(geos, { read, areaOf, fail, results }),
    invalidReasonByGeos,
    invalidReason: (polygons) => (isPlainRing(polygons) ? null : invalidReasonByGeos(polygons)),
    sharedAreaM2(a, b) {
      const first = a[0]?.[0]
      if (first === undefined || b.length === 0) return 0
      // At 39 million metres a double steps by 7 nm; overlay near the origin keeps the digits (domain 4.2).
      const originX = first[0] ?? 0
      const originY = first[1] ?? 0
      const left = read(a, originX, originY)
      const right = read(b, originX, originY)
      let shared = geos.GEOSIntersection(left, right)
      if (shared === 0) shared = geos.GEOSIntersectionPrec(left, right, FALLBACK_GRID_M)
      geos.GEOSGeom_destroy(left)
      geos.GEOSGeom_destroy(right)
      if (shared === 0) return fail('intersection')
      const areaM2 = areaOf(shared)
      geos.GEOSGeom_destroy(shared)
      return areaM2
    },
    prepare(area) {
      const geometry = read(area, 0, 0)
      const prepared = geos.GEOSPrepare(geometry)
      return {
        covers(polygons) {
          const inner = read(polygons, 0, 0)
          const verdict = geos.GEOSPreparedCovers(prepared, inner)
          geos.GEOSGeom_destroy(inner)
          return verdict > 1 ? fail('covers') : verdict === 1
        },
        meets(polygons) {
          const other = read(polygons, 0, 0)
          const verdict = geos.GEOSPreparedIntersects(prepared, other)
          geos.GEOSGeom_destroy(other)
          return verdict > 1 ? fail('intersects') : verdict === 1
        },
        free() {
          geos.GEOSPreparedGeom_destroy(prepared)
          geos.GEOSGeom_destroy(geometry)
        },
      }
    },
  }
}

let loading: Promise<Geos> | null = null

/** Loads the module once a thread (about 50 ms). */
export function loadGeos(): Promise<Geos> {
  let message = ''
  loading ??= initGeosJs({
    errorHandler: (text) => {
      message = text
    },
    noticeHandler: () => {},
  }).then((geos) => wrap(geos, () => message))
  return loading
}
