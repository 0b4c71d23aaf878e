import type { Author } from '../../db/schema/author.ts'
import type { JobProgress } from '../../shared/contract/job.ts'
import type { Outcome } from '../../shared/contract/outcome.ts'
import { type BackupSettings, defaultBackup, readSettings } from '../platform/settings.ts'
import { runJob } from './run-job.ts'
import type { WriteQueue } from './write-queue.ts'

/** Where snapshots go by the settings, as they are now; the built-in way where there are none or none that can be read. */
export function backupSettings({ settingsFile }: { readonly settingsFile?: string }): BackupSettings {
  const settings = readSettings(settingsFile ?? '')
  return settings.ok ? settings.value.backup : defaultBackup
}

/** The answer of a job whose progress nobody shows. */
export async function finished<T>(job: AsyncGenerator<JobProgress, Outcome<T>, void>): Promise<Outcome<T>> {
  for (;;) {
    const next = await job.next()
    if (next.done === true) return next.value
  }
}

/** A snapshot that nobody asked for, beside whoever is writing. */
export const takeAutoSnapshot = (
  survey: string,
  author: Author,
  { folder, ...rotation }: BackupSettings,
): Promise<Outcome<unknown>> =>
  finished(
    runJob({
      kind: 'snapshot',
      input: { survey, folder, rotation },
      author: { operator: author.operator, team: author.team },
      key: null,
      queue: null,
      signal: undefined,
    }),
  )

/** Empties the survey's log in a thread of its own; false: somebody still needed it. */
export async function checkpointInThread(
  survey: string,
  { operator, team }: Author,
  queue: Pick<WriteQueue, 'enter'>,
): Promise<boolean> {
  const author = { operator, team }
  const outcome = await finished(
    runJob({ kind: 'checkpoint', input: { survey }, author, key: null, queue, signal: undefined }),
  )
  return outcome.ok && outcome.value.emptied
}
