import Database from 'better-sqlite3'
import { registerSpatialFunctions } from '../geopackage/functions.ts'
import { newId } from '../schema/new-id.ts'

declare const writable: unique symbol

/** May be asked, not changed. Every query file says by its type which of the two it needs. */
export interface ReadableDb {
  prepare<P extends unknown[] | {} = unknown[], R = unknown>(sql: string): Database.Statement<P extends unknown[] ? P : [P], R>
  pragma(source: string, options?: Database.PragmaOptions): unknown
  readonly inTransaction: boolean
  readonly name: string
}

export interface WritableDb extends ReadableDb {
  readonly [writable]: true
  exec(sql: string): unknown
  function(name: string, options: Database.RegistrationOptions, fn: (...args: never[]) => unknown): unknown
  close(): unknown
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

const BUSY_TIMEOUT_MS = 10_000

/** A connection to one of our own files, with the functions that its R-tree triggers call. */
export function connect(path: string, mode: 'read' | 'write'): WritableDb {
  const db = new Database(path, { readonly: mode === 'read', fileMustExist: true, timeout: BUSY_TIMEOUT_MS })
  db.pragma('foreign_keys = ON')
  db.pragma('cell_size_check = ON')
  if (mode === 'write') {
    db.pragma('synchronous = FULL')
    db.pragma('secure_delete = ON')
    db.pragma('temp_store = MEMORY')
  }
  registerSpatialFunctions(db)
  db.function('new_id', { deterministic: false }, newId)
  return db as unknown as WritableDb
}

/** Creates an empty database file; the caller removes it when what follows fails. */
export function createFile(path: string): WritableDb {
  const db = new Database(path, { timeout: BUSY_TIMEOUT_MS })
  registerSpatialFunctions(db)
  db.function('new_id', { deterministic: false }, newId)
  return db as unknown as WritableDb
}
