import type { AssessAnswer, ConfirmationTotals, HouseholdTotals, VillageTypeTotals } from '../contract/answers.ts'
import type { VillageType } from '../model/code-lists.ts'
import { roundHalfUp } from '../model/round.ts'
import type { Confirmation } from './confirm.ts'
import type { Assessment } from './evaluate.ts'
import type { HouseholdResult } from './households.ts'
import type { StandardSet } from './standard-set.ts'

interface Totals {
  parcels: number
  areaM2: number
  over: number
  overAreaM2: number
}

export interface Summary {
  add(parcel: { readonly householdCode: string | null }, assessment: Assessment, confirmation: Confirmation): void
  /** `feeYuan` null: the set charges nothing, or the household's excess is unknown. */
  addHousehold(result: HouseholdResult, feeYuan: number | null): void
  answer(): AssessAnswer
}

/** Adds results up. Raw areas and yuan are summed and rounded once, at the end. */
export function createSummary(set: StandardSet, evaluatedOn: string): Summary {
  const types: Record<VillageType, Totals> = { urban_village: zero(), near_suburb: zero(), far_suburb: zero() }
  const reasons = new Map<string, number>()
  const confirming = createConfirming()
  const counting = createHouseholdCounting(set)
  let notHomestead = 0
  let notAssessable = 0
  return {
    add(parcel, assessment, confirmation) {
      if (assessment.result === 'not-homestead') {
        notHomestead++
        return
      }
      confirming.add(confirmation)
      if (parcel.householdCode === null) counting.addPlotWithout()
      if (assessment.result === 'not-assessable') {
        notAssessable++
        raise(reasons, assessment.reason)
        return
      }
      const totals = types[assessment.villageType]
      totals.parcels++
      totals.areaM2 += assessment.areaM2
      if (assessment.result === 'over') totals.over++
      totals.overAreaM2 += assessment.excessM2
    },
    addHousehold: counting.add,
    answer() {
      const all = Object.values(types)
      const assessed = sum(all, (totals) => totals.parcels)
      const overStandard = sum(all, (totals) => totals.over)
      return {
        standardSet: set.id,
        assessed,
        notAssessable,
        notHomestead,
        withinStandard: assessed - overStandard,
        overStandard,
        overAreaM2: roundHalfUp(sum(all, (totals) => totals.overAreaM2)),
        byVillageType: {
          urban_village: rounded(types.urban_village),
          near_suburb: rounded(types.near_suburb),
          far_suburb: rounded(types.far_suburb),
        },
        households: counting.byPlots(),
        reasons: sorted(reasons),
        toConfirm: set.toConfirm,
        evaluatedOn,
        confirmation: confirming.totals(),
        byHousehold: counting.totals(),
      }
    },
  }
}

function createConfirming(): { add(confirmation: Confirmation): void; totals(): ConfirmationTotals } {
  const byBasis = new Map<string, number>()
  const openReasons = new Map<string, number>()
  let confirmedAreaM2 = 0
  let excessAreaM2 = 0
  return {
    add(confirmation) {
      if (confirmation.kind === 'open') raise(openReasons, confirmation.reason)
      if (confirmation.kind !== 'confirmed') return
      raise(byBasis, confirmation.basis)
      confirmedAreaM2 += confirmation.confirmedM2
      excessAreaM2 += confirmation.excessM2
    },
    totals: () => ({
      confirmed: count(byBasis),
      confirmedAreaM2: roundHalfUp(confirmedAreaM2),
      excessAreaM2: roundHalfUp(excessAreaM2),
      byBasis: sorted(byBasis),
      open: count(openReasons),
      openReasons: sorted(openReasons),
    }),
  }
}

function createHouseholdCounting(set: StandardSet): {
  add(result: HouseholdResult, feeYuan: number | null): void
  addPlotWithout(): void
  byPlots(): AssessAnswer['households']
  totals(): HouseholdTotals
} {
  const classes = new Map<string, number>()
  let over = 0
  let overAreaM2 = 0
  let fees = 0
  let plotsWithoutHousehold = 0
  let onePlot = 0
  let severalPlots = 0
  return {
    add(result, feeYuan) {
      raise(classes, result.class)
      if (result.plots.length === 1) onePlot++
      else if (result.plots.length > 1) severalPlots++
      if ((result.excessM2 ?? 0) > 0) over++
      overAreaM2 += result.excessM2 ?? 0
      fees += feeYuan ?? 0
    },
    addPlotWithout: () => {
      plotsWithoutHousehold++
    },
    byPlots: () => ({ total: onePlot + severalPlots, withOnePlot: onePlot, withSeveralPlots: severalPlots }),
    totals: () => ({
      classes: sorted(classes),
      over,
      overAreaM2: roundHalfUp(overAreaM2),
      plotsWithoutHousehold,
      feeYuan: set.paidUse === null ? null : roundHalfUp(fees),
    }),
  }
}

const raise = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1)
const count = (counts: ReadonlyMap<string, number>): number => sum([...counts.values()], (n) => n)
const sorted = (counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> =>
  Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
const zero = (): Totals => ({ parcels: 0, areaM2: 0, over: 0, overAreaM2: 0 })
const sum = <T>(all: readonly T[], of: (one: T) => number): number => all.reduce((total, one) => total + of(one), 0)
const rounded = (totals: Totals): VillageTypeTotals => ({
  ...totals,
  areaM2: roundHalfUp(totals.areaM2),
  overAreaM2: roundHalfUp(totals.overAreaM2),
})
