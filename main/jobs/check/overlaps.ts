import type { ReadableDb } from '../../../db/open/database.ts'
import {
  parcelSubjects,
  parcelsFromWest,
  type SubjectColumns,
  validParcelShapes,
} from '../../../db/queries/check-rows.ts'
import type { Extent, PolygonRings } from '../../../shared/geo/geometry.ts'
import { extentOf } from '../../../shared/geo/plane-area.ts'
import { surelyShareAtMost } from '../../../shared/geo/separation.ts'
import { OVERLAP_TOLERANCE_M2 } from '../../../shared/quality/limits.ts'
import type { Geos, ValidityFault } from '../../platform/geos.ts'
import { ExtentSweep } from './extent-sweep.ts'
import { polygonsOf } from './polygons.ts'

interface SweptShape {
  /** At most the west of its extent and of every later one. */
  readonly west: number
  readonly extent: Extent
  readonly polygons: readonly PolygonRings[]
}

interface Overlap<S> {
  readonly a: S
  readonly b: S
  /** Raw m², above the tolerance. */
  readonly sharedM2: number
}

/**
 * All unordered pairs of valid shapes that share more than `limitM2`. Shapes come from west to east and only those that the
 * sweep line still crosses are held; most neighbours are told apart without GEOS.
 */
function findOverlaps<S extends SweptShape>(
  shapes: Iterable<S>,
  limitM2: number,
  geos: Geos,
  onOverlap: (overlap: Overlap<S>) => void,
): void {
  const sweep = new ExtentSweep<S>((a, b) => {
    if (surelyShareAtMost(limitM2, a.polygons, a.extent, b.polygons, b.extent)) return
    const sharedM2 = geos.sharedAreaM2(a.polygons, b.polygons)
    if (sharedM2 > limitM2) onOverlap({ a, b, sharedM2 })
  })
  for (const shape of shapes) sweep.push(shape.west, shape.extent, shape)
}

export interface ParcelOverlap {
  /** In file order. */
  readonly subjects: readonly [SubjectColumns, SubjectColumns]
  readonly extents: readonly [Extent, Extent]
  readonly sharedM2: number
}

export interface ParcelOverlapListener {
  /** Told how many were swept; throws to cancel. */
  step(done: number, total: number): void
  onOverlap(overlap: ParcelOverlap): void
  /** A parcel that the file holds to be valid and that is not: left out of the overlaps, or it would give false ones. */
  onInvalid(subject: SubjectColumns, fault: ValidityFault): void
}

/** Overlapping valid parcels of the survey. */
export function findParcelOverlaps(db: ReadableDb, geos: Geos, listener: ParcelOverlapListener): void {
  const subjectOf = parcelSubjects(db)
  findOverlaps(sweptParcels(db, geos, listener), OVERLAP_TOLERANCE_M2, geos, ({ a, b, sharedM2 }) => {
    const [first, second] = a.fid < b.fid ? [a, b] : [b, a]
    listener.onOverlap({
      subjects: [subjectOf(first.fid), subjectOf(second.fid)],
      extents: [first.extent, second.extent],
      sharedM2,
    })
  })
}

interface SweptParcel extends SweptShape {
  readonly fid: number
}

/** Parcels read at once: a cancel is heard in between. */
const SLICE = 500

function* sweptParcels(db: ReadableDb, geos: Geos, listener: ParcelOverlapListener): Generator<SweptParcel> {
  const { fids, wests } = parcelsFromWest(db)
  const shapesOf = validParcelShapes(db)
  const subjectOf = parcelSubjects(db)
  for (let from = 0; from < fids.length; from += SLICE) {
    listener.step(from, fids.length)
    const slice = fids.subarray(from, from + SLICE)
    const shapes = shapesOf([...slice])
    for (const [i, fid] of slice.entries()) {
      const geom = shapes.get(fid)
      const polygons = geom === undefined ? null : polygonsOf(geom)
      const extent = polygons === null ? null : extentOf({ type: 'MultiPolygon', polygons })
      if (polygons === null || extent === null) continue
      const fault = geos.invalidReason(polygons)
      if (fault === null) yield { fid, west: wests[from + i] ?? Number.NaN, extent, polygons }
      else listener.onInvalid(subjectOf(fid), fault)
    }
  }
}
