import { parcelsFromWest, type SubjectColumns, validParcelFinder } from '../../../db/queries/check-rows.ts'
import type { ReadableDb } from '../../../db/open/database.ts'
import type { Extent, PolygonRings } from '../../../shared/geo/geometry.ts'
import { extentOf } from '../../../shared/geo/plane-area.ts'
import { surelyShareAtMost } from '../../../shared/geo/separation.ts'
import { OVERLAP_TOLERANCE_M2 } from '../../../shared/quality/limits.ts'
import type { Geos } from '../../platform/geos.ts'
import { ExtentSweep } from './extent-sweep.ts'
import { polygonsOf } from './polygons.ts'

export interface SweptShape {
  /** At most the west of its extent and of every later one. */
  readonly west: number
  readonly extent: Extent
  readonly polygons: readonly PolygonRings[]
}

export interface Overlap<S> {
  readonly a: S
  readonly b: S
  /** Raw m², above the tolerance. */
  readonly sharedM2: number
}

/**
 * All unordered pairs of valid shapes that share more than `limitM2`. Shapes come from west to east and only those that the
 * sweep line still crosses are held; most neighbours are told apart without GEOS.
 */
export function findOverlaps<S extends SweptShape>(shapes: Iterable<S>, limitM2: number, geos: Geos, onOverlap: (overlap: Overlap<S>) => void): void {
  const sweep = new ExtentSweep<S>((a, b) => {
    if (surelyShareAtMost(limitM2, a.polygons, a.extent, b.polygons, b.extent)) return
    const sharedM2 = geos.sharedAreaM2(a.polygons, b.polygons)
    if (sharedM2 > limitM2) onOverlap({ a, b, sharedM2 })
  })
  for (const shape of shapes) sweep.push(shape.west, shape.extent, shape)
}

export interface SweptParcel extends SweptShape {
  readonly subject: SubjectColumns
}

/** Overlapping valid parcels of the survey. `step` is told how many were swept; it throws to cancel. */
export function findParcelOverlaps(db: ReadableDb, geos: Geos, step: (done: number, total: number) => void, onOverlap: (overlap: Overlap<SweptParcel>) => void): void {
  findOverlaps(sweptParcels(db, step), OVERLAP_TOLERANCE_M2, geos, onOverlap)
}

const STEP = 2000

function* sweptParcels(db: ReadableDb, step: (done: number, total: number) => void): Generator<SweptParcel> {
  const order = parcelsFromWest(db)
  const find = validParcelFinder(db)
  let done = 0
  for (const { fid, west } of order) {
    if (done++ % STEP === 0) step(done, order.length)
    const parcel = find(fid)
    const polygons = parcel === undefined ? null : polygonsOf(parcel.geom)
    const extent = polygons === null ? null : extentOf({ type: 'MultiPolygon', polygons })
    if (parcel === undefined || polygons === null || extent === null) continue
    const { id, code, sourceRecord } = parcel
    yield { west, extent, polygons, subject: { fid, id, code, sourceRecord } }
  }
}
