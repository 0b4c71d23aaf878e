import { connect } from '../../../db/open/database.ts'
import { type LaterWork, rollbackBatch } from '../../../db/staging/rollback.ts'
import type { RollbackAnswer } from '../../../shared/contract/answers.ts'
import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import type { JobContext } from '../job.ts'
import { stepsOf } from './steps.ts'

export interface RollbackInput {
  readonly survey: string
  readonly batch: number
}

/** The refusal batch.in-use: how many objects rest on the batch, and some of them. */
export const batchInUse = (batch: number, later: readonly LaterWork[]): Outcome<never> =>
  refuse({
    code: 'batch.in-use',
    params: { batch, count: later.reduce((sum, work) => sum + work.count, 0) },
    proposals: later.flatMap((work) => work.examples.map((example) => `${work.kind} ${example}`)),
  })

/** Takes a batch back whole. Refusals: batch.unknown, batch.rolled-back, batch.in-use with what rests on it as proposals. */
export async function runRollback(
  { survey, batch }: RollbackInput,
  context: JobContext,
): Promise<Outcome<RollbackAnswer>> {
  const db = connect(survey, 'write')
  try {
    context.report({ phase: 'rollback', done: 0, total: null })
    const result = await context.withWriteAccess(() =>
      rollbackBatch(db, batch, context.author, new Date().toISOString(), stepsOf(context, 'rollback')),
    )
    switch (result.kind) {
      case 'rolled-back':
        return done({ batch, removed: result.removed, restored: result.restored })
      case 'unknown':
        return refuse({ code: 'batch.unknown', params: { batch } })
      case 'already':
        return refuse({ code: 'batch.rolled-back', params: { batch } })
      case 'in-use':
        return batchInUse(batch, result.later)
    }
  } finally {
    db.close()
  }
}
