import type { CancelSignal } from '../../shared/contract/job.ts'

/** Thrown between slices of a cancelled job; what it began is taken back on the way out. */
export class Cancelled extends Error {}

const CANCEL = 0
const DONE = 1

/** A cancel flag and a counter that two threads see at once: a busy thread reads no messages. */
export type SharedFlag = Int32Array<SharedArrayBuffer>

export const createFlag = (): SharedFlag => new Int32Array(new SharedArrayBuffer(8))
export const cancel = (flag: SharedFlag): void => void Atomics.store(flag, CANCEL, 1)
export const setDone = (flag: SharedFlag, done: number): void => void Atomics.store(flag, DONE, done)
export const doneOf = (flag: SharedFlag): number => Atomics.load(flag, DONE)

/** The flag as an AbortSignal would be asked. */
export const signalOf = (flag: SharedFlag): CancelSignal => ({
  get aborted() {
    return Atomics.load(flag, CANCEL) === 1
  },
  throwIfAborted() {
    if (Atomics.load(flag, CANCEL) === 1) throw new Cancelled()
  },
})
