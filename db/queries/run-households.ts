import { RUN_HOUSEHOLDS_SHOWN, type RunHousehold, type RunHouseholds } from '../../shared/contract/run-changes.ts'
import type { ReadableDb } from '../open/database.ts'
import { assessmentRun } from './assessment-runs.ts'

export interface RunHouseholdsQuestion {
  readonly run: number
  /** null: of every class. */
  readonly class: string | null
  readonly all: boolean
}

/** Households as a run found them, the largest excess first; null: there is no such run. */
export function runHouseholds(db: ReadableDb, question: RunHouseholdsQuestion): RunHouseholds | null {
  const { run, all } = question
  if (assessmentRun(db, run) === null) return null
  const where = 'FROM household_assessment h WHERE h.run = :run AND (:class IS NULL OR h.class = :class)'
  const of = { run, class: question.class }
  const count = db.prepare<[typeof of], { n: number }>(`SELECT count(*) AS n ${where}`).get(of)?.n ?? 0
  const households = db
    .prepare<[typeof of & { most: number }], RunHousehold>(
      `SELECT h.village_code AS village, h.household_code AS household, h.plots, h.class, h.reason,
        (SELECT p.parcel_code FROM parcel p WHERE p.id = h.kept_parcel_id) AS kept,
        h.area_m2 AS areaM2, h.limit_m2 AS limitM2, h.excess_m2 AS excessM2, h.fee_yuan AS feeYuan
      ${where} ORDER BY h.excess_m2 DESC, h.fid LIMIT :most`,
    )
    .all({ ...of, most: all ? -1 : RUN_HOUSEHOLDS_SHOWN })
  return { count, households }
}
