import { parentPort, workerData } from 'node:worker_threads'
import { Cancelled, setDone, signalOf } from '../shared-flag.ts'
import { KeyMissing } from './protect.ts'
import { stageRange } from './stage-range.ts'
import type { StageMessage, StageWorkerData } from './stage-threads.ts'

const { task, flag } = workerData as StageWorkerData

const answer = async (): Promise<StageMessage> => {
  try {
    return { kind: 'done', answer: await stageRange(task, signalOf(flag), (done) => setDone(flag, done)) }
  } catch (error) {
    if (error instanceof KeyMissing) return { kind: 'key-missing' }
    if (error instanceof Cancelled) return { kind: 'cancelled' }
    throw error
  }
}

parentPort?.postMessage(await answer())
