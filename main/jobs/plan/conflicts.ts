import type { WritableDb } from '../../../db/open/database.ts'
import {
  conflictSubjects,
  controlZones,
  type SubjectFacts,
  type ZoneFacts,
} from '../../../db/queries/conflict-subjects.ts'
import { enterConflicts, type FoundConflict, storedConflicts } from '../../../db/queries/plan-conflicts.ts'
import { surveyLegend } from '../../../db/queries/plan-legend.ts'
import { conflictBasis } from '../../../db/queries/plans.ts'
import { shapesFromWest } from '../../../db/queries/shapes-from-west.ts'
import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import type { ConflictsAnswer, PlanLine } from '../../../shared/contract/planning-answers.ts'
import {
  type ConflictSubject,
  type ControlRule,
  causeOf,
  controlRules,
  isWithinTolerance,
} from '../../../shared/planning/control-rules.ts'
import { loadGeos } from '../../platform/geos.ts'
import type { JobContext } from '../job.ts'
import { baseUnder } from './base-under.ts'
import { openZoneCutter, type ZoneCutter } from './cut-by-zones.ts'
import { onScenario, type ScenarioJob, unknownScenario } from './on-scenario.ts'
import { readFromWest, type SweptShape, sweepPairs } from './sweep-pairs.ts'

const SUBJECTS: readonly ConflictSubject[] = ['parcel', 'building', 'planned_patch']
const STEP = 64

/**
 * Holds parcels, buildings and planned construction of the plan's villages against its zones, and enters the result into the ledger.
 * Refusals: plan.unknown-scenario, plan.no-zones.
 */
export const runConflicts = (job: ScenarioJob, context: JobContext): Promise<Outcome<ConflictsAnswer>> =>
  onScenario(job, (db, plan, id) => conflictsOf(db, plan, id, context))

async function conflictsOf(
  db: WritableDb,
  plan: PlanLine,
  id: string,
  context: JobContext,
): Promise<Outcome<ConflictsAnswer>> {
  const zones = controlZones(db, id)
  if (zones.length === 0) return refuse({ code: 'plan.no-zones', params: { plan: plan.title } })
  const basis = conflictBasis(db, plan.id, id)
  const villages = plan.villages.map(({ code }) => code)
  const found: FoundConflict[] = []
  const unusable: Record<ConflictSubject, number> = { parcel: 0, building: 0, planned_patch: 0 }
  const cutter = openZoneCutter(db, zones, await loadGeos())
  const legend = surveyLegend(db)
  const under = baseUnder(db, plan.id, legend)
  try {
    for (const subject of SUBJECTS) {
      const subjects = conflictSubjects(db, subject, { scenario: id, villages, legend })
      unusable[subject] = subjects.unusable
      findConflicts(
        { db, subject, scenario: id, facts: subjects.facts, zones, cutter, under, context },
        (line) => void found.push(line),
      )
    }
  } finally {
    cutter.close()
  }
  context.signal.throwIfAborted()
  await context.withWriteAccess(() =>
    enterConflicts(db, id, found, {
      basis,
      content: { rules: countRules(db, id, found, zones), unusable },
      signed: { author: context.author, at: new Date().toISOString() },
    }),
  )
  const stored = storedConflicts(db, id)
  return stored === null ? unknownScenario(id) : done(stored)
}

interface Search {
  readonly db: WritableDb
  readonly subject: ConflictSubject
  readonly scenario: string
  readonly facts: ReadonlyMap<number, SubjectFacts>
  readonly zones: readonly ZoneFacts[]
  readonly cutter: ZoneCutter
  readonly under: ReturnType<typeof baseUnder>
  readonly context: JobContext
}

function findConflicts(search: Search, onFound: (found: FoundConflict) => void): void {
  const { db, subject, scenario, facts, zones, cutter, context } = search
  const byFid = new Map(zones.map((zone) => [zone.fid, zone]))
  const outside = controlRules.find(({ allows }) => allows !== undefined)
  const allowed = new Set(zones.filter((zone) => outside?.allows?.(zone) === true).map(({ fid }) => fid))
  const allowedFor = new Map<number, number[]>()
  const order = shapesFromWest(db, subject, subject === 'planned_patch' ? scenario : null)
  const isMine = (at: number): boolean => facts.has(order.fids[at] ?? 0)
  const tell = (
    rule: ControlRule,
    shape: SweptShape,
    zone: ZoneFacts | null,
    piece: { m2: number; perimeterM: number; at: readonly [number, number] },
  ): void => {
    const fact = facts.get(shape.fid)
    if (fact === undefined || isWithinTolerance(piece.m2, piece.perimeterM)) return
    const [x, y] = piece.at
    const cause = causeOf({
      sharedM2: piece.m2,
      subjectM2: fact.areaM2,
      isBaseConstruction:
        rule.forbids !== undefined && subject !== 'planned_patch' && search.under.isConstruction(x, y),
    })
    const { id: subjectId, areaM2: subjectM2, since, sinceFrom } = fact
    onFound({
      rule: rule.id,
      subject,
      subjectId,
      zoneId: zone?.id ?? null,
      sharedM2: piece.m2,
      subjectM2,
      x,
      y,
      cause,
      since,
      sinceFrom,
    })
  }
  const total = facts.size
  const step = (swept: number): void => {
    if (swept % STEP !== 0) return
    context.signal.throwIfAborted()
    context.report({ phase: `conflicts.${subject}`, done: Math.min(swept, total), total })
  }
  sweepPairs(
    readFromWest(db, subject, order, isMine),
    readFromWest(db, 'control_zone', shapesFromWest(db, 'control_zone', scenario)),
    (shape, { fid }) => {
      const zone = byFid.get(fid)
      if (zone === undefined) return
      if (allowed.has(fid)) allowedFor.set(shape.fid, [...(allowedFor.get(shape.fid) ?? []), fid])
      const rules = controlRules.filter(({ forbids }) => forbids?.(zone) === true)
      const piece = rules.length === 0 ? null : cutter.shared(shape, fid)
      if (piece !== null) for (const rule of rules) tell(rule, shape, zone, piece)
    },
    step,
  )
  if (outside === undefined || allowed.size === 0) return
  for (const shape of readFromWest(db, subject, order, isMine)) {
    const piece = cutter.rest(shape, allowedFor.get(shape.fid) ?? [])
    if (piece !== null) tell(outside, shape, null, piece)
    context.signal.throwIfAborted()
  }
}

/** What the ledger will show once the run is entered. */
function countRules(
  db: WritableDb,
  scenario: string,
  found: readonly FoundConflict[],
  zones: readonly ZoneFacts[],
): ConflictsAnswer['rules'] {
  const before = db
    .prepare<[string], { rule: string; key: string; standing: string }>(
      "SELECT rule, rule || subject_table || subject_id || ifnull(zone_id, '') AS key, standing FROM plan_conflict WHERE scenario_id = ?",
    )
    .all(scenario)
  const known = new Map(before.map((line) => [line.key, line.standing]))
  const keyOf = (line: FoundConflict): string => `${line.rule}${line.subject}${line.subjectId}${line.zoneId ?? ''}`
  return controlRules.map((rule) => {
    const mine = found.filter((line) => line.rule === rule.id)
    const keys = new Set(mine.map(keyOf))
    const added = mine.filter((line) => (known.get(keyOf(line)) ?? 'solved') === 'solved').length
    return {
      rule: rule.id,
      isAsked: zones.some((zone) => (rule.forbids ?? rule.allows)?.(zone) === true),
      open: mine.length,
      added,
      remaining: mine.length - added,
      solved: before.filter((line) => line.rule === rule.id && !keys.has(line.key)).length,
      slivers: mine.filter(({ cause }) => cause === 'sliver').length,
      sharedM2: mine.filter(({ cause }) => cause !== 'sliver').reduce((sum, { sharedM2 }) => sum + sharedM2, 0),
    }
  })
}
