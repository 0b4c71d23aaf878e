import type { Text } from '../../lang/message.ts'
import { roundHalfUp } from '../../model/round.ts'
import { wholeUnits } from '../close-areas.ts'
import type { ClassArea, PlanFacts, TownIndicator } from '../plan-areas.ts'
import { isConstruction, isUrbanRuralConstruction, isVillageConstruction, type StructureRow } from '../structure.ts'
import { difference, type Figure, fromFigures, known, knownOr, type ReasonCode, unknown } from './figure.ts'
import { type PlanLand, type Side, sideSum } from './plan-pieces.ts'
import { areaOn } from './structure-table.ts'
import { PRINTED_M2 } from './whole-metres.ts'

export type IndicatorUnit = 'ha' | 'm2_person' | 'm2_household' | 'percent' | 'places'

/** Figures of an indicator: m² where the unit is hectares (whole m², printed as hectares), else in the unit itself. */
export interface IndicatorFigures {
  readonly base: Figure
  readonly target: Figure
  readonly change: Figure
}

export type MainIndicatorId =
  | 'arable'
  | 'basic_farmland'
  | 'construction'
  | 'urban_rural'
  | 'village_construction'
  | 'per_head'
  | 'per_household'

/** F1 村土地利用规划主要指标（目标）表. */
export interface MainIndicator extends IndicatorFigures {
  readonly id: MainIndicatorId
  readonly title: Text
  readonly unit: IndicatorUnit
  /** 乡级规划; undefined: the table has no such cell. */
  readonly town?: Figure
}

const townIndicators: readonly string[] = [
  'arable',
  'basic_farmland',
  'construction',
  'urban_rural',
] satisfies readonly TownIndicator[]
const isTownIndicator = (id: MainIndicatorId): id is TownIndicator => townIndicators.includes(id)

export function mainIndicators(
  land: PlanLand<StructureRow>,
  facts: PlanFacts,
  sides: { readonly base: readonly ClassArea[]; readonly planned: readonly ClassArea[] },
): readonly MainIndicator[] {
  const areas = (counts: (row: StructureRow) => boolean) => ({
    base: areaOn(land, 'base', sideSum(land, 'base', counts)),
    target: areaOn(land, 'target', sideSum(land, 'target', counts)),
  })
  const ratio = (side: Side, counts: (row: StructureRow) => boolean, by: Figure): Figure =>
    fromFigures([areaOn(land, side, sideSum(land, side, counts)), by], (_, count = 0) =>
      known(roundHalfUp(sideSum(land, side, counts).areaM2 / count)),
    )
  const isHomestead = (row: StructureRow): boolean => row === 'homestead'
  const homesteads = (side: Side, areasOfSide: readonly ClassArea[], households: Figure): Figure =>
    areasOfSide.some(mayHideHomesteads)
      ? unknown('plan.reason.village-undivided')
      : ratio(side, isHomestead, households)
  const line = (
    id: MainIndicatorId,
    title: Text,
    unit: IndicatorUnit,
    { base, target }: { readonly base: Figure; readonly target: Figure },
  ): MainIndicator => ({
    id,
    title,
    unit,
    base,
    target,
    change: difference(target, base),
    ...(isTownIndicator(id) ? { town: townFigure(facts, id) } : {}),
  })
  const heads = divisors(facts.populationBase, facts.populationTarget, 'population')
  const households = divisors(facts.householdsBase, facts.householdsTarget, 'households')
  return [
    line(
      'arable',
      { zh: '耕地保有量', en: 'arable land kept' },
      'ha',
      areas((row) => row === 'arable'),
    ),
    line('basic_farmland', { zh: '永久基本农田保护面积', en: 'permanent basic farmland' }, 'ha', basicFarmland(facts)),
    line('construction', { zh: '建设用地总规模', en: 'construction land' }, 'ha', areas(isConstruction)),
    line(
      'urban_rural',
      { zh: '城乡建设用地规模', en: 'urban and rural construction land' },
      'ha',
      areas(isUrbanRuralConstruction),
    ),
    line(
      'village_construction',
      { zh: '村庄建设用地规模', en: 'village construction land' },
      'ha',
      areas(isVillageConstruction),
    ),
    line('per_head', { zh: '人均村庄建设用地规模', en: 'village construction land per head' }, 'm2_person', {
      base: ratio('base', isVillageConstruction, heads.base),
      target: ratio('target', isVillageConstruction, heads.target),
    }),
    line('per_household', { zh: '户均宅基地', en: 'homestead per household' }, 'm2_household', {
      base: homesteads('base', sides.base, households.base),
      target: homesteads('target', sides.planned, households.target),
    }),
  ]
}

/** Classes that hold homesteads without naming them; vacant land (1201, 2301) and reserves (16) hold none. */
const UNDIVIDED: ReadonlySet<string | null> = new Set(['212', '07'])
const mayHideHomesteads = ({ row, code, areaM2 }: ClassArea): boolean =>
  areaM2 !== 0 && row === 'village_unsplit' && UNDIVIDED.has(code)

/** 永久基本农田 comes from its own layer, not from classes: rounded half-up by itself. */
export const basicFarmland = (facts: PlanFacts): { readonly base: Figure; readonly target: Figure } => ({
  base: printedArea(facts.basicFarmlandBaseM2, 'plan.reason.basic-farmland-unknown'),
  target: printedArea(facts.basicFarmlandTargetM2, 'plan.reason.basic-farmland-unknown'),
})

export const printedArea = (areaM2: number | null, why: ReasonCode): Figure =>
  knownOr(areaM2 === null ? null : wholeUnits(areaM2, PRINTED_M2), why)

const townFigure = (facts: PlanFacts, id: TownIndicator): Figure =>
  printedArea(facts.townTargetsM2[id] ?? null, 'plan.reason.town-unknown')

export function divisors(
  base: number | null,
  target: number | null,
  of: 'population' | 'households',
): { readonly base: Figure; readonly target: Figure } {
  const divisor = (count: number | null): Figure =>
    count === null ? unknown(`plan.reason.${of}-unknown`) : count > 0 ? known(count) : unknown(`plan.reason.${of}-zero`)
  return { base: divisor(base), target: divisor(target) }
}
