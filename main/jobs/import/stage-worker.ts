import { type MessagePort, parentPort } from 'node:worker_threads'
import { loadGeos } from '../../platform/geos.ts'
import { Cancelled, setDone, signalOf } from '../shared-flag.ts'
import { KeyMissing } from './protect.ts'
import { type StageAnswer, stageRange } from './stage-range.ts'
import type { StageMessage, StageOrder } from './stage-threads.ts'

async function answer({ task, flag }: StageOrder): Promise<StageMessage> {
  try {
    return { kind: 'done', answer: await stageRange(task, signalOf(flag), (done) => setDone(flag, done)) }
  } catch (error) {
    if (error instanceof KeyMissing) return { kind: 'key-missing' }
    if (error instanceof Cancelled) return { kind: 'cancelled' }
    throw error
  }
}

const buffersOf = ({ boxes, peopleKeys }: StageAnswer): ArrayBuffer[] => [
  boxes.buffer,
  peopleKeys.household.buffer,
  peopleKeys.person.buffer,
]

const port = parentPort as MessagePort
const order = new Promise<StageOrder>((resolve) => port.once('message', resolve))
// Compiled while the file is still being scanned; the work itself asks for it again.
await loadGeos()
const message = await answer(await order)
// Moved, not copied: the boxes of half a million parcels are 8 MB.
port.postMessage(message, message.kind === 'done' ? buffersOf(message.answer) : [])
port.close()
