import type { WritableDb } from '../../../db/open/database.ts'
import type { LayerCounts, PlanCounts } from '../../../db/queries/hand-over.ts'
import type { Author } from '../../../db/schema/author.ts'
import type { CancelSignal, ReportProgress } from '../../../shared/contract/job.ts'
import type { Language } from '../../../shared/lang/message.ts'
import type { PersonalKind } from '../../../shared/model/personal.ts'

export const exportFormats = ['package', 'geopackage', 'shapefile', 'geojson', 'xlsx'] as const
export type ExportFormat = (typeof exportFormats)[number]

export interface ExportRequest {
  /** Its path, and a connection that may write. */
  readonly survey: { readonly path: string; readonly db: WritableDb }
  /** Waits its turn among the writers of the survey. */
  readonly withWriteAccess: <T>(work: () => T) => Promise<T>
  /** Absolute path of the file or folder to write. */
  readonly to: string
  readonly format: ExportFormat
  readonly author: Author
  /** Version of CunDi. */
  readonly version: string
  /** ISO time of the export, for the export log alone. */
  readonly at: string
  /** Why personal numbers are to be handed over; null: they are not. */
  readonly purpose: string | null
  /** Opens a cipher; null where the key does not fit. Absent: there is no key. */
  readonly decrypt: ((kind: PersonalKind, cipher: string) => string | null) | null
  /** The check job: it stores its findings in the survey and says how many unwaived errors block. */
  readonly runCheck: (
    db: WritableDb,
    signal: CancelSignal,
    report: ReportProgress,
  ) => Promise<{ readonly blocking: number }>
  /** Hands a package over although errors stand. */
  readonly allowBlocking: boolean
  /** Of titles in workbooks. */
  readonly language: Language
  /** Replaces what stands at `to`. */
  readonly force: boolean
  readonly signal: CancelSignal
  readonly report: ReportProgress
}

/** What a format could not carry; worded from `lang/handover`. */
export interface ExportLoss {
  readonly code: LossCode
  readonly layer: string | null
  readonly params: Readonly<Record<string, string | number>>
}

export type LossCode =
  | 'loss.name-shortened'
  | 'loss.text-cut'
  | 'loss.character'
  | 'loss.blank'
  | 'loss.number'
  | 'loss.number-dropped'
  | 'loss.extra-fields'
  | 'loss.table'
  | 'loss.orientation'
  | 'loss.ring-closed'
  | 'loss.geometry'
  | 'loss.reprojected'
  | 'loss.personal'
  | 'loss.personal-masked'
  | 'loss.personal-undecipherable'
  | 'loss.local'

export interface ExportAnswer {
  readonly path: string
  readonly format: ExportFormat
  readonly counts: LayerCounts
  /** Of the village plans that went along; absent where there are none. */
  readonly planCounts?: PlanCounts
  /** Of the one file; absent for folders. */
  readonly sha256?: string
  readonly losses: readonly ExportLoss[]
}
