import type { Text } from '../lang/message.ts'

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
