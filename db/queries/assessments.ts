import type { AssessAnswer } from '../../shared/contract/answers.ts'
import type { Confirmation } from '../../shared/standards/confirm.ts'
import type { Assessment } from '../../shared/standards/evaluate.ts'
import type { HouseholdResult } from '../../shared/standards/households.ts'
import type { HouseholdKey } from '../../shared/standards/plots-by-household.ts'
import type { WritableDb } from '../open/database.ts'
import type { Author } from '../schema/author.ts'
import { newId } from '../schema/new-id.ts'
import type { StoredSet } from './standards.ts'

/** Opens a run as of a day; results of earlier runs stay as they are. It notes the villages' revisions, on which results rest too. */
export function startRun(db: WritableDb, set: StoredSet, author: Author, at: string, on: string): number {
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO assessment_run (id, at, operator, team, standard_set, evaluated_on, village_revs, summary)
      VALUES (?, ?, ?, ?, ?, ?, (SELECT json_group_object(code, rev) FROM village), '{}')`,
    )
    .run(newId(), at, author.operator, author.team, set.fid, on)
  return Number(lastInsertRowid)
}

export const finishRun = (db: WritableDb, run: number, summary: AssessAnswer): void =>
  void db.prepare('UPDATE assessment_run SET summary = ? WHERE fid = ?').run(JSON.stringify(summary), run)

/** Takes rows one by one; what it holds back is written by `end`. */
export interface ResultWriter<T extends readonly unknown[]> {
  write(...result: T): void
  end(): void
}

type Value = string | number | null

/** So many rows a statement: a call costs as much as a row. */
const ROWS = 32

interface RowWriter {
  write(row: readonly Value[]): void
  end(): void
}

function rowWriter(db: WritableDb, table: string, columns: readonly string[]): RowWriter {
  const one = `(${columns.map(() => '?').join(', ')})`
  const insert = (rows: number) =>
    db.prepare<[readonly Value[]]>(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${Array.from({ length: rows }, () => one).join(', ')}`,
    )
  const many = insert(ROWS)
  const held: Value[] = []
  return {
    write(row) {
      for (const value of row) held.push(value)
      if (held.length < ROWS * columns.length) return
      many.run(held)
      held.length = 0
    },
    end() {
      if (held.length > 0) insert(held.length / columns.length).run(held)
      held.length = 0
    },
  }
}

/** Stores homesteads' results with the standard that made each; parcels that are no homestead have none. */
export function assessmentWriter(
  db: WritableDb,
  run: number,
  set: StoredSet,
): ResultWriter<
  [parcel: { readonly id: string; readonly rev: number }, assessment: Assessment, confirmation: Confirmation]
> {
  const rows = rowWriter(db, 'assessment', [
    'run',
    'parcel_id',
    'parcel_rev',
    'result',
    'reason',
    'standard',
    'area_m2',
    'excess_m2',
    'basis',
    'open_reason',
    'confirmed_m2',
    'confirmed_excess_m2',
    'note',
  ])
  return {
    end: rows.end,
    write({ id, rev }, assessment, confirmation) {
      if (assessment.result === 'not-homestead') return
      const found = assessment.result === 'not-assessable' ? null : assessment
      const confirmed = confirmation.kind === 'confirmed' ? confirmation : null
      rows.write([
        run,
        id,
        rev,
        assessment.result,
        assessment.result === 'not-assessable' ? assessment.reason : null,
        found === null ? null : (set.standards.get(found.standard.id) ?? null),
        found?.areaM2 ?? null,
        found?.excessM2 ?? null,
        confirmed?.basis ?? null,
        confirmation.kind === 'open' ? confirmation.reason : null,
        confirmed?.confirmedM2 ?? null,
        confirmed?.excessM2 ?? null,
        confirmed?.note ?? null,
      ])
    },
  }
}

/** Stores households' results of a run. */
export function householdWriter(
  db: WritableDb,
  run: number,
): ResultWriter<
  [household: HouseholdKey & { readonly rev: number | null }, result: HouseholdResult, feeYuan: number | null]
> {
  const rows = rowWriter(db, 'household_assessment', [
    'run',
    'village_code',
    'household_code',
    'household_rev',
    'plots',
    'class',
    'reason',
    'kept_parcel_id',
    'area_m2',
    'limit_m2',
    'excess_m2',
    'fee_yuan',
  ])
  return {
    end: rows.end,
    write: ({ villageCode, householdCode, rev }, result, feeYuan) =>
      rows.write([
        run,
        villageCode,
        householdCode,
        rev,
        result.plots.length,
        result.class,
        result.gap,
        result.kept?.id ?? null,
        result.areaM2,
        result.limitM2,
        result.excessM2,
        feeYuan,
      ]),
  }
}
