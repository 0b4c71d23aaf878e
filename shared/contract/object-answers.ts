import type { ObjectLayer } from '../model/object-columns.ts'
import type { CodedText, ExplainAnswer, ExplanationBasis, HistoryEntry, StoredParcelResult } from './answers.ts'
import type { ListValue } from './lists.ts'
import type { ParcelRunResult } from './run-answers.ts'

/** A row as windows may see it: no ciphers; personal numbers in their masked form under the column's own name. */
export interface ObjectRow {
  readonly layer: ObjectLayer
  readonly id: string
  readonly rev: number
  readonly values: Readonly<Record<string, ListValue>>
}

/** Areas of one shape, m², unrounded; null: unknown. */
export interface AreaFigures {
  readonly planeM2: number | null
  readonly ellipsoidM2: number | null
  readonly declaredM2: number | null
}

/** What the latest assessment found, and what the same rules say of the parcel as it stands now. */
export interface ParcelStanding {
  /** null: never assessed, or no homestead. */
  readonly assessed: StoredParcelResult | null
  readonly now: { readonly result: string; readonly limitM2: number | null; readonly excessM2: number | null }
  readonly explained: ExplainAnswer
  readonly basis: ExplanationBasis
  /** What every assessment found, the latest first. */
  readonly runs: readonly ParcelRunResult[]
}

export interface ObjectFinding {
  readonly id: string
  readonly rule: string
  readonly severity: 'error' | 'warning' | 'info'
  readonly waived: boolean
  readonly params: CodedText['params']
}

/** One change of an object, newest first; shared/lang/history-sentences.ts tells it. */
export interface ObjectEvent {
  readonly entry: HistoryEntry
  readonly change: {
    readonly table: string
    readonly op: 'insert' | 'update' | 'delete'
    readonly fields: readonly { readonly column: string; readonly before: ListValue; readonly after: ListValue }[]
    readonly geometryChanged: boolean
  }
  /** Taken back since. */
  readonly undone: boolean
}

export interface ObjectAnswer extends ObjectRow {
  /** The survey's own id, the same at every opening. */
  readonly surveyId: string
  readonly extent: readonly [minX: number, minY: number, maxX: number, maxY: number] | null
  readonly geometryFault: string | null
  readonly areas: AreaFigures | null
  readonly standing: ParcelStanding | null
  readonly household: ObjectRow | null
  readonly parcels: readonly ObjectRow[]
  readonly persons: readonly ObjectRow[]
  readonly rights: readonly ObjectRow[]
  readonly buildings: readonly ObjectRow[]
  readonly findings: readonly ObjectFinding[]
  readonly history: readonly ObjectEvent[]
}

export interface FieldConflict {
  readonly column: string
  /** What the file holds now. */
  readonly theirs: ListValue
  /** What this edit would have written; masked for a personal number. */
  readonly mine: ListValue
}

/** `code` of the second is also the code of its text. */
export type EditResult =
  | {
      readonly kind: 'saved'
      readonly rev: number
      readonly values: Readonly<Record<string, ListValue>>
      /** Kept, but to be looked at: id.checksum, code.unusual. */
      readonly warnings: readonly { readonly column: string; readonly code: string }[]
    }
  | {
      readonly kind: 'conflict'
      readonly code: 'object.changed'
      readonly rev: number
      readonly fields: readonly FieldConflict[]
    }

export interface BulkEdited {
  /** Id of the journal entry; null: nothing had to be changed. */
  readonly entry: string | null
  readonly objects: number
  readonly cells: number
  /** Had the value already. */
  readonly unchanged: number
  /** Chosen, but gone since. */
  readonly gone: number
  /** Cells that were left out because they are not sound. */
  readonly invalid: number
}

export interface PasteCell {
  /** Position in the pasted rows and columns. */
  readonly row: number
  readonly column: number
  readonly before: ListValue
  readonly after: ListValue
  /** Code of what is wrong with it; null: sound. */
  readonly problem: string | null
}

/** What a paste would do: cells that change or cannot, the rest only counted. */
export interface PastePreview {
  readonly cells: readonly PasteCell[]
  /** More changed or invalid cells than are listed. */
  readonly more: number
  readonly changed: number
  readonly unchanged: number
  readonly invalid: number
  readonly gone: number
  readonly revs: Readonly<Record<string, number>>
}

export interface HouseholdLine extends ObjectRow {
  /** Who holds its plots, as their records say; null: nobody is named. */
  readonly holders: string | null
  readonly members: number
  readonly plots: number
}

export interface VillageHouseholds {
  readonly surveyId: string
  readonly villages: readonly { readonly code: string; readonly name: string | null }[]
  readonly households: readonly HouseholdLine[]
}
