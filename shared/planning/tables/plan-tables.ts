import type { CrosswalkChoices } from '../crosswalk.ts'
import type { Legend, LegendSetting, MovedClass } from '../legend.ts'
import { movedIn } from '../moved-classes.ts'
import type { ClassArea, PlanFacts, PlanMeasure, PlanProject, TransitionArea } from '../plan-areas.ts'
import type { Adjustment } from './figure.ts'
import { type FunctionTable, functionLand, functionTable } from './function-table.ts'
import { type MainIndicator, mainIndicators } from './indicators.ts'
import { type PlanIndicator, planIndicators } from './plan-indicators.ts'
import { structureLand } from './plan-pieces.ts'
import { seaLandOf } from './sea-land-of.ts'
import { adjustedRows, type StructureTable, structureTable } from './structure-table.ts'
import {
  type ArableColumn,
  arableTable,
  type ConstructionColumn,
  constructionTable,
  type VillageTable,
  villagesOf,
} from './village-tables.ts'

export interface PlanTablesInput {
  readonly base: readonly ClassArea[]
  readonly planned: readonly ClassArea[]
  readonly transitions: readonly TransitionArea[]
  readonly facts: PlanFacts
  /** What a class that the crosswalk leaves open becomes. */
  readonly choices: CrosswalkChoices
  readonly measures: readonly PlanMeasure[]
  readonly projects: readonly PlanProject[]
  readonly villages: readonly { readonly code: string; readonly name: string }[]
  /** Land of the current survey by village; null: the survey has no land use. */
  readonly survey: readonly ClassArea[] | null
  /** What the district says otherwise. Rows of areas are by it already. */
  readonly legend: Legend
}

/** The tables of the newer village plan (村庄规划, 用地用海). */
export interface NewerTables {
  /** GHZBB. */
  readonly indicators: readonly PlanIndicator[]
  /** KJGNJGTZB. */
  readonly functions: FunctionTable
}

/** Every table of a plan. Areas are whole m² and printed as hectares with four decimals. */
export interface PlanTables {
  readonly baseYear: number | null
  readonly targetYear: number | null
  /** Where the target year is another than 2020 and the base lies before it, F1 and F2 keep a column for 2020, which nobody has filled. */
  readonly keeps2020: boolean
  readonly f1: readonly MainIndicator[]
  readonly f2: StructureTable
  readonly f3: VillageTable<ConstructionColumn>
  readonly f4: VillageTable<ArableColumn>
  readonly f5: readonly PlanMeasure[]
  /** null: neither side is drawn in 用地用海. */
  readonly newer: NewerTables | null
  /** JQJSXMJHB. */
  readonly projects: readonly PlanProject[]
  /** Every figure that is not its own value rounded half-up. */
  readonly adjustments: readonly Adjustment[]
  /** Classes of this plan that the district counts elsewhere than the program does. */
  readonly moved: readonly MovedClass[]
  /** Titles that are the district's, or confirmed by it. */
  readonly titles: readonly LegendSetting[]
}

/** Makes the tables of a plan from its land. The whole input is in m² and persons; nothing is worded. */
export function planTables(input: PlanTablesInput): PlanTables {
  const land = structureLand(input)
  const villages = villagesOf(land, input.villages)
  const f3 = constructionTable(land, villages)
  const f4 = arableTable(land, villages)
  const edition = seaLandOf(input)
  const newerLand =
    edition === null ? null : functionLand(input, { edition, choices: input.choices, legend: input.legend })
  const { baseYear, targetYear } = input.facts
  return {
    baseYear,
    targetYear,
    keeps2020: baseYear !== null && targetYear !== null && baseYear < 2020 && targetYear > 2020,
    f1: mainIndicators(land, input.facts, input),
    f2: structureTable(land, input.legend),
    f3,
    f4,
    f5: input.measures,
    newer:
      edition === null || newerLand === null
        ? null
        : {
            indicators: planIndicators(newerLand, input.facts, input, { edition, legend: input.legend }),
            functions: functionTable(newerLand, input.legend),
          },
    projects: input.projects,
    adjustments: [
      ...adjustedRows('F2', land),
      ...f3.adjustments,
      ...f4.adjustments,
      ...(newerLand === null ? [] : adjustedRows('KJGNJGTZB', newerLand)),
    ],
    moved: movedIn(input),
    titles: [...input.legend.values()].filter(({ property }) => property === 'title'),
  }
}
