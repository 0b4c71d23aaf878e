import { mkdirSync, rmSync, statSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

/** Longer than any build takes: who holds the lock for more has died. */
const DEAD_AFTER_MS = 180_000

/** Makes what is not made yet; test files that run side by side, each a process, make it once and wait for each other. */
export async function madeOnce(lock: string, isMade: () => boolean, make: () => void): Promise<void> {
  while (!isMade()) {
    if (!takeTurn(lock)) {
      await pause(200)
      continue
    }
    try {
      if (!isMade()) make()
    } finally {
      rmSync(lock, { recursive: true, force: true })
    }
  }
}

function takeTurn(lock: string): boolean {
  try {
    mkdirSync(lock)
    return true
  } catch {
    // Somebody is at work, or died while being so.
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
    if (Date.now() - since > DEAD_AFTER_MS) rmSync(lock, { recursive: true, force: true })
    return false
  }
}
