import { localDay } from '../../shared/model/calendar-day.ts'
import { shandongCeilings } from '../../shared/standards/sets/shandong.ts'
import type { StandardSet, StandardSetStatus } from '../../shared/standards/standard-set.ts'
import type { ReadableDb, WritableDb } from '../open/database.ts'
import type { Author } from '../schema/author.ts'
import { latestStandardSet, setIn, storeStandardSet } from './standards.ts'

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
export function adoptedStandard(db: ReadableDb, on: string): StandardVersion | null {
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

/** The set that figures of today rest on: the latest assessment's, else the adopted one, else the first that CunDi ships. */
export const standardInUse = (db: ReadableDb): StandardSet =>
  latestStandardSet(db) ?? adoptedStandard(db, localDay())?.set ?? shandongCeilings
