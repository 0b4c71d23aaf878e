import { accessSync, constants, rmSync } from 'node:fs'
import type { CancelSignal } from '../../shared/contract/job.ts'
import { copyBeforeMigration } from '../backup/backup.ts'
import { type Migration, migrations, schemaVersionOf } from '../migrations/ladder.ts'
import type { Author } from '../schema/author.ts'
import { readMetadata } from '../schema/metadata.ts'
import { connect, type WritableDb } from './database.ts'
import { takeLock } from './lock.ts'
import { migrate } from './migrate.ts'
import { examine, type NotOpened, outcomeOf } from './open-survey.ts'

export type UpgradeResult =
  | { readonly kind: 'upgraded'; readonly backup: string }
  | { readonly kind: 'current' }
  | NotOpened

/** Who waits for it. `report`: pages of the copy, then steps of the ladder. */
export interface UpgradeWatch {
  readonly signal: CancelSignal
  report(phase: 'copy' | 'upgrade', done: number, total: number): void
}

/** Whether opening for writing would bring the file to a newer form first. What cannot be read is for the opening to say. */
export function isEarlier(path: string, ladder: readonly Migration[] = migrations): boolean {
  try {
    const db = connect(path, 'read')
    try {
      const version = Number(readMetadata(db, 'schema_version'))
      return version >= 1 && version < schemaVersionOf(ladder)
    } finally {
      db.close()
    }
  } catch {
    return false
  }
}

/**
 * Brings a survey to this version's form, for a thread that may take its time; then it is opened without any of it. In the order
 * of openSurvey: lock, check, copy, climb. Cancelled before its end, the file is as it was and the copy is gone.
 */
export async function upgradeSurvey(
  path: string,
  author: Author,
  watch: UpgradeWatch,
  ladder: readonly Migration[] = migrations,
): Promise<UpgradeResult> {
  if (!isEarlier(path, ladder)) return { kind: 'current' }
  try {
    accessSync(path, constants.R_OK | constants.W_OK)
    const lock = takeLock(path, author.operator)
    if (lock.kind === 'locked') return lock
    try {
      return await upgradeLocked(path, watch, ladder)
    } finally {
      lock.lock.release()
    }
  } catch (error) {
    const outcome = outcomeOf(error)
    if (outcome === null) throw error
    return outcome
  }
}

async function upgradeLocked(path: string, watch: UpgradeWatch, ladder: readonly Migration[]): Promise<UpgradeResult> {
  const db = connect(path, 'write')
  try {
    const examined = examine(db, ladder, 'unchecked')
    if (examined.kind !== 'sound') return examined
    if (examined.version === schemaVersionOf(ladder)) return { kind: 'current' }
    return await copyAndClimb(db, path, examined.version, watch, ladder)
  } finally {
    db.close()
  }
}

async function copyAndClimb(
  db: WritableDb,
  path: string,
  version: number,
  watch: UpgradeWatch,
  ladder: readonly Migration[],
): Promise<UpgradeResult> {
  const { signal } = watch
  const copied = (done: number, total: number): void => {
    signal.throwIfAborted()
    watch.report('copy', done, total)
  }
  const backup = await copyBeforeMigration(db, path, version, copied)
  let isNeeded = false
  try {
    const steps = ladder.filter((step) => step.version > version).length
    const climbed = (step: number): void => {
      signal.throwIfAborted()
      watch.report('upgrade', step, steps)
    }
    const result = migrate(db, path, version, ladder, { backup, climbed })
    isNeeded = true
    return result.kind === 'failed'
      ? { kind: 'migration-failed', backup: result.backup, detail: result.detail }
      : { kind: 'upgraded', backup }
  } finally {
    if (!isNeeded) rmSync(backup, { force: true, maxRetries: 5 })
  }
}
