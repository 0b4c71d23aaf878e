import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { connect } from '../../db/open/database.ts'
import { type QuestionKind, type Questions, questions } from './questions.ts'

/** A kind of question with its own input (readers.ts sees to it that they fit), or the wish to end. */
export type ReaderQuestion = { readonly kind: QuestionKind; readonly input: unknown } | { readonly kind: 'close' }

export type ReaderAnswer =
  | { readonly ok: true; readonly answer: unknown }
  | { readonly ok: false; readonly error: unknown }

const port = parentPort as MessagePort
const { survey } = workerData as { readonly survey: string }
const db = connect(survey, 'read')

function answer<K extends QuestionKind>(kind: K, input: Questions[K]['input']): void {
  try {
    const answer = questions[kind](db, input)
    // A view of bytes is handed over, not copied; whoever makes it keeps none.
    const bytes = answer instanceof Uint8Array && answer.byteLength === answer.buffer.byteLength ? [answer.buffer] : []
    port.postMessage({ ok: true, answer } satisfies ReaderAnswer, bytes as ArrayBuffer[])
  } catch (error) {
    port.postMessage({ ok: false, error } satisfies ReaderAnswer)
  }
}

port.on('message', (question: ReaderQuestion) => {
  if (question.kind === 'close') {
    db.close()
    port.close()
  } else answer(question.kind, question.input as never)
})
