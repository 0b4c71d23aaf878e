import type { CancelSignal } from '../../shared/contract/job.ts'
import type { WritableDb } from '../open/database.ts'
import { goOn } from './slices.ts'

/** m² that two GeoPackage blobs share; null when one of them cannot be overlaid. */
export type SharedArea = (a: Uint8Array, b: Uint8Array) => number | null

interface Unplaced {
  readonly rec: number
  readonly geom: Uint8Array
}

/**
 * Finds the parcel of each staged building: by its code, else by the first 19 characters of its real-estate unit code, else
 * the parcel that holds most of it. Written to the scratch file, before the merge.
 */
export function linkStagedBuildings(
  db: WritableDb,
  scratchCount: number,
  sharedArea: SharedArea,
  signal: CancelSignal,
): void {
  for (let i = 0; i < scratchCount; i++) {
    db.prepare(
      `UPDATE s${i}.staged AS s SET parcel_id = (SELECT p.id FROM parcel p WHERE p.parcel_code = ifnull(s.parcel_code, substr(s.unit_code, 1, 19)) ORDER BY p.fid LIMIT 1) WHERE ${goOn('s.rec')}`,
    ).run()
    db.prepare(`UPDATE s${i}.staged SET parcel_found_by = 'code' WHERE parcel_id NOTNULL`).run()
    linkByLocation(db, `s${i}`, sharedArea, signal)
  }
}

const CANDIDATES = `SELECT p.id, p.geom FROM rtree_parcel_geom r JOIN parcel p ON p.fid = r.id
  WHERE r.minx <= ? AND r.maxx >= ? AND r.miny <= ? AND r.maxy >= ? AND p.geometry_fault IS NULL`

function linkByLocation(db: WritableDb, schema: string, sharedArea: SharedArea, signal: CancelSignal): void {
  const unplaced = db.prepare<[], Unplaced & { minx: number; maxx: number; miny: number; maxy: number }>(
    `SELECT rec, geom, ST_MinX(geom) AS minx, ST_MaxX(geom) AS maxx, ST_MinY(geom) AS miny, ST_MaxY(geom) AS maxy FROM ${schema}.staged WHERE parcel_id IS NULL AND geometry_fault IS NULL AND geom NOTNULL`,
  )
  const candidates = db.prepare<[number, number, number, number], { id: string; geom: Uint8Array }>(CANDIDATES)
  const found: { rec: number; id: string }[] = []
  for (const { rec, geom, minx, maxx, miny, maxy } of unplaced.iterate()) {
    signal.throwIfAborted()
    let best: { id: string; area: number } | null = null
    for (const parcel of candidates.all(maxx, minx, maxy, miny)) {
      const area = sharedArea(geom, parcel.geom) ?? 0
      if (area > (best?.area ?? 0)) best = { id: parcel.id, area }
    }
    if (best !== null) found.push({ rec, id: best.id })
  }
  const link = db.prepare(`UPDATE ${schema}.staged SET parcel_id = ?, parcel_found_by = 'location' WHERE rec = ?`)
  for (const { rec, id } of found) link.run(id, rec)
}
