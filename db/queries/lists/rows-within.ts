import { areaMeets } from '../../../shared/geo/area-meets.ts'
import { readBlob } from '../../../shared/geo/geopackage-blob.ts'
import type { ListLayer } from '../../../shared/model/list-columns.ts'
import { rtreeName } from '../../geopackage/rtree.ts'
import type { ReadableDb } from '../../open/database.ts'
import { type FeatureTable, featureTables } from '../../schema/tables.ts'

/** Rows whose shape meets the area: candidates by the R-tree, then the shapes themselves. */
export function rowsWithin(db: ReadableDb, layer: ListLayer, area: readonly number[]): readonly number[] {
  const table: FeatureTable | undefined = featureTables.find((name) => name === layer)
  if (table === undefined || area.length < 6) return []
  const closed = area.at(-2) === area[0] && area.at(-1) === area[1] ? area : [...area, area[0] ?? 0, area[1] ?? 0]
  const ring = Float64Array.from(closed)
  const [xs, ys] = [closed.filter((_, i) => i % 2 === 0), closed.filter((_, i) => i % 2 === 1)]
  const [west, east] = [Math.min(...xs), Math.max(...xs)]
  const [south, north] = [Math.min(...ys), Math.max(...ys)]
  const candidates = db
    .prepare<number[], [number, Uint8Array | null]>(
      `SELECT t.fid, t.geom FROM ${rtreeName(table)} r JOIN ${table} t ON t.fid = r.id
      WHERE r.minx <= ? AND r.maxx >= ? AND r.miny <= ? AND r.maxy >= ?`,
    )
    .raw()
    .iterate(east, west, north, south)
  const found: number[] = []
  for (const [fid, geom] of candidates) {
    const blob = geom === null ? null : readBlob(geom)
    if (blob === null || 'unsupported' in blob || blob.geometry?.type !== 'MultiPolygon') continue
    if (areaMeets(ring, blob.geometry.polygons)) found.push(fid)
  }
  return found
}
