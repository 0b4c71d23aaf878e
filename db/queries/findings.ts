import type { CheckFinding } from '../../shared/contract/answers.ts'
import type { FindingPage, StoredFindings } from '../../shared/contract/findings.ts'
import type { Severity } from '../../shared/model/finding-codes.ts'
import { touchContents } from '../geopackage/contents.ts'
import { inTransaction, type ReadableDb, type WritableDb } from '../open/database.ts'

/** One finding as it is stored. `id` is the same for the same rule and subjects, so that a waiver survives a rerun. */
export interface FindingRow {
  readonly id: string
  readonly rule: string
  readonly severity: Severity
  /** JSON: [{kind, id, code, record}, …] */
  readonly subjects: string
  /** JSON: the values of the text. */
  readonly detail: string
  /** Where it is, in the survey's plane; null where it has no place. */
  readonly x: number | null
  readonly y: number | null
}

export interface FindingStage {
  /** A finding staged twice is one. */
  add(finding: FindingRow): void
  /** Drops what a rule has staged so far. */
  discard(rule: string): void
  countByRule(): ReadonlyMap<string, number>
  /** Makes the staged findings the survey's, in one transaction; what did not change is not written. */
  replace(at: string): void
  close(): void
}

const COLUMNS = 'id, rule, severity, subjects, detail, x, y'
const MOST_SEVERE_FIRST = "CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END"

/** Findings wait outside the survey until the whole check is done: a cancelled check leaves the earlier one's findings. */
export function stageFindings(db: WritableDb): FindingStage {
  db.exec(`DROP TABLE IF EXISTS temp.staged_finding;
    CREATE TEMP TABLE staged_finding (id TEXT PRIMARY KEY, rule TEXT, severity TEXT, subjects TEXT, detail TEXT, x REAL, y REAL) WITHOUT ROWID`)
  const add = db.prepare(`INSERT OR IGNORE INTO temp.staged_finding (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)`)
  const discard = db.prepare('DELETE FROM temp.staged_finding WHERE rule = ?')
  return {
    add: (f) => void add.run(f.id, f.rule, f.severity, f.subjects, f.detail, f.x, f.y),
    discard: (rule) => void discard.run(rule),
    countByRule: () => countByRule(db, 'temp.staged_finding'),
    replace: (at) => inTransaction(db, () => replaceFindings(db, at)),
    close: () => void db.exec('DROP TABLE IF EXISTS temp.staged_finding'),
  }
}

function replaceFindings(db: WritableDb, at: string): void {
  const removed = db.prepare('DELETE FROM finding WHERE id NOT IN (SELECT id FROM temp.staged_finding)').run().changes
  const changed = db
    .prepare(`UPDATE finding SET severity = s.severity, subjects = s.subjects, detail = s.detail, x = s.x, y = s.y
    FROM temp.staged_finding s WHERE s.id = finding.id
      AND (s.severity, s.subjects, s.detail, s.x, s.y) IS NOT (finding.severity, finding.subjects, finding.detail, finding.x, finding.y)`)
    .run().changes
  const added = db
    .prepare(`INSERT INTO finding (${COLUMNS}) SELECT ${COLUMNS} FROM temp.staged_finding
    WHERE id NOT IN (SELECT id FROM finding) ORDER BY id`)
    .run().changes
  if (removed + changed + added > 0 || isOlderThanJournal(db)) touchContents(db, ['finding'], at)
}

/** The survey has changed since the findings were written: that they are still the same is worth its date. */
const isOlderThanJournal = (db: ReadableDb): boolean =>
  db
    .prepare<[], { n: number }>(
      "SELECT EXISTS (SELECT 1 FROM journal_entry WHERE at > (SELECT last_change FROM gpkg_contents WHERE table_name = 'finding')) AS n",
    )
    .get()?.n === 1

const countByRule = (db: ReadableDb, table: string): ReadonlyMap<string, number> =>
  new Map(
    db
      .prepare<[], { rule: string; n: number }>(`SELECT rule, count(*) AS n FROM ${table} GROUP BY rule`)
      .all()
      .map(({ rule, n }) => [rule, n]),
  )

/** Errors that nobody has waived. */
export const countBlocking = (db: ReadableDb): number =>
  db
    .prepare<[], { n: number }>(
      "SELECT count(*) AS n FROM finding WHERE severity = 'error' AND id NOT IN (SELECT finding_id FROM waiver)",
    )
    .get()?.n ?? 0

export interface ListedFinding extends FindingRow {
  /** 0 or 1. */
  readonly waived: number
}

export const listFindings = (db: ReadableDb): readonly ListedFinding[] =>
  db
    .prepare<[], ListedFinding>(
      `SELECT ${COLUMNS}, id IN (SELECT finding_id FROM waiver) AS waived FROM finding ORDER BY ${MOST_SEVERE_FIRST}, rule, json_extract(subjects, '$[0].record'), id`,
    )
    .all()

/** Counts by rule of what the latest check left, most severe and most frequent first. */
export function storedFindings(db: ReadableDb): StoredFindings {
  const rules = db
    .prepare<[], StoredFindings['rules'][number]>(`SELECT rule AS id, severity, count(*) AS findings,
      count(w.finding_id) AS waived FROM finding f LEFT JOIN waiver w ON w.finding_id = f.id
      GROUP BY rule, severity ORDER BY ${MOST_SEVERE_FIRST}, findings DESC, rule`)
    .all()
  return { rules, blocking: countBlocking(db) }
}

export interface FindingQuestion {
  /** null: of every rule. */
  readonly rule: string | null
  /** null: waived or not. */
  readonly waived: boolean | null
  /** Absent or null: of any. */
  readonly severity?: Severity | null | undefined
  readonly from: number
  readonly to: number
}

/** A page of stored findings, in the order of the list of `check`. */
export function findingPage(db: ReadableDb, { rule, waived, severity, from, to }: FindingQuestion): FindingPage {
  const where = `(@rule ISNULL OR f.rule = @rule) AND (@waived ISNULL OR (w.finding_id NOTNULL) = @waived)
    AND (@severity ISNULL OR f.severity = @severity)`
  const source = `FROM finding f LEFT JOIN waiver w ON w.finding_id = f.id WHERE ${where}`
  const given = { rule, severity: severity ?? null, waived: waived === null ? null : Number(waived) }
  const count = db.prepare<[object], { n: number }>(`SELECT count(*) AS n ${source}`).get(given)?.n ?? 0
  const rows = db
    .prepare<[object], ListedFinding & { readonly why: string | null }>(
      `SELECT f.id, rule, severity, subjects, detail, x, y, w.finding_id NOTNULL AS waived, w.why ${source}
      ORDER BY ${MOST_SEVERE_FIRST}, rule, json_extract(subjects, '$[0].record'), f.id LIMIT @limit OFFSET @from`,
    )
    .all({ ...given, from, limit: Math.max(0, to - from) })
  return { count, rows: rows.map((row) => ({ ...findingOf(row), why: row.why })) }
}

/** A stored row as the contract has it. */
export const findingOf = (row: ListedFinding): CheckFinding => ({
  id: row.id,
  rule: row.rule,
  severity: row.severity,
  waived: row.waived === 1,
  subjects: JSON.parse(row.subjects) as CheckFinding['subjects'],
  params: JSON.parse(row.detail) as CheckFinding['params'],
  place: row.x === null || row.y === null ? null : [row.x, row.y],
})
