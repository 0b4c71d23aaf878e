import { connect } from '../../../db/open/database.ts'
import type { RejectedAnswer } from '../../../shared/contract/answers.ts'
import { done, type Outcome } from '../../../shared/contract/outcome.ts'
import type { Language } from '../../../shared/lang/message.ts'
import { titleOf } from '../../../shared/lang/words.ts'
import type { JobContext } from '../job.ts'
import { writeMendMe } from './mend-me.ts'

export interface MendInput {
  readonly survey: string
  readonly batch: number
  readonly to: string
  readonly force: boolean
  readonly language: Language
}

/** Writes the rejected records of a batch of the survey at this path; see `writeMendMe`. */
export async function runMend(
  { survey, language, ...input }: MendInput,
  context: JobContext,
): Promise<Outcome<RejectedAnswer>> {
  const db = connect(survey, 'read')
  try {
    const outcome = await writeMendMe({
      ...input,
      survey: { path: survey, db },
      wordReason: (code) => titleOf(code, language),
      signal: context.signal,
    })
    if (!outcome.ok) return outcome
    const { path, records, losses } = outcome.value
    return done({ path, records, losses })
  } finally {
    db.close()
  }
}
