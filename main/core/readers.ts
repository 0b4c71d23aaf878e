import { type Asker, createAskedThread } from './asked-thread.ts'
import type { Questions } from './questions.ts'

/** A thread with a readable connection of its own. */
export type Reader = Asker<Questions>

export interface Readers {
  /** Lists, figures and search. */
  readonly tables: Reader
  /** Tiles: a view of the map never waits for a sort. */
  readonly map: Reader
  /** Resolves when both threads have let the file go. */
  close(): Promise<void>
}

/** What a user waits for while looking at a list is asked before figures that take a second. */
const FIRST: readonly (keyof Questions)[] = ['listPage', 'listLocate', 'listClose', 'listOpen']

/** Both start with their first question; the command line asks about plans and runs only. */
export function createReaders(survey: string): Readers {
  const createReader = () => createAskedThread<Questions>('reader-worker', { survey }, { first: FIRST })
  const [tables, map] = [createReader(), createReader()]
  return {
    tables,
    map,
    async close() {
      await Promise.all([tables.close(), map.close()])
    },
  }
}
