import { statSync } from 'node:fs'
import { type ResourceLimits, Worker } from 'node:worker_threads'
import type { CancelSignal, ReportProgress } from '../../../shared/contract/job.ts'
import { Cancelled, cancel, createFlag, doneOf, type SharedFlag } from '../shared-flag.ts'
import { KeyMissing } from './protect.ts'
import { type StageAnswer, type StageTask, stageRange } from './stage-range.ts'

/** Below this a second thread costs more than it saves. */
const RECORDS_WORTH_A_THREAD = 8000
const THREADS = 2
const POLL_MS = 100
/** Much room for young objects is a tenth less work for the collector; a county's worth of records needs the memory elsewhere. */
const LIMITS = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 40 } as const
const LIMITS_OF_A_LARGE_FILE = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 12 } as const
const LARGE_FILE_BYTES = 60 * 1024 ** 2
/** A file from this size on surely has enough records: its threads may load what they need while it is still being scanned. */
const BYTES_WORTH_A_THREAD = 2 * 1024 ** 2

/** The threads of one import. */
export interface StageThreads {
  /** Stages all parts at once, on both cores where there is enough to do. */
  stageAll(parts: readonly StageTask[], signal: CancelSignal, report: ReportProgress): Promise<readonly StageAnswer[]>
  /** Ends the threads that were started and not needed. */
  close(): Promise<void>
}

export function startStageThreads(file: string): StageThreads {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  const start = (): Worker => startThread(size > LARGE_FILE_BYTES ? LIMITS_OF_A_LARGE_FILE : LIMITS)
  const idle = size < BYTES_WORTH_A_THREAD ? [] : Array.from({ length: THREADS }, start)
  return {
    stageAll: (parts, signal, report) => stageAll(parts, () => idle.pop() ?? start(), signal, report),
    close: async () => void (await Promise.all(idle.map((worker) => worker.terminate()))),
  }
}

/** A thread whose loading fails says so when it is asked to work. */
function startThread(resourceLimits: ResourceLimits): Worker {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const worker = new Worker(new URL(`./stage-worker.${extension}`, import.meta.url), { resourceLimits })
  worker.on('error', () => undefined)
  return worker
}

export interface StageOrder {
  readonly task: StageTask
  readonly flag: SharedFlag
}

export type StageMessage =
  | { readonly kind: 'done'; readonly answer: StageAnswer }
  | { readonly kind: 'key-missing' | 'cancelled' }

/** Splits a layer's records into one range a thread; the scratch files come back in record order. */
export function splitTask(task: StageTask): readonly StageTask[] {
  const { records } = task.layer
  const splittable = task.layer.ref.format === 'shapefile' || task.layer.ref.format === 'geopackage'
  const parts = splittable && records >= RECORDS_WORTH_A_THREAD ? THREADS : 1
  return Array.from({ length: parts }, (_, i) => ({
    ...task,
    from: Math.floor((records * i) / parts) + 1,
    to: Math.floor((records * (i + 1)) / parts),
    scratch: `${task.scratch}-${i}`,
    thread: i,
  }))
}

async function stageAll(
  parts: readonly StageTask[],
  thread: () => Worker,
  signal: CancelSignal,
  report: ReportProgress,
): Promise<readonly StageAnswer[]> {
  const [only] = parts
  if (parts.length === 1 && only !== undefined) {
    return [await stageRange(only, signal, (done) => report({ phase: 'stage', done, total: only.layer.records }))]
  }
  const total = parts[0]?.layer.records ?? null
  const flags = parts.map(createFlag)
  const timer = setInterval(() => {
    if (signal.aborted) for (const flag of flags) cancel(flag)
    report({ phase: 'stage', done: flags.reduce((sum, flag) => sum + doneOf(flag), 0), total })
  }, POLL_MS)
  try {
    return await allThreads(parts, thread, flags)
  } finally {
    clearInterval(timer)
    signal.throwIfAborted()
  }
}

/** Waits for every thread, also when one has failed: their scratch files can only be removed when nobody writes to them. */
async function allThreads(
  parts: readonly StageTask[],
  thread: () => Worker,
  flags: readonly SharedFlag[],
): Promise<readonly StageAnswer[]> {
  const threads = parts.map(async (task, i) => {
    try {
      return await runThread(thread(), task, flags[i] ?? createFlag())
    } catch (error) {
      for (const flag of flags) cancel(flag)
      throw error
    }
  })
  const settled = await Promise.allSettled(threads)
  const failed = settled.filter((thread) => thread.status === 'rejected').map((thread): unknown => thread.reason)
  const cause = failed.find((reason) => !(reason instanceof Cancelled)) ?? failed[0]
  if (cause !== undefined) throw cause
  return settled.flatMap((thread) => (thread.status === 'fulfilled' ? [thread.value] : []))
}

function runThread(worker: Worker, task: StageTask, flag: SharedFlag): Promise<StageAnswer> {
  return new Promise((resolve, reject) => {
    worker.once('message', (message: StageMessage) =>
      message.kind === 'done'
        ? resolve(message.answer)
        : reject(message.kind === 'cancelled' ? new Cancelled() : new KeyMissing()),
    )
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`staging thread ended with ${code}`)))
    if (worker.threadId === -1) reject(new Error('staging thread ended before its work'))
    worker.postMessage({ task, flag } satisfies StageOrder)
  })
}
