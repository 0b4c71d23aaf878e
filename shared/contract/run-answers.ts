import type { Text } from '../lang/message.ts'
import type { AssessAnswer } from './answers.ts'

/** An assessment of the whole survey that is kept: who made it and when, on which set and day. Never overwritten. */
export interface RunLine {
  /** 1, 2, 3 … in the order in which they were made. */
  readonly run: number
  /** ISO 8601. */
  readonly at: string
  readonly operator: string | null
  readonly team: string | null
  readonly standardSet: string
  readonly title: Text
  /** null: shipped with CunDi, or out of a file. */
  readonly version: number | null
  readonly contentHash: string
  /** The day whose village types and sets held, 'YYYY-MM-DD'; null in files of early versions. */
  readonly evaluatedOn: string | null
}

export interface AssessmentRun extends RunLine {
  /** What it answered. */
  readonly summary: AssessAnswer
}

/** What one run found for a parcel. m², unrounded. */
export interface ParcelRunResult extends RunLine {
  readonly result: 'within' | 'over' | 'not-assessable'
  readonly reason: string | null
  readonly areaM2: number | null
  readonly limitM2: number | null
  readonly excessM2: number | null
  /** 确权面积; null: open, or of an early version. */
  readonly confirmedM2: number | null
}

/** What one run found for a household. m² and yuan, unrounded. */
export interface HouseholdRunResult extends RunLine {
  readonly plots: number
  readonly class: string
  readonly reason: string | null
  readonly areaM2: number | null
  readonly limitM2: number | null
  readonly excessM2: number | null
  readonly feeYuan: number | null
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
