import type { Changes } from './changes.ts'

/** Empties the write-ahead log of an open survey while nobody writes. */
export interface IdleCheckpoint {
  /** Empties it once more where something has changed since, and no more afterwards; resolved when that is done. */
  stop(): Promise<void>
  /** No more of them: the survey is being closed, which empties the log by itself. */
  end(): void
}

export interface IdleCheckpointOptions {
  readonly changes: Changes
  /** Whether the log holds something already. */
  readonly hasLog: boolean
  /** Folds the log in, in a thread of its own; false: somebody still needed it. */
  readonly run: () => Promise<boolean>
  /** Overridden by tests. */
  readonly lookMs?: number
}

const LOOK_MS = 3_000
/** Somebody who never pauses still has the log emptied every so many looks; one that is in use is left alone as long. */
const MANY_LOOKS = 20

/** After each pause in which something has changed: from one look to the next nobody wrote. */
export function startIdleCheckpoint(options: IdleCheckpointOptions): IdleCheckpoint {
  const { changes, run, lookMs = LOOK_MS } = options
  let settled = options.hasLog ? -1 : changes.now().revision
  let seen = changes.now().revision
  let looks = 0
  let wasInUse = false
  let isOver = false
  let running: Promise<void> | null = null

  const attempt = async (): Promise<void> => {
    const { revision } = changes.now()
    looks = 0
    // A failing disk says so at the next edit; here nothing is lost, and the log stays as it is.
    wasInUse = !(await run().catch(() => false))
    if (!wasInUse) settled = revision
    running = null
  }
  const look = (): void => {
    const { revision, writers } = changes.now()
    const isQuiet = writers === 0 && revision === seen && !wasInUse
    seen = revision
    looks++
    if (running !== null || revision === settled) return
    if (isQuiet || looks > MANY_LOOKS) running = attempt()
  }
  const timer = setInterval(look, lookMs).unref()
  const end = (): void => {
    isOver = true
    clearInterval(timer)
  }
  return {
    end,
    async stop() {
      const isFirst = !isOver
      end()
      await running
      if (isFirst && changes.now().revision !== settled) await attempt()
    },
  }
}
