import type { standings, VillageType } from '../model/code-lists.ts'

/** Figures of the open survey at a glance. Areas are raw sums in m²; the window rounds and converts. */
export interface SurveyOverview {
  readonly layers: readonly { readonly name: string; readonly count: number }[]
  readonly parcels: {
    readonly areaM2: number
    /** Sum of what the files declared, over the parcels that declare one. */
    readonly declaredAreaM2: number
    readonly withoutGeometry: number
  }
  /** Plane area on the ground of buildings; ellipsoidal area of land-use patches. */
  readonly buildingAreaM2: number
  readonly landUseAreaM2: number
  readonly utilisation: readonly {
    /** null: not given. */
    readonly code: string | null
    readonly parcels: number
    readonly areaM2: number
  }[]
  /** The latest run; null: none yet. */
  readonly assessment: {
    readonly at: string
    readonly title: Readonly<Record<'zh' | 'en', string>>
    /** Changes to objects since. */
    readonly changesSince: number
    /** Its standard holds figures that nobody has confirmed. */
    readonly toConfirm: boolean
    readonly counts: StandingCounts
  } | null
  /** null: nothing has been checked, or nothing was ever found. */
  readonly check: {
    readonly at: string
    readonly changesSince: number
    readonly severities: Readonly<
      Record<'error' | 'warning' | 'info', { readonly open: number; readonly waived: number }>
    >
    /** Unwaived errors. */
    readonly blocking: number
  } | null
  readonly batches: { readonly standing: number; readonly rolledBack: number; readonly rejectedWaiting: number }
  readonly lastChange: {
    readonly at: string
    readonly operator: string | null
    readonly team: string | null
    readonly kind: string
    readonly batch: number | null
    readonly why: string | null
    readonly summary: Readonly<Record<string, unknown>>
  } | null
}

interface StandingSum {
  readonly parcels: number
  readonly overAreaM2: number
}

/** Parcels and households as they stand now; the result of a parcel that has changed since is none. */
export interface StandingCounts {
  /** Every parcel of the survey is in one of them. */
  readonly parcels: Readonly<Record<keyof typeof standings.codes, StandingSum>>
  readonly byVillageType: Readonly<Record<VillageType, Readonly<Record<'within' | 'over', StandingSum>>>>
  /** Parcels that cannot be assessed, by why. */
  readonly reasons: Readonly<Record<string, number>>
  /** By the homestead plots that the survey has now. */
  readonly households: { readonly withOnePlot: number; readonly withSeveralPlots: number }
}
