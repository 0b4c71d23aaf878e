import { type ResourceLimits, Worker } from 'node:worker_threads'

/** What a thread can be asked, by kind; inputs and answers are cloned between threads. */
type QuestionsOf<Q> = { readonly [K in keyof Q]: { readonly input: unknown; readonly answer: unknown } }

/** A kind of question with its own input, or the wish to end. */
export type ThreadQuestion<Kind extends string> =
  | { readonly kind: Kind; readonly input: unknown }
  | { readonly kind: 'close' }

export type ThreadAnswer =
  | { readonly ok: true; readonly answer: unknown }
  | { readonly ok: false; readonly error: unknown }

/** A thread that answers one question after the other. */
export interface Asker<Q extends QuestionsOf<Q>> {
  /** A question whose signal is aborted before its turn is never asked. */
  ask<K extends keyof Q & string>(kind: K, input: Q[K]['input'], signal?: AbortSignal): Promise<Q[K]['answer']>
}

export interface AskedThread<Q extends QuestionsOf<Q>> extends Asker<Q> {
  /** Resolves when the thread has ended. */
  close(): Promise<void>
}

/** The question was given up before it was asked. */
class NotAsked extends Error {}

interface Waiting {
  readonly question: ThreadQuestion<string>
  readonly signal: AbortSignal | undefined
  readonly resolve: (answer: never) => void
  readonly reject: (error: unknown) => void
}

export interface ThreadOptions<Kind extends string> {
  readonly resourceLimits?: ResourceLimits
  /** Kinds that are asked before others, in this order. */
  readonly first?: readonly Kind[]
}

/** `module`: a worker's file in this folder, without its ending. It starts with its first question. */
export function createAskedThread<Q extends QuestionsOf<Q>>(
  module: string,
  workerData: unknown,
  { resourceLimits, first: before = [] }: ThreadOptions<keyof Q & string> = {},
): AskedThread<Q> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const waiting: Waiting[] = []
  let asked: Waiting | null = null
  let worker: Worker | null = null
  let isClosed = false

  const rankOf = ({ question }: Waiting): number => {
    const rank = (before as readonly string[]).indexOf(question.kind)
    return rank < 0 ? before.length : rank
  }
  const fail = (error: unknown): void => {
    for (const { reject } of [...(asked === null ? [] : [asked]), ...waiting.splice(0)]) reject(error)
    asked = null
    worker = null
  }
  const start = (): Worker => {
    const started = new Worker(new URL(`./${module}.${extension}`, import.meta.url), {
      workerData,
      ...(resourceLimits === undefined ? {} : { resourceLimits }),
    })
    started.unref()
    started.on('message', (message: ThreadAnswer) => {
      const answered = asked
      asked = null
      started.unref()
      if (message.ok) answered?.resolve(message.answer as never)
      else answered?.reject(message.error)
      next()
    })
    started.on('error', fail)
    started.on('exit', () => fail(new NotAsked('the thread has ended')))
    return started
  }
  const next = (): void => {
    while (asked === null) {
      const first = waiting.shift()
      if (first === undefined) return
      if (first.signal?.aborted === true) {
        first.reject(new NotAsked('given up'))
        continue
      }
      asked = first
      worker ??= start()
      worker.ref() // a process does not end while somebody waits for the answer
      worker.postMessage(first.question)
    }
  }
  return {
    ask: (kind, input, signal) =>
      new Promise((resolve, reject) => {
        if (isClosed) reject(new NotAsked('the thread is closed'))
        else {
          waiting.push({ question: { kind, input }, signal, resolve, reject })
          waiting.sort((a, b) => rankOf(a) - rankOf(b))
          next()
        }
      }),
    close() {
      isClosed = true
      // Not terminated: a thread that is ended in the middle of a query would leave its log to the next opening.
      const ending = worker
      if (ending === null) return Promise.resolve()
      const ended = new Promise<void>((resolve) => ending.once('exit', () => resolve()))
      ending.postMessage({ kind: 'close' })
      return ended
    },
  }
}
