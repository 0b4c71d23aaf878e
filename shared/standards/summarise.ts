import type { AssessAnswer, VillageTypeTotals } from '../contract/answers.ts'
import type { VillageType } from '../model/code-lists.ts'
import { roundHalfUp } from '../model/round.ts'
import type { Assessment } from './evaluate.ts'
import type { StandardSet } from './standard-set.ts'

interface Totals {
  parcels: number
  areaM2: number
  over: number
  overAreaM2: number
}

export interface Summary {
  add(
    parcel: { readonly villageCode: string | null; readonly householdCode: string | null },
    assessment: Assessment,
  ): void
  answer(): AssessAnswer
}

/** Adds results up. Raw areas are summed and rounded once, at the end. */
export function createSummary(set: StandardSet): Summary {
  const types: Record<VillageType, Totals> = { urban_village: zero(), near_suburb: zero(), far_suburb: zero() }
  const reasons = new Map<string, number>()
  const plotsOfHousehold = new Map<string, number>()
  let notHomestead = 0
  let notAssessable = 0
  return {
    add(parcel, assessment) {
      if (assessment.result === 'not-homestead') {
        notHomestead++
        return
      }
      if (parcel.householdCode !== null) {
        const key = `${parcel.villageCode ?? ''} ${parcel.householdCode}`
        plotsOfHousehold.set(key, (plotsOfHousehold.get(key) ?? 0) + 1)
      }
      if (assessment.result === 'not-assessable') {
        notAssessable++
        reasons.set(assessment.reason, (reasons.get(assessment.reason) ?? 0) + 1)
        return
      }
      const totals = types[assessment.villageType]
      totals.parcels++
      totals.areaM2 += assessment.areaM2
      if (assessment.result === 'over') totals.over++
      totals.overAreaM2 += assessment.excessM2
    },
    answer() {
      const all = Object.values(types)
      const assessed = sum(all, (totals) => totals.parcels)
      const overStandard = sum(all, (totals) => totals.over)
      const total = plotsOfHousehold.size
      let withOnePlot = 0
      for (const plots of plotsOfHousehold.values()) if (plots === 1) withOnePlot++
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
        households: { total, withOnePlot, withSeveralPlots: total - withOnePlot },
        reasons: Object.fromEntries([...reasons].sort(([a], [b]) => (a < b ? -1 : 1))),
        toConfirm: set.toConfirm,
      }
    },
  }
}

const zero = (): Totals => ({ parcels: 0, areaM2: 0, over: 0, overAreaM2: 0 })
const sum = (all: readonly Totals[], of: (totals: Totals) => number): number =>
  all.reduce((total, totals) => total + of(totals), 0)
const rounded = (totals: Totals): VillageTypeTotals => ({
  ...totals,
  areaM2: roundHalfUp(totals.areaM2),
  overAreaM2: roundHalfUp(totals.overAreaM2),
})
