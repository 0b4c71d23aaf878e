import { unwatched } from '../../db/history/steps.ts'
import type { UndoAnswer } from '../../shared/contract/answers.ts'
import type { JobProgress } from '../../shared/contract/job.ts'
import type { Outcome } from '../../shared/contract/outcome.ts'
import { isSmall, takeBack, type UndoInput } from '../jobs/import/undo.ts'
import type { Core } from './core.ts'
import { runJob } from './run-job.ts'

/**
 * Takes an entry back: at once where it changed a few rows, so that it feels like one; else as a job. Cancelled before its end,
 * nothing has changed. Refusals as for the job.
 */
export async function* undo(
  core: Core,
  survey: string,
  target: UndoInput['target'],
  signal: AbortSignal | undefined,
): AsyncGenerator<JobProgress, Outcome<UndoAnswer>, void> {
  const db = core.writable(survey)
  const { queue, key, survey: file } = core.session(survey)
  // What is the latest entry can only be told when those before it in the line have left.
  const leave = await queue.enter(signal)
  try {
    if (isSmall(db, target)) return takeBack(db, target, core.author, unwatched)
  } finally {
    leave()
  }
  return yield* runJob({
    kind: 'undo',
    input: { survey: file.path, target },
    author: core.author,
    key,
    queue,
    signal,
  })
}
