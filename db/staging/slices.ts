import type { CancelSignal } from '../../shared/contract/job.ts'
import type { ReadableDb } from '../open/database.ts'

/** Small enough that a cancel is heard within a second, large enough to cost nothing. */
const SLICE = 4000

/**
 * Walks a scratch table by ranges of its integer key and asks the signal between them. The statements say OR FAIL: whatever
 * fails takes the whole transaction back, so SQLite need not keep every page that a single one of them touches.
 */
export function eachSlice(
  db: ReadableDb,
  table: string,
  key: string,
  signal: CancelSignal,
  work: (from: number, to: number) => void,
): void {
  const bound = (fn: 'min' | 'max'): number | null =>
    db.prepare<[], { n: number | null }>(`SELECT ${fn}(${key}) AS n FROM ${table}`).get()?.n ?? null
  const [first, last] = [bound('min'), bound('max')]
  if (first === null || last === null) return
  for (let from = first; from <= last; from += SLICE) {
    signal.throwIfAborted()
    work(from, Math.min(from + SLICE - 1, last))
  }
}
