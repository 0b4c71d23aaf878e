import type { SurveyOverview } from '../../shared/contract/overview.ts'
import type { ReadableDb } from '../open/database.ts'
import { objectTables } from '../schema/tables.ts'

/** What the overview of a window shows. */
export function surveyOverview(db: ReadableDb): SurveyOverview {
  return {
    layers: objectTables.map((name) => ({
      name,
      count: db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM ${name}`).get()?.n ?? 0,
    })),
  }
}
