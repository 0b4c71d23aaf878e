import type { PlanLine, PlanRun, PlanStatus, ScenarioLine } from '../../shared/contract/planning-answers.ts'
import { type PlanKind, planKinds, type ZoneKind, zoneKindIds } from '../../shared/model/plan-layers.ts'
import type { CrosswalkChoices } from '../../shared/planning/crosswalk.ts'
import type { PlanFacts, PlanMeasure } from '../../shared/planning/plan-areas.ts'
import type { SchemeId } from '../../shared/planning/scheme.ts'
import type { ReadableDb } from '../open/database.ts'
import { contentOf } from './plan-content.ts'
import { movedBasis } from './plan-legend.ts'

interface PlanRow {
  readonly id: string
  readonly title: string
  readonly baseYear: number | null
  readonly targetYear: number | null
  readonly populationBase: number | null
  readonly populationTarget: number | null
  readonly householdsBase: number | null
  readonly householdsTarget: number | null
  readonly townArable: number | null
  readonly townBasicFarmland: number | null
  readonly townConstruction: number | null
  readonly townUrbanRural: number | null
  readonly choices: string
}

const PLAN = `SELECT id, title, base_year AS baseYear, target_year AS targetYear, population_base AS populationBase,
  population_target AS populationTarget, households_base AS householdsBase, households_target AS householdsTarget,
  town_arable_m2 AS townArable, town_basic_farmland_m2 AS townBasicFarmland, town_construction_m2 AS townConstruction,
  town_urban_rural_m2 AS townUrbanRural, crosswalk_choices AS choices FROM plan`

export interface ScenarioRow {
  readonly id: string
  readonly plan: string
  readonly version: number
  readonly name: string | null
  readonly status: PlanStatus
  readonly document: string | null
  readonly statusOn: string | null
  readonly contentHash: string | null
  readonly measures: string
}

const SCENARIO = `SELECT id, plan_id AS plan, version, name, status, document, status_on AS statusOn, content_hash AS contentHash,
  measures FROM plan_scenario`

export const findScenario = (db: ReadableDb, id: string): ScenarioRow | undefined =>
  db.prepare<[string], ScenarioRow>(`${SCENARIO} WHERE id = ?`).get(id)

export const scenariosOf = (db: ReadableDb, plan: string): readonly ScenarioRow[] =>
  db.prepare<[string], ScenarioRow>(`${SCENARIO} WHERE plan_id = ? ORDER BY version, fid`).all(plan)

export const findPlanByTitle = (db: ReadableDb, title: string): string | undefined =>
  db.prepare<[string], { id: string }>('SELECT id FROM plan WHERE title = ? ORDER BY fid LIMIT 1').get(title)?.id

/** Title of an approved plan that an entry changed, which must stay as it was approved; null: the entry touches none. */
export const lockedPlanOf = (db: ReadableDb, entry: number): string | null =>
  db
    .prepare<[number], { title: string }>(
      `SELECT p.title FROM journal_change c
      JOIN plan p ON p.id = iif(c.table_name = 'plan', c.object_id, (SELECT s.plan_id FROM plan_scenario s WHERE s.id = c.object_id AND s.status = 'approved'))
      WHERE c.entry = ? AND EXISTS (SELECT 1 FROM plan_scenario s WHERE s.plan_id = p.id AND s.status = 'approved') LIMIT 1`,
    )
    .get(entry)?.title ?? null

/** Every plan with its scenarios, the earliest first. */
export const listPlans = (db: ReadableDb): readonly PlanLine[] =>
  db
    .prepare<[], PlanRow>(`${PLAN} ORDER BY fid`)
    .all()
    .map((row) => planOf(db, row))

export function findPlan(db: ReadableDb, id: string): PlanLine | undefined {
  const row = db.prepare<[string], PlanRow>(`${PLAN} WHERE id = ?`).get(id)
  return row === undefined ? undefined : planOf(db, row)
}

function planOf(db: ReadableDb, row: PlanRow): PlanLine {
  const scenarios = scenariosOf(db, row.id)
  const last = scenarios.at(-1)
  return {
    id: row.id,
    title: row.title,
    facts: factsOf(db, row, last?.id ?? null),
    measures: JSON.parse(last?.measures ?? '[]') as PlanMeasure[],
    villages: db
      .prepare<[string], { code: string | null; name: string | null }>(
        `SELECT b.village_code AS code, coalesce(v.name, max(b.village_name)) AS name FROM base_patch b LEFT JOIN village v ON v.code = b.village_code
        WHERE b.plan_id = ? GROUP BY b.village_code ORDER BY b.village_code`,
      )
      .all(row.id),
    baseScheme: schemeOf(db, 'base_patch', row.id),
    isLocked: scenarios.some(({ status }) => status === 'approved'),
    choices: JSON.parse(row.choices) as CrosswalkChoices,
    scenarios: scenarios.map((scenario) => lineOf(db, scenario)),
  }
}

/** What the planner decided of classes that a crosswalk leaves open. */
export function crosswalkChoices(db: ReadableDb, plan: string): CrosswalkChoices {
  const row = db
    .prepare<[string], { choices: string }>('SELECT crosswalk_choices AS choices FROM plan WHERE id = ?')
    .get(plan)
  return row === undefined ? {} : (JSON.parse(row.choices) as CrosswalkChoices)
}

/** The facts of a plan as one of its scenarios has them. */
export function scenarioFacts(db: ReadableDb, plan: string, scenario: string): PlanFacts | null {
  const row = db.prepare<[string], PlanRow>(`${PLAN} WHERE id = ?`).get(plan)
  return row === undefined ? null : factsOf(db, row, scenario)
}

/** Basic farmland and red line of the target year as the scenario's zones have them; none is not known, not zero. */
function factsOf(db: ReadableDb, row: PlanRow, scenario: string | null): PlanFacts {
  const zones = (kind: ZoneKind): number | null =>
    scenario === null
      ? null
      : (db
          .prepare<[string, ZoneKind], { m2: number | null }>(
            'SELECT sum(coalesce(protected_area_m2, ellipsoid_area_m2)) AS m2 FROM control_zone WHERE scenario_id = ? AND zone_kind = ?',
          )
          .get(scenario, kind)?.m2 ?? null)
  const town = {
    arable: row.townArable,
    basic_farmland: row.townBasicFarmland,
    construction: row.townConstruction,
    urban_rural: row.townUrbanRural,
  }
  return {
    baseYear: row.baseYear,
    targetYear: row.targetYear,
    populationBase: row.populationBase,
    populationTarget: row.populationTarget,
    householdsBase: row.householdsBase,
    householdsTarget: row.householdsTarget,
    basicFarmlandBaseM2: null,
    basicFarmlandTargetM2: zones('basic_farmland'),
    redLineM2: zones('red_line'),
    townTargetsM2: Object.fromEntries(
      Object.entries(town).filter(([, m2]) => m2 !== null),
    ) as PlanFacts['townTargetsM2'],
  }
}

const schemeOf = (db: ReadableDb, table: 'base_patch' | 'planned_patch', owner: string): SchemeId | null =>
  db
    .prepare<[string], { scheme: SchemeId | null }>(
      `SELECT max(class_scheme) AS scheme FROM ${table} WHERE ${table === 'base_patch' ? 'plan_id' : 'scenario_id'} = ?`,
    )
    .get(owner)?.scheme ?? null

function lineOf(db: ReadableDb, { measures, plan, ...row }: ScenarioRow): ScenarioLine {
  const zones = new Map(
    db
      .prepare<[string], { kind: ZoneKind; n: number }>(
        'SELECT zone_kind AS kind, count(*) AS n FROM control_zone WHERE scenario_id = ? GROUP BY zone_kind',
      )
      .all(row.id)
      .map(({ kind, n }) => [kind, n]),
  )
  return {
    ...row,
    measures: JSON.parse(measures) as PlanMeasure[],
    isAsApproved: row.status === 'approved' ? row.contentHash === contentOf(db, plan, row.id) : null,
    counts: Object.fromEntries(planKinds.map((kind) => [kind, countOf(db, kind, plan, row.id)])) as Record<
      PlanKind,
      number
    >,
    zones: Object.fromEntries(zoneKindIds.map((kind) => [kind, zones.get(kind) ?? 0])) as Record<ZoneKind, number>,
    scheme: schemeOf(db, 'planned_patch', row.id),
    runs: runsOf(db, plan, row.id),
  }
}

const countOf = (db: ReadableDb, kind: PlanKind, plan: string, scenario: string): number =>
  db
    .prepare<[string], { n: number }>(
      `SELECT count(*) AS n FROM ${kind} WHERE ${kind === 'base_patch' ? 'plan_id' : 'scenario_id'} = ?`,
    )
    .get(kind === 'base_patch' ? plan : scenario)?.n ?? 0

/** The latest result of each kind. */
function runsOf(db: ReadableDb, plan: string, scenario: string): readonly PlanRun[] {
  const basis = basisOf(db, plan, scenario)
  const basisWithSurvey = conflictBasis(db, plan, scenario)
  return db
    .prepare<[string], Omit<PlanRun, 'isStale'> & { readonly basis: string }>(
      'SELECT kind, at, operator, basis, max(fid) FROM plan_run WHERE scenario_id = ? GROUP BY kind ORDER BY kind',
    )
    .all(scenario)
    .map(({ kind, at, operator, basis: restedOn }) => ({
      kind,
      at,
      operator,
      isStale: restedOn !== (kind === 'conflicts' ? basisWithSurvey : basis),
    }))
}

/** What results rest on: changes of a layer's rows change its count, its last row or the sum of its revisions. */
export function basisOf(db: ReadableDb, plan: string, scenario: string): string {
  const state = (table: PlanKind, owner: string): string => {
    const row = db
      .prepare<[string], { n: number; last: number | null; revs: number | null }>(
        `SELECT count(*) AS n, max(fid) AS last, sum(rev) AS revs FROM ${table} WHERE ${table === 'base_patch' ? 'plan_id' : 'scenario_id'} = ?`,
      )
      .get(owner)
    return `${row?.n ?? 0}.${row?.last ?? 0}.${row?.revs ?? 0}`
  }
  return [
    state('base_patch', plan),
    state('planned_patch', scenario),
    state('control_zone', scenario),
    `${JSON.stringify(crosswalkChoices(db, plan))}${movedBasis(db)}`,
  ].join(' ')
}

/** Conflicts rest on the survey too. */
export function conflictBasis(db: ReadableDb, plan: string, scenario: string): string {
  const state = (table: 'parcel' | 'building'): string => {
    const row = db
      .prepare<[], { n: number; last: number | null; revs: number | null }>(
        `SELECT count(*) AS n, max(fid) AS last, sum(rev) AS revs FROM ${table}`,
      )
      .get()
    return `${row?.n ?? 0}.${row?.last ?? 0}.${row?.revs ?? 0}`
  }
  return `${basisOf(db, plan, scenario)} ${state('parcel')} ${state('building')}`
}

/** The latest result of a kind with what it rested on. */
export const latestRun = (
  db: ReadableDb,
  scenario: string,
  kind: PlanRun['kind'],
): { readonly fid: number; readonly at: string; readonly basis: string; readonly content: string } | undefined =>
  db
    .prepare<[string, string], { fid: number; at: string; basis: string; content: string }>(
      'SELECT fid, at, basis, content FROM plan_run WHERE scenario_id = ? AND kind = ? ORDER BY fid DESC LIMIT 1',
    )
    .get(scenario, kind)
