import { type MessagePort, parentPort } from 'node:worker_threads'
import { Cancelled, type SharedFlag, setDone, signalOf } from '../shared-flag.ts'
import { type OverlayTask, overlayRange } from './overlay-range.ts'

export interface OverlayOrder {
  readonly task: OverlayTask
  readonly flag: SharedFlag
}

const port = parentPort as MessagePort
port.once('message', async ({ task, flag }: OverlayOrder) => {
  try {
    await overlayRange(task, signalOf(flag), (swept) => setDone(flag, swept))
    port.postMessage('done')
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error
    port.postMessage('cancelled')
  } finally {
    port.close()
  }
})
