import { closeSync, linkSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { hostname } from 'node:os'

export interface LockHolder {
  readonly pid: number
  readonly host: string
  /** When the holding process started, where the system tells; guards against a reused pid. */
  readonly started: string | null
  readonly operator: string | null
}

export interface SurveyLock {
  release(): void
}

export type LockResult =
  | { readonly kind: 'held'; readonly lock: SurveyLock }
  | { readonly kind: 'locked'; readonly holder: LockHolder | null }

export const lockPath = (survey: string): string => `${survey}.lock`

/** Start time of a process from /proc, field 22 of stat; null on systems without it. */
function startOf(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null // no /proc, or no such process: isAlive decides alone
  }
}

/** Whether a process of this machine has that number. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A holder on another machine cannot be asked, so it counts as alive. */
function isAlive(holder: LockHolder): boolean {
  if (holder.host !== hostname()) return true
  return isRunning(holder.pid) && (holder.started === null || startOf(holder.pid) === holder.started)
}

interface Found {
  readonly text: string
  /** null: not ours to read. */
  readonly holder: LockHolder | null
}

/** null: no lock. */
function readLock(path: string): Found | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  return { text, holder: holderIn(text) }
}

function holderIn(text: string): LockHolder | null {
  try {
    const { pid, host, started, operator } = JSON.parse(text) as Partial<Record<keyof LockHolder, unknown>>
    if (typeof pid !== 'number' || !Number.isInteger(pid) || pid <= 0 || typeof host !== 'string') return null
    return {
      pid,
      host,
      started: typeof started === 'string' ? started : null,
      operator: typeof operator === 'string' ? operator : null,
    }
  } catch {
    return null // half-written: by a process that died, or by one that is just writing it
  }
}

/**
 * Takes a dead holder's lock away by renaming it, which only one of several can do, and looks whether it still was the dead
 * one's: another process may have taken it over a moment before.
 */
function removeStale(path: string, dead: string): void {
  const aside = `${path}.${process.pid}`
  try {
    renameSync(path, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  if (readLock(aside)?.text !== dead) {
    try {
      linkSync(aside, path)
    } catch {
      // Somebody locked it meanwhile; then theirs is the lock that counts.
    }
  }
  rmSync(aside, { force: true, maxRetries: 5 })
}

const ATTEMPTS = 5
const WRITING_MS = 50

const sleep = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)

/** One writer a survey: a file beside it names the holder; the lock of a dead process is taken over. */
export function takeLock(survey: string, operator: string | null): LockResult {
  const path = lockPath(survey)
  const mine: LockHolder = { pid: process.pid, host: hostname(), started: startOf(process.pid), operator }
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      const file = openSync(path, 'wx', 0o600)
      writeSync(file, JSON.stringify(mine))
      closeSync(file)
      return { kind: 'held', lock: { release: () => rmSync(path, { force: true, maxRetries: 5 }) } }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const found = readLock(path)
      if (found === null) continue
      if (found.holder !== null && isAlive(found.holder)) return { kind: 'locked', holder: found.holder }
      // Its owner may be between making and writing it.
      if (found.holder === null) sleep(WRITING_MS)
      if (readLock(path)?.text === found.text) removeStale(path, found.text)
    }
  }
  return { kind: 'locked', holder: readLock(path)?.holder ?? null }
}
