import type { SourceField, SourceIssue } from '../formats/source.ts'
import type { Extent } from '../geo/geometry.ts'
import type { Severity } from '../model/finding-codes.ts'

/** The answer to `inspect`: what a file holds, before anything is decided. */
export interface InspectedFile {
  readonly layers: readonly InspectedLayer[]
  /** About the file as a whole. */
  readonly findings: readonly SourceIssue[]
}

export interface InspectedLayer {
  readonly name: string
  readonly geometryType: string | null
  readonly hasZ: boolean
  readonly hasM: boolean
  readonly records: number
  readonly deletedRecords: number
  readonly unreadable: readonly { readonly record: number; readonly reason: string }[]
  readonly invalid: number
  readonly encoding: string | null
  readonly encodingFrom: string | null
  readonly crs: string | null
  readonly crsFrom: string | null
  readonly crsProposals: readonly string[]
  readonly fields: readonly SourceField[]
  readonly extent: Extent | null
  readonly findings: readonly {
    readonly code: string
    readonly severity: Severity
    readonly count: number
    readonly examples: readonly { readonly record: number }[]
    readonly detail?: Readonly<Record<string, string | number>>
  }[]
}
