import type { Refusal } from './outcome.ts'

/** What a window hears while a survey is open. */
export interface SurveyState {
  /** Raised by one each time a writer has finished: what a window shows may have changed. */
  readonly revision: number
  /** How many write or wait to write; 0: everything is saved. */
  readonly writers: number
  /** Why the latest automatic snapshot could not be made; null: it could. */
  readonly backupFailure: Refusal | null
}
