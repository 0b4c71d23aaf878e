import type { ReadableDb, WritableDb } from '../../../db/open/database.ts'
import { surveyLegend } from '../../../db/queries/plan-legend.ts'
import { type PatchFacts, patchFacts } from '../../../db/queries/plan-overlay.ts'
import { storedResult, storeResult } from '../../../db/queries/plan-results.ts'
import { basisOf } from '../../../db/queries/plans.ts'
import { shapesFromWest } from '../../../db/queries/shapes-from-west.ts'
import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import type { PlanLine, Regularity, RegularityAnswer } from '../../../shared/contract/planning-answers.ts'
import { conflictLimits } from '../../../shared/planning/control-rules.ts'
import type { Legend } from '../../../shared/planning/legend.ts'
import { rowOf } from '../../../shared/planning/same-land.ts'
import { isVillageConstruction, type StructureRow } from '../../../shared/planning/structure.ts'
import { loadGeos } from '../../platform/geos.ts'
import type { Origin, Shape, ShapeOps } from '../../platform/geos-shapes.ts'
import type { JobContext } from '../job.ts'
import { onScenario, type ScenarioJob, unknownScenario } from './on-scenario.ts'
import { readFromWest } from './sweep-pairs.ts'

const LANDS: Readonly<Record<Regularity['land'], (row: StructureRow) => boolean>> = {
  arable: (row) => row === 'arable',
  construction: isVillageConstruction,
}

/** Shapes that are united at a time: between them a cancel is heard. */
const CHUNK = 400

/**
 * How contiguous arable land and how compact village construction is, in the base and in the plan. Refusals: plan.unknown-scenario,
 * plan.no-layer.
 */
export const runRegularity = (job: ScenarioJob, context: JobContext): Promise<Outcome<RegularityAnswer>> =>
  onScenario(job, (db, plan, id) => regularityOf(db, plan, id, context))

async function regularityOf(
  db: WritableDb,
  plan: PlanLine,
  id: string,
  context: JobContext,
): Promise<Outcome<RegularityAnswer>> {
  const states = [
    { state: 'base', table: 'base_patch', owner: plan.id, facts: patchFacts(db, 'base_patch', plan.id) },
    { state: 'planned', table: 'planned_patch', owner: id, facts: patchFacts(db, 'planned_patch', id) },
  ] as const
  const empty = states.find(({ facts }) => facts.length === 0)
  if (empty !== undefined)
    return refuse({ code: 'plan.no-layer', params: { plan: plan.title, layer: `plan.layer.${empty.table}` } })
  const basis = basisOf(db, plan.id, id)
  const legend = surveyLegend(db)
  const { shapes } = await loadGeos()
  const rows = states.flatMap((layer) =>
    (Object.keys(LANDS) as Regularity['land'][]).map((land) =>
      measure(db, shapes, { ...layer, land, legend }, context),
    ),
  )
  await context.withWriteAccess(() =>
    storeResult(db, 'regularity', id, { rows }, basis, { author: context.author, at: new Date().toISOString() }),
  )
  const stored = storedResult(db, 'regularity', id)
  return stored === null ? unknownScenario(id) : done(stored)
}

interface MeasuredLand {
  readonly land: Regularity['land']
  readonly state: Regularity['state']
  readonly table: 'base_patch' | 'planned_patch'
  readonly owner: string
  readonly facts: readonly PatchFacts[]
  readonly legend: Legend
}

function measure(
  db: ReadableDb,
  shapes: ShapeOps,
  { land, state, table, owner, facts, legend }: MeasuredLand,
  context: JobContext,
): Regularity {
  const wanted = new Set(facts.filter((patch) => LANDS[land](rowOf(patch, legend))).map(({ fid }) => fid))
  const order = shapesFromWest(db, table, owner)
  const origin: Origin = { x: Math.round(order.wests[0] ?? 0), y: 0 }
  const united: Shape[] = []
  let chunk: Shape[] = []
  let read = 0
  const unite = (): void => {
    context.signal.throwIfAborted()
    context.report({ phase: `regularity.${state}`, done: read, total: wanted.size })
    if (chunk.length > 0) united.push(shapes.union(chunk, conflictLimits.xyToleranceM))
    chunk = []
  }
  for (const shape of readFromWest(db, table, order, (at) => wanted.has(order.fids[at] ?? 0))) {
    chunk.push(shapes.make(shape.polygons, origin))
    read++
    if (chunk.length === CHUNK) unite()
  }
  unite()
  const whole = shapes.union(united, conflictLimits.xyToleranceM)
  const parts = shapes.polygons(whole, origin).map((rings) => {
    const part = shapes.make([rings], origin)
    const size = { areaM2: shapes.areaM2(part), perimeterM: shapes.perimeterM(part) }
    shapes.free(part)
    return size
  })
  shapes.free(whole)
  return { land, state, ...figures(parts) }
}

function figures(
  parts: readonly { readonly areaM2: number; readonly perimeterM: number }[],
): Omit<Regularity, 'land' | 'state'> {
  const areaM2 = parts.reduce((sum, part) => sum + part.areaM2, 0)
  const perimeterM = parts.reduce((sum, part) => sum + part.perimeterM, 0)
  if (areaM2 === 0)
    return { patches: 0, areaM2: 0, largestShare: null, meanPatchM2: null, edgeDensityMPerHa: null, compactness: null }
  const compact = parts.reduce((sum, part) => sum + (4 * Math.PI * part.areaM2 ** 2) / part.perimeterM ** 2, 0)
  return {
    patches: parts.length,
    areaM2,
    largestShare: Math.max(...parts.map((part) => part.areaM2)) / areaM2,
    meanPatchM2: areaM2 / parts.length,
    edgeDensityMPerHa: perimeterM / (areaM2 / 10_000),
    compactness: compact / areaM2,
  }
}
