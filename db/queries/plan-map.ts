import type { Extent } from '../../shared/geo/geometry.ts'
import { readBlob } from '../../shared/geo/geopackage-blob.ts'
import { extentOf } from '../../shared/geo/plane-area.ts'
import type { ZoneKind } from '../../shared/model/plan-layers.ts'
import type { SchemeId } from '../../shared/planning/scheme.ts'
import type { ReadableDb } from '../open/database.ts'

export type PlanState = 'base' | 'planned'

/** A class as a map shows it. */
export interface MappedClass {
  readonly scheme: SchemeId | null
  readonly code: string | null
  readonly areaM2: number
}

const TABLE = { base: 'base_patch', planned: 'planned_patch' } as const
const OWNER = { base: 'plan_id', planned: 'scenario_id' } as const

/** Classes of a plan's base or of a scenario with their ellipsoidal areas, by code. */
export const mappedClasses = (db: ReadableDb, state: PlanState, owner: string): readonly MappedClass[] =>
  db
    .prepare<[string], MappedClass>(
      `SELECT class_scheme AS scheme, class_code AS code, total(ellipsoid_area_m2) AS areaM2 FROM ${TABLE[state]}
      WHERE ${OWNER[state]} = ? GROUP BY 1, 2 ORDER BY 2, 1`,
    )
    .all(owner)

export const mappedPatches = (
  db: ReadableDb,
  state: PlanState,
  owner: string,
): IterableIterator<{ readonly scheme: SchemeId | null; readonly code: string | null; readonly geom: Uint8Array }> =>
  db
    .prepare<[string], { scheme: SchemeId | null; code: string | null; geom: Uint8Array }>(
      `SELECT class_scheme AS scheme, class_code AS code, geom FROM ${TABLE[state]} WHERE ${OWNER[state]} = ? AND geom IS NOT NULL ORDER BY fid`,
    )
    .iterate(owner)

/** What the patches cover; null: there are none. */
export function mappedExtent(db: ReadableDb, state: PlanState, owner: string): Extent | null {
  const row = db
    .prepare<[string], { minx: number | null; miny: number; maxx: number; maxy: number }>(
      `SELECT min(r.minx) AS minx, min(r.miny) AS miny, max(r.maxx) AS maxx, max(r.maxy) AS maxy FROM ${TABLE[state]} t
      JOIN rtree_${TABLE[state]}_geom r ON r.id = t.fid WHERE t.${OWNER[state]} = ?`,
    )
    .get(owner)
  return row === undefined || row.minx === null ? null : [row.minx, row.miny, row.maxx, row.maxy]
}

/** Outlines of the plan's villages. */
export const villageOutlines = (db: ReadableDb, villages: readonly string[]): readonly Uint8Array[] =>
  db
    .prepare<[string], { geom: Uint8Array }>(
      'SELECT geom FROM village WHERE geom IS NOT NULL AND code IN (SELECT value FROM json_each(?)) ORDER BY code',
    )
    .all(JSON.stringify(villages))
    .map(({ geom }) => geom)

export const zoneOutlines = (
  db: ReadableDb,
  scenario: string,
): readonly { readonly kind: ZoneKind; readonly code: string | null; readonly geom: Uint8Array }[] =>
  db
    .prepare<[string], { kind: ZoneKind; code: string | null; geom: Uint8Array }>(
      'SELECT zone_kind AS kind, zone_code AS code, geom FROM control_zone WHERE scenario_id = ? AND geom IS NOT NULL ORDER BY fid',
    )
    .all(scenario)

/** Exact, where the R-tree is a few metres wide of the truth. */
export function exactExtent(shapes: readonly Uint8Array[]): Extent | null {
  const boxes = shapes.flatMap((geom) => {
    const read = readBlob(geom)
    const box = 'geometry' in read && read.geometry !== null ? extentOf(read.geometry) : null
    return box === null ? [] : [box]
  })
  if (boxes.length === 0) return null
  const side = (i: 0 | 1 | 2 | 3): number[] => boxes.map((box) => box[i])
  return [Math.min(...side(0)), Math.min(...side(1)), Math.max(...side(2)), Math.max(...side(3))]
}
