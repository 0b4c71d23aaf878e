import type { Text } from '../lang/message.ts'

/** A band of excess and its price; `toM2` null: without end. */
export interface FeeTier {
  readonly fromM2: number
  readonly toM2: number | null
  readonly yuanPerM2: number
}

/** 有偿使用 as data: what is charged, on what, for whom not. */
export interface PaidUse {
  readonly article: Text
  /** A sample, or a figure that the district has not confirmed (待核实). */
  readonly toConfirm: boolean
  /** Whose excess is charged: the sum of a household's plots, or each plot by itself. */
  readonly base: 'household' | 'plot'
  /** 起征面积: m² of excess that cost nothing. */
  readonly freeM2: number
  readonly tiers: readonly FeeTier[]
  readonly term: 'yearly' | 'once'
  /** 一户多宅: a further plot is charged for its whole area, times this factor; null: like any other excess. */
  readonly furtherPlotFactor: number | null
  /** 非本集体成员: the whole area is charged, times this factor; null: like a member. */
  readonly nonMemberFactor: number | null
  /** Classes of households that pay nothing, e.g. 五保, 低保; compared with what the survey says of the household. */
  readonly exempt: readonly string[]
}

export interface FeeStep {
  readonly tier: FeeTier
  /** m² of the excess that fall into the tier. */
  readonly areaM2: number
  /** 1, or the surcharge that falls on it. */
  readonly factor: number
  /** Without the surcharge. */
  readonly yuan: number
}

/** The charge for `overM2` by tiers: Σ rate · clip(over − from, 0, to − from). Yuan, unrounded. */
function feeOf(
  tiers: readonly FeeTier[],
  overM2: number,
  factor: number,
): { readonly yuan: number; readonly steps: readonly FeeStep[] } {
  const steps = tiers
    .map((tier) => {
      const areaM2 = Math.max(0, Math.min(overM2, tier.toM2 ?? Number.POSITIVE_INFINITY) - tier.fromM2)
      return { tier, areaM2, factor, yuan: areaM2 * tier.yuanPerM2 }
    })
    .filter((step) => step.areaM2 > 0)
  return { yuan: steps.reduce((sum, step) => sum + step.yuan, 0), steps }
}

export interface ChargedPlot {
  /** null: unknown. */
  readonly areaM2: number | null
  /** Excess of this plot by itself; null: unknown. */
  readonly excessM2: number | null
  /** Whether it is beyond the household's one (`further`), or inherited and noted, so that it does not count in the household's sum. */
  readonly part: 'own' | 'noted' | 'further'
}

export interface ChargedHousehold {
  readonly plots: readonly ChargedPlot[]
  /** Excess of the sum of its plots, m². */
  readonly excessM2: number
  /** null: unknown, and then no surcharge is claimed. */
  readonly member: boolean | null
  readonly exemption: string | null
}

export interface Fee {
  readonly yuan: number
  readonly exempt: boolean
  /** m² that were charged, after the free band. */
  readonly chargedM2: number
  readonly steps: readonly FeeStep[]
}

/** What one household pays, yearly or once as the set says, in unrounded yuan; null where an area that is charged is unknown. */
export function householdFee(paidUse: PaidUse, household: ChargedHousehold): Fee | null {
  const { plots, excessM2, member, exemption } = household
  if (exemption !== null && paidUse.exempt.includes(exemption))
    return { yuan: 0, chargedM2: 0, steps: [], exempt: true }
  if (member === false && paidUse.nonMemberFactor !== null)
    return charge(
      paidUse,
      plots.map((plot) => plot.areaM2),
      paidUse.nonMemberFactor,
    )
  const factor = paidUse.furtherPlotFactor
  const further = factor === null ? [] : plots.filter(({ part }) => part === 'further')
  if (factor === null || further.length === 0)
    return charge(paidUse, paidUse.base === 'household' ? [excessM2] : plots.map((plot) => plot.excessM2), 1)
  const others = charge(
    paidUse,
    further.map((plot) => plot.areaM2),
    factor,
  )
  const first = charge(paidUse, excessWithoutFurther(paidUse, plots), 1)
  return first === null || others === null ? null : joined(first, others)
}

/** What is charged as excess beside further plots: inherited ones are in it only where each plot is charged by itself. */
const excessWithoutFurther = ({ base }: PaidUse, plots: readonly ChargedPlot[]): readonly (number | null)[] =>
  plots.filter(({ part }) => part === 'own' || (part === 'noted' && base === 'plot')).map((plot) => plot.excessM2)

const joined = (a: Fee, b: Fee): Fee => ({
  yuan: a.yuan + b.yuan,
  exempt: false,
  chargedM2: a.chargedM2 + b.chargedM2,
  steps: [...a.steps, ...b.steps],
})

function charge(paidUse: PaidUse, areasM2: readonly (number | null)[], factor: number): Fee | null {
  const known = areasM2.filter((areaM2) => areaM2 !== null)
  if (known.length < areasM2.length) return null
  const charged = known.map((areaM2) => Math.max(0, areaM2 - paidUse.freeM2))
  const fees = charged.map((areaM2) => feeOf(paidUse.tiers, areaM2, factor))
  return {
    yuan: factor * fees.reduce((sum, fee) => sum + fee.yuan, 0),
    exempt: false,
    chargedM2: charged.reduce((sum, areaM2) => sum + areaM2, 0),
    steps: fees.flatMap((fee) => fee.steps),
  }
}
