import type {
  PlanLayerAnswer,
  PlanLegendLine,
  PlanMapLayer,
  PlanPatchFacts,
  PlanShape,
} from '../../shared/contract/planning-map.ts'
import type { ZoneKind } from '../../shared/model/plan-layers.ts'
import { classPlace, rowPlace, zonePlace } from '../../shared/planning/map-classes.ts'
import { villageOf } from '../../shared/planning/overlay-of-village.ts'
import type { SchemeId } from '../../shared/planning/scheme.ts'
import type { StructureRow } from '../../shared/planning/structure.ts'
import { rtreeName } from '../geopackage/rtree.ts'
import type { ReadableDb } from '../open/database.ts'
import { changeFid } from './plan-tile-layers.ts'
import { shapeOf } from './tiles.ts'

interface PlanLayerQuestion {
  readonly layer: PlanMapLayer
  readonly owner: string
  /** A village by its code, or 'none' for what names none; null: all. */
  readonly village: string | null
}

/** Columns of each layer as one form: scheme, code, kind of zone, row, ellipsoidal area, number, former code, name. */
const columns: Readonly<Record<PlanMapLayer, Readonly<Record<keyof Columns, string>>>> = {
  base_patch: patchColumns('plan_id'),
  planned_patch: patchColumns('scenario_id'),
  control_zone: {
    owner: 'scenario_id',
    scheme: 'NULL',
    code: 'zone_code',
    zoneKind: 'zone_kind',
    row: 'NULL',
    areaM2: 'ellipsoid_area_m2',
    number: 'zone_number',
    fromCode: 'NULL',
    name: 'zone_name',
  },
  plan_change: {
    owner: 'scenario_id',
    scheme: 'NULL',
    code: 'to_code',
    zoneKind: 'NULL',
    row: 'to_row',
    areaM2: 'area_m2',
    number: 'NULL',
    fromCode: 'from_code',
    name: 'NULL',
  },
}

interface Columns {
  readonly owner: string
  readonly scheme: string
  readonly code: string
  readonly zoneKind: string
  readonly row: string
  readonly areaM2: string
  readonly number: string
  readonly fromCode: string
  readonly name: string
}

function patchColumns(owner: string): Columns {
  return {
    owner,
    scheme: 'class_scheme',
    code: 'class_code',
    zoneKind: 'NULL',
    row: 'NULL',
    areaM2: 'ellipsoid_area_m2',
    number: 'patch_number',
    fromCode: 'NULL',
    name: 'class_name',
  }
}

interface LineRow {
  readonly scheme: SchemeId | null
  readonly code: string | null
  readonly zoneKind: ZoneKind | null
  readonly row: StructureRow | null
  readonly count: number
  readonly known: number
  readonly areaM2: number | null
}

/** Zones say their village as they are delivered, sometimes with more digits. */
const OF_VILLAGE = '(? IS NULL OR substr(t.village_code, 1, 12) IS ?)'

/** Where a layer lies, and how much land has which class, the largest first. */
export function planLayer(db: ReadableDb, { layer, owner, village }: PlanLayerQuestion): PlanLayerAnswer {
  const { owner: ownerColumn, scheme, code, zoneKind, row, areaM2 } = columns[layer]
  const params = [owner, village, village === null ? null : villageOf(village)]
  const box = db
    .prepare<(string | null)[], { minX: number | null; minY: number; maxX: number; maxY: number }>(
      `SELECT min(r.minx) AS minX, min(r.miny) AS minY, max(r.maxx) AS maxX, max(r.maxy) AS maxY
      FROM ${layer} t JOIN ${rtreeName(layer)} r ON r.id = t.fid WHERE t.${ownerColumn} = ? AND ${OF_VILLAGE}`,
    )
    .get(...params)
  // Changes are told by what the land becomes; their codes would make a line of each pair.
  const group = layer === 'plan_change' ? { code: 'NULL', by: 'row' } : { code, by: 'scheme, code, zoneKind' }
  const lines = db
    .prepare<(string | null)[], LineRow>(
      `SELECT ${scheme} AS scheme, ${group.code} AS code, ${zoneKind} AS zoneKind, ${row} AS row, count(*) AS count,
        count(${areaM2}) AS known, sum(${areaM2}) AS areaM2
      FROM ${layer} t WHERE ${ownerColumn} = ? AND ${OF_VILLAGE} GROUP BY ${group.by} ORDER BY areaM2 DESC`,
    )
    .all(...params)
  return {
    extent: box === undefined || box.minX === null ? null : [box.minX, box.minY, box.maxX, box.maxY],
    lines: lines.map((line) => lineOf(layer, line)),
  }
}

function lineOf(layer: PlanMapLayer, { known, ...line }: LineRow): PlanLegendLine {
  const place =
    layer === 'control_zone'
      ? zonePlace(line.zoneKind, line.code)
      : layer === 'plan_change'
        ? rowPlace(line.row)
        : classPlace(line.scheme, line.code)
  return { ...line, class: place, areaM2: known === line.count ? line.areaM2 : null }
}

const keyOf = (layer: PlanMapLayer, id: string): string | number => (layer === 'plan_change' ? changeFid(id) : id)
const keyColumn = (layer: PlanMapLayer): string => (layer === 'plan_change' ? 'fid' : 'id')

/** Shapes as they are stored. */
export function planShapes(
  db: ReadableDb,
  { layer, ids }: { readonly layer: PlanMapLayer; readonly ids: readonly string[] },
): readonly PlanShape[] {
  const find = db.prepare<[string | number], { geom: Uint8Array | null }>(
    `SELECT geom FROM ${layer} WHERE ${keyColumn(layer)} = ?`,
  )
  return ids.flatMap((id) => {
    const geom = find.get(keyOf(layer, id))?.geom
    const shape = geom === null || geom === undefined ? null : shapeOf(geom)
    return shape === null ? [] : [planShapeOf(id, shape)]
  })
}

/** The boundary of a village; null: the survey has none. */
export function planVillage(db: ReadableDb, code: string): PlanShape | null {
  const geom = db
    .prepare<[string], { geom: Uint8Array | null }>('SELECT geom FROM village WHERE code = ?')
    .get(code)?.geom
  const shape = geom === null || geom === undefined ? null : shapeOf(geom)
  return shape === null ? null : planShapeOf(code, shape)
}

const planShapeOf = (id: string, { polygons, extent }: NonNullable<ReturnType<typeof shapeOf>>): PlanShape => ({
  id,
  extent: extent as PlanShape['extent'],
  polygons: polygons.map((rings) => rings.map((ring) => Array.from(ring))),
})

/** null: it is gone. */
export function planPatch(
  db: ReadableDb,
  { layer, id }: { readonly layer: PlanMapLayer; readonly id: string },
): PlanPatchFacts | null {
  const { scheme, code, zoneKind, areaM2, number, fromCode, name } = columns[layer]
  const row = db
    .prepare<[string | number], Omit<PlanPatchFacts, 'layer' | 'id'>>(
      `SELECT ${number} AS number, village_code AS villageCode, ${scheme} AS scheme, ${code} AS code, ${fromCode} AS fromCode,
        ${zoneKind} AS zoneKind, ${name} AS name, ${areaM2} AS areaM2 FROM ${layer} WHERE ${keyColumn(layer)} = ?`,
    )
    .get(keyOf(layer, id))
  return row === undefined ? null : { ...row, layer, id }
}
