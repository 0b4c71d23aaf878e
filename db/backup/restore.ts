import { copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs'
import { openSurveyForReading } from '../open/open-survey.ts'
import { keepOnDisk } from './keep-on-disk.ts'

export type RestoreResult =
  | {
      readonly kind: 'restored'
      /** What stood there before, under its new name; null: nothing did. */
      readonly keptAs: string | null
    }
  /** The snapshot cannot be opened; nothing was changed. */
  | { readonly kind: 'unusable'; readonly reason: string }

/**
 * Puts a snapshot where a survey is expected. What stands there is renamed with a date and kept, its log with it, once the copy
 * is whole: it is never deleted. The caller holds the lock.
 */
export function restoreSnapshot(snapshot: string, target: string, now: Date): RestoreResult {
  const part = `${target}.scratch-${process.pid}-restore`
  rmSync(part, { force: true })
  try {
    copyFileSync(snapshot, part)
    const opened = openSurveyForReading(part)
    if (opened.kind !== 'opened') return { kind: 'unusable', reason: opened.kind }
    opened.survey.close()
    keepOnDisk(part)
    const keptAs = existsSync(target) ? setAside(target, now) : null
    renameSync(part, target)
    return { kind: 'restored', keptAs }
  } finally {
    for (const suffix of ['', '-wal', '-shm']) rmSync(part + suffix, { force: true })
  }
}

/** Gives a survey a second name, and its log that name too: from here on either name finds the whole of it. */
function setAside(target: string, now: Date): string {
  const aside = freeName(target, now)
  try {
    linkSync(target, aside)
  } catch {
    renameSync(target, aside) // a disk without links (FAT): there is a moment without the first name
  }
  // A log that stays behind would be taken for the restored file's.
  if (existsSync(`${target}-wal`)) renameSync(`${target}-wal`, `${aside}-wal`)
  rmSync(`${target}-shm`, { force: true })
  return aside
}

function freeName(target: string, now: Date): string {
  const base = target.replace(/\.gpkg$/i, '')
  const stamp = now.toISOString().replace(/[-:]/g, '').slice(0, 15)
  let name = `${base}.replaced-${stamp}.gpkg`
  for (let n = 2; existsSync(name); n++) name = `${base}.replaced-${stamp}-${n}.gpkg`
  return name
}
