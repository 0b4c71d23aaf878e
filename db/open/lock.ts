import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
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

export type LockResult = { readonly kind: 'held'; readonly lock: SurveyLock } | { readonly kind: 'locked'; readonly holder: LockHolder | null }

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

function isAlive(holder: LockHolder): boolean {
  if (holder.host !== hostname()) return true
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return holder.started === null || startOf(holder.pid) === holder.started
}

function readHolder(path: string): LockHolder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as LockHolder
  } catch {
    return null // half-written by a process that died, or just removed by its owner
  }
}

const ATTEMPTS = 3

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
      const holder = readHolder(path)
      if (holder !== null && isAlive(holder)) return { kind: 'locked', holder }
      rmSync(path, { force: true })
    }
  }
  return { kind: 'locked', holder: readHolder(path) }
}
