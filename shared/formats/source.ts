import type { Geometry } from '../geo/geometry.ts'

/** What a file said about one attribute. null is absent; a DBF gives text, trimmed, so that no digit is lost. */
export type FieldValue = string | number | boolean | null

export type FieldType = 'text' | 'number' | 'date' | 'logical' | 'other'

export interface SourceField {
  /** As written in the file; a repeated name gets _2, _3 … */
  readonly name: string
  readonly type: FieldType
  readonly width?: number
  readonly decimals?: number
}

/** A fact about a record or a layer that the surveyor should see; the codes are those of COMMANDS.md. */
export interface SourceIssue {
  readonly code: string
  readonly severity: 'error' | 'warning' | 'info'
  /** 1-based physical position; absent when the issue is the layer's. */
  readonly record?: number
  /** Values for the message, never personal data. */
  readonly detail?: Readonly<Record<string, string | number>>
}

/** One physical record of a layer. Exactly one of `deleted`, `unreadable` and the content applies. */
export interface SourceRecord {
  /** 1-based physical position in the file. */
  readonly record: number
  /** Flagged deleted in the .dbf: counted, never imported. */
  readonly deleted: boolean
  /** Why the record cannot be read at all, as a code such as `shp.polygon.bad-counts`. */
  readonly unreadable: string | null
  /** null: the record has no shape (a null shape or an empty one). */
  readonly geometry: Geometry | null
  /** Aligned with the layer's fields. Empty when there is no attribute row. */
  readonly values: readonly FieldValue[]
  /** Codes that apply to this record: geometry.ring-unclosed, geometry.ring-orientation, geometry.z-dropped, text.cut … */
  readonly issues: readonly string[]
}
