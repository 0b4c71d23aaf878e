import Database from 'better-sqlite3'
import { createRowWriter } from './row-writer.ts'

/** Pieces of an overlay that wait to be shared out and stored. */
export interface PieceWriter {
  /** `shape`: where the land changes; null elsewhere. */
  add(base: number, planned: number, planeM2: number, shape: Uint8Array | null): void
  close(): void
}

/** A scratch file for one thread's share of an overlay: thrown away after a crash, so it has no journal. */
export function createPieceScratch(path: string): PieceWriter {
  const db = new Database(path)
  db.pragma('page_size = 16384')
  db.pragma('journal_mode = OFF')
  db.pragma('synchronous = OFF')
  db.pragma('locking_mode = EXCLUSIVE')
  db.exec('CREATE TABLE piece (base INTEGER, planned INTEGER, plane_m2 REAL, geom BLOB)')
  const pieces = createRowWriter(db, 'piece', ['base', 'planned', 'plane_m2', 'geom'])
  db.exec('BEGIN')
  return {
    add: (base, planned, planeM2, shape) => void pieces.add([base, planned, planeM2, shape]),
    close() {
      pieces.flush()
      db.exec('COMMIT')
      db.exec('CREATE INDEX piece_base ON piece (base)')
      db.close()
    },
  }
}
