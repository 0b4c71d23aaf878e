import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { connect } from '../../db/open/database.ts'
import type { ThreadAnswer, ThreadQuestion } from './asked-thread.ts'
import { type QuestionKind, type Questions, questions } from './questions.ts'

const port = parentPort as MessagePort
const { survey } = workerData as { readonly survey: string }
const db = connect(survey, 'read')

function answer<K extends QuestionKind>(kind: K, input: Questions[K]['input']): void {
  try {
    const answer = questions[kind](db, input)
    // A view of bytes is handed over, not copied; whoever makes it keeps none.
    const bytes = answer instanceof Uint8Array && answer.byteLength === answer.buffer.byteLength ? [answer.buffer] : []
    port.postMessage({ ok: true, answer } satisfies ThreadAnswer, bytes as ArrayBuffer[])
  } catch (error) {
    port.postMessage({ ok: false, error } satisfies ThreadAnswer)
  }
}

port.on('message', (question: ThreadQuestion<QuestionKind>) => {
  if (question.kind === 'close') {
    db.close()
    port.close()
  } else answer(question.kind, question.input as never)
})
