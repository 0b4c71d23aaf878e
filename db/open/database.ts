import Database from 'better-sqlite3'
import { registerSpatialFunctions } from '../geopackage/functions.ts'
import { newId } from '../schema/new-id.ts'
import { readAsCurrent } from './earlier-schema.ts'

declare const writable: unique symbol

type Parameters<P> = P extends unknown[] ? P : [P]

/** A statement that answers; it has no way to run one that changes something. */
interface Question<P extends unknown[], R> extends Pick<Database.Statement<P, R>, 'get' | 'all' | 'iterate'> {
  /** Rows as arrays of values. */
  raw(): Question<P, R>
}

/** May be asked, not changed. Every query file says by its type which of the two it needs. */
export interface ReadableDb {
  prepare<P extends unknown[] | object = unknown[], R = unknown>(sql: string): Question<Parameters<P>, R>
  pragma(source: string, options?: Database.PragmaOptions): unknown
  readonly inTransaction: boolean
  readonly name: string
}

/** A readable handle whose owner closes it. */
export interface ReadConnection extends ReadableDb {
  close(): unknown
}

export interface WritableDb extends ReadConnection {
  readonly [writable]: true
  prepare<P extends unknown[] | object = unknown[], R = unknown>(sql: string): Database.Statement<Parameters<P>, R>
  exec(sql: string): unknown
  /** Copies the database page by page; `progress` answers how many pages come next and may throw. */
  backup(target: string, options: Database.BackupOptions): Promise<unknown>
  /** Opens the internals of SQLite's own modules to SQL; only ever for the moment. */
  unsafeMode(on: boolean): unknown
  function(name: string, options: Database.RegistrationOptions, fn: (...args: never[]) => unknown): unknown
}

/** Runs `work` in one IMMEDIATE transaction: all of it or nothing. */
export function inTransaction<T>(db: WritableDb, work: () => T): T {
  db.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    db.exec('COMMIT')
    return result
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK')
    throw error
  }
}

/** From here on the handle sees one state of the file, whatever others write, until it is closed. */
export function holdState(db: ReadableDb): void {
  const connection = db as unknown as WritableDb // beginning to read changes nothing
  connection.exec('BEGIN')
}

const BUSY_TIMEOUT_MS = 10_000

/** A connection to one of our own files, with the functions that its R-tree triggers call. */
export function connect(path: string, mode: 'read'): ReadConnection
export function connect(path: string, mode: 'read' | 'write'): WritableDb
export function connect(path: string, mode: 'read' | 'write'): WritableDb {
  // A reader that SQLite itself opens read-only leaves -wal and -shm behind; one that may not change anything clears them up.
  const db = new Database(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS })
  try {
    if (mode === 'read') {
      readAsCurrent(db)
      db.pragma('query_only = ON')
    }
    db.pragma('foreign_keys = ON')
    db.pragma('cell_size_check = ON')
    if (mode === 'write') {
      db.pragma('synchronous = FULL')
      db.pragma('secure_delete = ON')
    }
    registerSpatialFunctions(db)
    db.function('new_id', { deterministic: false }, newId)
    return db as unknown as WritableDb
  } catch (error) {
    db.close() // a damaged file fails here already, and an open handle would keep its log
    throw error
  }
}

/**
 * A connection whose main database is in memory and which sees a survey: a dry run changes the scratch files that are attached
 * to it and nothing else. Table names without a schema mean the survey's.
 */
export function connectBeside(path: string): WritableDb {
  const db = new Database(':memory:', { timeout: BUSY_TIMEOUT_MS })
  db.prepare('ATTACH ? AS survey').run(path)
  registerSpatialFunctions(db)
  return db as unknown as WritableDb
}

/** Creates an empty database file; the caller removes it when what follows fails. */
export function createFile(path: string): WritableDb {
  const db = new Database(path, { timeout: BUSY_TIMEOUT_MS })
  registerSpatialFunctions(db)
  db.function('new_id', { deterministic: false }, newId)
  return db as unknown as WritableDb
}
