import type { Severity } from '../model/finding-codes.ts'
import type { CheckFinding } from './answers.ts'

/** What the latest check left in the survey, by rule. */
export interface StoredFindings {
  readonly rules: readonly {
    readonly id: string
    readonly severity: Severity
    readonly findings: number
    /** Of these. */
    readonly waived: number
  }[]
  /** Unwaived errors. */
  readonly blocking: number
}

/** A stored finding as a window lists it. */
export interface PagedFinding extends CheckFinding {
  /** Why it was waived; null: it was not. */
  readonly why: string | null
}

export interface FindingPage {
  /** Of the whole list. */
  readonly count: number
  readonly rows: readonly PagedFinding[]
}
