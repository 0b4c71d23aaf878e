import type { Author } from '../../db/schema/author.ts'
import type { CancelSignal, ReportProgress } from '../../shared/contract/job.ts'

/** What every job is given besides its own input. Runs in a thread of its own, with its own connection. */
export interface JobContext {
  readonly signal: CancelSignal
  readonly report: ReportProgress
  readonly author: Author
  /** The survey's key; null: it is open masked. */
  readonly key: Uint8Array | null
  /** Waits its turn among the writers of the survey, does the work, and lets the next one in. */
  withWriteAccess<T>(work: () => T): Promise<T>
}
