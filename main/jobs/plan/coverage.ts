import type { ReadableDb, WritableDb } from '../../../db/open/database.ts'
import { controlZones } from '../../../db/queries/conflict-subjects.ts'
import { patchFacts } from '../../../db/queries/plan-overlay.ts'
import { storedResult, storeResult } from '../../../db/queries/plan-results.ts'
import { basisOf } from '../../../db/queries/plans.ts'
import { type ShapeTable, shapesFromWest } from '../../../db/queries/shapes-from-west.ts'
import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import type { CoverageAnswer, CoverageFinding, PlanLine } from '../../../shared/contract/planning-answers.ts'
import type { PolygonRings } from '../../../shared/geo/geometry.ts'
import { surelyShareAtMost } from '../../../shared/geo/separation.ts'
import { isWithinTolerance } from '../../../shared/planning/control-rules.ts'
import { loadGeos } from '../../platform/geos.ts'
import type { Origin, Shape, ShapeOps } from '../../platform/geos-shapes.ts'
import { ExtentSweep } from '../check/extent-sweep.ts'
import { polygonsOf } from '../check/polygons.ts'
import type { JobContext } from '../job.ts'
import { createTally, type Tally } from './coverage-tally.ts'
import { onScenario, type ScenarioJob, unknownScenario } from './on-scenario.ts'
import { readFromWest, type SweptShape } from './sweep-pairs.ts'

const STEP = 64
/**
 * A hundredth of the tolerance. A vertex that should lie on a neighbour's edge lies nanometres beside it, and the cracks between
 * would join slivers into one whose perimeter, and with it the tolerance, is that of the whole village.
 */
const GRID_M = 1e-6

type Layer = CoverageFinding['layer']

/**
 * Whether planned patches, and the zones of construction control, cover their villages without gaps and overlaps.
 * Refusals: plan.unknown-scenario, plan.no-layer.
 */
export const runCoverage = (job: ScenarioJob, context: JobContext): Promise<Outcome<CoverageAnswer>> =>
  onScenario(job, (db, plan, id) => coverageOf(db, plan, id, context))

async function coverageOf(
  db: WritableDb,
  plan: PlanLine,
  id: string,
  context: JobContext,
): Promise<Outcome<CoverageAnswer>> {
  const patches = patchFacts(db, 'planned_patch', id)
  if (patches.length === 0)
    return refuse({ code: 'plan.no-layer', params: { plan: plan.title, layer: 'plan.layer.planned_patch' } })
  const basis = basisOf(db, plan.id, id)
  const { shapes } = await loadGeos()
  const tally = createTally()
  // The base names the plan's villages; where it has not come yet, the planned patches do.
  const named = [...plan.villages.map(({ code }) => code), ...patches.map(({ village }) => village)]
  const codes = [...new Set(named)].filter((code) => code !== null).toSorted()
  const zones = controlZones(db, id).filter(({ kind }) => kind === 'construction_zone')
  const planned = new Map(patches.map((patch) => [patch.fid, patch]))
  const zoned = new Map(zones.map((zone) => [zone.fid, { id: zone.id, village: null }]))
  const share = coverLayer(
    db,
    shapes,
    { layer: 'planned', table: 'planned_patch', owner: id, members: planned, codes },
    tally,
    context,
  )
  if (zones.length > 0)
    coverLayer(db, shapes, { layer: 'zones', table: 'control_zone', owner: id, members: zoned, codes }, tally, context)
  const content = {
    ...tally.answer(),
    villages: codes.map((code) => ({ code, hasBoundary: share.has(code), coveredShare: share.get(code) ?? null })),
  }
  await context.withWriteAccess(() =>
    storeResult(db, 'coverage', id, content, basis, { author: context.author, at: new Date().toISOString() }),
  )
  const stored = storedResult(db, 'coverage', id)
  return stored === null ? unknownScenario(id) : done(stored)
}

interface CoveredLayer {
  readonly layer: Layer
  readonly table: Extract<ShapeTable, 'planned_patch' | 'control_zone'>
  readonly owner: string
  /** By row number; rows that are not among them are no part of the layer. */
  readonly members: ReadonlyMap<number, { readonly id: string; readonly village: string | null }>
  readonly codes: readonly string[]
}

/** Finds overlaps of the layer, then holds it against each village; gives the covered share of each that has a boundary. */
function coverLayer(
  db: ReadableDb,
  shapes: ShapeOps,
  layer: CoveredLayer,
  tally: Tally,
  context: JobContext,
): ReadonlyMap<string, number> {
  const order = shapesFromWest(db, layer.table, layer.owner)
  const isMine = (at: number): boolean => layer.members.has(order.fids[at] ?? 0)
  const all: SweptShape[] = []
  const sweep = new ExtentSweep<SweptShape>((a, b) => tellOverlap(shapes, layer, a, b, tally))
  for (const shape of readFromWest(db, layer.table, order, isMine)) {
    all.push(shape)
    sweep.push(shape.west, shape.extent, shape)
    if (all.length % STEP !== 0) continue
    context.signal.throwIfAborted()
    context.report({ phase: `coverage.${layer.layer}`, done: all.length, total: layer.members.size })
  }
  const village = db.prepare<[string], { geom: Uint8Array | null }>(
    'SELECT geom FROM village WHERE code = ? AND geometry_fault IS NULL',
  )
  const shares = new Map<string, number>()
  for (const code of layer.codes) {
    context.signal.throwIfAborted()
    const geom = village.get(code)?.geom ?? null
    const polygons = geom === null ? null : polygonsOf(geom)
    if (polygons !== null) shares.set(code, coverVillage(shapes, layer, { code, polygons, all }, tally))
  }
  return shares
}

/** Two patches may meet in several places, and along borders that have a length and no area: each place is told by itself. */
function tellOverlap(
  shapes: ShapeOps,
  { layer, members }: CoveredLayer,
  a: SweptShape,
  b: SweptShape,
  tally: Tally,
): void {
  if (surelyShareAtMost(0, a.polygons, a.extent, b.polygons, b.extent)) return
  const origin: Origin = { x: a.extent[0], y: a.extent[1] }
  const [first, second] = [shapes.make(a.polygons, origin), shapes.make(b.polygons, origin)]
  const exact = shapes.intersection(first, second)
  if (shapes.areaM2(exact) > 0) {
    const shared = shapes.intersection(first, second, GRID_M)
    const both = [members.get(a.fid), members.get(b.fid)] as const
    const patches = both.map((member) => member?.id ?? '')
    const village = both[0]?.village === both[1]?.village ? (both[0]?.village ?? null) : null
    tellParts(shapes, shared, origin, (place) => tally.add({ kind: 'overlap', layer, village, ...place, patches }))
    shapes.free(shared)
  }
  for (const shape of [first, second, exact]) shapes.free(shape)
}

function coverVillage(
  shapes: ShapeOps,
  { layer }: CoveredLayer,
  {
    code,
    polygons,
    all,
  }: { readonly code: string; readonly polygons: SweptShape['polygons']; readonly all: readonly SweptShape[] },
  tally: Tally,
): number {
  const first = polygons[0]?.[0]
  const origin: Origin = { x: first?.[0] ?? 0, y: first?.[1] ?? 0 }
  const whole = shapes.make(polygons, origin)
  const box = boxOf(polygons)
  const near = all.filter(
    ({ extent }) => extent[0] <= box[2] && extent[2] >= box[0] && extent[1] <= box[3] && extent[3] >= box[1],
  )
  const union = shapes.union(
    near.map((shape) => shapes.make(shape.polygons, origin)),
    GRID_M,
  )
  const gap = shapes.difference(whole, union, GRID_M)
  const wholeM2 = shapes.areaM2(whole)
  const gapM2 = tellParts(shapes, gap, origin, (place) =>
    tally.add({ kind: 'gap', layer, village: code, ...place, patches: [] }),
  )
  for (const shape of [whole, union, gap]) shapes.free(shape)
  return wholeM2 === 0 ? 0 : 1 - gapM2 / wholeM2
}

function boxOf(polygons: SweptShape['polygons']): readonly [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [shell] of polygons)
    for (let i = 0; shell !== undefined && i + 1 < shell.length; i += 2) {
      const [x = 0, y = 0] = [shell[i], shell[i + 1]]
      box[0] = Math.min(box[0], x)
      box[1] = Math.min(box[1], y)
      box[2] = Math.max(box[2], x)
      box[3] = Math.max(box[3], y)
    }
  return box
}

type Place = Pick<CoverageFinding, 'areaM2' | 'at'> & { readonly perimeterM: number; readonly polygon: PolygonRings }

/** Tells each polygon of a shape that is more than the tolerance of coordinates; gives their area together. */
function tellParts(shapes: ShapeOps, of: Shape, origin: Origin, tell: (place: Place) => void): number {
  let sum = 0
  for (const polygon of shapes.polygons(of, origin)) {
    const part = shapes.make([polygon], origin)
    const areaM2 = shapes.areaM2(part)
    const perimeterM = shapes.perimeterM(part)
    const at = isWithinTolerance(areaM2, perimeterM) ? null : shapes.pointIn(part, origin)
    shapes.free(part)
    if (at === null) continue
    sum += areaM2
    tell({ areaM2, perimeterM, at, polygon })
  }
  return sum
}
