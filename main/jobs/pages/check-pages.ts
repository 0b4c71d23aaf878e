import { pagesAreSound } from '../../../db/open/open-survey.ts'
import { done, type Outcome } from '../../../shared/contract/outcome.ts'

/** Reads a survey whole before it is opened, so that the thread that answers need not. Stops by itself: one statement reads it. */
export const runCheckPages = async ({
  file,
}: {
  readonly file: string
}): Promise<Outcome<{ readonly sound: boolean }>> => done({ sound: pagesAreSound(file) })
