import type { PlanStatus } from '../../shared/contract/planning-answers.ts'
import type { PlanMeasure } from '../../shared/planning/plan-areas.ts'
import { touchChanged } from '../geopackage/contents.ts'
import { type EntryKind, recordRows, writeEntry } from '../history/journal.ts'
import { inTransaction, type ReadableDb, type WritableDb } from '../open/database.ts'
import type { Signed } from '../schema/author.ts'
import { newId } from '../schema/new-id.ts'
import type { ObjectTable } from '../schema/tables.ts'
import { contentOf } from './plan-content.ts'
import { findScenario, scenariosOf } from './plans.ts'

export interface PlanIds {
  readonly plan: string
  readonly scenario: string
}

export interface NewPlan extends PlanIds {
  readonly title: string
  readonly baseYear: number | null
  readonly targetYear: number | null
}

/** What a user may set of a plan; absent stays, null empties. */
export interface PlanValues {
  readonly title?: string
  readonly baseYear?: number | null
  readonly targetYear?: number | null
  readonly populationBase?: number | null
  readonly populationTarget?: number | null
  readonly householdsBase?: number | null
  readonly householdsTarget?: number | null
  readonly townArableM2?: number | null
  readonly townBasicFarmlandM2?: number | null
  readonly townConstructionM2?: number | null
  readonly townUrbanRuralM2?: number | null
  readonly choices?: Readonly<Record<string, string>>
}

const COLUMN: Readonly<Record<keyof PlanValues, string>> = {
  title: 'title',
  baseYear: 'base_year',
  targetYear: 'target_year',
  populationBase: 'population_base',
  populationTarget: 'population_target',
  householdsBase: 'households_base',
  householdsTarget: 'households_target',
  townArableM2: 'town_arable_m2',
  townBasicFarmlandM2: 'town_basic_farmland_m2',
  townConstructionM2: 'town_construction_m2',
  townUrbanRuralM2: 'town_urban_rural_m2',
  choices: 'crosswalk_choices',
}

const entryFor = (
  db: WritableDb,
  { author, at, why }: Signed,
  kind: EntryKind,
  summary: Readonly<Record<string, string | number>>,
): number => writeEntry(db, { kind, at, author, ...(why === undefined ? {} : { why }), summary }).fid

const touched = (db: WritableDb, at: string, ...tables: readonly ObjectTable[]): void =>
  touchChanged(db, [...tables, 'journal_entry', 'journal_change'], at)

const titleOf = (db: ReadableDb, plan: string): string =>
  db.prepare<[string], { title: string }>('SELECT title FROM plan WHERE id = ?').get(plan)?.title ?? ''

/** A plan with its first scenario. */
export function createPlan(db: WritableDb, plan: NewPlan, signed: Signed): void {
  inTransaction(db, () => {
    insertPlan(db, entryFor(db, signed, 'plan-created', { plan: plan.title }), plan)
    touched(db, signed.at, 'plan', 'plan_scenario')
  })
}

/** The same as a part of another change, whose entry tells of it. */
export function insertPlan(
  db: WritableDb,
  entry: number,
  { plan, scenario, title, baseYear, targetYear }: NewPlan,
): void {
  db.prepare('INSERT INTO plan (id, rev, title, base_year, target_year) VALUES (?, 1, ?, ?, ?)').run(
    plan,
    title,
    baseYear,
    targetYear,
  )
  db.prepare('INSERT INTO plan_scenario (id, rev, plan_id, version) VALUES (?, 1, ?, 1)').run(scenario, plan)
  recordRows(db, entry, 'plan', 'insert', 't.id = ?', [plan])
  recordRows(db, entry, 'plan_scenario', 'insert', 't.id = ?', [scenario])
}

export function editPlan(db: WritableDb, plan: string, values: PlanValues, signed: Signed): void {
  const given = (Object.keys(COLUMN) as (keyof PlanValues)[]).filter((key) => values[key] !== undefined)
  if (given.length === 0) return
  inTransaction(db, () => {
    const entry = entryFor(db, signed, 'plan-edited', { plan: titleOf(db, plan) })
    recordRows(db, entry, 'plan', 'update', 't.id = ?', [plan])
    db.prepare(
      `UPDATE plan SET rev = rev + 1, ${given.map((key) => `${COLUMN[key]} = ?`).join(', ')} WHERE id = ?`,
    ).run(...given.map((key) => (key === 'choices' ? JSON.stringify(values.choices) : values[key])), plan)
    touched(db, signed.at, 'plan')
  })
}

export function setMeasures(db: WritableDb, scenario: string, measures: readonly PlanMeasure[], signed: Signed): void {
  inTransaction(db, () => {
    const entry = entryFor(db, signed, 'plan-edited', { plan: titleOf(db, findScenario(db, scenario)?.plan ?? '') })
    recordRows(db, entry, 'plan_scenario', 'update', 't.id = ?', [scenario])
    db.prepare('UPDATE plan_scenario SET rev = rev + 1, measures = ? WHERE id = ?').run(
      JSON.stringify(measures),
      scenario,
    )
    touched(db, signed.at, 'plan_scenario')
  })
}

/** What of a scenario a new one begins with; its base is the plan's. */
const COPIED = ['planned_patch', 'control_zone', 'plan_facility', 'plan_project'] as const

/** Copies a scenario as a new draft: the next version of the plan. */
export function copyScenario(db: WritableDb, from: string, name: string | null, signed: Signed): string | null {
  const source = findScenario(db, from)
  if (source === undefined) return null
  return inTransaction(db, () => {
    const id = newId()
    const version = Math.max(...scenariosOf(db, source.plan).map((scenario) => scenario.version)) + 1
    const entry = entryFor(db, signed, 'plan-copied', { plan: titleOf(db, source.plan), version })
    db.prepare(
      'INSERT INTO plan_scenario (id, rev, plan_id, version, name, based_on, measures) VALUES (?, 1, ?, ?, ?, ?, ?)',
    ).run(id, source.plan, version, name, from, source.measures)
    recordRows(db, entry, 'plan_scenario', 'insert', 't.id = ?', [id])
    for (const table of COPIED) {
      const columns = db
        .prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)')
        .all(table)
        .map((column) => column.name)
        .filter((column) => !['fid', 'id', 'rev', 'scenario_id', 'batch', 'source_record'].includes(column))
        .join(', ')
      db.prepare(
        `INSERT INTO ${table} (id, rev, scenario_id, ${columns}) SELECT new_id(), 1, ?, ${columns} FROM ${table} WHERE scenario_id = ? ORDER BY fid`,
      ).run(id, from)
      recordRows(db, entry, table, 'insert', 't.scenario_id = ?', [id])
    }
    touched(db, signed.at, 'plan_scenario', ...COPIED)
    return id
  })
}

/** An approved scenario keeps the hash of what was approved. */
export function setPlanStatus(
  db: WritableDb,
  scenario: string,
  status: PlanStatus,
  { document, on }: { readonly document: string | null; readonly on: string },
  signed: Signed,
): void {
  inTransaction(db, () => {
    const found = findScenario(db, scenario)
    if (found === undefined) return
    const entry = entryFor(db, signed, 'plan-status', {
      plan: titleOf(db, found.plan),
      version: found.version,
      status: `plan.status.${status}`,
    })
    recordRows(db, entry, 'plan_scenario', 'update', 't.id = ?', [scenario])
    db.prepare(
      'UPDATE plan_scenario SET rev = rev + 1, status = ?, document = ?, status_on = ?, content_hash = ? WHERE id = ?',
    ).run(status, document, on, status === 'approved' ? contentOf(db, found.plan, scenario) : null, scenario)
    touched(db, signed.at, 'plan_scenario')
  })
}
