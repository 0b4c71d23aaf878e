import { basename, dirname, join } from 'node:path'
import { done, type Outcome } from '../../../shared/contract/outcome.ts'
import { replaceFile, sweepScratch, withScratchFolder } from '../../platform/files.ts'
import type { JobContext } from '../job.ts'
import { examineTarget, type TargetFormat, writeRefusal } from './target.ts'

export interface WholeFile {
  readonly to: string
  readonly format: TargetFormat
  /** The survey beside which nothing may be replaced. */
  readonly survey: string
  readonly force: boolean
}

/** Writes one file under a scratch name and puts it in place once it is whole. Refusals: target.*. */
export async function writeWhole<T>(
  { to, format, survey, force }: WholeFile,
  { signal }: Pick<JobContext, 'signal'>,
  write: (scratch: string) => Promise<T>,
): Promise<Outcome<T>> {
  const target = await examineTarget(to, format, survey, force)
  if (!target.ok) return target
  try {
    await sweepScratch(dirname(to))
    const written = await withScratchFolder(dirname(to), survey, async (folder) => {
      const scratch = join(folder, basename(to))
      const answer = await write(scratch)
      signal.throwIfAborted()
      await replaceFile(scratch, to)
      return answer
    })
    return done(written)
  } catch (error) {
    signal.throwIfAborted()
    const refusal = writeRefusal(error, to)
    if (refusal === null) throw error
    return refusal
  }
}
