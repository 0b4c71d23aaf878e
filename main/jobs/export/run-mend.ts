import { connect } from '../../../db/open/database.ts'
import { done, type Outcome } from '../../../shared/contract/outcome.ts'
import type { Language, Text } from '../../../shared/lang/message.ts'
import { ruleTitles } from '../../../shared/lang/quality.ts'
import type { JobContext } from '../job.ts'
import { writeMendMe } from './mend-me.ts'

export interface MendInput {
  readonly survey: string
  readonly batch: number
  readonly to: string
  readonly force: boolean
  readonly language: Language
}

const titles: Readonly<Record<string, Text>> = ruleTitles

/** Writes the rejected records of a batch of the survey at this path; see `writeMendMe`. */
export async function runMend(
  { survey, language, ...input }: MendInput,
  context: JobContext,
): Promise<Outcome<{ readonly path: string; readonly records: number }>> {
  const db = connect(survey, 'read')
  try {
    const outcome = await writeMendMe({
      ...input,
      survey: { path: survey, db },
      wordReason: (code) => titles[code]?.[language] ?? '',
      signal: context.signal,
    })
    return outcome.ok ? done({ path: outcome.value.path, records: outcome.value.records }) : outcome
  } finally {
    db.close()
  }
}
