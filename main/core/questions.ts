import type { ReadableDb } from '../../db/open/database.ts'
import { type FindingQuestion, findingPage, storedFindings } from '../../db/queries/findings.ts'
import { surveyOverview } from '../../db/queries/overview.ts'
import type { FindingPage, StoredFindings } from '../../shared/contract/findings.ts'
import type { SurveyOverview } from '../../shared/contract/overview.ts'

/** What a reader's thread can be asked, with input and answer; both are cloned between threads. */
export interface Questions {
  overview: { input: null; answer: SurveyOverview }
  storedFindings: { input: null; answer: StoredFindings }
  findingPage: { input: FindingQuestion; answer: FindingPage }
}
export type QuestionKind = keyof Questions

/** State that a kind keeps between questions (the ordered ids of a list, say) lives in its own module, one a thread. */
export const questions: {
  readonly [K in QuestionKind]: (db: ReadableDb, input: Questions[K]['input']) => Questions[K]['answer']
} = {
  overview: (db) => surveyOverview(db),
  storedFindings: (db) => storedFindings(db),
  findingPage,
}
