import type { CodedText, ExplainStep, HouseholdCompensation, HouseholdExplainAnswer } from '../contract/answers.ts'
import { roundHalfUp } from '../model/round.ts'
import type { WithdrawnPlot } from './household-compensation.ts'
import type { HouseholdFacts, HouseholdResult, PlotFacts } from './households.ts'
import type { Fee, PaidUse } from './paid-use.ts'
import type { StandardSet } from './standard-set.ts'
import type { Withdrawal } from './withdrawal.ts'

const text = (code: string, params: CodedText['params'] = {}): CodedText => ({ code, params })
const m2 = (area: number | null): string => (area === null ? '—' : roundHalfUp(area).toFixed(2))
const yuan = (amount: number): string => roundHalfUp(amount).toFixed(2)
const NO_ARTICLE = { article: null, arithmetic: null } as const

export interface ExplainedHousehold {
  readonly villageCode: string | null
  readonly householdCode: string
  readonly facts: HouseholdFacts
  readonly result: HouseholdResult
  readonly fee: Fee | null
  /** null: the set pays nothing for giving back. */
  readonly compensation: readonly WithdrawnPlot[] | null
}

/** The reasoning of assessHousehold and the fee, step by step, as a short justification. */
export function explainHousehold(set: StandardSet, household: ExplainedHousehold): HouseholdExplainAnswer {
  const { result } = household
  const plots = result.plots.map(({ plot, fate }) => ({
    id: plot.id,
    parcel: plot.parcelCode ?? '',
    areaM2: rounded(plot.areaM2),
    fate,
  }))
  return {
    village: household.villageCode,
    household: household.householdCode,
    class: result.class,
    result: resultOf(result),
    plots,
    areaM2: rounded(result.areaM2),
    limitM2: result.limitM2,
    excessM2: rounded(result.excessM2),
    feeYuan: household.fee === null ? null : roundHalfUp(household.fee.yuan),
    feeTerm: household.fee === null ? null : (set.paidUse?.term ?? null),
    compensation: compensationOf(set.withdrawal, household.compensation),
    steps: [
      plotsStep(result),
      ...(result.plots.length > 1 ? [classStep(household)] : []),
      ...(result.kept === null ? [] : [keptStep(result.kept, result.plots.length)]),
      ...(result.kept === null ? [] : [excessStep(set, result)]),
      ...result.plots.filter(({ fate }) => fate !== 'kept').map(fateStep),
      ...(household.fee === null || set.paidUse === null ? [] : [feeStep(set.paidUse, household.fee)]),
      ...(set.withdrawal === null ? [] : withdrawalSteps(set.withdrawal, household.compensation ?? [])),
    ],
  }
}

const rounded = (area: number | null): number | null => (area === null ? null : roundHalfUp(area))

function resultOf(result: HouseholdResult): CodedText {
  const params = {
    plots: result.plots.length,
    area: m2(result.areaM2),
    limit: result.limitM2 ?? '—',
    excess: m2(result.excessM2),
    class: `household_class.${result.class}`,
    reason: result.gap ?? '',
  }
  if (result.kept === null) return text('explain.household.no-plot', params)
  if (result.excessM2 === null) return text('explain.household.open', params)
  return text(result.excessM2 > 0 ? 'explain.household.over' : 'explain.household.within', params)
}

const plotsStep = (result: HouseholdResult): ExplainStep => ({
  input: text('explain.household.plots', { plots: result.plots.length, area: m2(result.areaM2) }),
  rule: text('explain.household.rule.plots'),
  ...NO_ARTICLE,
  outcome: text('explain.household.outcome.class', { class: `household_class.${result.class}` }),
})

const classStep = ({ facts, result }: ExplainedHousehold): ExplainStep => ({
  input: text(facts.divisibleInto === null ? 'explain.household.divisible-unknown' : 'explain.household.divisible', {
    households: facts.divisibleInto ?? '',
  }),
  rule: text('explain.household.rule.class'),
  ...NO_ARTICLE,
  outcome:
    result.class === 'several-open'
      ? text('explain.household.outcome.open', { reason: result.gap ?? '' })
      : text('explain.household.outcome.class', { class: `household_class.${result.class}` }),
})

function keptStep(kept: PlotFacts, plots: number): ExplainStep {
  return {
    input: text('explain.household.kept', { parcel: kept.parcelCode ?? '—' }),
    rule: text(plots === 1 ? 'explain.household.rule.only' : 'explain.household.rule.kept'),
    ...NO_ARTICLE,
    outcome: text(kept.countsAsHome === true ? 'explain.household.outcome.by-hand' : 'explain.household.outcome.kept'),
  }
}

function excessStep(set: StandardSet, result: HouseholdResult): ExplainStep {
  const standard =
    result.kept?.assessment.result === 'not-assessable' ? null : (result.kept?.assessment.standard ?? null)
  return {
    input: text('explain.household.counted', { area: m2(result.countedM2) }),
    rule: text('explain.household.rule.excess', { tolerance: set.toleranceM2 }),
    article: standard?.article ?? null,
    arithmetic:
      standard === null || result.excessM2 === null
        ? null
        : text('explain.household.arithmetic', {
            area: m2(result.countedM2),
            limit: standard.limitM2,
            households: result.allowedHouseholds,
            excess: m2(result.excessM2),
          }),
    outcome:
      result.excessM2 === null
        ? text('explain.household.outcome.open', { reason: result.gap ?? '' })
        : text(result.excessM2 > 0 ? 'explain.outcome.over' : 'explain.outcome.within', {
            excess: m2(result.excessM2),
          }),
  }
}

const fateStep = ({ plot, fate }: HouseholdResult['plots'][number]): ExplainStep => ({
  input: text('explain.household.plot', { parcel: plot.parcelCode ?? '—' }),
  rule: text('explain.household.rule.fate'),
  ...NO_ARTICLE,
  outcome: text('explain.household.outcome.fate', { fate: `plot_fate.${fate}` }),
})

function feeStep(paidUse: PaidUse, fee: Fee): ExplainStep {
  const tiers = fee.steps
    .map(({ areaM2, tier, factor }) => `${m2(areaM2)} × ${tier.yuanPerM2}${factor === 1 ? '' : ` × ${factor}`}`)
    .join(' + ')
  return {
    input: text('explain.fee.charged', { area: m2(fee.chargedM2) }),
    rule: text(`explain.fee.rule.${paidUse.term}`, { free: paidUse.freeM2 }),
    article: paidUse.article,
    arithmetic: fee.steps.length === 0 ? null : text('explain.fee.arithmetic', { tiers, yuan: yuan(fee.yuan) }),
    outcome: fee.exempt
      ? text('explain.fee.exempt')
      : text(`explain.fee.outcome.${paidUse.term}`, { yuan: yuan(fee.yuan) }),
  }
}

function compensationOf(
  withdrawal: Withdrawal | null,
  withdrawn: readonly WithdrawnPlot[] | null,
): HouseholdCompensation | null {
  if (withdrawal === null || withdrawn === null) return null
  const all = withdrawn.map(({ paid }) => paid.yuan)
  return {
    plots: withdrawn.map(({ plot, areaM2, paid }) => ({
      parcel: plot.parcelCode ?? '',
      areaM2: roundHalfUp(areaM2),
      landYuan: roundHalfUp(paid.landYuan),
      buildingYuan: roundHalfUp(paid.buildingYuan),
      rewardYuan: roundHalfUp(paid.rewardYuan),
      yuan: paid.yuan === null ? null : roundHalfUp(paid.yuan),
      gaps: paid.gaps,
    })),
    yuan: all.some((one) => one === null) ? null : roundHalfUp(all.reduce((sum: number, one) => sum + (one ?? 0), 0)),
    toConfirm: withdrawal.toConfirm,
  }
}

const withdrawalSteps = (
  { article, landYuanPerM2, rewardYuanPerM2, rewardYuanPerPlot }: Withdrawal,
  withdrawn: readonly WithdrawnPlot[],
): readonly ExplainStep[] =>
  withdrawn.map(({ plot, areaM2, buildings, paid }) => ({
    input: text('explain.withdrawal.plot', { parcel: plot.parcelCode ?? '—', area: m2(areaM2), buildings }),
    rule: text('explain.withdrawal.rule', {
      land: landYuanPerM2,
      reward: rewardYuanPerPlot,
      rewardM2: rewardYuanPerM2,
    }),
    article,
    arithmetic:
      paid.yuan === null
        ? null
        : text('explain.withdrawal.arithmetic', {
            land: yuan(paid.landYuan),
            building: yuan(paid.buildingYuan),
            reward: yuan(paid.rewardYuan),
            yuan: yuan(paid.yuan),
          }),
    outcome:
      paid.yuan === null
        ? text(`explain.withdrawal.${paid.gaps[0] ?? 'building.rate'}`)
        : text('explain.withdrawal.outcome', { yuan: yuan(paid.yuan) }),
  }))
