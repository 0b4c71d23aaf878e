import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { touchContents } from '../../../db/geopackage/contents.ts'
import { inTransaction, type WritableDb } from '../../../db/open/database.ts'
import { surveyLegend } from '../../../db/queries/plan-legend.ts'
import { type PatchFacts, patchFacts, storedOverlay, storeOverlay } from '../../../db/queries/plan-overlay.ts'
import { basisOf } from '../../../db/queries/plans.ts'
import { shapesFromWest } from '../../../db/queries/shapes-from-west.ts'
import { readMetadata } from '../../../db/schema/metadata.ts'
import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import type { OverlayAnswer, PlanLine } from '../../../shared/contract/planning-answers.ts'
import { type Crs, crsOf, epsgCodeIn } from '../../../shared/geo/crs/catalogue.ts'
import type { CrosswalkChoices } from '../../../shared/planning/crosswalk.ts'
import type { Legend } from '../../../shared/planning/legend.ts'
import { isSameLand } from '../../../shared/planning/same-land.ts'
import { polygonsOf } from '../check/polygons.ts'
import { ellipsoidAreaIn } from '../import/stage-geometry.ts'
import type { JobContext } from '../job.ts'
import { onScenario, type ScenarioJob, unknownScenario } from './on-scenario.ts'
import type { OverlayTask } from './overlay-range.ts'
import { overlayInThreads } from './overlay-threads.ts'
import { closePatches } from './share-out.ts'
import { sumPieces } from './sum-pieces.ts'

/** Below this a second thread costs more than it saves. */
const PATCHES_WORTH_A_THREAD = 2000

/**
 * Overlays a scenario's planned patches on its plan's base and keeps the result in place of the former one.
 * Refusals: plan.unknown-scenario, plan.no-layer.
 */
export const runOverlay = (job: ScenarioJob, context: JobContext): Promise<Outcome<OverlayAnswer>> =>
  onScenario(job, async (db, plan, scenario) => {
    const scratch = `${job.survey}.scratch-${process.pid}-${Date.now().toString(36)}`
    try {
      mkdirSync(scratch)
      return await overlay(db, plan, { survey: job.survey, scenario, scratch }, context)
    } finally {
      rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
    }
  })

async function overlay(
  db: WritableDb,
  plan: PlanLine,
  { survey, scenario, scratch }: Pick<Share, 'survey' | 'scenario' | 'scratch'>,
  context: JobContext,
): Promise<Outcome<OverlayAnswer>> {
  const crs = surveyCrs(db)
  const basis = basisOf(db, plan.id, scenario)
  const legend = surveyLegend(db)
  const base = patchFacts(db, 'base_patch', plan.id)
  const planned = patchFacts(db, 'planned_patch', scenario)
  if (base.length === 0 || planned.length === 0)
    return refuse({
      code: 'plan.no-layer',
      params: { plan: plan.title, layer: base.length === 0 ? 'plan.layer.base_patch' : 'plan.layer.planned_patch' },
    })

  const tasks = shareTasks(db, {
    survey,
    plan: plan.id,
    scenario,
    scratch,
    crs,
    base,
    planned,
    choices: plan.choices,
    legend,
  })
  const total = base.length + planned.length
  await overlayInThreads(tasks, context.signal, (swept) =>
    context.report({ phase: 'overlay', done: Math.min(swept, total), total }),
  )
  const closed = closePatches(base, controlAreas(db, crs))
  const scratches = tasks.map((task) => task.scratch)
  const { content, changes } = sumPieces({
    base,
    planned,
    closed,
    choices: plan.choices,
    legend,
    scratches,
    signal: context.signal,
  })
  const at = new Date().toISOString()
  await context.withWriteAccess(() =>
    inTransaction(db, () => {
      storeOverlay(db, scenario, { basis, at, author: context.author }, content, watched(changes(), context))
      touchContents(db, ['plan_change', 'plan_run'], at)
      context.signal.throwIfAborted()
    }),
  )
  const stored = storedOverlay(db, scenario)
  return stored === null ? unknownScenario(scenario) : done(stored)
}

const SLICE = 500

function* watched<T>(rows: Iterable<T>, { signal, report }: JobContext): Generator<T> {
  let kept = 0
  for (const row of rows) {
    if (++kept % SLICE === 0) {
      signal.throwIfAborted()
      report({ phase: 'store', done: kept, total: null })
    }
    yield row
  }
}

function surveyCrs(db: WritableDb): Crs {
  const crs = crsOf(epsgCodeIn(readMetadata(db, 'crs') ?? '') ?? 0)
  if (crs === null) throw new Error('the survey has no coordinate system')
  return crs
}

/** Ellipsoidal areas of the villages' own boundaries. */
function controlAreas(db: WritableDb, crs: Crs): (village: string | null) => number | null {
  const find = db.prepare<[string], { geom: Uint8Array | null }>(
    'SELECT geom FROM village WHERE code = ? AND geometry_fault IS NULL',
  )
  return (village) => {
    const geom = village === null ? null : (find.get(village)?.geom ?? null)
    const polygons = geom === null ? null : polygonsOf(geom)
    return polygons === null ? null : ellipsoidAreaIn(crs, polygons)
  }
}

interface Share {
  readonly survey: string
  readonly plan: string
  readonly scenario: string
  readonly scratch: string
  readonly crs: Crs
  readonly base: readonly PatchFacts[]
  readonly planned: readonly PatchFacts[]
  readonly choices: CrosswalkChoices
  readonly legend: Legend
}

/** Halves of the base patches, west and east of the middle one. */
function shareTasks(db: WritableDb, share: Share): readonly OverlayTask[] {
  const { wests } = shapesFromWest(db, 'base_patch', share.plan)
  const middle = wests[Math.floor(wests.length / 2)] ?? 0
  const south = db
    .prepare<[], { south: number | null }>('SELECT min(miny) AS south FROM rtree_base_patch_geom')
    .get()?.south
  const bounds: readonly (readonly [number, number])[] =
    wests.length < PATCHES_WORTH_A_THREAD
      ? [[Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]]
      : [
          [Number.NEGATIVE_INFINITY, middle],
          [middle, Number.POSITIVE_INFINITY],
        ]
  const classes = classTable(share)
  return bounds.map(([from, to], i) => ({
    survey: share.survey,
    plan: share.plan,
    scenario: share.scenario,
    from,
    to,
    scratch: join(share.scratch, `pieces-${i}`),
    origin: { x: Math.round(wests[0] ?? 0), y: Math.round(south ?? 0) },
    srsId: share.crs.epsg,
    ...classes,
  }))
}

/** Numbers the classes that occur, so that threads compare numbers; 0 is for rows that are no patches of this plan. */
function classTable({
  base,
  planned,
  choices,
  legend,
}: Share): Pick<OverlayTask, 'baseClass' | 'plannedClass' | 'same'> {
  const number = (patches: readonly PatchFacts[]) => {
    const keys = new Map<string, PatchFacts>()
    const byFid = new Float64Array((patches.at(-1)?.fid ?? 0) + 1)
    const numbers = new Map<string, number>()
    for (const patch of patches) {
      const key = `${patch.scheme}/${patch.code}`
      if (!numbers.has(key)) {
        numbers.set(key, numbers.size + 1)
        keys.set(key, patch)
      }
      byFid[patch.fid] = numbers.get(key) ?? 0
    }
    return { byFid, classes: [...keys.values()] }
  }
  const [from, to] = [number(base), number(planned)]
  return {
    baseClass: from.byFid,
    plannedClass: to.byFid,
    same: [[], ...from.classes.map((a) => [false, ...to.classes.map((b) => isSameLand(a, b, choices, legend))])],
  }
}
