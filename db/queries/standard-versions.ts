import type { ExplanationBasis } from '../../shared/contract/answers.ts'
import { localDay } from '../../shared/model/calendar-day.ts'
import { shandongCeilings } from '../../shared/standards/sets/shandong.ts'
import type { StandardSet, StandardSetStatus } from '../../shared/standards/standard-set.ts'
import type { ReadableDb, WritableDb } from '../open/database.ts'
import type { Author } from '../schema/author.ts'
import { hashOfSet, setIn, storeStandardSet } from './standards.ts'

/** A version of a set that was drafted in this survey. Versions are never changed; only their status moves on. */
export interface StandardVersion {
  readonly id: string
  readonly version: number
  readonly set: StandardSet
  readonly savedAt: string
  readonly operator: string | null
  readonly why: string | null
}

interface Row {
  readonly id: string
  readonly version: number
  readonly status: StandardSetStatus
  readonly validFrom: string | null
  readonly validTo: string | null
  readonly savedAt: string
  readonly operator: string | null
  readonly why: string | null
  readonly content: string
}

const SELECT = `SELECT v.set_id AS id, v.version, v.status, v.valid_from AS validFrom, v.valid_to AS validTo, v.saved_at AS savedAt,
  v.operator, v.why, s.content FROM standard_version v JOIN standard_set s ON s.fid = v.standard_set`

const versionOf = ({ content, status, validFrom, validTo, ...row }: Row): StandardVersion => ({
  ...row,
  set: { ...setIn(content), status, validFrom, validTo },
})

/** All versions, each set's latest first. */
export const standardVersions = (db: ReadableDb): readonly StandardVersion[] =>
  db.prepare<[], Row>(`${SELECT} ORDER BY v.set_id, v.version DESC`).all().map(versionOf)

/** One version; `version` null: the latest. */
export function standardVersion(db: ReadableDb, id: string, version: number | null): StandardVersion | null {
  const row = db
    .prepare<[string, number | null, number | null], Row>(
      `${SELECT} WHERE v.set_id = ? AND (? IS NULL OR v.version = ?) ORDER BY v.version DESC LIMIT 1`,
    )
    .get(id, version, version)
  return row === undefined ? null : versionOf(row)
}

/** The set that the district adopted for a day ('YYYY-MM-DD'); null where none holds. */
function adoptedStandard(db: ReadableDb, on: string): StandardVersion | null {
  const row = db
    .prepare<[string, string], Row>(
      `${SELECT} WHERE v.status <> 'draft' AND ifnull(v.valid_from, '') <= ? AND ? <= ifnull(v.valid_to, '9999') ORDER BY v.fid DESC LIMIT 1`,
    )
    .get(on, on)
  return row === undefined ? null : versionOf(row)
}

/** Saves a version after the latest one. Call it inside a transaction with its journal entry. */
export function saveStandardVersion(
  db: WritableDb,
  set: StandardSet,
  { author, at, why }: { readonly author: Author; readonly at: string; readonly why: string | null },
): number {
  const latest = db
    .prepare<[string], { version: number | null }>(
      'SELECT max(version) AS version FROM standard_version WHERE set_id = ?',
    )
    .get(set.id)
  const version = (latest?.version ?? 0) + 1
  db.prepare(
    `INSERT INTO standard_version (set_id, version, standard_set, status, valid_from, valid_to, saved_at, operator, team, why)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    set.id,
    version,
    storeStandardSet(db, set).fid,
    set.status,
    set.validFrom,
    set.validTo,
    at,
    author.operator,
    author.team,
    why,
  )
  return version
}

/** Every set that was in force ends where the new one begins; what it held for before stays. */
export function supersedeBefore(db: WritableDb, validFrom: string): void {
  db.prepare(
    `UPDATE standard_version SET status = 'superseded',
      valid_to = CASE WHEN valid_to IS NULL OR valid_to >= ? THEN date(?, '-1 day') ELSE valid_to END WHERE status = 'adopted'`,
  ).run(validFrom, validFrom)
}

/** The set and the day that figures of the survey rest on. */
export interface StandardInUse {
  readonly set: StandardSet
  /** null: shipped with CunDi, or out of a file. */
  readonly version: number | null
  readonly contentHash: string
  readonly evaluatedOn: string
  /** When it was applied to the whole survey; null: not yet. */
  readonly assessedAt: string | null
  /** The assessment that these are of; null: none was made. */
  readonly run: number | null
}

/** The latest assessment's set and day, else the adopted set and today, else the first that CunDi ships. */
export function standardInUse(db: ReadableDb, today = localDay()): StandardInUse {
  const latest = db.prepare<[], { run: number | null }>('SELECT max(fid) AS run FROM assessment_run').get()?.run ?? null
  const used = latest === null ? null : standardOfRun(db, latest)
  if (used !== null) return used
  const { set, version } = inForce(db, today)
  return { set, version, contentHash: hashOfSet(set), evaluatedOn: today, assessedAt: null, run: null }
}

/** The set and day of one assessment; null: there is none of that number. */
export function standardOfRun(db: ReadableDb, number: number): StandardInUse | null {
  const run = db
    .prepare<
      [number],
      { fid: number; id: string; hash: string; content: string; at: string; evaluatedOn: string | null }
    >(`SELECT s.fid, s.id, s.content_hash AS hash, s.content, r.at, r.evaluated_on AS evaluatedOn
      FROM assessment_run r JOIN standard_set s ON s.fid = r.standard_set WHERE r.fid = ?`)
    .get(number)
  if (run === undefined) return null
  return {
    run: number,
    set: setIn(run.content),
    version: versionOfContent(db, run),
    contentHash: run.hash,
    evaluatedOn: run.evaluatedOn ?? localDay(new Date(run.at)),
    assessedAt: run.at,
  }
}

/** The set that holds on a day where none is named: the adopted one, else the first that CunDi ships. */
export const inForce = (db: ReadableDb, on: string): { readonly set: StandardSet; readonly version: number | null } =>
  adoptedStandard(db, on) ?? { set: shandongCeilings, version: null }

/** A version's status and validity move on while its content stays: the same content is the same version. */
export const versionOfContent = (
  db: ReadableDb,
  { fid, id, content }: { readonly fid: number; readonly id: string; readonly content: string },
): number | null => {
  const bare = (json: string): string => `json_remove(${json}, '$.status', '$.validFrom', '$.validTo')`
  return (
    db
      .prepare<[string, string, number], { version: number }>(
        `SELECT v.version FROM standard_version v JOIN standard_set s ON s.fid = v.standard_set
        WHERE v.set_id = ? AND ${bare('s.content')} = ${bare('?')} ORDER BY s.fid = ? DESC, v.version DESC LIMIT 1`,
      )
      .get(id, content, fid)?.version ?? null
  )
}

/** What an explanation says of the set and day that it rests on. */
export function explanationBasis(db: ReadableDb, inUse: StandardInUse, today = localDay()): ExplanationBasis {
  const { set, version, contentHash, evaluatedOn, assessedAt, run } = inUse
  const now = inForce(db, today)
  const isSame =
    now.set.id === set.id && now.version === version && (version !== null || hashOfSet(now.set) === contentHash)
  return {
    standardSet: set.id,
    title: set.title,
    version,
    contentHash,
    toConfirm: set.toConfirm,
    evaluatedOn,
    assessedAt,
    run,
    inForce: isSame ? null : { standardSet: now.set.id, version: now.version, title: now.set.title },
  }
}
