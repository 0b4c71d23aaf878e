import type { InferContractRouterInputs } from '@orpc/contract'
import type { WritableDb } from '../../db/open/database.ts'
import {
  copyScenario,
  createPlan,
  editPlan,
  type NewPlan,
  type PlanIds,
  type PlanValues,
  setMeasures,
  setPlanStatus,
} from '../../db/queries/change-plans.ts'
import { decideConflicts } from '../../db/queries/plan-conflicts.ts'
import { findPlan, findPlanByTitle, findScenario, scenariosOf } from '../../db/queries/plans.ts'
import type { Signed } from '../../db/schema/author.ts'
import { newId } from '../../db/schema/new-id.ts'
import type { contract } from '../../shared/contract/contract.ts'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'
import type { PlanLayerName, PlanLine } from '../../shared/contract/planning-answers.ts'
import type { PlanKind } from '../../shared/model/plan-layers.ts'
import { carryOver, crosswalks } from '../../shared/planning/crosswalk.ts'
import type { LayerConstants, LayerRequest } from '../jobs/import/choose-layers.ts'
import type { ImportInput } from '../jobs/import/import.ts'
import type { Core } from './core.ts'
import { readCrs } from './import-procedures.ts'
import { holdsPersonal } from './parcel-procedures.ts'

type Inputs = InferContractRouterInputs<typeof contract>['planning']

/** One short write in its turn, signed. */
async function write<T>(core: Core, survey: string, work: (db: WritableDb, signed: Signed) => T): Promise<T> {
  const db = core.writable(survey)
  const leave = await core.session(survey).queue.enter()
  try {
    return work(db, { author: core.author, at: new Date().toISOString() })
  } finally {
    leave()
  }
}

const personal = (field: string): Outcome<never> => refuse({ code: 'value.personal', params: { field } })

/** Refusals: value.personal, plan.title-exists. */
export async function createPlanOf(core: Core, input: Inputs['create']): Promise<Outcome<PlanIds>> {
  const { survey, title, baseYear = null, targetYear = null } = input
  if (holdsPersonal(title)) return personal('title')
  return write(core, survey, (db, signed) => {
    if (findPlanByTitle(db, title) !== undefined) return refuse({ code: 'plan.title-exists', params: { title } })
    const ids = { plan: newId(), scenario: newId() }
    createPlan(db, { ...ids, title, baseYear, targetYear }, signed)
    return done(ids)
  })
}

/** Refusals: plan.unknown, plan.locked, plan.bad-choice, plan.title-exists, value.personal. */
export async function editPlanOf(core: Core, { survey, plan, values }: Inputs['edit']): Promise<Outcome<null>> {
  if (holdsPersonal(values.title ?? null)) return personal('title')
  return write(core, survey, (db, signed) => {
    const found = findPlan(db, plan)
    if (found === undefined) return refuse({ code: 'plan.unknown', params: { plan } })
    if (found.isLocked) return locked(found.title)
    const known = values.title === undefined ? undefined : findPlanByTitle(db, values.title)
    if (known !== undefined && known !== plan)
      return refuse({ code: 'plan.title-exists', params: { title: values.title ?? '' } })
    const bad = badChoice(found, values.choices ?? {})
    if (bad !== null) return refuse({ code: 'plan.bad-choice', params: { class: bad } })
    const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as PlanValues
    editPlan(db, plan, given, signed)
    return done(null)
  })
}

/** A choice that no crosswalk from the base's scheme offers. */
function badChoice(plan: PlanLine, choices: Readonly<Record<string, string>>): string | null {
  const from = crosswalks.filter((crosswalk) => crosswalk.from === plan.baseScheme)
  const isOffered = (code: string): boolean =>
    from.some(
      (crosswalk) =>
        carryOver(crosswalk, code, choices).kind === 'carried' && carryOver(crosswalk, code, {}).kind === 'open',
    )
  return Object.keys(choices).find((code) => !isOffered(code)) ?? null
}

const locked = (plan: string): Outcome<never> => refuse({ code: 'plan.locked', params: { plan } })
const unknownScenario = (scenario: string): Outcome<never> =>
  refuse({ code: 'plan.unknown-scenario', params: { scenario } })

/** Refusals: plan.unknown-scenario, plan.locked, value.personal. */
export async function setMeasuresOf(
  core: Core,
  { survey, scenario, measures }: Inputs['setMeasures'],
): Promise<Outcome<null>> {
  if (measures.some((row) => Object.values(row).some(holdsPersonal))) return personal('measures')
  return write(core, survey, (db, signed) => {
    const found = findScenario(db, scenario)
    if (found === undefined) return unknownScenario(scenario)
    if (found.status === 'approved') return locked(titleOf(db, found.plan))
    setMeasures(db, scenario, measures, signed)
    return done(null)
  })
}

const titleOf = (db: WritableDb, plan: string): string => findPlan(db, plan)?.title ?? plan

/** Refusals: plan.unknown-scenario, value.personal. */
export async function copyScenarioOf(
  core: Core,
  { survey, scenario, name }: Inputs['copyScenario'],
): Promise<Outcome<{ readonly scenario: string }>> {
  if (holdsPersonal(name)) return personal('name')
  return write(core, survey, (db, signed) => {
    const copy = copyScenario(db, scenario, name, signed)
    return copy === null ? unknownScenario(scenario) : done({ scenario: copy })
  })
}

/** Refusals: plan.unknown-scenario, plan.locked, plan.other-approved, plan.document-missing, value.personal. */
export async function setStatusOf(core: Core, input: Inputs['setStatus']): Promise<Outcome<null>> {
  const { survey, scenario, status, document, on } = input
  if (holdsPersonal(document)) return personal('document')
  return write(core, survey, (db, signed) => {
    const found = findScenario(db, scenario)
    if (found === undefined) return unknownScenario(scenario)
    if (found.status === 'approved') return locked(titleOf(db, found.plan))
    if (status === 'approved' && (document === null || document.trim() === ''))
      return refuse({ code: 'plan.document-missing', params: { plan: titleOf(db, found.plan) } })
    setPlanStatus(db, scenario, status, { document, on }, signed)
    return done(null)
  })
}

/** Refusals: plan.unknown-conflict, value.personal. */
export async function decideOf(core: Core, { survey, ...decision }: Inputs['decide']): Promise<Outcome<null>> {
  if (holdsPersonal(decision.decision)) return personal('decision')
  if (holdsPersonal(decision.evidence)) return personal('evidence')
  return write(core, survey, (db, signed) =>
    decideConflicts(db, decision, signed) === 'unknown' ? refuse({ code: 'plan.unknown-conflict' }) : done(null),
  )
}

/** Where an import goes: a scenario that takes it, or a plan that comes with it. */
export interface ImportPlace extends PlanIds {
  readonly newPlan: NewPlan | null
}

/** Refusals: plan.unknown-scenario, plan.locked, plan.layer-exists, plan.title-missing, value.personal. */
function placeForImport(core: Core, input: Inputs['import']): Outcome<ImportPlace> {
  const { survey, scenario, title } = input
  const { db } = core.session(survey).survey
  const known = title === null ? undefined : findPlanByTitle(db, title)
  const into = scenario ?? (known === undefined ? null : (scenariosOf(db, known).at(-1)?.id ?? null))
  if (into === null) {
    if (title === null || title.trim() === '') return refuse({ code: 'plan.title-missing' })
    if (holdsPersonal(title)) return personal('title')
    const ids = { plan: newId(), scenario: newId() }
    return done({
      ...ids,
      newPlan: { ...ids, title, baseYear: input.baseYear ?? null, targetYear: input.targetYear ?? null },
    })
  }
  const found = findScenario(db, into)
  const plan = found === undefined ? undefined : findPlan(db, found.plan)
  if (found === undefined || plan === undefined) return unknownScenario(into)
  const line = plan.scenarios.find(({ id }) => id === into)
  const bringsBase = input.layers.some(({ layer }) => layer === 'base')
  if (found.status === 'approved' || (bringsBase && plan.isLocked)) return locked(plan.title)
  const twice = input.layers.find(
    ({ layer }) =>
      (layer === 'base' && (line?.counts.base_patch ?? 0) > 0) ||
      (layer === 'planned' && (line?.counts.planned_patch ?? 0) > 0),
  )
  if (twice !== undefined)
    return refuse({ code: 'plan.layer-exists', params: { plan: plan.title, layer: `plan.layer-name.${twice.layer}` } })
  return done({ plan: plan.id, scenario: into, newPlan: null })
}

const LAYERS: Readonly<Record<PlanLayerName, { readonly kind: PlanKind; readonly constants: LayerConstants }>> = {
  base: { kind: 'base_patch', constants: {} },
  planned: { kind: 'planned_patch', constants: {} },
  'basic-farmland': { kind: 'control_zone', constants: { zone_kind: 'basic_farmland' } },
  'red-line': { kind: 'control_zone', constants: { zone_kind: 'red_line' } },
  'construction-zones': { kind: 'control_zone', constants: { zone_kind: 'construction_zone' } },
  'control-boundaries': { kind: 'control_zone', constants: { zone_kind: 'control_boundary' } },
  'construction-boundary': { kind: 'control_zone', constants: { zone_kind: 'construction_boundary' } },
  facilities: { kind: 'plan_facility', constants: { stage: 'existing' } },
  'planned-facilities': { kind: 'plan_facility', constants: { stage: 'planned' } },
  projects: { kind: 'plan_project', constants: {} },
}

/** What a layer of a plan becomes in the survey, and whose it is. */
export function planLayerRequest(layer: PlanLayerName, name: string | null, { plan, scenario }: PlanIds): LayerRequest {
  const { kind, constants } = LAYERS[layer]
  const owner = kind === 'base_patch' ? { plan_id: plan } : { scenario_id: scenario }
  return { kind, name, constants: { ...owner, ...constants } }
}

/** An import of a plan's layers as the job wants it. Refusals: those of placeForImport and of the options. */
export function planImportRequest(core: Core, input: Inputs['import']): Outcome<ImportInput & ImportPlace> {
  const place = placeForImport(core, input)
  if (!place.ok) return place
  const sourceCrs = readCrs(input.sourceCrs)
  if (!sourceCrs.ok) return sourceCrs
  return done({
    ...place.value,
    survey: core.session(input.survey).survey.path,
    file: core.resolveFile(input.file),
    layers: input.layers.map(({ layer, name }) => planLayerRequest(layer, name, place.value)),
    encoding: input.encoding,
    sourceCrs: sourceCrs.value,
    swapAxes: input.swapAxes,
    datumParameters: null,
    map: input.map,
    onDuplicate: 'reject',
    villageFromCode: false,
    sheet: null,
    headerRow: null,
    dryRun: input.dryRun,
    schemes: { base_patch: input.baseScheme ?? null, planned_patch: input.plannedScheme ?? null },
  })
}
