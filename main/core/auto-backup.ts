import type { Outcome, Refusal } from '../../shared/contract/outcome.ts'
import type { BackupSettings } from '../platform/settings.ts'
import type { Changes } from './changes.ts'

/** Snapshots that come by themselves while a survey is open for writing. */
export interface AutoBackup {
  /** No more of them, and resolved when the one that is being made is done. */
  stop(): Promise<void>
}

export interface AutoBackupOptions {
  readonly changes: Changes
  /** Asked each time, so that it may follow the settings. */
  readonly settings: () => BackupSettings
  /** Makes one in a thread of its own. */
  readonly take: (settings: BackupSettings) => Promise<Outcome<unknown>>
  /** Overridden by tests. */
  readonly minuteMs?: number
  readonly firstAfterMs?: number
}

/** After opening, the window is filled first. */
const FIRST_AFTER_MS = 4_000
const MINUTE_MS = 60_000

/** One soon after opening, then one every so many minutes in which something has changed, and only while nobody writes. */
export function startAutoBackup(options: AutoBackupOptions): AutoBackup {
  const { changes, settings, take, minuteMs = MINUTE_MS, firstAfterMs = FIRST_AFTER_MS } = options
  let isOver = false
  let running: Promise<void> = Promise.resolve()
  let isRunning = false
  let takenAt = Number.NEGATIVE_INFINITY
  let takenRevision = -1

  const isDue = (now: number, { everyMinutes }: BackupSettings): boolean => {
    const { revision, writers } = changes.now()
    return (
      !isOver &&
      !isRunning &&
      everyMinutes > 0 &&
      writers === 0 &&
      revision !== takenRevision &&
      now - takenAt >= everyMinutes * minuteMs
    )
  }
  const look = (): void => {
    const set = settings()
    const now = performance.now()
    if (!isDue(now, set)) return
    takenRevision = changes.now().revision
    takenAt = now
    isRunning = true
    running = attempt(set)
  }
  const attempt = async (set: BackupSettings): Promise<void> => {
    const failure: Refusal | null = await take(set).then(
      (outcome) => (outcome.ok ? null : outcome.refusal),
      () => ({ code: 'backup.fault' }),
    )
    isRunning = false
    changes.tellBackup(failure)
    if (failure !== null) takenRevision = -1 // tried again when it is due, whether or not something changes
  }
  const first = setTimeout(look, firstAfterMs).unref()
  const timer = setInterval(look, minuteMs).unref()
  return {
    stop() {
      isOver = true
      clearTimeout(first)
      clearInterval(timer)
      return running
    },
  }
}
