import type { Coordinates, Geometry } from '../../geo/geometry.ts'
import { assembleRings, isClosed } from '../../geo/rings.ts'
import { type AllocateCoordinates, ownCoordinates } from '../../geo/slab.ts'
import { SHAPE, type ShapeType, shapeTypeOf } from './shape-type.ts'

export type ShapeFault =
  | 'shp.record-too-short'
  | 'shp.unknown-type'
  | 'shp.type-mismatch'
  | 'shp.point.too-short'
  | 'shp.multipoint.bad-counts'
  | 'shp.polyline.bad-counts'
  | 'shp.polyline.bad-parts'
  | 'shp.polygon.bad-counts'
  | 'shp.polygon.bad-parts'
  | 'shp.multipatch.bad-counts'
  | 'shp.multipatch.bad-parts'
  | 'shp.multipatch.unsupported'

export interface ShapeRead {
  /** null with `unreadable` null: the record says that it has no shape. */
  readonly geometry: Geometry | null
  readonly unreadable: ShapeFault | null
  readonly hadZ: boolean
  readonly hadM: boolean
  /** geometry.ring-unclosed */
  readonly unclosedRing: boolean
  /** geometry.ring-orientation */
  readonly reversedRing: boolean
}

const TYPE_BYTES = 4
/** Type and bounding box. */
const BOXED_BYTES = 36
const MULTIPOINT_HEADER_BYTES = 40
const PARTS_HEADER_BYTES = 44
const POINT_BYTES = 16
const RANGE_BYTES = 16
const RING_PART_TYPES: ReadonlySet<number> = new Set([2, 3, 4, 5])

const noShape: ShapeRead = {
  geometry: null,
  unreadable: null,
  hadZ: false,
  hadM: false,
  unclosedRing: false,
  reversedRing: false,
}
const unreadable = (code: ShapeFault): ShapeRead => ({ ...noShape, unreadable: code })

/**
 * Reads one record's content (without its 8-byte header). `layerType` is the header's shape type; a record of another kind is
 * unreadable, a null shape never is, and a Z or M variant of the same kind is read. Coordinates come back as they stand, NaN
 * included; counts are checked against the content before anything is allocated (`createSlab` makes that cheap in a loop).
 */
export function readShape(
  content: Uint8Array,
  layerType: number,
  allocate: AllocateCoordinates = ownCoordinates,
): ShapeRead {
  const length = content.byteLength
  if (length < TYPE_BYTES) return unreadable('shp.record-too-short')
  const view = new DataView(content.buffer, content.byteOffset, length)
  const code = view.getInt32(0, true)
  if (code === SHAPE.null) return noShape
  const type = shapeTypeOf(code)
  if (type === null) return unreadable('shp.unknown-type')
  if (code !== layerType && type.kind !== shapeTypeOf(layerType)?.kind) return unreadable('shp.type-mismatch')
  switch (type.kind) {
    case 'point':
      return readPoint(view, type, allocate)
    case 'multiPoint':
      return readMultiPoint(view, type, allocate)
    default:
      return readParts(view, type, allocate)
  }
}

function readPoint(view: DataView, { hasZ: isZ, hasM: isM }: ShapeType, allocate: AllocateCoordinates): ShapeRead {
  const measures = (isZ ? 8 : 0) + (isM ? 8 : 0)
  if (view.byteLength < TYPE_BYTES + POINT_BYTES + measures) return unreadable('shp.point.too-short')
  const hadM = isM || (isZ && view.byteLength >= TYPE_BYTES + POINT_BYTES + 16)
  return {
    ...noShape,
    geometry: { type: 'Point', coordinates: readRun(view, TYPE_BYTES, 1, allocate) },
    hadZ: isZ,
    hadM,
  }
}

function readMultiPoint(view: DataView, type: ShapeType, allocate: AllocateCoordinates): ShapeRead {
  if (view.byteLength < MULTIPOINT_HEADER_BYTES) return unreadable('shp.multipoint.bad-counts')
  const pointCount = view.getInt32(BOXED_BYTES, true)
  const end = MULTIPOINT_HEADER_BYTES + POINT_BYTES * pointCount
  if (pointCount < 0 || end > view.byteLength) return unreadable('shp.multipoint.bad-counts')
  if (pointCount === 0) return noShape
  const coordinates = readRun(view, MULTIPOINT_HEADER_BYTES, pointCount, allocate)
  return { ...noShape, geometry: { type: 'MultiPoint', coordinates }, ...measuresOf(view, end, pointCount, type) }
}

function readParts(view: DataView, type: ShapeType, allocate: AllocateCoordinates): ShapeRead {
  const name = type.kind === 'polyLine' ? 'polyline' : type.kind === 'polygon' ? 'polygon' : 'multipatch'
  if (view.byteLength < PARTS_HEADER_BYTES) return unreadable(`shp.${name}.bad-counts`)
  const partCount = view.getInt32(BOXED_BYTES, true)
  const pointCount = view.getInt32(BOXED_BYTES + 4, true)
  const partBytes = name === 'multipatch' ? 8 : 4
  const pointsAt = PARTS_HEADER_BYTES + partBytes * partCount
  const end = pointsAt + POINT_BYTES * pointCount
  if (partCount < 0 || pointCount < 0) return unreadable(`shp.${name}.bad-counts`)
  if (partCount === 0 || pointCount === 0) return noShape
  if (end > view.byteLength) return unreadable(`shp.${name}.bad-counts`)
  if (name === 'multipatch' && !hasOnlyRings(view, partCount)) return unreadable('shp.multipatch.unsupported')
  const parts = splitParts(view, { partCount, pointCount, pointsAt }, allocate)
  if (parts === null) return unreadable(`shp.${name}.bad-parts`)
  const { hadZ, hadM } = measuresOf(view, end, pointCount, type)
  if (name === 'polyline') return { ...noShape, geometry: { type: 'MultiLineString', lines: parts }, hadZ, hadM }
  const { polygons, reversed } = assembleRings(parts)
  return {
    geometry: { type: 'MultiPolygon', polygons },
    unreadable: null,
    hadZ,
    hadM,
    unclosedRing: !parts.every(isClosed),
    reversedRing: reversed,
  }
}

interface PartsLayout {
  readonly partCount: number
  readonly pointCount: number
  readonly pointsAt: number
}

/** Null when the part starts do not rise from 0 within the points. An empty part is no part. */
function splitParts(
  view: DataView,
  { partCount, pointCount, pointsAt }: PartsLayout,
  allocate: AllocateCoordinates,
): Coordinates[] | null {
  if (view.getInt32(PARTS_HEADER_BYTES, true) !== 0) return null
  const parts: Coordinates[] = []
  let start = 0
  for (let part = 1; part <= partCount; part++) {
    const end = part === partCount ? pointCount : view.getInt32(PARTS_HEADER_BYTES + 4 * part, true)
    if (end < start || end > pointCount) return null
    if (end > start) parts.push(readRun(view, pointsAt + POINT_BYTES * start, end - start, allocate))
    start = end
  }
  return parts
}

function hasOnlyRings(view: DataView, partCount: number): boolean {
  for (let part = 0; part < partCount; part++) {
    if (!RING_PART_TYPES.has(view.getInt32(PARTS_HEADER_BYTES + 4 * (partCount + part), true))) return false
  }
  return true
}

/** Z takes a range and a value a point, M the same after it; some writers leave M out even where the type has it. */
function measuresOf(
  view: DataView,
  end: number,
  pointCount: number,
  { hasZ: isZ, hasM: isM }: ShapeType,
): { hadZ: boolean; hadM: boolean } {
  const block = RANGE_BYTES + 8 * pointCount
  const blocks = Math.floor((view.byteLength - end) / block)
  return { hadZ: isZ && blocks >= 1, hadM: (isM && blocks >= 1) || (isZ && blocks >= 2) }
}

function readRun(view: DataView, at: number, pointCount: number, allocate: AllocateCoordinates): Coordinates {
  const run = allocate(pointCount * 2)
  for (let i = 0, from = at; i < run.length; i++, from += 8) run[i] = view.getFloat64(from, true)
  return run
}
