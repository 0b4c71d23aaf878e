import { rtreeName } from '../geopackage/rtree.ts'
import type { ReadableDb } from '../open/database.ts'
import type { FeatureTable } from '../schema/tables.ts'

export type ShapeTable = Extract<
  FeatureTable,
  'village' | 'parcel' | 'building' | 'base_patch' | 'planned_patch' | 'control_zone'
>

/** What the rows of a plan's layer belong to. */
const OWNER: Readonly<Partial<Record<ShapeTable, 'plan_id' | 'scenario_id'>>> = {
  base_patch: 'plan_id',
  planned_patch: 'scenario_id',
  control_zone: 'scenario_id',
}

/** Rows of one layer from west to east by the R-tree, whose bounds are a few metres wide of the truth at most. */
export interface ShapesFromWest {
  readonly fids: Float64Array
  readonly wests: Float64Array
  readonly easts: Float64Array
}

/** `owner`: id of the plan or scenario; null: all rows. Valid shapes alone. */
export function shapesFromWest(db: ReadableDb, table: ShapeTable, owner: string | null): ShapesFromWest {
  const rows = db
    .prepare<(string | null)[], [fid: number, west: number, east: number]>(
      `SELECT t.fid, r.minx, r.maxx FROM ${table} t CROSS JOIN ${rtreeName(table)} r ON r.id = t.fid
      WHERE ${owner === null ? '? IS NULL' : `t.${OWNER[table]} = ?`} AND t.geometry_fault IS NULL AND t.geom IS NOT NULL ORDER BY r.minx, t.fid`,
    )
    .raw()
    .all(owner)
  const column = (i: 0 | 1 | 2): Float64Array => Float64Array.from(rows, (row) => row[i])
  return { fids: column(0), wests: column(1), easts: column(2) }
}

/** Shapes by row number, many at once. */
export function shapesByFid(
  db: ReadableDb,
  table: ShapeTable,
): (fids: readonly number[]) => ReadonlyMap<number, Uint8Array> {
  const find = db.prepare<[string], { fid: number; geom: Uint8Array }>(
    `SELECT fid, geom FROM ${table} WHERE fid IN (SELECT value FROM json_each(?))`,
  )
  return (fids) => new Map(find.all(JSON.stringify(fids)).map(({ fid, geom }) => [fid, geom]))
}
