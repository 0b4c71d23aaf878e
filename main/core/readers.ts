import { Worker } from 'node:worker_threads'
import type { QuestionKind, Questions } from './questions.ts'
import type { ReaderAnswer, ReaderQuestion } from './reader-worker.ts'

/** A thread with a readable connection of its own: it answers one question after the other. */
export interface Reader {
  /** A question whose signal is aborted before its turn is never asked. */
  ask<K extends QuestionKind>(
    kind: K,
    input: Questions[K]['input'],
    signal?: AbortSignal,
  ): Promise<Questions[K]['answer']>
}

export interface Readers {
  /** Lists, figures and search. */
  readonly tables: Reader
  /** Tiles: a view of the map never waits for a sort. */
  readonly map: Reader
  /** Resolves when both threads have let the file go. */
  close(): Promise<void>
}

/** Both start with their first question; the command line asks none. */
export function createReaders(survey: string): Readers {
  const [tables, map] = [createReader(survey), createReader(survey)]
  return {
    tables,
    map,
    async close() {
      await Promise.all([tables.close(), map.close()])
    },
  }
}

/** The question was given up before it was asked. */
class NotAsked extends Error {}

interface Waiting {
  readonly question: ReaderQuestion
  readonly signal: AbortSignal | undefined
  readonly resolve: (answer: never) => void
  readonly reject: (error: unknown) => void
}

function createReader(survey: string): Reader & { close(): Promise<void> } {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  const waiting: Waiting[] = []
  let asked: Waiting | null = null
  let worker: Worker | null = null
  let isClosed = false

  const fail = (error: unknown): void => {
    for (const { reject } of [...(asked === null ? [] : [asked]), ...waiting.splice(0)]) reject(error)
    asked = null
    worker = null
  }
  const start = (): Worker => {
    const started = new Worker(new URL(`./reader-worker.${extension}`, import.meta.url), { workerData: { survey } })
    started.unref()
    started.on('message', (message: ReaderAnswer) => {
      const answered = asked
      asked = null
      started.unref()
      if (message.ok) answered?.resolve(message.answer as never)
      else answered?.reject(message.error)
      next()
    })
    started.on('error', fail)
    started.on('exit', () => fail(new NotAsked('the reader has ended')))
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
        if (isClosed) reject(new NotAsked('the survey is closed'))
        else {
          waiting.push({ question: { kind, input }, signal, resolve, reject })
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
