import { chmodSync, statSync } from 'node:fs'
import type { WritableDb } from './database.ts'

/** A reader that is in the middle of something is not waited for longer than this; the log is emptied another time. */
const WAIT_FOR_READERS_MS = 50

/** Writes the log's pages into the file, beside whoever reads or writes. */
export const foldLog = (db: WritableDb): void => void db.pragma('wal_checkpoint(PASSIVE)')

/** Empties the log once it is folded in; false: somebody still needed it. Nobody can write meanwhile. */
export function emptyLog(db: WritableDb): boolean {
  db.pragma(`busy_timeout = ${WAIT_FOR_READERS_MS}`)
  const [answer] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
  return answer?.busy === 0
}

/** From here on somebody else folds the log in: a commit on this connection never does. */
export const leaveLogToOthers = (db: WritableDb): void => void db.pragma('wal_autocheckpoint = 0')

const OWNER_WRITES = 0o200

/**
 * SQLite gives the log and its index the mode of the survey: those that were made when it was read-only still are, and nothing
 * could be written. For whoever has the survey's lock; they are not removed, because another program may be reading.
 */
export function unlockLog(path: string): void {
  for (const file of [`${path}-wal`, `${path}-shm`]) {
    const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? OWNER_WRITES
    if ((mode & OWNER_WRITES) === 0) chmodSync(file, statSync(path).mode & 0o777)
  }
}
