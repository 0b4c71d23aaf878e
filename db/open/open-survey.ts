import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { assertOutsideEditTriggers } from '../geopackage/outside-edits.ts'
import { assertRtreeTriggers } from '../geopackage/rtree.ts'
import { adoptOutsideEdits, type SealerFor } from '../history/outside-edits.ts'
import { type Migration, migrations, schemaVersionOf } from '../migrations/ladder.ts'
import type { Author } from '../schema/author.ts'
import { readMetadata } from '../schema/metadata.ts'
import { unlockLog } from './checkpoint.ts'
import { connect, type ReadableDb, type ReadConnection, type WritableDb } from './database.ts'
import { isRunning, type LockHolder, type SurveyLock, takeLock } from './lock.ts'
import { migrate } from './migrate.ts'

export interface ReadSurvey {
  readonly path: string
  readonly db: ReadableDb
  close(): void
}

export interface OpenSurvey extends ReadSurvey {
  readonly db: WritableDb
  /** Set when opening brought the file to this version; the copy made before it. */
  readonly migratedFrom: { readonly version: number; readonly backup: string } | null
}

export type NotOpened =
  | { readonly kind: 'missing' }
  | { readonly kind: 'not-a-survey' }
  | { readonly kind: 'damaged'; readonly detail: string }
  | { readonly kind: 'too-new'; readonly fileVersion: number; readonly ownVersion: number }
  | { readonly kind: 'locked'; readonly holder: LockHolder | null }
  /** Another program is writing and does not stop. */
  | { readonly kind: 'busy' }
  /** The file, its folder or its disk: the system's word for it. */
  | { readonly kind: 'not-accessible'; readonly detail: string }
  | { readonly kind: 'migration-failed'; readonly backup: string; readonly detail: string }

export type OpenResult<S extends ReadSurvey = OpenSurvey> = { readonly kind: 'opened'; readonly survey: S } | NotOpened

/** Scratch files carry the survey's name and their process: SURVEY.gpkg.scratch-<pid>-… */
const scratchPrefix = (survey: string): string => `${basename(survey)}.scratch-`

/** What a killed process left behind. A dry run holds no lock, so what a running process made is left to it. */
function removeLeftovers(survey: string): void {
  const folder = dirname(survey)
  const prefix = scratchPrefix(survey)
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(prefix)) continue
    const path = join(folder, name)
    if (!isInUse(path, Number.parseInt(name.slice(prefix.length), 10)))
      rmSync(path, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** Our own number may have been a dead process's before: what is older than we are is not ours. */
function isInUse(path: string, pid: number): boolean {
  if (pid !== process.pid) return Number.isInteger(pid) && isRunning(pid)
  return (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) >= performance.timeOrigin
}

const SQLITE_MAGIC = 'SQLite format 3\0'
const SCHEMA_BYTES = 65_536

/** What the first bytes tell: not SQLite's, and nothing of ours among them. A survey with a broken header is damaged instead. */
function looksForeign(path: string): boolean {
  const file = openSync(path, 'r')
  try {
    const head = Buffer.alloc(SCHEMA_BYTES)
    const text = head.toString('latin1', 0, readSync(file, head, 0, SCHEMA_BYTES, 0))
    return !text.startsWith(SQLITE_MAGIC) && !text.includes('cundi_metadata')
  } finally {
    closeSync(file)
  }
}

/** 'checked': pagesAreSound has just said so. */
export type Pages = 'unchecked' | 'checked'

/** What SQLite finds wrong with the pages of the file; null: nothing. A large file is read whole for it. */
function pageFault(db: ReadableDb): string | null {
  const [verdict] = db.pragma('quick_check(1)') as { quick_check: string }[]
  return verdict?.quick_check === 'ok' ? null : (verdict?.quick_check.replaceAll('\n', ' ') ?? 'quick_check')
}

/** For a thread that may take its time before the survey is opened; whatever is wrong, the opening says it. */
export function pagesAreSound(path: string): boolean {
  try {
    if (!statSync(path).isFile() || looksForeign(path)) return false
    const db = connect(path, 'read')
    try {
      return pageFault(db) === null
    } finally {
      db.close()
    }
  } catch {
    return false // missing, locked, no database: each has its own outcome when it is opened
  }
}

/** Reads what must be true before anything is written: sound pages, ours, not newer than we are. */
export function examine(
  db: ReadableDb,
  ladder: readonly Migration[],
  pages: Pages,
): { kind: 'sound'; version: number } | NotOpened {
  const detail = pages === 'checked' ? null : pageFault(db)
  if (detail !== null) return { kind: 'damaged', detail }
  const tables = db.prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE name = 'cundi_metadata'").all()
  if (tables.length === 0) return { kind: 'not-a-survey' }
  const version = Number(readMetadata(db, 'schema_version'))
  const own = schemaVersionOf(ladder)
  if (!Number.isInteger(version) || version < 1) return { kind: 'damaged', detail: 'schema_version' }
  return version > own ? { kind: 'too-new', fileVersion: version, ownVersion: own } : { kind: 'sound', version }
}

/** What SQLite or the system said, as an outcome; null: a bug of ours. */
export function outcomeOf(error: unknown): NotOpened | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null
  if (/^E(ACCES|PERM|ROFS|NOSPC|IO|BUSY|NOENT)$/.test(error.code)) return { kind: 'not-accessible', detail: error.code }
  if (!(error instanceof Database.SqliteError)) return null
  if (/^SQLITE_(BUSY|LOCKED)/.test(error.code)) return { kind: 'busy' }
  if (/^SQLITE_(READONLY|CANTOPEN|FULL|PERM|AUTH)/.test(error.code))
    return { kind: 'not-accessible', detail: error.code }
  // SQLITE_ERROR too: a flipped letter in the stored schema makes a table or column unknown.
  return { kind: 'damaged', detail: error.code }
}

/**
 * Opens a survey for writing: lock, check, migrate with a dated copy first, triggers asserted, edits from outside taken into
 * the journal, personal numbers in them sealed where the key is there. Never throws for a bad file, never renames or repairs one.
 */
export function openSurvey(
  path: string,
  author: Author,
  ladder: readonly Migration[] = migrations,
  sealerFor?: SealerFor,
  pages: Pages = 'unchecked',
): OpenResult {
  return opening(path, () => {
    // SQLite would open it for reading and say so at the first change.
    accessSync(path, constants.R_OK | constants.W_OK)
    const lock = takeLock(path, author.operator)
    if (lock.kind === 'locked') return lock
    let result: OpenResult | null = null
    try {
      result = openLocked(path, lock.lock, author, ladder, sealerFor, pages)
      return result
    } finally {
      if (result?.kind !== 'opened') lock.lock.release()
    }
  })
}

function opening<S extends ReadSurvey>(path: string, open: () => OpenResult<S>): OpenResult<S> {
  try {
    if (!existsSync(path)) return { kind: 'missing' }
    if (!statSync(path).isFile() || looksForeign(path)) return { kind: 'not-a-survey' }
    return open()
  } catch (error) {
    const outcome = outcomeOf(error)
    if (outcome === null) throw error
    return outcome
  }
}

function openLocked(
  path: string,
  lock: SurveyLock,
  author: Author,
  ladder: readonly Migration[],
  sealerFor: SealerFor | undefined,
  pages: Pages,
): OpenResult {
  removeLeftovers(path)
  unlockLog(path)
  const db = connect(path, 'write')
  const close = (): void => {
    try {
      closeForCopying(db)
    } finally {
      lock.release()
    }
  }
  let isOpen = false
  try {
    const examined = examine(db, ladder, pages)
    if (examined.kind !== 'sound') return examined
    db.pragma('journal_mode = WAL')
    const migration = migrate(db, path, examined.version, ladder)
    if (migration.kind === 'failed')
      return { kind: 'migration-failed', backup: migration.backup, detail: migration.detail }
    assertRtreeTriggers(db)
    assertOutsideEditTriggers(db)
    adoptOutsideEdits(db, author, sealerFor)
    isOpen = true
    return {
      kind: 'opened',
      survey: { path, db, migratedFrom: migration.kind === 'migrated' ? migration : null, close },
    }
  } finally {
    if (!isOpen) db.close()
  }
}

/** Opens for reading beside a writer; the lock is not needed, nothing is migrated and nothing is written. */
export function openSurveyForReading(
  path: string,
  ladder: readonly Migration[] = migrations,
  pages: Pages = 'unchecked',
): OpenResult<ReadSurvey> {
  return opening(path, () => {
    const db: ReadConnection = connect(path, 'read')
    let isOpen = false
    try {
      const examined = examine(db, ladder, pages)
      if (examined.kind !== 'sound') return examined
      isOpen = true
      return { kind: 'opened', survey: { path, db, close: () => void db.close() } }
    } finally {
      if (!isOpen) db.close()
    }
  })
}

/** Empties the write-ahead log, so that the file alone can be copied to a stick. */
function closeForCopying(db: WritableDb): void {
  try {
    db.pragma('wal_checkpoint(TRUNCATE)')
  } catch {
    // A disk that is full or failing: what was committed stands in the log beside the file and is read from there.
  } finally {
    db.close()
  }
}
