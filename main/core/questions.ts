import type { ReadableDb } from '../../db/open/database.ts'
import { surveyOverview } from '../../db/queries/overview.ts'
import type { SurveyOverview } from '../../shared/contract/overview.ts'

/** What a reader's thread can be asked, with input and answer; both are cloned between threads. */
export interface Questions {
  overview: { input: null; answer: SurveyOverview }
}
export type QuestionKind = keyof Questions

/** State that a kind keeps between questions (the ordered ids of a list, say) lives in its own module, one a thread. */
export const questions: {
  readonly [K in QuestionKind]: (db: ReadableDb, input: Questions[K]['input']) => Questions[K]['answer']
} = {
  overview: (db) => surveyOverview(db),
}
