import type { PrjReading } from '../geo/crs/prj.ts'
import type { Extent } from '../geo/geometry.ts'
import type { SurveyKind } from '../model/layers.ts'
import type { InspectedFile, InspectedLayer } from './inspected.ts'

/** What is in a file, with all that a user needs to decide how it comes in. Personal numbers are masked. */
export interface ExaminedFile extends Omit<InspectedFile, 'layers'> {
  readonly layers: readonly ExaminedLayer[]
  /** Sheets of a workbook, or the one table of a csv, as they stand: to choose the sheet and the row of the titles. */
  readonly tables: readonly TablePreview[]
}

export interface ExaminedLayer extends InspectedLayer {
  /** What fields, name and shapes speak for; null: the user has to say. */
  readonly kind: SurveyKind | null
  /** What its system can be decided from; null: a table. */
  readonly crsEvidence: CrsEvidence | null
  /** The layer's text in each encoding that it might have, the decided one first. A format that fixes it has one. */
  readonly samples: readonly TextSample[]
  /** Row of the column titles, of csv and xlsx. */
  readonly headerRow: number | null
}

export interface CrsEvidence {
  /** x0, y0, x1, y1 … spread over the layer, as delivered; plain numbers, because typed arrays do not pass every door. */
  readonly samples: readonly number[]
  readonly declared: PrjReading | null
  readonly declaredFrom: 'prj' | 'layer'
}

export interface TextSample {
  /** null: the format fixes it. */
  readonly encoding: string | null
  /** Names of the fields in this encoding. */
  readonly fields: readonly string[]
  /** The first value of each field, to recognise it by. */
  readonly values: readonly (string | null)[]
  /** Indexes of the fields in `rows`. */
  readonly columns: readonly number[]
  readonly rows: readonly SampleRow[]
  /** Records among those looked at whose bytes are not text of this encoding. */
  readonly broken: number
}

export interface SampleRow {
  readonly record: number
  readonly cells: readonly (string | null)[]
}

export interface TablePreview {
  readonly sheet: string | null
  readonly hidden: boolean
  readonly rows: readonly { readonly row: number; readonly cells: readonly (string | null)[] }[]
}

/** Outlines of a layer to look at: x0, y0, x1, y1 … a ring, from `origin`, in the source's own unit. */
export interface DrawnShapes {
  readonly origin: readonly [x: number, y: number]
  readonly extent: Extent
  readonly isDegrees: boolean
  readonly context: readonly (readonly number[])[]
  readonly asked: readonly { readonly record: number; readonly rings: readonly (readonly number[])[] }[]
  /** Shapes of the layer; `context` has fewer where there are many. */
  readonly total: number
}
