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
    if (keptAs === null) setLogAside(target, now)
    renameSync(part, target)
    return { kind: 'restored', keptAs }
  } finally {
    for (const suffix of ['', '-wal', '-shm']) rmSync(part + suffix, { force: true })
  }
}

/**
 * Gives a survey another name. A log must never stand beside another file, nor a file without its log: where there is one, the
 * file leaves its name for a moment; where there is none, it has both names until the copy takes the first.
 */
function setAside(target: string, now: Date): string {
  const aside = freeName(target, now)
  if (keepLog(target, aside)) {
    renameSync(target, aside)
    rmSync(`${target}-wal`)
  } else {
    try {
      linkSync(target, aside)
    } catch {
      renameSync(target, aside) // a disk without links (FAT): there is a moment without the first name
    }
  }
  rmSync(`${target}-shm`, { force: true })
  return aside
}

/** A log whose file has gone would be taken for the restored file's; what it holds is kept. */
function setLogAside(target: string, now: Date): void {
  if (existsSync(`${target}-wal`)) renameSync(`${target}-wal`, `${freeName(target, now)}-wal`)
  rmSync(`${target}-shm`, { force: true })
}

/** The log under the other name too; false: there is none. */
function keepLog(target: string, aside: string): boolean {
  const [log, kept] = [`${target}-wal`, `${aside}-wal`]
  if (!existsSync(log)) return false
  try {
    linkSync(log, kept)
  } catch {
    copyFileSync(log, kept) // a disk without links
    keepOnDisk(kept)
  }
  return true
}

function freeName(target: string, now: Date): string {
  const base = target.replace(/\.gpkg$/i, '')
  const stamp = now.toISOString().replace(/[-:]/g, '').slice(0, 15)
  let name = `${base}.replaced-${stamp}.gpkg`
  for (let n = 2; existsSync(name) || existsSync(`${name}-wal`); n++) name = `${base}.replaced-${stamp}-${n}.gpkg`
  return name
}
