import type { SimulatedHousehold, SimulatedSet, SimulatedTotals } from '../contract/standards-answers.ts'
import { roundHalfUp } from '../model/round.ts'
import { affectedBySteps, createDistribution, histogramOf } from './distribution.ts'
import { assessParcel, excessOver } from './evaluate.ts'
import { withdrawnPlots } from './household-compensation.ts'
import { feeOfHousehold } from './household-fee.ts'
import { assessHousehold, type HouseholdResult } from './households.ts'
import { type HouseholdParcel, type KnownHousehold, PlotsByHousehold } from './plots-by-household.ts'
import type { StandardSet } from './standard-set.ts'
import { compensationFor, type WithdrawnBuilding } from './withdrawal.ts'

export interface SimulationVillage {
  readonly town: string | null
  readonly population: number | null
}

/** What a simulation looks up beside parcels and households. */
export interface SimulationContext {
  readonly villages: ReadonlyMap<string, SimulationVillage>
  /** Buildings on idle and abandoned plots, by the plot's id. */
  readonly buildings: ReadonlyMap<string, readonly WithdrawnBuilding[]>
  /** Share of excess and of further idle plots that is really given back. */
  readonly takeUpPercent: number
  /** In which buildings are aged. */
  readonly year: number
}

/** Areas, and for how many limits each counts. */
export interface WeightedAreas {
  readonly areasM2: Float64Array
  readonly weights: Float64Array
}

/** Areas by rule: of plots for distributions, of households (the sum that counts) for a search of limits. */
export interface SimulatedAreas {
  readonly plots: ReadonlyMap<string, Float64Array>
  readonly households: ReadonlyMap<string, WeightedAreas>
}

export interface SetSimulation {
  addParcel(parcel: HouseholdParcel): void
  /** After the last parcel. */
  addHouseholds(known: Iterable<KnownHousehold>): void
  answer(name: { readonly version: number | null }): SimulatedSet
  areas(): SimulatedAreas
  /** Idle or abandoned further plots, m², before any take-up. */
  furtherM2(): number
}

const WORST = 50

/** Applies one set to a whole survey and adds up what it would do, without touching any result. */
export function createSetSimulation(set: StandardSet, context: SimulationContext): SetSimulation {
  const plots = new PlotsByHousehold()
  const all = new Totals()
  const byType = new Keyed()
  const byTown = new Keyed()
  const plotAreas = new Areas()
  const householdAreas = new Areas()
  const reasons = new Map<string, number>()
  const land = { beforeM2: 0, withoutArea: 0, excessM2: 0, furtherM2: 0, furtherPlots: 0 }
  const villagesWithPlots = new Set<string>()
  const households = createHouseholds(set, context, householdAreas, land)
  return {
    addParcel(parcel) {
      const assessment = assessParcel(set, parcel)
      if (assessment.result === 'not-homestead') return
      if (parcel.villageCode !== null) villagesWithPlots.add(parcel.villageCode)
      // An area counts as residential land even where no limit can be chosen.
      const hasArea = parcel.areaM2 !== null && parcel.geometryFault === null
      if (hasArea) land.beforeM2 += parcel.areaM2 ?? 0
      else land.withoutArea++
      plots.add(parcel, assessment)
      if (assessment.result === 'not-assessable') {
        raise(reasons, assessment.reason)
        return
      }
      if (parcel.householdCode === null) land.excessM2 += assessment.excessM2
      const town = parcel.villageCode === null ? null : (context.villages.get(parcel.villageCode)?.town ?? null)
      for (const totals of [all, byType.of(assessment.villageType), byTown.of(town)])
        totals.add(assessment.areaM2, assessment.excessM2)
      plotAreas.add(assessment.standard.id, assessment.areaM2)
    },
    addHouseholds(known) {
      for (const { household, plots: own } of plots.households(known))
        households.add(household, assessHousehold(set, household, own))
    },
    answer: ({ version }) => {
      const areas = plotAreas.plain()
      const share = context.takeUpPercent / 100
      const recoveredM2 = (land.excessM2 + land.furtherM2) * share
      const afterM2 = land.beforeM2 - recoveredM2
      const counted = households.counted()
      const population = populationOf(context, villagesWithPlots)
      const per = (area: number, count: number | null): number | null =>
        count === null || count === 0 ? null : roundHalfUp(area / count)
      return {
        id: set.id,
        version,
        title: set.title,
        toConfirm: set.toConfirm,
        parcels: {
          ...all.rounded(),
          notAssessable: [...reasons.values()].reduce((a, b) => a + b, 0),
          reasons: sortedCounts(reasons),
        },
        households: counted.households,
        byVillageType: Object.fromEntries(byType.entries().map(([type, totals]) => [type ?? '', totals.rounded()])),
        byTown: byTown.entries().map(([town, totals]) => ({ town, ...totals.rounded() })),
        byStandard: set.standards.map((standard) => {
          const own = areas.get(standard.id) ?? new Float64Array()
          const distribution = createDistribution(own)
          return {
            standard: standard.id,
            limitM2: standard.limitM2,
            parcels: own.length,
            over: distribution.countAbove(standard.limitM2 + set.toleranceM2),
            overAreaM2: roundHalfUp(
              distribution.excessAbove(standard.limitM2 + set.toleranceM2) +
                set.toleranceM2 * distribution.countAbove(standard.limitM2 + set.toleranceM2),
            ),
            histogram: histogramOf(own),
          }
        }),
        affectedBySteps: affectedBySteps(createDistribution(joined([...areas.values()]))),
        fees: counted.fees,
        compensation: counted.compensation,
        recovered: {
          takeUpPercent: context.takeUpPercent,
          excessM2: roundHalfUp(land.excessM2 * share),
          furtherPlots: land.furtherPlots,
          furtherM2: roundHalfUp(land.furtherM2 * share),
          areaM2: roundHalfUp(recoveredM2),
        },
        residential: {
          beforeM2: roundHalfUp(land.beforeM2),
          afterM2: roundHalfUp(afterM2),
          households: counted.households.total,
          perHouseholdBeforeM2: per(land.beforeM2, counted.households.total),
          perHouseholdAfterM2: per(afterM2, counted.households.total),
          population,
          perHeadBeforeM2: per(land.beforeM2, population),
          perHeadAfterM2: per(afterM2, population),
          withoutArea: land.withoutArea,
        },
        worst: counted.worst,
      }
    },
    areas: () => ({ plots: plotAreas.plain(), households: householdAreas.weighted() }),
    furtherM2: () => land.furtherM2,
  }
}

interface Land {
  excessM2: number
  furtherM2: number
  furtherPlots: number
}

function createHouseholds(set: StandardSet, context: SimulationContext, areas: Areas, land: Land) {
  const totals = new Totals()
  const classes = new Map<string, number>()
  const worst: SimulatedHousehold[] = []
  const money = { fees: 0, payers: 0, exempt: 0, compensation: 0, paidPlots: 0, unknown: 0 }
  let withPlots = 0
  /** Idle or abandoned further plots come back whole; what is left is measured against the limit. */
  const addLand = (result: HouseholdResult): void => {
    let furtherM2 = 0
    let furtherCountedM2 = 0
    for (const { plot, areaM2, isInherited } of withdrawnPlots(result)) {
      land.furtherPlots++
      furtherM2 += areaM2
      if (!isInherited) furtherCountedM2 += areaM2
      compensate(plot.id, areaM2)
    }
    land.furtherM2 += furtherM2
    if (result.excessM2 !== null && result.countedM2 !== null && result.limitM2 !== null && result.excessM2 > 0)
      land.excessM2 += excessOver(result.countedM2 - furtherCountedM2, result.limitM2, set.toleranceM2)
  }
  const compensate = (plot: string, areaM2: number): void => {
    if (set.withdrawal === null) return
    money.paidPlots++
    const paid = compensationFor(set.withdrawal, areaM2, context.buildings.get(plot) ?? [], context.year)
    if (paid.yuan === null) money.unknown++
    else money.compensation += paid.yuan
  }
  return {
    add(household: KnownHousehold, result: HouseholdResult): void {
      raise(classes, result.class)
      if (result.kept === null) return
      withPlots++
      addLand(result)
      const { countedM2, limitM2, excessM2, kept } = result
      const fee = feeOfHousehold(set, household, result)
      if (fee?.exempt === true) money.exempt++
      else if (fee !== null && fee.yuan > 0) {
        money.fees += fee.yuan
        money.payers++
      }
      if (countedM2 === null || limitM2 === null || excessM2 === null) return
      if (kept.assessment.result === 'not-assessable') return
      totals.add(countedM2, excessM2)
      // A household that may be divided is for as many limits as it has parts.
      areas.add(kept.assessment.standard.id, countedM2 / result.allowedHouseholds, result.allowedHouseholds)
      if (excessM2 > 0)
        keepWorst(worst, {
          village: household.villageCode,
          household: household.householdCode,
          plots: result.plots.length,
          areaM2: countedM2,
          limitM2,
          excessM2,
        })
    },
    counted: () => ({
      households: { ...totals.rounded(), total: withPlots, classes: sortedCounts(classes) },
      worst: worst.map((one) => ({ ...one, areaM2: roundHalfUp(one.areaM2), excessM2: roundHalfUp(one.excessM2) })),
      fees:
        set.paidUse === null
          ? null
          : {
              term: set.paidUse.term,
              yuan: roundHalfUp(money.fees),
              households: money.payers,
              exempt: money.exempt,
              toConfirm: set.paidUse.toConfirm,
            },
      compensation:
        set.withdrawal === null
          ? null
          : {
              yuan: roundHalfUp((money.compensation * context.takeUpPercent) / 100),
              plots: money.paidPlots,
              unknown: money.unknown,
              toConfirm: set.withdrawal.toConfirm,
            },
    }),
  }
}

/** Keeps the households with the largest excess, the first met before the later among equals. */
function keepWorst(worst: SimulatedHousehold[], one: SimulatedHousehold): void {
  const last = worst.at(-1)
  if (worst.length >= WORST && last !== undefined && last.excessM2 >= one.excessM2) return
  const at = worst.findIndex((other) => other.excessM2 < one.excessM2)
  worst.splice(at < 0 ? worst.length : at, 0, one)
  if (worst.length > WORST) worst.pop()
}

/** Heads in all villages that have homesteads; null while one village's is unknown. */
function populationOf({ villages }: SimulationContext, codes: ReadonlySet<string>): number | null {
  let sum = 0
  for (const code of codes) {
    const population = villages.get(code)?.population ?? null
    if (population === null) return null
    sum += population
  }
  return codes.size === 0 ? null : sum
}

class Totals {
  #assessed = 0
  #over = 0
  #areaM2 = 0
  #overAreaM2 = 0
  add(areaM2: number, excessM2: number): void {
    this.#assessed++
    this.#areaM2 += areaM2
    if (excessM2 > 0) this.#over++
    this.#overAreaM2 += excessM2
  }
  rounded(): SimulatedTotals {
    return {
      assessed: this.#assessed,
      over: this.#over,
      areaM2: roundHalfUp(this.#areaM2),
      overAreaM2: roundHalfUp(this.#overAreaM2),
    }
  }
}

/** Totals by a key that may be unknown, in the order of the keys. */
class Keyed {
  readonly #totals = new Map<string | null, Totals>()
  of(key: string | null): Totals {
    const found = this.#totals.get(key) ?? new Totals()
    this.#totals.set(key, found)
    return found
  }
  entries(): readonly (readonly [string | null, Totals])[] {
    return [...this.#totals].sort(([a], [b]) => ((a ?? '\uffff') < (b ?? '\uffff') ? -1 : 1))
  }
}

/** Areas by the rule that holds, in the order in which they came. */
class Areas {
  readonly #byRule = new Map<string, { readonly areas: number[]; readonly weights: number[] }>()
  add(rule: string, areaM2: number, weight = 1): void {
    const own = this.#byRule.get(rule) ?? { areas: [], weights: [] }
    this.#byRule.set(rule, own)
    own.areas.push(areaM2)
    own.weights.push(weight)
  }
  plain(): ReadonlyMap<string, Float64Array> {
    return new Map([...this.#byRule].map(([rule, { areas }]) => [rule, Float64Array.from(areas)]))
  }
  weighted(): ReadonlyMap<string, WeightedAreas> {
    return new Map(
      [...this.#byRule].map(([rule, own]) => [
        rule,
        { areasM2: Float64Array.from(own.areas), weights: Float64Array.from(own.weights) },
      ]),
    )
  }
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const raise = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1)
const sortedCounts = (counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> =>
  Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
