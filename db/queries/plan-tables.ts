import type { OverlayAnswer } from '../../shared/contract/planning-answers.ts'
import type { Legend } from '../../shared/planning/legend.ts'
import type { ClassArea, PlanMeasure, PlanProject } from '../../shared/planning/plan-areas.ts'
import { rowOf } from '../../shared/planning/same-land.ts'
import { isSchemeId } from '../../shared/planning/schemes/all.ts'
import type { DemolitionMarks } from '../../shared/planning/table-check.ts'
import type { PlanTablesInput } from '../../shared/planning/tables/plan-tables.ts'
import type { ReadableDb } from '../open/database.ts'
import { surveyLegend } from './plan-legend.ts'
import { crosswalkChoices, findScenario, scenarioFacts } from './plans.ts'

/** What the tables of a scenario are made of, beside its overlay; null: there is no such scenario. */
export function tablesInput(
  db: ReadableDb,
  overlay: OverlayAnswer,
): (PlanTablesInput & { readonly marks: DemolitionMarks }) | null {
  const scenario = findScenario(db, overlay.scenario)
  const facts = scenario === undefined ? null : scenarioFacts(db, scenario.plan, scenario.id)
  if (scenario === undefined || facts === null) return null
  const legend = surveyLegend(db)
  const codes = [...new Set(overlay.base.flatMap(({ village }) => (village === null ? [] : [village])))]
  return {
    base: overlay.base,
    planned: overlay.planned,
    transitions: overlay.transitions,
    facts,
    measures: JSON.parse(scenario.measures) as PlanMeasure[],
    choices: crosswalkChoices(db, scenario.plan),
    projects: projectsOf(db, scenario.id),
    villages: codes.map((code) => ({ code, name: villageName(db, code) ?? code })),
    survey: surveyLand(db, codes, legend),
    legend,
    marks: marksOf(db, scenario.id),
  }
}

const villageName = (db: ReadableDb, code: string): string | null =>
  db.prepare<[string], { name: string | null }>('SELECT name FROM village WHERE code = ?').get(code)?.name ?? null

const M2_PER_HA = 10_000

export const projectsOf = (db: ReadableDb, scenario: string): readonly PlanProject[] =>
  db
    .prepare<[string], Omit<PlanProject, 'landAreaM2'> & { readonly ha: number | null }>(
      `SELECT project_kind AS kind, ifnull(project_name, '') AS name, land_area_ha AS ha, location, scale, years,
        investment_10k_yuan AS investment10kYuan, funded_by AS fundedBy FROM plan_project WHERE scenario_id = ? ORDER BY fid`,
    )
    .all(scenario)
    .map(({ ha, ...project }) => ({ ...project, landAreaM2: ha === null ? null : ha * M2_PER_HA }))

/** Land of the current survey in the plan's villages; null: it has no land use there. */
function surveyLand(db: ReadableDb, villages: readonly string[], legend: Legend): readonly ClassArea[] | null {
  const rows = db
    .prepare<
      [string],
      { village: string; scheme: string | null; code: string | null; areaM2: number; patches: number }
    >(
      `SELECT substr(coalesce(located_unit_code, owner_unit_code), 1, 12) AS village, class_scheme AS scheme, class_code AS code,
        total(ellipsoid_area_m2) AS areaM2, count(*) AS patches FROM land_use
      WHERE substr(coalesce(located_unit_code, owner_unit_code), 1, 12) IN (SELECT value FROM json_each(?)) GROUP BY 1, 2, 3`,
    )
    .all(JSON.stringify(villages))
  if (rows.length === 0) return null
  return rows.map(({ scheme, ...row }) => {
    const known = scheme !== null && isSchemeId(scheme) ? scheme : null
    return { ...row, scheme: known, row: rowOf({ scheme: known, code: row.code }, legend) }
  })
}

/** Areas marked to be demolished and newly built; null where no patch of the scenario carries a mark. */
function marksOf(db: ReadableDb, scenario: string): DemolitionMarks {
  const row = db
    .prepare<[string], { marked: number; demolished: number; sites: number }>(
      `SELECT count(linkage_kind) AS marked, total(ellipsoid_area_m2) FILTER (WHERE linkage_kind IN ('C1', 'C2')) AS demolished,
        total(ellipsoid_area_m2) FILTER (WHERE linkage_kind = 'E2') AS sites FROM planned_patch WHERE scenario_id = ?`,
    )
    .get(scenario)
  return row === undefined || row.marked === 0
    ? { demolishedM2: null, newSitesM2: null }
    : { demolishedM2: row.demolished, newSitesM2: row.sites }
}
