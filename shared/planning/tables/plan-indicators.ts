import type { Text } from '../../lang/message.ts'
import { roundHalfUp } from '../../model/round.ts'
import { findCrosswalk } from '../crosswalk.ts'
import { isConfirmed, lineSubject, titleOr } from '../legend.ts'
import type { ClassArea, PlanFacts } from '../plan-areas.ts'
import { difference, type Figure, fromFigures, known, type ReasonCode, unknown } from './figure.ts'
import { type FunctionRow, type FunctionRule, functionRows, isSeaLand, type SeaLandScheme } from './function-rows.ts'
import { basicFarmland, divisors, type IndicatorFigures, type IndicatorUnit, printedArea } from './indicators.ts'
import { type PlanLand, type PlanSides, type Side, sideSum } from './plan-pieces.ts'
import { areaOn } from './structure-table.ts'

/** 约束性 binds, 预期性 is expected. */
export type IndicatorNature = 'binding' | 'expected'

/** A line of 规划指标 (GHZBB). */
export interface PlanIndicator extends IndicatorFigures {
  readonly id: string
  readonly title: Text
  readonly unit: IndicatorUnit
  readonly nature: IndicatorNature | null
  readonly toConfirm: boolean
}

type Both = { readonly base: Figure; readonly target: Figure }

const inGroups =
  (...groups: readonly string[]) =>
  (row: FunctionRow): boolean =>
    groups.includes(functionRows[row].group)
const isVillage = inGroups('village')
const isUrbanRural = inGroups('village', 'town')
const isConstruction = inGroups('village', 'town', 'regional', 'other_construction', 'undivided')

/** The 13 indicators of the newer village plan, in their order. */
export function planIndicators(
  land: PlanLand<FunctionRow>,
  facts: PlanFacts,
  sides: PlanSides,
  { edition, legend }: Pick<FunctionRule, 'edition' | 'legend'>,
): readonly PlanIndicator[] {
  const area = (side: Side, counts: (row: FunctionRow) => boolean): Figure =>
    areaOn(land, side, sideSum(land, side, counts))
  const both = (of: (side: Side) => Figure): Both => ({ base: of('base'), target: of('target') })
  /** What is not divided yet may be part of it or not. */
  const divided = (side: Side, figure: Figure): Figure =>
    sideSum(land, side, (row) => row === 'undivided').areaM2 === 0 ? figure : unknown('plan.reason.village-undivided')
  const parts = (counts: (row: FunctionRow) => boolean): Both => both((side) => divided(side, area(side, counts)))
  const heads = divisors(facts.populationBase, facts.populationTarget, 'population')
  const perHead = both((side) =>
    fromFigures([divided(side, area(side, isVillage)), heads[side]], (_, persons = 0) =>
      known(roundHalfUp(sideSum(land, side, isVillage).areaM2 / persons)),
    ),
  )
  const wetland = both((side) =>
    (side === 'base' ? sides.base : sides.planned).some((one) => hidesWetland(one, edition))
      ? unknown('plan.reason.wetland-undivided')
      : area(side, (row) => row === 'wetland'),
  )
  const redLine = printedArea(facts.redLineM2, 'plan.reason.red-line-unknown')
  const notHeld = (why: ReasonCode): Both => ({ base: unknown(why), target: unknown(why) })
  return [
    line(
      'construction',
      '村域建设用地总面积',
      'construction land',
      'binding',
      both((side) => area(side, isConstruction)),
    ),
    line('urban_rural', '村域城乡建设用地面积', 'urban and rural construction land', 'binding', parts(isUrbanRural)),
    line('village_construction', '村庄建设用地规模', 'village construction land', 'expected', parts(isVillage)),
    line(
      'public_service',
      '公共管理与公共服务用地规模',
      'public administration and services',
      'expected',
      parts((row) => row === 'public' || row === 'community'),
    ),
    line(
      'utilities',
      '公用设施用地规模',
      'public utilities',
      'expected',
      parts((row) => row === 'utilities'),
    ),
    line('per_head', '人均村庄建设用地面积', 'village construction land per head', 'expected', perHead, 'm2_person'),
    line('red_line', '生态保护红线面积', 'ecological red line', 'binding', { base: redLine, target: redLine }),
    line('basic_farmland', '永久基本农田保护面积', 'permanent basic farmland', 'binding', basicFarmland(facts)),
    line(
      'arable',
      '耕地保有量',
      'arable land kept',
      'binding',
      both((side) => area(side, (row) => row === 'arable')),
    ),
    line(
      'forest',
      '林地保有量',
      'forest kept',
      'binding',
      both((side) => area(side, (row) => row === 'forest')),
    ),
    line('wetland', '湿地面积', 'wetland', 'binding', wetland),
    ...indicatorsToConfirm.map(({ id, title, unit, why }) => ({
      ...line(id, title.zh, title.en, null, notHeld(why), unit),
      title: titleOr(legend, lineSubject('GHZBB', id), title),
      toConfirm: !isConfirmed(legend, lineSubject('GHZBB', id), 'title'),
    })),
  ]
}

/** Lines whose titles the sources do not have in full, and which no layer of the plan tells. */
export const indicatorsToConfirm: readonly {
  readonly id: string
  readonly title: Text
  readonly unit: IndicatorUnit
  readonly why: ReasonCode
}[] = [
  {
    id: 'coast',
    title: { zh: '自然海岸线保有率', en: 'natural coastline kept' },
    unit: 'percent',
    why: 'plan.reason.coast-not-held',
  },
  {
    id: 'heritage',
    title: { zh: '自然和文化遗产', en: 'heritage sites' },
    unit: 'places',
    why: 'plan.reason.heritage-not-held',
  },
]

function line(
  id: string,
  zh: string,
  en: string,
  nature: IndicatorNature | null,
  { base, target }: Both,
  unit: IndicatorUnit = 'ha',
): PlanIndicator {
  return { id, title: { zh, en }, unit, nature, toConfirm: false, base, target, change: difference(target, base) }
}

/** Schemes without a crosswalk have wetland within their reserve land and water. */
const hidesWetland = ({ scheme, row, areaM2 }: ClassArea, edition: SeaLandScheme): boolean =>
  scheme !== null &&
  !isSeaLand(scheme) &&
  findCrosswalk(scheme, edition) === undefined &&
  (row === 'natural' || row === 'water') &&
  areaM2 !== 0
