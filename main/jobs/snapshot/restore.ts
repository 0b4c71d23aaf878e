import { copyFileSync, existsSync } from 'node:fs'
import { basename } from 'node:path'
import { restoreSnapshot } from '../../../db/backup/restore.ts'
import { takeLock } from '../../../db/open/lock.ts'
import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import { keyPath } from '../../platform/keys.ts'
import type { JobContext } from '../job.ts'
import { diskRefusal } from './disk-refusal.ts'

export interface RestoreInput {
  readonly snapshot: string
  /** The survey that the snapshot is of: its key opens the copy's personal data. */
  readonly survey: string
  readonly target: string
}

/** Puts a snapshot in the place of its survey, or under a new name with a copy of the key. */
export async function runRestore(
  { snapshot, survey, target }: RestoreInput,
  { author, report }: JobContext,
): Promise<Outcome<{ readonly keptAs: string | null }>> {
  report({ phase: 'restore', done: 0, total: null })
  const isInPlace = survey === target
  if (!isInPlace && (existsSync(target) || existsSync(keyPath(target))))
    return refuse({ code: 'target.exists', file: basename(target) })
  const lock = takeLock(target, author.operator)
  if (lock.kind === 'locked')
    return refuse({
      code: 'survey.locked',
      file: basename(target),
      params: { holder: lock.holder?.operator ?? '—', pid: lock.holder?.pid ?? '—', host: lock.holder?.host ?? '—' },
    })
  try {
    const restored = restoreSnapshot(snapshot, target, new Date())
    if (restored.kind === 'unusable')
      return refuse({ code: 'backup.unusable', file: basename(snapshot), params: { reason: restored.reason } })
    if (!isInPlace && existsSync(keyPath(survey))) copyFileSync(keyPath(survey), keyPath(target))
    return done({ keptAs: restored.keptAs === null ? null : basename(restored.keptAs) })
  } catch (error) {
    return diskRefusal(error, target)
  } finally {
    lock.lock.release()
  }
}
