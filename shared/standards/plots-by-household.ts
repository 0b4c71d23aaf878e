import { type Assessment, geometryReason, type ParcelFacts } from './evaluate.ts'
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

interface Gathered extends HouseholdKey {
  readonly plots: PlotFacts[]
  /** Has been handed out with what the survey knows of it. */
  isKnown: boolean
}

/** Homestead plots gathered under their household, however far apart they stand in the file. */
export class PlotsByHousehold {
  /** By village, then household: 200 000 keys made of two texts each cost more than the second look. */
  readonly #villages = new Map<string, Map<string, Gathered>>()
  /** In the order in which parcels named them. */
  readonly #all: Gathered[] = []

  add(parcel: HouseholdParcel, assessment: Assessment): void {
    if (assessment.result === 'not-homestead' || parcel.householdCode === null) return
    const { villageCode, householdCode } = parcel
    const plot = plotOf(parcel, assessment)
    const village = this.#village(villageCode ?? '')
    const known = village.get(householdCode)
    if (known !== undefined) {
      known.plots.push(plot)
      return
    }
    const household: Gathered = { villageCode, householdCode, plots: [plot], isKnown: false }
    village.set(householdCode, household)
    this.#all.push(household)
  }

  #village(code: string): Map<string, Gathered> {
    const known = this.#villages.get(code)
    if (known !== undefined) return known
    const village = new Map<string, Gathered>()
    this.#villages.set(code, village)
    return village
  }

  /** Every household with its plots, once: those that the survey knows first, then those that parcels alone name. */
  *households(known: Iterable<KnownHousehold>): Generator<HouseholdWithPlots, void, void> {
    for (const household of known) {
      const gathered = this.#villages.get(household.villageCode ?? '')?.get(household.householdCode)
      const isFirst = gathered !== undefined && !gathered.isKnown
      if (isFirst) gathered.isKnown = true
      yield { household, plots: isFirst ? gathered.plots : [] }
    }
    for (const { villageCode, householdCode, plots, isKnown } of this.#all)
      if (!isKnown) yield { household: { ...NOTHING_KNOWN, villageCode, householdCode }, plots }
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

export const plotOf = (parcel: HouseholdParcel, assessment: PlotFacts['assessment']): PlotFacts => ({
  id: parcel.id,
  parcelCode: parcel.parcelCode,
  assessment,
  areaM2: geometryReason(parcel) === null ? parcel.areaM2 : null,
  approvedM2: parcel.approvedM2,
  utilisation: parcel.utilisation,
  acquisition: parcel.acquisition,
  acquiredOn: parcel.acquiredOn,
  countsAsHome: parcel.countsAsHome,
})
