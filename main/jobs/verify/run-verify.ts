import type { VerifiedPackage } from '../../../shared/contract/answers.ts'
import type { Outcome } from '../../../shared/contract/outcome.ts'
import type { JobContext } from '../job.ts'
import { verifyPackage } from './verify.ts'

export interface VerifyInput {
  readonly file: string
}

/** Verifies the package at this path; see `verifyPackage`. */
export const runVerify = ({ file }: VerifyInput, context: JobContext): Promise<Outcome<VerifiedPackage>> =>
  verifyPackage(file, context.signal, (progress) => context.report(progress))
