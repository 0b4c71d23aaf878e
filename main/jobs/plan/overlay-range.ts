import { connect } from '../../../db/open/database.ts'
import { shapesFromWest } from '../../../db/queries/shapes-from-west.ts'
import { createPieceScratch, type PieceWriter } from '../../../db/staging/piece-scratch.ts'
import type { CancelSignal } from '../../../shared/contract/job.ts'
import { writeMultiPolygonBlob } from '../../../shared/geo/geopackage-blob.ts'
import { planeAreaM2 } from '../../../shared/geo/plane-area.ts'
import { surelyShareAtMost, surelyWithin } from '../../../shared/geo/separation.ts'
import { loadGeos } from '../../platform/geos.ts'
import type { Origin, ShapeOps } from '../../platform/geos-shapes.ts'
import { readFromWest, type SweptShape, sweepPairs } from './sweep-pairs.ts'

/** One thread's share of an overlay: the base patches whose western bounds lie in [from, to). Plain data. */
export interface OverlayTask {
  readonly survey: string
  readonly plan: string
  readonly scenario: string
  readonly from: number
  readonly to: number
  readonly scratch: string
  readonly origin: Origin
  readonly srsId: number
  /** Pairs "base fid's class|planned fid's class" are looked up here: whether the land stays what it is. */
  readonly baseClass: Float64Array
  readonly plannedClass: Float64Array
  readonly same: readonly (readonly boolean[])[]
}

/** Pieces whose boundaries only touch have an area of rounding alone. */
const LEAST_PIECE_M2 = 1e-6
const STEP = 64

/** Cuts the share's base patches by the planned ones and writes the pieces to the scratch file. */
export async function overlayRange(
  task: OverlayTask,
  signal: CancelSignal,
  progress: (swept: number) => void,
): Promise<null> {
  const db = connect(task.survey, 'read')
  const pieces = createPieceScratch(task.scratch)
  try {
    const { shapes } = await loadGeos()
    const base = shapesFromWest(db, 'base_patch', task.plan)
    const mine = (at: number): boolean => {
      const west = base.wests[at] ?? 0
      return west >= task.from && west < task.to
    }
    let east = Number.NEGATIVE_INFINITY
    base.easts.forEach((value, at) => {
      if (mine(at)) east = Math.max(east, value)
    })
    const planned = shapesFromWest(db, 'planned_patch', task.scenario)
    const reaches = (at: number): boolean => (planned.wests[at] ?? 0) <= east && (planned.easts[at] ?? 0) >= task.from
    const cut = cutter(task, shapes, pieces)
    sweepPairs(
      readFromWest(db, 'base_patch', base, mine),
      readFromWest(db, 'planned_patch', planned, reaches),
      cut,
      (swept) => {
        if (swept % STEP !== 0) return
        signal.throwIfAborted()
        progress(swept)
      },
    )
    return null
  } finally {
    pieces.close()
    db.close()
  }
}

function cutter(
  { origin, srsId, baseClass, plannedClass, same }: OverlayTask,
  shapes: ShapeOps,
  pieces: PieceWriter,
): (base: SweptShape, planned: SweptShape) => void {
  return (base, planned) => {
    if (isSameShape(base, planned) || surelyWithin(base.polygons, planned.polygons)) {
      pieces.add(base.fid, planned.fid, planeAreaM2(base.polygons), changes(base, planned) ? base.blob : null)
      return
    }
    if (surelyShareAtMost(LEAST_PIECE_M2, base.polygons, base.extent, planned.polygons, planned.extent)) return
    const a = shapes.make(base.polygons, origin)
    const b = shapes.make(planned.polygons, origin)
    const shared = shapes.intersection(a, b)
    shapes.free(a)
    shapes.free(b)
    const planeM2 = shapes.areaM2(shared)
    if (planeM2 > LEAST_PIECE_M2) {
      const shape = changes(base, planned) ? writeMultiPolygonBlob(shapes.polygons(shared, origin), srsId) : null
      pieces.add(base.fid, planned.fid, planeM2, shape)
    }
    shapes.free(shared)
  }
  function changes(base: SweptShape, planned: SweptShape): boolean {
    return same[baseClass[base.fid] ?? 0]?.[plannedClass[planned.fid] ?? 0] !== true
  }
}

/** Most land stays what it is: its patch stands in both layers with the same vertices. */
const isSameShape = (a: SweptShape, b: SweptShape): boolean =>
  a.blob.length === b.blob.length && Buffer.compare(a.blob, b.blob) === 0
