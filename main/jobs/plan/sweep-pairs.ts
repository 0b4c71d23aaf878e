import type { ReadableDb } from '../../../db/open/database.ts'
import { type ShapesFromWest, type ShapeTable, shapesByFid } from '../../../db/queries/shapes-from-west.ts'
import type { Extent, PolygonRings } from '../../../shared/geo/geometry.ts'
import { extentOf } from '../../../shared/geo/plane-area.ts'
import { ExtentSweep } from '../check/extent-sweep.ts'
import { polygonsOf } from '../check/polygons.ts'

/** A shape as the sweep holds it. */
export interface SweptShape {
  readonly fid: number
  readonly west: number
  readonly extent: Extent
  readonly polygons: readonly PolygonRings[]
  readonly blob: Uint8Array
}

/** Rows that are fetched together. */
const CHUNK = 256

/** The shapes of one layer from west to east, of which `wanted` says by place in the order which to read. */
export function* readFromWest(
  db: ReadableDb,
  table: ShapeTable,
  order: ShapesFromWest,
  wanted: (at: number) => boolean = () => true,
): Generator<SweptShape, void, undefined> {
  const find = shapesByFid(db, table)
  for (let from = 0; from < order.fids.length; from += CHUNK) {
    const places: number[] = []
    for (let at = from; at < Math.min(from + CHUNK, order.fids.length); at++) if (wanted(at)) places.push(at)
    if (places.length === 0) continue
    const blobs = find(places.map((at) => order.fids[at] ?? 0))
    for (const at of places) {
      const fid = order.fids[at] ?? 0
      const blob = blobs.get(fid)
      const polygons = blob === undefined ? null : polygonsOf(blob)
      const extent = polygons === null ? null : extentOf({ type: 'MultiPolygon', polygons })
      if (blob === undefined || polygons === null || extent === null) continue
      yield { fid, west: order.wests[at] ?? extent[0], extent, polygons, blob }
    }
  }
}

interface Sided {
  readonly isFirst: boolean
  readonly shape: SweptShape
}

/** Every pair of a shape of `first` and one of `second` whose extents meet; `step` is told how many shapes were swept. */
export function sweepPairs(
  first: Generator<SweptShape, void, undefined>,
  second: Generator<SweptShape, void, undefined>,
  onPair: (a: SweptShape, b: SweptShape) => void,
  step: (swept: number) => void,
): void {
  const sweep = new ExtentSweep<Sided>((a, b) => {
    if (a.isFirst === b.isFirst) return
    if (a.isFirst) onPair(a.shape, b.shape)
    else onPair(b.shape, a.shape)
  })
  let swept = 0
  let [a, b] = [first.next(), second.next()]
  while (a.done !== true || b.done !== true) {
    const isFirst = b.done === true || (a.done !== true && a.value.west <= b.value.west)
    const next = isFirst ? a : b
    if (next.done === true) break
    sweep.push(next.value.west, next.value.extent, { isFirst, shape: next.value })
    step(++swept)
    if (isFirst) a = first.next()
    else b = second.next()
  }
}
