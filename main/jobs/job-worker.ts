import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import type { Author } from '../../db/schema/author.ts'
import type { JobProgress } from '../../shared/contract/job.ts'
import type { Outcome } from '../../shared/contract/outcome.ts'
import type { JobContext } from './job.ts'
import { type JobKind, type Jobs, jobFunctions } from './registry.ts'
import { Cancelled, type SharedFlag, signalOf } from './shared-flag.ts'

export interface JobWorkerData<K extends JobKind = JobKind> {
  readonly kind: K
  readonly input: Jobs[K]['input']
  readonly author: Author
  readonly key: Uint8Array | null
  readonly flag: SharedFlag
}

export type JobMessage =
  | { readonly kind: 'progress'; readonly progress: JobProgress }
  | { readonly kind: 'wants-to-write' }
  | { readonly kind: 'has-written' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'answer'; readonly outcome: Outcome<unknown> }

const REPORT_INTERVAL_MS = 100

const port = parentPort as MessagePort

const data = workerData as JobWorkerData
const post = (message: JobMessage): void => port.postMessage(message)

let reportedAt = 0
let wasFinal = false
const context: JobContext = {
  signal: signalOf(data.flag),
  author: data.author,
  key: data.key,
  report(progress) {
    const now = performance.now()
    const isNews = progress.isFinal === true && !wasFinal
    if (now - reportedAt < REPORT_INTERVAL_MS && !isNews) return
    reportedAt = now
    wasFinal ||= isNews
    post({ kind: 'progress', progress })
  },
  async withWriteAccess(work) {
    const turn = new Promise((resolve) => port.once('message', resolve))
    post({ kind: 'wants-to-write' })
    await turn
    try {
      context.signal.throwIfAborted()
      return work()
    } finally {
      post({ kind: 'has-written' })
    }
  },
}

async function run<K extends JobKind>(kind: K, input: Jobs[K]['input']): Promise<void> {
  try {
    const job = await jobFunctions[kind]()
    post({ kind: 'answer', outcome: await job(input, context) })
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error
    post({ kind: 'cancelled' })
  } finally {
    port.close()
  }
}

await run(data.kind, data.input)
