import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { assertOutsideEditTriggers } from '../geopackage/outside-edits.ts'
import { assertRtreeTriggers } from '../geopackage/rtree.ts'
import { adoptOutsideEdits } from '../history/outside-edits.ts'
import { type Migration, migrations, schemaVersionOf } from '../migrations/ladder.ts'
import type { Author } from '../schema/author.ts'
import { readMetadata } from '../schema/metadata.ts'
import { connect, type ReadableDb, type WritableDb } from './database.ts'
import { type LockHolder, type SurveyLock, takeLock } from './lock.ts'
import { migrate } from './migrate.ts'

export interface OpenSurvey {
  readonly path: string
  readonly db: WritableDb
  /** Set when opening brought the file to this version; the copy made before it. */
  readonly migratedFrom: { readonly version: number; readonly backup: string } | null
  close(): void
}

export type OpenResult =
  | { readonly kind: 'opened'; readonly survey: OpenSurvey }
  | { readonly kind: 'missing' }
  | { readonly kind: 'not-a-survey' }
  | { readonly kind: 'damaged'; readonly detail: string }
  | { readonly kind: 'too-new'; readonly fileVersion: number; readonly ownVersion: number }
  | { readonly kind: 'locked'; readonly holder: LockHolder | null }
  | { readonly kind: 'migration-failed'; readonly backup: string; readonly detail: string }

/** Scratch files carry the survey's name and their process: SURVEY.gpkg.scratch-<pid>-… */
export const scratchPrefix = (survey: string): string => `${basename(survey)}.scratch-`

/** What a killed process left behind. Ours to remove: we hold the lock. */
function removeLeftovers(survey: string): void {
  const folder = dirname(survey)
  const prefix = scratchPrefix(survey)
  for (const name of readdirSync(folder)) {
    if (name.startsWith(prefix)) rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 5 })
  }
}

function isDatabase(path: string): boolean {
  return statSync(path).isFile()
}

/** Reads what must be true before anything is written: sound pages, ours, not newer than we are. */
function examine(db: ReadableDb, ladder: readonly Migration[]): { kind: 'sound'; version: number } | Exclude<OpenResult, { kind: 'opened' }> {
  const [verdict] = db.pragma('quick_check(1)') as { quick_check: string }[]
  if (verdict?.quick_check !== 'ok') return { kind: 'damaged', detail: verdict?.quick_check ?? 'quick_check' }
  const tables = db.prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE name = 'cundi_metadata'").all()
  if (tables.length === 0) return { kind: 'not-a-survey' }
  const version = Number(readMetadata(db, 'schema_version'))
  const own = schemaVersionOf(ladder)
  if (!Number.isInteger(version) || version < 1) return { kind: 'damaged', detail: 'schema_version' }
  return version > own ? { kind: 'too-new', fileVersion: version, ownVersion: own } : { kind: 'sound', version }
}

const SQLITE_DAMAGE = new Set(['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_CANTOPEN', 'SQLITE_IOERR', 'SQLITE_CORRUPT_VTAB'])

const isDamage = (error: unknown): error is Error & { code: string } =>
  error instanceof Error && 'code' in error && typeof error.code === 'string'
  && (SQLITE_DAMAGE.has(error.code) || error.code.startsWith('SQLITE_CORRUPT') || error.code.startsWith('SQLITE_IOERR'))

/**
 * Opens a survey for writing: lock, check, migrate with a dated copy first, triggers asserted, edits from outside taken into
 * the journal. Never throws for a bad file, never renames or repairs one.
 */
export function openSurvey(path: string, author: Author, ladder: readonly Migration[] = migrations): OpenResult {
  if (!existsSync(path)) return { kind: 'missing' }
  if (!isDatabase(path)) return { kind: 'not-a-survey' }
  const lock = takeLock(path, author.operator)
  if (lock.kind === 'locked') return lock
  const result = openLocked(path, lock.lock, author, ladder)
  if (result.kind !== 'opened') lock.lock.release()
  return result
}

function openLocked(path: string, lock: SurveyLock, author: Author, ladder: readonly Migration[]): OpenResult {
  let db: WritableDb | null = null
  try {
    removeLeftovers(path)
    db = connect(path, 'write')
    const examined = examine(db, ladder)
    if (examined.kind !== 'sound') {
      db.close()
      return examined
    }
    db.pragma('journal_mode = WAL')
    const migration = migrate(db, path, examined.version, ladder)
    if (migration.kind === 'failed') {
      db.close()
      return { kind: 'migration-failed', backup: migration.backup, detail: migration.detail }
    }
    assertRtreeTriggers(db)
    assertOutsideEditTriggers(db)
    adoptOutsideEdits(db, author)
    const open = db
    const close = (): void => {
      closeForCopying(open)
      lock.release()
    }
    return { kind: 'opened', survey: { path, db, migratedFrom: migration.kind === 'migrated' ? migration : null, close } }
  } catch (error) {
    db?.close()
    if (isDamage(error)) return { kind: 'damaged', detail: error.code }
    lock.release()
    throw error
  }
}

/** Opens for reading beside a writer; the lock is not needed, nothing is migrated and nothing is written. */
export function openSurveyForReading(path: string, ladder: readonly Migration[] = migrations): OpenResult {
  if (!existsSync(path)) return { kind: 'missing' }
  if (!isDatabase(path)) return { kind: 'not-a-survey' }
  let db: WritableDb | null = null
  try {
    db = connect(path, 'read')
    const examined = examine(db, ladder)
    if (examined.kind !== 'sound') {
      db.close()
      return examined
    }
    const open = db
    return { kind: 'opened', survey: { path, db, migratedFrom: null, close: () => open.close() } }
  } catch (error) {
    db?.close()
    if (isDamage(error)) return { kind: 'damaged', detail: error.code }
    throw error
  }
}

/** Empties the write-ahead log, so that the file alone can be copied to a stick. */
function closeForCopying(db: WritableDb): void {
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}
