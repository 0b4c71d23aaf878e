import type { CancelSignal } from '../../shared/contract/job.ts'

/** How work over many rows is watched: asked to stop between slices, told how many rows there are and which are done. */
export interface Steps {
  readonly signal: CancelSignal
  begins(rows: number): void
  done(rows: number): void
}

/** Few enough rows that a cancel is heard at once, enough that asking costs nothing. */
const SLICE = 1000

/** Nobody waits. */
export const unwatched: Steps = {
  signal: { aborted: false, throwIfAborted: () => undefined },
  begins: () => undefined,
  done: () => undefined,
}

/** A list by the slice; the signal is asked before each. */
export function* slices<T>(list: readonly T[], { signal }: Steps) {
  for (let from = 0; from < list.length; from += SLICE) {
    signal.throwIfAborted()
    yield list.slice(from, from + SLICE)
  }
  signal.throwIfAborted()
}

/** Ranges of row numbers from `first` to `last`, both included. */
export function* ranges(first: number, last: number, { signal }: Steps) {
  for (let from = first; from <= last; from += SLICE) {
    signal.throwIfAborted()
    yield { from, to: Math.min(from + SLICE - 1, last) }
  }
  signal.throwIfAborted()
}
