import { oc } from '@orpc/contract'
import * as z from 'zod/mini'
import type { HistoryEntry, UndoAnswer } from './answers.ts'
import { answer, job, survey } from './parts.ts'

/** An entry as a window lists it. */
export interface ListedEntry extends HistoryEntry {
  /** Whether it has an effect still: nothing that stands takes it back. */
  readonly stands: boolean
  /** Whether it can be tried to take it back; what rests on it may still forbid it. */
  readonly canBeUndone: boolean
  /** Objects that it changed. */
  readonly objects: number
  /** What it takes back, and what that took back. */
  readonly target: (HistoryEntry & { readonly target: HistoryEntry | null }) | null
}

export interface HistoryPage {
  readonly entries: readonly ListedEntry[]
  /** Where the next page begins; null: that was all. */
  readonly next: number | null
  /** Everybody who signed, and every kind, of the whole journal: what can be asked for. */
  readonly operators: readonly (string | null)[]
  readonly kinds: readonly string[]
  /** What "undo" and "redo" would take back now. */
  readonly undo: string | null
  readonly redo: string | null
}

export const historyRequest = z.object({
  survey,
  order: z.enum(['oldest', 'newest']),
  /** `next` of the page before; null: the first page. */
  from: z.nullable(z.int()),
  limit: z.int().check(z.minimum(1), z.maximum(1000)),
  /** Of these kinds; null: of all. */
  kinds: z.nullable(z.array(z.string())),
  /** Signed by these; null in the list: unsigned; null: by anybody. */
  operators: z.nullable(z.array(z.nullable(z.string()))),
})
export type HistoryRequest = z.infer<typeof historyRequest>

export const history = {
  list: oc.input(historyRequest).output(answer<HistoryPage>()),
  undo: oc.input(z.object({ survey, entry: z.nullable(z.string()) })).output(job<UndoAnswer>()),
  redo: oc.input(z.object({ survey })).output(job<UndoAnswer>()),
}
