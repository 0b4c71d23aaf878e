import { type UpgradeResult, upgradeSurvey } from '../../../db/open/upgrade-survey.ts'
import { done, type Outcome } from '../../../shared/contract/outcome.ts'
import type { JobContext } from '../job.ts'

/** Brings a survey of an earlier version up to date before a window opens it. What keeps it from that is part of the answer. */
export const runUpgrade = async (
  { file }: { readonly file: string },
  { author, signal, report }: JobContext,
): Promise<Outcome<UpgradeResult>> =>
  done(
    await upgradeSurvey(file, author, {
      signal,
      report: (phase, sofar, total) => report({ phase, done: sofar, total }),
    }),
  )
