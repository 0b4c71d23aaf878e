import type { Text } from '../lang/message.ts'
import type { VillageType } from '../model/code-lists.ts'
import type { SetFault } from '../standards/cases.ts'
import type { SetDifference } from '../standards/compare-sets.ts'
import type { StandardSet, StandardSetStatus } from '../standards/standard-set.ts'

/** A set as lists show it. */
export interface StandardSetLine {
  readonly id: string
  /** null: shipped with CunDi. */
  readonly version: number | null
  readonly title: Text
  readonly status: StandardSetStatus
  readonly validFrom: string | null
  readonly validTo: string | null
  readonly toConfirm: boolean
  readonly standards: number
  readonly savedAt: string | null
  readonly operator: string | null
  readonly why: string | null
  /** The one that an assessment uses today when none is named. */
  readonly isDefault: boolean
}

/** A village is of this type from a day on ('YYYY-MM-DD'); before the first change it is what its own column says. */
export interface VillageTypeChange {
  readonly village: string
  readonly type: VillageType
  readonly since: string
  readonly document: string | null
}

/** A change that stands, with the entry that wrote it: taking that entry back takes the change back. */
export interface RecordedTypeChange extends VillageTypeChange {
  /** null where another program wrote it. */
  readonly entry: string | null
  readonly at: string | null
  readonly operator: string | null
}

export interface VillageTypes {
  readonly id: string
  readonly code: string
  readonly name: string | null
  readonly town: string | null
  /** What it is before the first change. */
  readonly firstType: VillageType | null
  readonly today: VillageType | null
  /** The earliest first. */
  readonly changes: readonly RecordedTypeChange[]
}

export interface StandardSetAnswer {
  readonly version: number | null
  readonly set: StandardSet
  readonly faults: readonly SetFault[]
}

export interface SavedStandardSet {
  readonly id: string
  readonly version: number
  readonly faults: readonly SetFault[]
}

export interface ComparedSets {
  readonly before: { readonly id: string; readonly version: number | null }
  readonly after: { readonly id: string; readonly version: number | null }
  readonly differences: readonly SetDifference[]
}

/** Plots or households of one part of the survey. Areas in m², rounded after summing. */
export interface SimulatedTotals {
  readonly assessed: number
  readonly over: number
  readonly areaM2: number
  readonly overAreaM2: number
}

export interface SimulatedHousehold {
  readonly village: string | null
  readonly household: string
  readonly plots: number
  readonly areaM2: number
  readonly limitM2: number
  readonly excessM2: number
}

/** What one set would do to the whole survey. Nothing of the survey is touched by it. */
export interface SimulatedSet {
  readonly id: string
  readonly version: number | null
  /** A draft that was not saved when it was simulated. */
  readonly unsaved?: true
  /** SHA-256 of the set's content; a saved simulation keeps the set under it. Absent in simulations of earlier versions. */
  readonly contentHash?: string
  readonly title: Text
  readonly toConfirm: boolean
  readonly parcels: SimulatedTotals & {
    readonly notAssessable: number
    readonly reasons: Readonly<Record<string, number>>
  }
  /** Each household once, on the sum of the plots that count. */
  readonly households: SimulatedTotals & { readonly total: number; readonly classes: Readonly<Record<string, number>> }
  readonly byVillageType: Readonly<Record<string, SimulatedTotals>>
  readonly byTown: readonly ({ readonly town: string | null } & SimulatedTotals)[]
  /** Distribution of plot areas against each limit, in classes of 10 m². */
  readonly byStandard: readonly {
    readonly standard: string
    readonly limitM2: number
    readonly parcels: number
    readonly over: number
    readonly overAreaM2: number
    readonly histogram: readonly { readonly fromM2: number; readonly count: number }[]
  }[]
  /** For each limit in steps of 10 m²: how many of the assessed parcels lie above it. */
  readonly affectedBySteps: readonly { readonly limitM2: number; readonly above: number; readonly share: number }[]
  /** null: the set charges nothing. */
  readonly fees: {
    readonly term: 'yearly' | 'once'
    readonly yuan: number
    readonly households: number
    readonly exempt: number
    readonly toConfirm: boolean
  } | null
  /** For the plots that are withdrawn; null: the set pays nothing. `unknown`: plots whose buildings are not known well enough. */
  readonly compensation: {
    readonly yuan: number
    readonly plots: number
    readonly unknown: number
    readonly toConfirm: boolean
  } | null
  /** Land that comes back: the excess of what is kept, and idle or abandoned further plots whole, each times the take-up. */
  readonly recovered: {
    readonly takeUpPercent: number
    readonly excessM2: number
    readonly furtherPlots: number
    readonly furtherM2: number
    readonly areaM2: number
  }
  readonly residential: {
    readonly beforeM2: number
    readonly afterM2: number
    readonly households: number
    readonly perHouseholdBeforeM2: number | null
    readonly perHouseholdAfterM2: number | null
    /** null where the population of a village with homesteads is not known. */
    readonly population: number | null
    readonly perHeadBeforeM2: number | null
    readonly perHeadAfterM2: number | null
    /** Homesteads without an area to reckon with: in none of these figures. */
    readonly withoutArea: number
  }
  readonly worst: readonly SimulatedHousehold[]
}

/** What limits should reach; shares in per cent. */
export interface SimulationTarget {
  /** Residential land down by at least so much. */
  readonly landDownPercent?: number | undefined
  /** No more than so many of the households over. */
  readonly householdsOverPercent?: number | undefined
  /** Limits are looked for in steps of so many m². */
  readonly stepM2?: number | undefined
  /** Bounds of the search, m²; without them from half of each limit to one and a half times it. */
  readonly leastM2?: number | undefined
  readonly mostM2?: number | undefined
}

export interface TradeOffPoint {
  /** Limits by the id of the rule, m². */
  readonly limits: Readonly<Record<string, number>>
  readonly householdsOver: number
  readonly householdsOverPercent: number
  readonly recoveredM2: number
  readonly landDownPercent: number
}

export interface LimitSearch {
  readonly target: SimulationTarget
  /** null: no limits within the bounds reach it. */
  readonly found: TradeOffPoint | null
  /** From no household affected to most: what is the least number of households for how much land. */
  readonly curve: readonly TradeOffPoint[]
  /** Points were left out to keep the search small, so that `found` may affect a few households more than the best. */
  readonly approximate: boolean
}

export interface Simulation {
  /** null while it is not saved. */
  readonly id: string | null
  readonly title: string | null
  readonly at: string
  readonly operator: string | null
  readonly evaluatedOn: string
  /** Last journal entry of the survey when it was reckoned; later entries may have changed what it rests on. */
  readonly journalEntry: number
  /** Entries that changed objects since; 0: it holds as it is. */
  readonly changesSince: number
  readonly sets: readonly SimulatedSet[]
  readonly search: LimitSearch | null
}

export interface SimulationLine {
  readonly id: string
  readonly title: string | null
  readonly at: string
  readonly operator: string | null
  readonly sets: readonly string[]
  readonly changesSince: number
}

/** Areas of the assessed homestead plots by the rule that holds for them, for re-counting a moved limit in the page. */
export interface PlotDistributions {
  readonly evaluatedOn: string
  readonly standards: readonly {
    readonly standard: string
    readonly limitM2: number
    readonly areasM2: readonly number[]
  }[]
}
