import type { Text } from '../lang/message.ts'
import type { ClassArea } from './plan-areas.ts'
import { isConstruction, type StructureRow } from './structure.ts'
import {
  atLeast,
  atMost,
  type CheckedTable,
  type CheckInput,
  type CheckSide,
  CLOSING_M2,
  compare,
  equal,
  measured,
  measuredOr,
  notKnown,
  type TableCheck,
  toleranceFor,
} from './table-check.ts'
import { structureLand } from './tables/plan-pieces.ts'
import type { PlanTables } from './tables/plan-tables.ts'
import type { TableVillage } from './tables/village-tables.ts'
import { sumOf } from './tables/whole-metres.ts'

const F_TABLES: Text = {
  zh: '村土地利用规划表F1–F5的核对规则（浙江省编制工具，2018）；待核实',
  en: 'rules for F1–F5 of the village land-use plan (provincial tool, 2018), to be confirmed',
}
const DATABASE: Text = {
  zh: '村土地利用规划数据库质检规则（浙江省编制工具，2018）；容差取法待核实',
  en: 'rules for the database of the village land-use plan (provincial tool, 2018), tolerance to be confirmed',
}
const BASE: Text = { zh: '基期', en: 'base' }
const PLANNED: Text = { zh: '规划', en: 'planned' }

const hundredthSum = (areas: readonly { readonly areaM2: number }[]): number =>
  areas.reduce((total, { areaM2 }) => total + Math.round(areaM2 * 100), 0) / 100

const landOf = (
  areas: readonly ClassArea[],
  village: TableVillage,
  counts: (row: StructureRow) => boolean = () => true,
): number => hundredthSum(areas.filter((area) => area.village === village.code && counts(area.row)))

const indicator = (tables: PlanTables, id: string, side: 'base' | 'target' | 'town'): CheckSide =>
  tables.f1.find((one) => one.id === id)?.[side] ?? notKnown('plan.reason.town-unknown')

/** A table by villages against the planned land itself: base − less + more, and the planned patches. */
const endCheck =
  (table: 'f3' | 'f4', counts: (row: StructureRow) => boolean): TableCheck['run'] =>
  (input, tables) =>
    tables[table].rows.map(({ village, figures }) => {
      const planned: CheckSide =
        input.planned.length > 0 ? measured(landOf(input.planned, village, counts)) : notKnown('plan.reason.no-planned')
      const uncovered = figures.uncovered.value ?? 0
      return uncovered > 0
        ? compare(village, figures.end, notKnown('plan.reason.not-covered'), equal)
        : compare(village, figures.end, planned, equal, () => CLOSING_M2)
    })

const surveyCheck =
  (counts: (row: StructureRow) => boolean): TableCheck['run'] =>
  (input, tables) =>
    tables.f3.rows
      .filter(({ village }) => village.code !== null)
      .map(({ village }) => {
        const base: CheckSide =
          input.base.length > 0 ? measured(landOf(input.base, village, counts)) : notKnown('plan.reason.no-base')
        return compare(village, base, surveyed(input.survey, village, counts), equal, toleranceFor)
      })

function surveyed(
  survey: readonly ClassArea[] | null,
  village: TableVillage,
  counts: (row: StructureRow) => boolean,
): CheckSide {
  if (survey === null) return notKnown('plan.reason.no-survey')
  return survey.some((area) => area.village === village.code)
    ? measured(landOf(survey, village, counts))
    : notKnown('plan.reason.survey-without-village')
}

const isArable = (row: StructureRow): boolean => row === 'arable'

const SURVEY_TITLES = { leftTitle: BASE, rightTitle: { zh: '现状调查', en: 'survey' }, source: DATABASE } as const

export const tableChecks: readonly TableCheck[] = [
  {
    id: 'plan.check.basic-farmland',
    title: { zh: '永久基本农田不低于乡级规划', en: 'basic farmland is not below what the town’s plan gives' },
    leftTitle: { zh: '目标年', en: 'target' },
    rightTitle: { zh: '乡级规划', en: 'town’s plan' },
    source: F_TABLES,
    severity: 'error',
    run: (_, tables) => [
      compare(
        null,
        indicator(tables, 'basic_farmland', 'target'),
        indicator(tables, 'basic_farmland', 'town'),
        atLeast,
      ),
    ],
  },
  {
    id: 'plan.check.construction',
    title: { zh: '建设用地总规模不超过基期', en: 'construction land is not above the base' },
    leftTitle: { zh: '目标年', en: 'target' },
    rightTitle: BASE,
    source: F_TABLES,
    severity: 'error',
    run: (_, tables) => [
      compare(null, indicator(tables, 'construction', 'target'), indicator(tables, 'construction', 'base'), atMost),
    ],
  },
  {
    id: 'plan.check.demolition',
    title: { zh: '拆旧面积不小于建新面积', en: 'sites to be demolished are not less than new sites' },
    leftTitle: { zh: '拆旧（C1、C2）', en: 'demolished (C1, C2)' },
    rightTitle: { zh: '建新（E2）', en: 'new sites (E2)' },
    source: DATABASE,
    severity: 'error',
    run: ({ marks }) => [
      compare(
        null,
        measuredOr(marks.demolishedM2, 'plan.reason.no-demolition-marks'),
        measuredOr(marks.newSitesM2, 'plan.reason.no-demolition-marks'),
        atLeast,
      ),
    ],
  },
  {
    id: 'plan.check.construction-end',
    title: {
      zh: '期末建设用地等于基期减拆旧加建新',
      en: 'construction land at the end is base less demolished plus built',
    },
    leftTitle: { zh: '基期−拆旧+建新', en: 'base − demolished + built' },
    rightTitle: PLANNED,
    source: F_TABLES,
    severity: 'error',
    run: endCheck('f3', isConstruction),
  },
  {
    id: 'plan.check.arable-end',
    title: { zh: '期末耕地等于基期减减少加补充', en: 'arable land at the end is base less reduced plus added' },
    leftTitle: { zh: '基期−减少+补充', en: 'base − reduced + added' },
    rightTitle: PLANNED,
    source: F_TABLES,
    severity: 'error',
    run: endCheck('f4', isArable),
  },
  {
    id: 'plan.check.covered',
    title: { zh: '基期总面积等于规划总面积', en: 'the base and the plan have the same area' },
    leftTitle: BASE,
    rightTitle: PLANNED,
    source: DATABASE,
    severity: 'error',
    run: (input, tables) => {
      const { pieces } = structureLand(input)
      return tables.f3.rows.map(({ village }) => {
        const uncovered = sumOf(pieces, ({ kind, village: code }) => kind === 'uncovered' && code === village.code)
        const planned: CheckSide =
          input.transitions.length === 0
            ? notKnown('plan.reason.no-overlay')
            : uncovered.printedM2 > 0
              ? notKnown('plan.reason.not-covered')
              : measured(landOf(input.planned, village))
        return compare(village, measured(landOf(input.base, village)), planned, equal, toleranceFor)
      })
    },
  },
  {
    id: 'plan.check.survey-total',
    title: { zh: '基期总面积与现状调查一致', en: 'the base has the area of the survey' },
    ...SURVEY_TITLES,
    severity: 'error',
    run: surveyCheck(() => true),
  },
  {
    id: 'plan.check.survey-arable',
    title: { zh: '基期耕地与现状调查一致', en: 'the base has the arable land of the survey' },
    ...SURVEY_TITLES,
    severity: 'error',
    run: surveyCheck(isArable),
  },
  {
    id: 'plan.check.survey-construction',
    title: { zh: '基期建设用地与现状调查一致', en: 'the base has the construction land of the survey' },
    ...SURVEY_TITLES,
    severity: 'error',
    run: surveyCheck(isConstruction),
  },
]

export const checkTables = (input: CheckInput, tables: PlanTables): readonly CheckedTable[] =>
  tableChecks.map(({ run, ...rule }) => ({ ...rule, outcomes: run(input, tables) }))
