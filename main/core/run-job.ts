import { Worker } from 'node:worker_threads'
import type { Author } from '../../db/schema/author.ts'
import type { JobProgress } from '../../shared/contract/job.ts'
import type { Outcome } from '../../shared/contract/outcome.ts'
import { assertNever } from '../../shared/model/assert-never.ts'
import type { JobMessage, JobWorkerData } from '../jobs/job-worker.ts'
import type { JobKind, Jobs } from '../jobs/registry.ts'
import { Cancelled, cancel, createFlag } from '../jobs/shared-flag.ts'
import type { WriteQueue } from './write-queue.ts'

export interface JobRequest<K extends JobKind> {
  readonly kind: K
  readonly input: Jobs[K]['input']
  readonly author: Author
  readonly key: Uint8Array | null
  /** Of the survey that the job works on; null for jobs without one. */
  readonly queue: Pick<WriteQueue, 'enter'> | null
  readonly signal: AbortSignal | undefined
}

/** Left alone, V8 lets a thread's young objects fill 48 MB before it looks. */
const JOB_LIMITS = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 12 } as const

/**
 * Runs a job in a thread of its own and tells how far it is. Aborting sets a flag that the job asks between slices; it then
 * takes back what it began and this throws Cancelled.
 */
export async function* runJob<K extends JobKind>(
  request: JobRequest<K>,
): AsyncGenerator<JobProgress, Outcome<Jobs[K]['answer']>, void> {
  const { kind, input, author, key, queue, signal } = request
  const flag = createFlag()
  const abort = (): void => cancel(flag)
  if (signal?.aborted) throw new Cancelled()
  signal?.addEventListener('abort', abort, { once: true })
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const workerData: JobWorkerData<K> = { kind, input, author, key, flag }
  const worker = new Worker(new URL(`../jobs/job-worker.${extension}`, import.meta.url), {
    workerData,
    resourceLimits: JOB_LIMITS,
  })
  let leave: (() => void) | null = null
  try {
    for await (const message of messagesOf(worker)) {
      switch (message.kind) {
        case 'progress':
          yield message.progress
          break
        case 'wants-to-write':
          try {
            leave = (await queue?.enter(signal)) ?? null
          } finally {
            worker.postMessage('write') // a cancelled one too: it asks its signal first, and ends
          }
          break
        case 'has-written':
          leave?.()
          leave = null
          break
        case 'cancelled':
          throw new Cancelled()
        case 'answer':
          return message.outcome as Outcome<Jobs[K]['answer']>
        default:
          assertNever(message)
      }
    }
    throw new Error(`the job ${kind} ended without an answer`)
  } finally {
    abort()
    signal?.removeEventListener('abort', abort)
    await ended(worker)
    leave?.()
  }
}

/** What the worker says, in order; its crash is thrown. */
async function* messagesOf(worker: Worker): AsyncGenerator<JobMessage, void, void> {
  const waiting: JobMessage[] = []
  let wake: () => void = () => undefined
  let failure: { readonly error: unknown } | null = null
  let isOver = false
  worker.on('message', (message: JobMessage) => {
    waiting.push(message)
    wake()
  })
  worker.on('error', (error) => {
    failure = { error }
    wake()
  })
  worker.on('exit', () => {
    isOver = true
    wake()
  })
  for (;;) {
    const next = waiting.shift()
    if (next !== undefined) yield next
    else if (failure !== null) throw (failure as { error: unknown }).error
    else if (isOver) return
    else
      await new Promise<void>((resolve) => {
        wake = resolve
      })
  }
}

/** Waits until the thread has left, so that its files are closed. */
function ended(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    if (worker.threadId === -1) resolve()
    else worker.once('exit', () => resolve())
  })
}
