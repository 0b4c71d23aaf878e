import type { Assessment, ParcelFacts } from './evaluate.ts'
import type { HouseholdFacts, PlotFacts } from './households.ts'

/** A parcel with what its household's evaluation asks of it. */
export interface HouseholdParcel extends ParcelFacts {
  readonly id: string
  readonly householdCode: string | null
  readonly utilisation: string | null
  readonly acquisition: string | null
  /** Said by hand: this plot is the one that counts. */
  readonly countsAsHome: boolean | null
}

export interface HouseholdKey {
  readonly villageCode: string | null
  readonly householdCode: string
}

/** What is known of a household beside its plots. */
export interface KnownHousehold extends HouseholdKey, HouseholdFacts {
  /** Revision of the household's row; null where parcels alone name it. */
  readonly rev: number | null
  readonly size: number | null
  /** 减免类别, e.g. 五保, 低保. */
  readonly feeClass: string | null
}

export interface HouseholdWithPlots {
  readonly household: KnownHousehold
  readonly plots: readonly PlotFacts[]
}

/** Homestead plots gathered under their household, however far apart they stand in the file. */
export class PlotsByHousehold {
  readonly #plots = new Map<string, HouseholdKey & { readonly plots: PlotFacts[] }>()

  add(parcel: HouseholdParcel, assessment: Assessment): void {
    if (assessment.result === 'not-homestead' || parcel.householdCode === null) return
    const { villageCode, householdCode } = parcel
    const key = keyOf({ villageCode, householdCode })
    const household = this.#plots.get(key) ?? { villageCode, householdCode, plots: [] }
    this.#plots.set(key, household)
    household.plots.push(plotOf(parcel, assessment))
  }

  /** Every household with its plots: those that the survey knows first, then those that parcels alone name. */
  *households(known: Iterable<KnownHousehold>): Generator<HouseholdWithPlots, void, void> {
    const left = new Map(this.#plots)
    for (const household of known) {
      const key = keyOf(household)
      yield { household, plots: left.get(key)?.plots ?? [] }
      left.delete(key)
    }
    for (const { plots, villageCode, householdCode } of left.values())
      yield { household: { ...NOTHING_KNOWN, villageCode, householdCode }, plots }
  }
}

const NOTHING_KNOWN = {
  rev: null,
  size: null,
  member: null,
  divisibleInto: null,
  entitled: null,
  feeClass: null,
} as const

const keyOf = ({ villageCode, householdCode }: HouseholdKey): string => `${villageCode ?? ''} ${householdCode}`

export const plotOf = (parcel: HouseholdParcel, assessment: PlotFacts['assessment']): PlotFacts => ({
  id: parcel.id,
  parcelCode: parcel.parcelCode,
  assessment,
  approvedM2: parcel.approvedM2,
  utilisation: parcel.utilisation,
  acquisition: parcel.acquisition,
  acquiredOn: parcel.acquiredOn,
  countsAsHome: parcel.countsAsHome,
})
