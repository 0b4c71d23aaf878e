import type { Severity } from '../model/finding-codes.ts'
import type { StandardSet } from '../standards/standard-set.ts'

/** Numbers and codes that fill a finding's text (the same names as at import). Never a personal value. */
export type FindingValues = Readonly<Record<string, string | number>>

/** What a rule says of one row: null when there is nothing to say. */
export type RowCheck<Row> = (row: Row, survey: SurveyFacts) => FindingValues | null

/** What rules about one object may know of the rest of the survey. */
export interface SurveyFacts {
  readonly villageCodes: ReadonlySet<string>
  /** Tells where a limit depends on the terrain. */
  readonly standards: StandardSet
}

export interface ShapeFacts {
  /** As SQLite tells: 0 or 1. */
  readonly hasGeometry: number
  /** Code of what is wrong with the geometry; null when it is valid. */
  readonly geometryFault: string | null
}

export interface ParcelRow extends ShapeFacts {
  readonly parcelCode: string | null
  readonly villageCode: string | null
  readonly villageProposed: string | null
  readonly declaredAreaM2: number | null
  readonly approvedAreaM2: number | null
  /** Plane area by coordinates, unrounded. */
  readonly areaM2: number | null
}

export interface BuildingRow extends ShapeFacts {
  /** Footprint that the file declares (FJZDMJ). */
  readonly declaredAreaM2: number | null
  readonly areaM2: number | null
}

export interface LandUseRow extends ShapeFacts {
  readonly declaredAreaM2: number | null
  /** Ellipsoidal area, unrounded: patches are declared by it (domain 4.2). */
  readonly ellipsoidAreaM2: number | null
}

export interface VillageRow extends ShapeFacts {
  readonly villageType: string | null
  readonly terrain: string | null
}

export interface PersonRow {
  readonly idNumberFault: string | null
}

/** The tables whose rows are looked at one by one. */
export interface CheckedRows {
  readonly village: VillageRow
  readonly parcel: ParcelRow
  readonly building: BuildingRow
  readonly land_use: LandUseRow
  readonly person: PersonRow
}

export type CheckedTable = keyof CheckedRows
export type RowChecks = { readonly [T in CheckedTable]?: RowCheck<CheckedRows[T]> }

/** What a rule about several objects must be given; the check job knows how to find each. */
export type SetQuestion =
  | 'repeated-parcel-codes'
  | 'overlapping-parcels'
  | 'id-numbers-with-names'
  | 'household-sizes'
  | 'households-without-members'
  | 'buildings-outside-parcels'
  | 'parcels-outside-villages'
  | 'pending-rejections'
  | 'import-notes'
  | 'batch-findings'

/** A rule is data: id, severity, source; its title and text stand in lang/quality.ts under the id. */
export interface Rule {
  readonly id: string
  readonly severity: Severity
  /** Standard or article that the rule comes from. */
  readonly cites: string
  /** Predicates over one row. */
  readonly rows?: RowChecks
  /** The question whose answers are this rule's findings. */
  readonly asks?: SetQuestion
}
