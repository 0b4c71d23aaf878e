import type { Text } from '../lang/message.ts'
import type { VillageType } from '../model/code-lists.ts'
import type { Severity } from '../model/finding-codes.ts'
import type { HouseholdRunResult, ParcelRunResult } from './run-answers.ts'

/** Answers of the procedures, as COMMANDS.md names their keys. Texts are worded by the door from `code` and `params`. */

type Params = Readonly<Record<string, string | number>>

export interface CodedText {
  readonly code: string
  readonly params: Params
}

export interface Finding {
  readonly code: string
  readonly severity: Severity
  /** Records; 1 for a fact about the layer. */
  readonly count: number
  readonly examples: readonly { readonly record: number | null; readonly params: Params }[]
}

export interface ImportedLayer {
  readonly batch: number | null
  readonly file: string
  readonly layer: string
  readonly encoding: string | null
  readonly encodingFrom: string | null
  readonly sourceCrs: string | null
  readonly targetCrs: string | null
  readonly read: number
  readonly imported: number
  readonly updated: number
  readonly skipped: number
  readonly rejected: number
  readonly deletedRecords: number
  readonly findings: readonly Finding[]
  readonly seconds: number
}

export interface BatchAnswer {
  readonly batch: number
  readonly file: string
  readonly layer: string
  readonly kind: string
  readonly at: string
  readonly operator: string | null
  readonly imported: number
  readonly updated: number
  readonly rejected: number
  /** When it was taken back, ISO 8601; null while it stands. */
  readonly rolledBack: string | null
}

export interface BatchDetail extends BatchAnswer {
  readonly team: string | null
  readonly encoding: string | null
  readonly sourceCrs: string | null
  readonly read: number
  readonly skipped: number
  readonly deletedRecords: number
  readonly findings: readonly Finding[]
  /** Rejected records that no later import has mended. */
  readonly pending: number
  /** The entry whose undoing brings a batch back that was rolled back. */
  readonly rollbackEntry: string | null
}

/** In objects of the batch's own layer; `restored` counts one that several records updated once. */
export interface RollbackAnswer {
  readonly batch: number
  readonly removed: number
  readonly restored: number
}

export interface VillageTypeTotals {
  readonly parcels: number
  readonly areaM2: number
  readonly over: number
  readonly overAreaM2: number
}

export interface AssessAnswer {
  readonly standardSet: string
  readonly assessed: number
  readonly notAssessable: number
  readonly notHomestead: number
  readonly withinStandard: number
  readonly overStandard: number
  readonly overAreaM2: number
  readonly byVillageType: Readonly<Record<'urban_village' | 'near_suburb' | 'far_suburb', VillageTypeTotals>>
  readonly households: { readonly total: number; readonly withOnePlot: number; readonly withSeveralPlots: number }
  /** Why homesteads could not be assessed, by reason. */
  readonly reasons: Readonly<Record<string, number>>
  /** Whether the set holds figures that the district has not confirmed (待核实). */
  readonly toConfirm: boolean
  /** The day whose village types and sets were used; absent in results of earlier versions, as are the parts below. */
  readonly evaluatedOn?: string
  readonly confirmation?: ConfirmationTotals
  readonly byHousehold?: HouseholdTotals
}

/** Areas to confirm (确权面积) by approval, limit and period. */
export interface ConfirmationTotals {
  readonly confirmed: number
  readonly confirmedAreaM2: number
  readonly excessAreaM2: number
  readonly byBasis: Readonly<Record<string, number>>
  /** Homesteads whose area to confirm cannot be said yet, by reason. */
  readonly open: number
  readonly openReasons: Readonly<Record<string, number>>
}

export interface HouseholdTotals {
  /** Households by class: one-plot, several-dividable, … */
  readonly classes: Readonly<Record<string, number>>
  /** Households whose counted plots exceed their limit, and by how much. */
  readonly over: number
  readonly overAreaM2: number
  /** Homestead parcels that belong to no known household (无户可归). */
  readonly plotsWithoutHousehold: number
  /** null: the set charges nothing. */
  readonly feeYuan: number | null
}

export interface ExplainStep {
  readonly input: CodedText
  readonly rule: CodedText
  /** Both languages, as the standard set has it; null where no document decides. */
  readonly article: Readonly<Record<'zh' | 'en', string>> | null
  readonly arithmetic: CodedText | null
  readonly outcome: CodedText
}

/** On which set and day an explanation rests. */
export interface ExplanationBasis {
  readonly standardSet: string
  readonly title: Text
  /** null: shipped with CunDi, or out of a file. */
  readonly version: number | null
  /** SHA-256 of the set's content, by which results keep it. */
  readonly contentHash: string
  readonly toConfirm: boolean
  /** The day whose village types hold, 'YYYY-MM-DD'. */
  readonly evaluatedOn: string
  /** When the assessment was made whose set and day these are, ISO 8601; null: none was made, the set is the one in force. */
  readonly assessedAt: string | null
  /** The number of that assessment, by which it is asked for. */
  readonly run: number | null
  /** The set in force today, where it is another one: assess again. */
  readonly inForce: { readonly standardSet: string; readonly version: number | null; readonly title: Text } | null
}

/** A village's type took another turn after the day that results are of, and by today. */
export interface TypeChangedSince {
  readonly type: VillageType | null
  readonly since: string
}

export interface ExplainAnswer {
  readonly parcel: string
  readonly result: CodedText
  /** How many parcels carry the code, where there are several: the first is explained. */
  readonly sameCode?: number
  readonly steps: readonly ExplainStep[]
  /** 确权面积 and what the certificate notes; null where it is no homestead. Areas in m². */
  readonly confirmation: {
    readonly basis: string | null
    readonly openReason: string | null
    readonly confirmedM2: number | null
    readonly excessM2: number | null
    readonly note: CodedText | null
  } | null
}

/** What a door is told beside the reasoning. */
export interface ExplainedParcel extends ExplainAnswer {
  readonly basis: ExplanationBasis
  /** What that assessment stored; null: it did not assess the parcel. */
  readonly assessed: StoredParcelResult | null
  /** What every assessment found, the latest first: earlier results are kept. */
  readonly runs: readonly ParcelRunResult[]
}

/** A parcel's stored result of one assessment, the latest unless another is asked for. m², unrounded. */
export interface StoredParcelResult {
  readonly result: 'within' | 'over' | 'not-assessable'
  readonly areaM2: number | null
  readonly limitM2: number | null
  readonly excessM2: number | null
  /** ISO 8601. */
  readonly at: string
  /** What it rests on has changed since: the figures are of an earlier state. */
  readonly stale: boolean
  readonly typeChanged: TypeChangedSince | null
}

/** A household's stored result of one assessment, the latest unless another is asked for. m² and yuan, unrounded. */
export interface StoredHouseholdResult {
  readonly class: string
  readonly areaM2: number | null
  readonly limitM2: number | null
  readonly excessM2: number | null
  readonly feeYuan: number | null
  /** ISO 8601. */
  readonly at: string
  /** The household, one of its plots or what they rest on has changed since. */
  readonly stale: boolean
  readonly typeChanged: TypeChangedSince | null
}

/** What a household is paid for plots that it gives back; yuan, rounded. `gaps`: what of its buildings is not known. */
export interface HouseholdCompensation {
  readonly plots: readonly {
    readonly parcel: string
    readonly areaM2: number
    readonly landYuan: number
    readonly buildingYuan: number
    readonly rewardYuan: number
    /** null while a building's part is unknown. */
    readonly yuan: number | null
    readonly gaps: readonly string[]
  }[]
  readonly yuan: number | null
  readonly toConfirm: boolean
}

/** One household with its plots: the class of 一户多宅, the excess of the whole, what becomes of each plot, and why. Areas in m², yuan. */
export interface HouseholdExplainAnswer {
  readonly village: string | null
  readonly household: string
  readonly class: string
  readonly result: CodedText
  readonly plots: readonly {
    readonly id: string
    readonly parcel: string
    readonly areaM2: number | null
    readonly fate: string
  }[]
  readonly areaM2: number | null
  readonly limitM2: number | null
  readonly excessM2: number | null
  readonly feeYuan: number | null
  readonly feeTerm: 'yearly' | 'once' | null
  /** Idle or abandoned plots beyond the one; null: the set pays nothing for giving back. */
  readonly compensation: HouseholdCompensation | null
  readonly steps: readonly ExplainStep[]
}

export interface ExplainedHousehold extends HouseholdExplainAnswer {
  readonly basis: ExplanationBasis
  /** What that assessment stored; null: it did not know the household. */
  readonly assessed: StoredHouseholdResult | null
  /** What every assessment found, the latest first: earlier results are kept. */
  readonly runs: readonly HouseholdRunResult[]
}

export interface SurveyInfo {
  readonly file: string
  readonly schemaVersion: number
  readonly crs: string
  readonly county: string
  readonly layers: readonly {
    readonly name: string
    readonly count: number
    readonly extent: readonly number[] | null
  }[]
  readonly batches: number
  readonly standardSets: readonly {
    readonly id: string
    readonly title: Readonly<Record<'zh' | 'en', string>>
    readonly toConfirm: boolean
  }[]
}

export interface CreatedSurvey {
  readonly file: string
  readonly schemaVersion: number
  readonly crs: string
  readonly villages: number
}

export interface HistoryEntry {
  readonly entry: string
  readonly at: string
  readonly operator: string | null
  readonly team: string | null
  readonly kind: string
  readonly why: string | null
  readonly batch: number | null
  readonly undoes: string | null
  readonly summary: Readonly<Record<string, unknown>>
}

export interface UndoAnswer {
  readonly entry: string
  readonly kind: string
  /** The change that was taken back or done again, for naming it. */
  readonly subject: HistoryEntry
  readonly restored: number
  readonly removed: number
}

export interface CheckAnswer {
  readonly rules: readonly {
    readonly id: string
    readonly title: Readonly<Record<'zh' | 'en', string>>
    readonly severity: Severity
    readonly findings: number
  }[]
  readonly findings: number
  readonly blocking: number
  readonly list?: readonly CheckFinding[]
}

export interface CheckFinding {
  readonly id: string
  readonly rule: string
  readonly severity: Severity
  readonly waived: boolean
  readonly subjects: readonly {
    readonly kind: string
    readonly id: string
    readonly code: string | null
    readonly record: number | null
  }[]
  readonly params: Params
  readonly place: readonly [x: number, y: number] | null
}

/** What a file could not carry of the survey. */
export interface Loss {
  readonly code: string
  readonly layer: string | null
  readonly params: Params
}

export interface ExportedFile {
  readonly path: string
  readonly format: string
  readonly counts: Readonly<Record<string, number>>
  /** Of the village plans that went along, by layer; absent where there are none, or the format carries none. */
  readonly planCounts?: Readonly<Record<string, number>>
  readonly sha256?: string
  readonly losses: readonly Loss[]
}

/** Rejected records written out to be mended. */
export interface RejectedAnswer {
  readonly path: string
  readonly records: number
  readonly losses: readonly Loss[]
}

export interface VerifiedPackage {
  readonly ok: boolean
  readonly problems: readonly { readonly code: string; readonly path: string; readonly params: Params }[]
  readonly counts: Readonly<Record<string, number>>
}
