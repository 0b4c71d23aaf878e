import { connect } from '../../../db/open/database.ts'
import type { ExportedFile } from '../../../shared/contract/answers.ts'
import type { Outcome } from '../../../shared/contract/outcome.ts'
import type { Language } from '../../../shared/lang/message.ts'
import { openVault } from '../../platform/keys.ts'
import { runCheck } from '../check/run-check.ts'
import type { JobContext } from '../job.ts'
import { exportSurvey } from './export.ts'
import type { ExportFormat } from './request.ts'

export interface ExportInput {
  readonly survey: string
  readonly to: string
  readonly format: ExportFormat
  readonly purpose: string | null
  readonly allowBlocking: boolean
  readonly force: boolean
  readonly version: string
  /** Of titles in workbooks; Chinese where absent. */
  readonly language?: Language
}

/** Exports the survey at this path; see `exportSurvey`. */
export async function runExport(
  { survey, ...input }: ExportInput,
  context: JobContext,
): Promise<Outcome<ExportedFile>> {
  const db = connect(survey, 'write')
  const vault = context.key === null ? null : openVault(context.key)
  try {
    return await exportSurvey({
      ...input,
      survey: { path: survey, db },
      withWriteAccess: (work) => context.withWriteAccess(work),
      author: context.author,
      at: new Date().toISOString(),
      language: input.language ?? 'zh',
      decrypt: vault === null ? null : (kind, cipher) => vault.decrypt(kind, cipher),
      runCheck: (checked) => runCheck(checked, { list: false }, context),
      signal: context.signal,
      report: (progress) => context.report(progress),
    })
  } finally {
    db.close()
  }
}
