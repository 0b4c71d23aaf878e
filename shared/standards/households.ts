import type { NotAssessableReason } from '../model/code-lists.ts'
import { type Assessment, excessOver } from './evaluate.ts'
import type { StandardSet } from './standard-set.ts'

/** One homestead plot of a household, with its own assessment. null is unknown. */
export interface PlotFacts {
  readonly id: string
  readonly parcelCode: string | null
  readonly assessment: Exclude<Assessment, { readonly result: 'not-homestead' }>
  /** Known also where no limit could be chosen; null: the shape gives none to reckon with. */
  readonly areaM2: number | null
  readonly approvedM2: number | null
  /** 1 in use, 2 idle, 3 abandoned. */
  readonly utilisation: string | null
  /** 1 application, 2 inheritance, 3 reallotment, 4 other. */
  readonly acquisition: string | null
  readonly acquiredOn: string | null
  /** Said by hand: this is the plot that counts. */
  readonly countsAsHome: boolean | null
}

export interface HouseholdFacts {
  /** Whether it belongs to the collective. */
  readonly member: boolean | null
  /** 可分户数: households that it may be divided into, itself included. */
  readonly divisibleInto: number | null
  /** Whether it is entitled to a homestead (资格权). */
  readonly entitled: boolean | null
}

/** 一户一宅, the kinds of 一户多宅, and households without any plot. `several-open`: facts are missing that would decide. */
export type HouseholdClass =
  | 'one-plot'
  | 'several-dividable'
  | 'several-inherited'
  | 'several-violating'
  | 'several-open'
  | 'non-member'
  | 'no-plot-entitled'
  | 'no-plot-open'
  | 'no-plot'

/** What becomes of a plot. */
export type PlotFate =
  /** The one that counts as the household's homestead. */
  | 'kept'
  /** Goes to a household that divides off. */
  | 'divided'
  /** Registered with a note: the house was inherited. */
  | 'inherited'
  /** Idle or abandoned: withdrawal for pay is offered first. */
  | 'withdraw'
  /** In use beyond the one: paid use, or given back. */
  | 'pay-or-return'
  /** Cannot be said before the household's facts are known. */
  | 'open'

export type HouseholdGap = NotAssessableReason | 'acquisition.missing' | 'divisible.missing' | 'entitled.missing'

export interface HouseholdResult {
  readonly class: HouseholdClass
  /** In the order given; the kept plot is named by `kept`. */
  readonly plots: readonly { readonly plot: PlotFacts; readonly fate: PlotFate }[]
  readonly kept: PlotFacts | null
  /** Sum of all plots, m²; null while one of them has no area to reckon with. */
  readonly areaM2: number | null
  /** Sum of the plots that count against the limit: inherited ones are noted instead. */
  readonly countedM2: number | null
  /** Limit of the kept plot times the households that it is for; null where it cannot be said. */
  readonly limitM2: number | null
  readonly allowedHouseholds: number
  /** Excess of the counted sum, m²; null where area or limit is unknown. */
  readonly excessM2: number | null
  readonly gap: HouseholdGap | null
}

/** 一户多宅 by household: which plot counts as the one, what becomes of the others, and the excess of the whole. */
export function assessHousehold(
  set: StandardSet,
  household: HouseholdFacts,
  plots: readonly PlotFacts[],
): HouseholdResult {
  const kept = chooseKept(plots)
  if (kept === null) return withoutPlot(household)
  const { kind, gap } = classOf(household, plots, kept)
  const allowedHouseholds = kind === 'several-dividable' ? (household.divisibleInto ?? 1) : 1
  const counted = plots.filter((plot) => plot === kept || kind === 'non-member' || plot.acquisition !== INHERITED)
  const countedM2 = sumOf(counted)
  const limitM2 =
    kept.assessment.result === 'not-assessable' ? null : kept.assessment.standard.limitM2 * allowedHouseholds
  return {
    class: kind,
    plots: plots.map((plot) => ({ plot, fate: fateOf(kind, plot, kept) })),
    kept,
    areaM2: sumOf(plots),
    countedM2,
    limitM2,
    allowedHouseholds,
    excessM2: countedM2 === null || limitM2 === null ? null : excessOver(countedM2, limitM2, set.toleranceM2),
    gap: gap ?? firstReason(plots),
  }
}

const INHERITED = '2'
const IDLE = new Set(['2', '3'])

function withoutPlot({ entitled }: HouseholdFacts): HouseholdResult {
  return {
    class: entitled === null ? 'no-plot-open' : entitled ? 'no-plot-entitled' : 'no-plot',
    plots: [],
    kept: null,
    areaM2: 0,
    countedM2: 0,
    limitM2: null,
    allowedHouseholds: entitled === true ? 1 : 0,
    excessM2: 0,
    gap: entitled === null ? 'entitled.missing' : null,
  }
}

function classOf(
  household: HouseholdFacts,
  plots: readonly PlotFacts[],
  kept: PlotFacts,
): { readonly kind: HouseholdClass; readonly gap: HouseholdGap | null } {
  if (household.member === false) return { kind: 'non-member', gap: null }
  if (plots.length === 1) return { kind: 'one-plot', gap: null }
  const further = plots.filter((plot) => plot !== kept)
  const notInherited = further.filter((plot) => plot.acquisition !== INHERITED)
  if (notInherited.length === 0) return { kind: 'several-inherited', gap: null }
  const { divisibleInto } = household
  if (divisibleInto !== null && divisibleInto >= 1 + notInherited.length)
    return { kind: 'several-dividable', gap: null }
  if (notInherited.some((plot) => plot.acquisition === null))
    return { kind: 'several-open', gap: 'acquisition.missing' }
  if (divisibleInto === null) return { kind: 'several-open', gap: 'divisible.missing' }
  return { kind: 'several-violating', gap: null }
}

function fateOf(kind: HouseholdClass, plot: PlotFacts, kept: PlotFacts): PlotFate {
  if (plot === kept) return kind === 'non-member' ? 'pay-or-return' : 'kept'
  const surplus = plot.utilisation !== null && IDLE.has(plot.utilisation) ? 'withdraw' : 'pay-or-return'
  if (kind === 'non-member') return surplus
  if (plot.acquisition === INHERITED) return 'inherited'
  if (kind === 'several-dividable') return 'divided'
  return kind === 'several-open' ? 'open' : surplus
}

/** The sum of the plots' areas; null while one of them is unknown. */
function sumOf(plots: readonly PlotFacts[]): number | null {
  let sum = 0
  for (const { areaM2 } of plots) {
    if (areaM2 === null) return null
    sum += areaM2
  }
  return sum
}

const firstReason = (plots: readonly PlotFacts[]): NotAssessableReason | null => {
  for (const { assessment } of plots) if (assessment.result === 'not-assessable') return assessment.reason
  return null
}

/** In use before unknown before idle before abandoned. */
const USE_ORDER: Readonly<Record<string, number>> = { '1': 0, '2': 2, '3': 3 }
const useRank = ({ utilisation }: PlotFacts): number => (utilisation === null ? 1 : (USE_ORDER[utilisation] ?? 1))
const limitRank = ({ assessment }: PlotFacts): number =>
  assessment.result === 'within' ? 0 : assessment.result === 'over' ? 1 : 2

/**
 * The plot that counts as the one: said by hand, else approved, else in use, else within its limit, else the earliest, else the
 * larger, else the first given. Dates compare as text: an unknown one comes last.
 */
export function chooseKept(plots: readonly PlotFacts[]): PlotFacts | null {
  const rank = (plot: PlotFacts): readonly (number | string)[] => [
    plot.countsAsHome === true ? 0 : plot.countsAsHome === false ? 2 : 1,
    plot.approvedM2 !== null && plot.approvedM2 > 0 ? 0 : 1,
    useRank(plot),
    limitRank(plot),
    plot.acquiredOn ?? '~',
    -(plot.areaM2 ?? 0),
  ]
  const compare = (a: PlotFacts, b: PlotFacts): number => {
    const [x, y] = [rank(a), rank(b)]
    for (const [i, value] of x.entries()) {
      const other = y[i] ?? value
      if (value !== other) return value < other ? -1 : 1
    }
    return 0
  }
  return plots.toSorted(compare)[0] ?? null
}
