import type { CancelSignal } from '../../shared/contract/job.ts'
import type { ReadableDb, WritableDb } from '../open/database.ts'

/** Small enough that a cancel is heard within a second on a busy machine too, large enough to cost nothing. */
const SLICE = 1000

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

/** SQL over a row's integer key: true, and asks the signal every thousand rows. For what one statement does to a whole table. */
export const goOn = (key: string): string => `(${key} & 1023 OR go_on())`

/** From here on goOn asks this signal; SQLite itself cannot interrupt a statement of ours, but what the statement calls may throw. */
export function hear(db: WritableDb, signal: CancelSignal): void {
  db.function('go_on', { deterministic: false }, () => {
    signal.throwIfAborted()
    return 1
  })
}
