/** What a running job says of itself, at most ten times a second. `total` is null while it is not known. */
export interface JobProgress {
  readonly phase: string
  readonly done: number
  readonly total: number | null
  /** What is done from here on is written for good: a cancel comes too late. */
  readonly isFinal?: true
}

/** What heavy work asks between slices. An AbortSignal is one; so is a flag shared between threads. */
export interface CancelSignal {
  readonly aborted: boolean
  throwIfAborted(): void
}

export type ReportProgress = (progress: JobProgress) => void
