import type { ReadableDb } from '../../../db/open/database.ts'
import { isPointIn } from '../../../shared/geo/point-in.ts'
import type { Legend } from '../../../shared/planning/legend.ts'
import { rowOf } from '../../../shared/planning/same-land.ts'
import type { SchemeId } from '../../../shared/planning/scheme.ts'
import { isConstruction } from '../../../shared/planning/structure.ts'
import { polygonsOf } from '../check/polygons.ts'

export interface BaseUnder {
  /** Whether the plan's base shows the land at a point as built. False where it has no patch there. */
  isConstruction(x: number, y: number): boolean
}

/** Asks the base of a plan by place. */
export function baseUnder(db: ReadableDb, plan: string, legend: Legend): BaseUnder {
  const at = db.prepare<
    [string, number, number, number, number],
    { geom: Uint8Array; scheme: SchemeId | null; code: string | null }
  >(
    `SELECT t.geom, t.class_scheme AS scheme, t.class_code AS code FROM rtree_base_patch_geom r JOIN base_patch t ON t.fid = r.id
    WHERE t.plan_id = ? AND r.minx <= ? AND r.maxx >= ? AND r.miny <= ? AND r.maxy >= ?`,
  )
  return {
    isConstruction: (x, y) =>
      at
        .all(plan, x, x, y, y)
        .some(
          ({ geom, scheme, code }) =>
            isConstruction(rowOf({ scheme, code }, legend)) && isPointIn(polygonsOf(geom) ?? [], x, y),
        ),
  }
}
