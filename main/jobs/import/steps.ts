import type { Steps } from '../../../db/history/steps.ts'
import type { JobContext } from '../job.ts'

/** Rows that are taken back, as a job tells of them; `phase` has its words in shared/lang. */
export function stepsOf({ signal, report }: JobContext, phase: string): Steps {
  let total: number | null = null
  let sofar = 0
  return {
    signal,
    begins(rows) {
      total = rows
    },
    done(rows) {
      sofar += rows
      report({ phase, done: sofar, total })
    },
  }
}
