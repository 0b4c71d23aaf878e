import type { AssessAnswer } from '../../shared/contract/answers.ts'
import type { Assessment } from '../../shared/standards/evaluate.ts'
import type { WritableDb } from '../open/database.ts'
import type { Author } from '../schema/author.ts'
import { newId } from '../schema/new-id.ts'
import type { StoredSet } from './standards.ts'

/** Opens a run; results of earlier runs stay as they are. */
export function startRun(db: WritableDb, set: StoredSet, author: Author, at: string): number {
  const { lastInsertRowid } = db
    .prepare("INSERT INTO assessment_run (id, at, operator, team, standard_set, summary) VALUES (?, ?, ?, ?, ?, '{}')")
    .run(newId(), at, author.operator, author.team, set.fid)
  return Number(lastInsertRowid)
}

export const finishRun = (db: WritableDb, run: number, summary: AssessAnswer): void =>
  void db.prepare('UPDATE assessment_run SET summary = ? WHERE fid = ?').run(JSON.stringify(summary), run)

/** Stores one homestead's result with the standard that made it; parcels that are no homestead have none. */
export function assessmentWriter(
  db: WritableDb,
  run: number,
  set: StoredSet,
): (parcel: { readonly id: string; readonly rev: number }, assessment: Assessment) => void {
  const insert = db.prepare(
    'INSERT INTO assessment (run, parcel_id, parcel_rev, result, reason, standard, area_m2, excess_m2) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  return ({ id, rev }, assessment) => {
    switch (assessment.result) {
      case 'not-homestead':
        return
      case 'not-assessable':
        insert.run(run, id, rev, assessment.result, assessment.reason, null, null, null)
        return
      default:
        insert.run(
          run,
          id,
          rev,
          assessment.result,
          null,
          set.standards.get(assessment.standard.id) ?? null,
          assessment.areaM2,
          assessment.excessM2,
        )
    }
  }
}
