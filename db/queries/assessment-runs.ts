import type { AssessAnswer } from '../../shared/contract/answers.ts'
import type { HouseholdRunResult, ParcelRunResult, RunLine } from '../../shared/contract/run-answers.ts'
import type { AssessmentRun } from '../../shared/contract/run-changes.ts'
import type { HouseholdKey } from '../../shared/standards/plots-by-household.ts'
import type { ReadableDb } from '../open/database.ts'
import { versionOfContent } from './standard-versions.ts'
import { setIn } from './standards.ts'

interface RunRow {
  readonly run: number
  readonly at: string
  readonly operator: string | null
  readonly team: string | null
  readonly evaluatedOn: string | null
  readonly summary: string
  readonly fid: number
  readonly id: string
  readonly hash: string
  readonly content: string
}

const RUNS = `SELECT r.fid AS run, r.at, r.operator, r.team, r.evaluated_on AS evaluatedOn, r.summary, s.fid, s.id, s.content_hash AS hash, s.content
  FROM assessment_run r JOIN standard_set s ON s.fid = r.standard_set`

/** Every assessment that the survey keeps, the latest first. */
export const assessmentRuns = (db: ReadableDb): readonly AssessmentRun[] =>
  db.prepare<[], RunRow>(`${RUNS} ORDER BY r.fid DESC`).all().map(runOf(db))

export function assessmentRun(db: ReadableDb, run: number): AssessmentRun | null {
  const row = db.prepare<[number], RunRow>(`${RUNS} WHERE r.fid = ?`).get(run)
  return row === undefined ? null : runOf(db)(row)
}

/** Runs on one set share its title and version: each set is looked at once. */
function runOf(db: ReadableDb): (row: RunRow) => AssessmentRun {
  const sets = new Map<number, Pick<RunLine, 'standardSet' | 'title' | 'version' | 'contentHash'>>()
  return ({ fid, id, hash, content, summary, ...row }) => {
    const known = sets.get(fid) ?? {
      standardSet: id,
      title: setIn(content).title,
      version: versionOfContent(db, { fid, id, content }),
      contentHash: hash,
    }
    sets.set(fid, known)
    return { ...row, ...known, summary: JSON.parse(summary) as AssessAnswer }
  }
}

/** What is said of a run beside a result of it. */
function withRuns<T extends { readonly run: number }>(db: ReadableDb, rows: readonly T[]): readonly (T & RunLine)[] {
  const runs = new Map(
    rows.length === 0 ? [] : assessmentRuns(db).map(({ summary: _, ...line }) => [line.run, line] as const),
  )
  return rows.flatMap((row) => {
    const line = runs.get(row.run)
    return line === undefined ? [] : [{ ...line, ...row }]
  })
}

/** A parcel's result in every run that assessed it, the latest first. */
export const resultsOfParcel = (db: ReadableDb, id: string): readonly ParcelRunResult[] =>
  withRuns(
    db,
    db
      .prepare<[string], Omit<ParcelRunResult, keyof RunLine> & { readonly run: number }>(
        `SELECT a.run, a.result, a.reason, a.area_m2 AS areaM2, s.limit_m2 AS limitM2, a.excess_m2 AS excessM2, a.confirmed_m2 AS confirmedM2
        FROM assessment a LEFT JOIN standard s ON s.fid = a.standard WHERE a.parcel_id = ? ORDER BY a.run DESC`,
      )
      .all(id),
  )

/** A household's result in every run that knew it, the latest first. */
export const resultsOfHousehold = (
  db: ReadableDb,
  { villageCode, householdCode }: HouseholdKey,
): readonly HouseholdRunResult[] =>
  withRuns(
    db,
    db
      .prepare<[string, string | null], Omit<HouseholdRunResult, keyof RunLine> & { readonly run: number }>(
        `SELECT run, plots, class, reason, area_m2 AS areaM2, limit_m2 AS limitM2, excess_m2 AS excessM2, fee_yuan AS feeYuan
        FROM household_assessment WHERE household_code = ? AND village_code IS ? ORDER BY run DESC`,
      )
      .all(householdCode, villageCode),
  )
