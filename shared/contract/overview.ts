import type { AssessAnswer } from './answers.ts'

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
    readonly result: AssessAnswer
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
