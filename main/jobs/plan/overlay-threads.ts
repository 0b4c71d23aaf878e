import { Worker } from 'node:worker_threads'
import type { CancelSignal } from '../../../shared/contract/job.ts'
import { Cancelled, cancel, createFlag, doneOf, type SharedFlag } from '../shared-flag.ts'
import type { OverlayTask } from './overlay-range.ts'
import type { OverlayOrder } from './overlay-worker.ts'

const POLL_MS = 100
/** Garbage of small shapes is collected often rather than kept. */
const LIMITS = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 } as const

/** Runs the shares side by side, each in a thread; a failing or cancelled one ends them all before this returns. */
export async function overlayInThreads(
  tasks: readonly OverlayTask[],
  signal: CancelSignal,
  progress: (swept: number) => void,
): Promise<void> {
  const flags = tasks.map(createFlag)
  const stop = (): void => {
    for (const flag of flags) cancel(flag)
  }
  const timer = setInterval(() => {
    if (signal.aborted) stop()
    progress(flags.reduce((sum, flag) => sum + doneOf(flag), 0))
  }, POLL_MS)
  try {
    const ended = await Promise.allSettled(
      tasks.map((task, i) =>
        runThread(task, flags[i] ?? createFlag()).catch((error: unknown) => {
          stop()
          throw error
        }),
      ),
    )
    const failed = ended.filter((thread) => thread.status === 'rejected').map((thread): unknown => thread.reason)
    const cause = failed.find((reason) => !(reason instanceof Cancelled)) ?? failed[0]
    signal.throwIfAborted()
    if (cause !== undefined) throw cause
  } finally {
    clearInterval(timer)
  }
}

function runThread(task: OverlayTask, flag: SharedFlag): Promise<void> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const worker = new Worker(new URL(`./overlay-worker.${extension}`, import.meta.url), { resourceLimits: LIMITS })
  return new Promise((resolve, reject) => {
    worker.once('message', (message: 'done' | 'cancelled') =>
      message === 'done' ? resolve() : reject(new Cancelled()),
    )
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`overlay thread ended with ${code}`)))
    worker.postMessage({ task, flag } satisfies OverlayOrder)
  })
}
