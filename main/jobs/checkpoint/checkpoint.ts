import { emptyLog, foldLog } from '../../../db/open/checkpoint.ts'
import { connect } from '../../../db/open/database.ts'
import { done, type Outcome } from '../../../shared/contract/outcome.ts'
import type { JobContext } from '../job.ts'

export interface CheckpointInput {
  readonly survey: string
}

/**
 * Folds the write-ahead log into the survey, so that the file alone can be copied to a stick. The long part holds nobody up; the
 * turn among the writers is taken for the short one alone. `emptied` is false where a reader still needed the log.
 */
export async function runCheckpoint(
  { survey }: CheckpointInput,
  context: JobContext,
): Promise<Outcome<{ readonly emptied: boolean }>> {
  const db = connect(survey, 'write')
  try {
    foldLog(db)
    return done({ emptied: await context.withWriteAccess(() => emptyLog(db)) })
  } finally {
    db.close()
  }
}
