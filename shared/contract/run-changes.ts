import type { AssessAnswer } from './answers.ts'
import type { RunLine } from './run-answers.ts'

export interface AssessmentRun extends RunLine {
  /** What it answered. */
  readonly summary: AssessAnswer
}

/** One side of a change; m², unrounded. */
export interface RunSide {
  /** A parcel's result or a household's class. */
  readonly result: string
  readonly areaM2: number | null
  readonly limitM2: number | null
  readonly excessM2: number | null
}

export interface RunChange {
  /** null: a household without a village, or a parcel that is gone. */
  readonly village: string | null
  /** Code of the parcel or household; null: a parcel without a code, or one that is gone. */
  readonly code: string | null
  /** null: the run had no result for it. */
  readonly before: RunSide | null
  readonly after: RunSide | null
}

export interface ChangedObjects {
  readonly count: number
  /** How many went from which result to which; null: no result. */
  readonly turns: readonly { readonly from: string | null; readonly to: string | null; readonly count: number }[]
  /** Those whose excess changed most first, at most RUN_CHANGES_SHOWN. */
  readonly largest: readonly RunChange[]
}

export const RUN_CHANGES_SHOWN = 200

/** What is other in a later run than in an earlier one: result, area, limit or excess. */
export interface RunChanges {
  readonly before: AssessmentRun
  readonly after: AssessmentRun
  readonly parcels: ChangedObjects
  readonly households: ChangedObjects
}

/** A household as a run found it. m² and yuan, unrounded. */
export interface RunHousehold {
  readonly village: string | null
  readonly household: string
  readonly plots: number
  readonly class: string
  readonly reason: string | null
  /** Code of the plot that counts as its one; null: it has none, or the plot has no code. */
  readonly kept: string | null
  readonly areaM2: number | null
  readonly limitM2: number | null
  readonly excessM2: number | null
  readonly feeYuan: number | null
}

export interface RunHouseholds {
  readonly count: number
  /** The largest excess first, at most RUN_HOUSEHOLDS_SHOWN unless all are asked for. */
  readonly households: readonly RunHousehold[]
}

export const RUN_HOUSEHOLDS_SHOWN = 200
