import { type MapLayer, type MapShape, mapLayers } from '../../shared/contract/map.ts'
import type { Extent, PolygonRings } from '../../shared/geo/geometry.ts'
import { distanceToRingM } from '../../shared/geo/ring-distance.ts'
import { sideOf } from '../../shared/geo/ring-nesting.ts'
import { rtreeName } from '../geopackage/rtree.ts'
import type { ReadableDb } from '../open/database.ts'
import { shapeOf } from './tiles.ts'

export interface MapPoint {
  readonly x: number
  readonly y: number
  readonly withinM: number
  readonly layers: readonly MapLayer[]
}

/** What lies at a point, the topmost layer first; in one layer what holds the point before what is only near, small before large. */
export function objectsAt(db: ReadableDb, point: MapPoint): readonly { layer: MapLayer; id: string }[] {
  return mapLayers
    .toReversed()
    .filter((layer) => point.layers.includes(layer))
    .flatMap((layer) => hitsIn(db, layer, point).map((id) => ({ layer, id })))
}

function hitsIn(db: ReadableDb, layer: MapLayer, { x, y, withinM }: MapPoint): readonly string[] {
  const rows = db
    .prepare<[number, number, number, number], { id: string; geom: Uint8Array }>(
      `SELECT t.id, t.geom FROM ${rtreeName(layer)} r JOIN ${layer} t ON t.fid = r.id
        WHERE r.minx <= ? AND r.maxx >= ? AND r.miny <= ? AND r.maxy >= ?`,
    )
    .all(x + withinM, x - withinM, y + withinM, y - withinM)
  return rows
    .flatMap(({ id, geom }) => {
      const shape = shapeOf(geom)
      if (shape === null) return []
      const awayM = distanceM(shape.polygons, x, y)
      return awayM <= withinM ? [{ id, awayM, size: sizeOf(shape.extent) }] : []
    })
    .sort((a, b) => a.awayM - b.awayM || a.size - b.size)
    .map(({ id }) => id)
}

const sizeOf = ([minX, minY, maxX, maxY]: Extent): number => (maxX - minX) * (maxY - minY)

/** Metres from a point to polygons; 0 inside. */
function distanceM(polygons: readonly PolygonRings[], x: number, y: number): number {
  let nearest = Number.POSITIVE_INFINITY
  for (const [shell, ...holes] of polygons) {
    if (shell === undefined) continue
    if (sideOf(shell, x, y) === 'in' && !holes.some((hole) => sideOf(hole, x, y) === 'in')) return 0
    for (const ring of [shell, ...holes]) nearest = Math.min(nearest, distanceToRingM(ring, x, y))
  }
  return nearest
}

/** Shapes of objects as they are stored. */
export function shapesOf(db: ReadableDb, layer: MapLayer, ids: readonly string[]): readonly MapShape[] {
  const find = db.prepare<[string], { geom: Uint8Array | null }>(`SELECT geom FROM ${layer} WHERE id = ?`)
  return ids.flatMap((id) => {
    const geom = find.get(id)?.geom
    const shape = geom === null || geom === undefined ? null : shapeOf(geom)
    if (shape === null) return []
    const polygons = shape.polygons.map((rings) => rings.map((ring) => Array.from(ring)))
    return [{ layer, id, extent: shape.extent as MapShape['extent'], polygons }]
  })
}
