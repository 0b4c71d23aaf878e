import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { connect, type WritableDb } from '../../db/open/database.ts'
import type { Command } from './measure.ts'

/** Parts of a merge at which it is cancelled. */
const MOMENTS = [0.1, 0.5, 0.9]

/** Whoever merges holds the file for writing from its first row to its last. */
function isHeld(db: WritableDb): boolean {
  try {
    db.exec('BEGIN IMMEDIATE; ROLLBACK')
    return false
  } catch {
    return true
  }
}

interface Ended {
  readonly status: number | null
  /** Since the merge began, and since the signal. */
  readonly mergeMs: number
  readonly afterSignalMs: number
}

/** Runs an import and interrupts it so many milliseconds into its merge; null: lets it end. */
async function interrupt(command: Command, survey: string, afterMs: number | null): Promise<Ended> {
  const db = connect(survey, 'write')
  db.pragma('busy_timeout = 0')
  const child = spawn(command.program, command.args, { stdio: 'ignore' })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', resolve)
  })
  try {
    while (child.exitCode === null && !isHeld(db)) await pause(10)
    const mergingAt = performance.now()
    if (afterMs !== null) await Promise.race([pause(afterMs), ended])
    const signalledAt = performance.now()
    if (afterMs !== null) child.kill('SIGINT')
    const status = await ended
    const now = performance.now()
    return { status, mergeMs: now - mergingAt, afterSignalMs: now - signalledAt }
  } finally {
    db.close()
  }
}

const CANCELLED = 130

/**
 * The longest of some cancels of an import's merge, in seconds from Ctrl+C to the end of the process. `prepare` makes the survey
 * anew. null: the merge was always over before the signal.
 */
export async function cancelMerge(
  prepare: () => Promise<void>,
  command: Command,
  survey: string,
): Promise<number | null> {
  await prepare()
  const whole = await interrupt(command, survey, null)
  if (whole.status !== 0) throw new Error(`the import ended with ${whole.status}`)
  const heard: number[] = []
  for (const moment of MOMENTS) {
    await prepare()
    const { status, afterSignalMs } = await interrupt(command, survey, whole.mergeMs * moment)
    // null: the signal met a process that had done its work and was taking itself down.
    if (status === 0 || status === null) continue
    if (status !== CANCELLED) throw new Error(`a cancelled import ended with ${status}`)
    const left = readdirSync(dirname(survey)).filter((name) => name.includes('.scratch-'))
    if (left.length > 0) throw new Error(`a cancelled import left ${left.join(', ')}`)
    heard.push(afterSignalMs / 1000)
  }
  return heard.length === 0 ? null : Math.max(...heard)
}
