import type initGeosJs from 'geos-wasm'
import type { PolygonRings } from '../../shared/geo/geometry.ts'
import { readWkb } from '../../shared/geo/wkb.ts'

export type GeosModule = Awaited<ReturnType<typeof initGeosJs>>

declare const shape: unique symbol

/** A polygonal shape in GEOS' own memory, in m from the origin that it was made with. Whoever makes one frees it. */
export type Shape = number & { readonly [shape]: true }

/** Where the coordinates of shapes begin: near the work, so that a double keeps nanometres (domain 4.2). */
export interface Origin {
  readonly x: number
  readonly y: number
}

/** All polygons must be valid; what is not polygonal in a result has no area and is left out where polygons are asked for. */
export interface ShapeOps {
  make(polygons: readonly PolygonRings[], origin: Origin): Shape
  areaM2(of: Shape): number
  /** Length of all rings. */
  perimeterM(of: Shape): number
  /** `gridM`: vertices are put on a grid, and what is thinner than it vanishes; absent: exact. */
  intersection(a: Shape, b: Shape, gridM?: number): Shape
  difference(a: Shape, b: Shape, gridM?: number): Shape
  /** The shapes are used up. `gridM`: vertices that lie closer are one; absent: exact. */
  union(of: readonly Shape[], gridM?: number): Shape
  polygons(of: Shape, origin: Origin): readonly PolygonRings[]
  /** A point inside; null: the shape is empty. */
  pointIn(of: Shape, origin: Origin): readonly [x: number, y: number] | null
  free(of: Shape): void
}

/** What the wrapper around the module lends. */
export interface GeosTools {
  read(polygons: readonly PolygonRings[], originX: number, originY: number): number
  areaOf(geometry: number): number
  fail(what: string): never
  /** 16 bytes for answers. */
  readonly results: number
}

const WKB_POLYGON = 3
const WKB_MULTI_POLYGON = 6
const WKB_COLLECTION = 7
/** Where exact overlay fails, GEOS is asked once more on this grid: a tenth of a micrometre, far below any survey. */
export const FALLBACK_GRID_M = 1e-7

export function shapeOps(geos: GeosModule, { read, areaOf, fail, results }: GeosTools): ShapeOps {
  const memory = geos.Module
  const view = (): DataView => new DataView(memory.HEAPU8.buffer)
  const made = (geometry: number, what: string): Shape => (geometry === 0 ? fail(what) : geometry) as Shape

  const addParts = (geometry: number, found: PolygonRings[], origin: Origin): void => {
    const type = geos.GEOSGeomTypeId(geometry)
    if (type === WKB_COLLECTION) {
      const count = geos.GEOSGetNumGeometries(geometry)
      for (let i = 0; i < count; i++) addParts(geos.GEOSGetGeometryN(geometry, i), found, origin)
      return
    }
    if ((type !== WKB_POLYGON && type !== WKB_MULTI_POLYGON) || geos.GEOSisEmpty(geometry) === 1) return
    const at = geos.GEOSGeomToWKB_buf(geometry, results)
    const size = view().getUint32(results, true)
    const read = readWkb(memory.HEAPU8.slice(at, at + size))
    geos.GEOSFree(at)
    if (!('geometry' in read) || read.geometry?.type !== 'MultiPolygon') {
      fail('writing')
      return
    }
    for (const rings of read.geometry.polygons) found.push(rings.map((ring) => shifted(ring, origin)))
  }

  return {
    make: (polygons, origin) => read(polygons, origin.x, origin.y) as Shape,
    areaM2: areaOf,
    perimeterM(of) {
      if (geos.GEOSLength(of, results) !== 1) fail('length')
      return view().getFloat64(results, true)
    },
    intersection: (a, b, gridM) =>
      made(
        gridM === undefined
          ? geos.GEOSIntersection(a, b) || geos.GEOSIntersectionPrec(a, b, FALLBACK_GRID_M)
          : geos.GEOSIntersectionPrec(a, b, gridM),
        'intersection',
      ),
    difference: (a, b, gridM) =>
      made(
        gridM === undefined
          ? geos.GEOSDifference(a, b) || geos.GEOSDifferencePrec(a, b, FALLBACK_GRID_M)
          : geos.GEOSDifferencePrec(a, b, gridM),
        'difference',
      ),
    union(of, gridM) {
      const list = memory._malloc(Math.max(4, of.length * 4))
      const heap = view()
      of.forEach((geometry, i) => void heap.setUint32(list + i * 4, geometry, true))
      const collection = geos.GEOSGeom_createCollection(WKB_COLLECTION, list, of.length)
      memory._free(list)
      if (collection === 0) return fail('collection')
      const union =
        gridM === undefined
          ? geos.GEOSUnaryUnion(collection) || geos.GEOSUnaryUnionPrec(collection, FALLBACK_GRID_M)
          : geos.GEOSUnaryUnionPrec(collection, gridM)
      geos.GEOSGeom_destroy(collection)
      return made(union, 'union')
    },
    polygons(of, origin) {
      const found: PolygonRings[] = []
      addParts(of, found, origin)
      return found
    },
    pointIn(of, origin) {
      if (geos.GEOSisEmpty(of) === 1) return null
      const point = geos.GEOSPointOnSurface(of)
      if (point === 0) return null
      geos.GEOSGeomGetX(point, results)
      geos.GEOSGeomGetY(point, results + 8)
      geos.GEOSGeom_destroy(point)
      const heap = view()
      return [heap.getFloat64(results, true) + origin.x, heap.getFloat64(results + 8, true) + origin.y]
    },
    free: (of) => void geos.GEOSGeom_destroy(of),
  }
}

function shifted(ring: Float64Array, { x, y }: Origin): Float64Array<ArrayBuffer> {
  const moved = new Float64Array(ring.length)
  for (let i = 0; i + 1 < ring.length; i += 2) {
    moved[i] = (ring[i] ?? 0) + x
    moved[i + 1] = (ring[i + 1] ?? 0) + y
  }
  return moved
}
