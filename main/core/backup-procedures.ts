import { basename } from 'node:path'
import { listSnapshots, type Snapshot } from '../../db/backup/snapshot.ts'
import type { Restored, SnapshotInfo, SnapshotPreview } from '../../shared/contract/backups.ts'
import type { JobProgress } from '../../shared/contract/job.ts'
import { done, type Outcome } from '../../shared/contract/outcome.ts'
import type { JobKind, Jobs } from '../jobs/registry.ts'
import { changeSettings } from './application.ts'
import { backupSettings, finished } from './auto-snapshot.ts'
import { type Core, shownName } from './core.ts'
import { runJob } from './run-job.ts'

type Running<T> = AsyncGenerator<JobProgress, Outcome<T>, void>

const infoOf = (core: Core, { path, at, bytes, kind }: Snapshot): SnapshotInfo => ({
  snapshot: core.nameFile?.(path) ?? path,
  name: basename(path),
  at: at.toISOString(),
  bytes,
  kind,
})

export const snapshotsOf = (core: Core, file: string): Outcome<readonly SnapshotInfo[]> =>
  done(listSnapshots(core.resolveFile(file), backupSettings(core).folder).map((snapshot) => infoOf(core, snapshot)))

/** A job that needs no turn among the writers and no key. */
const run = <K extends JobKind>(
  core: Core,
  kind: K,
  input: Jobs[K]['input'],
  signal: AbortSignal | undefined,
): Running<Jobs[K]['answer']> => runJob({ kind, input, author: core.author, key: null, queue: null, signal })

export const previewSnapshot = (
  core: Core,
  request: { readonly snapshot: string; readonly survey: string | null },
  signal: AbortSignal | undefined,
): Promise<Outcome<SnapshotPreview>> =>
  finished(
    run(
      core,
      'preview',
      {
        snapshot: core.resolveFile(request.snapshot),
        survey: request.survey === null ? null : core.session(request.survey).survey.path,
      },
      signal,
    ),
  )

export async function* takeSnapshotNow(
  core: Core,
  survey: string,
  signal: AbortSignal | undefined,
): Running<{ readonly made: SnapshotInfo | null }> {
  const { folder, ...rotation } = backupSettings(core)
  const taken = yield* run(core, 'snapshot', { survey: core.session(survey).survey.path, folder, rotation }, signal)
  if (!taken.ok) return taken
  const { made } = taken.value
  return done({ made: made === null ? null : infoOf(core, made) })
}

export async function* restore(
  core: Core,
  request: { readonly snapshot: string; readonly file: string; readonly to: string },
  signal: AbortSignal | undefined,
): Running<Restored> {
  const target = core.resolveFile(request.to)
  const restored = yield* run(
    core,
    'restore',
    { snapshot: core.resolveFile(request.snapshot), survey: core.resolveFile(request.file), target },
    signal,
  )
  return restored.ok ? done({ file: request.to, name: basename(target), ...restored.value }) : restored
}

export function configureBackups(
  core: Core,
  change: {
    readonly folder?: string | null | undefined
    readonly everyMinutes?: number | undefined
    readonly keepLast?: number | undefined
    readonly keepDays?: number | undefined
  },
): Outcome<null> {
  const { folder, ...numbers } = change
  const given = Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined))
  const changed = changeSettings(core, (settings) => ({
    ...settings,
    backup: {
      ...settings.backup,
      ...given,
      ...(folder === undefined ? {} : { folder: folder === null ? null : core.resolveFile(folder) }),
    },
  }))
  return changed.ok ? done(null) : changed
}

export const changePassphrase = async (
  core: Core,
  request: { readonly survey: string; readonly current: string | null; readonly next: string | null },
  signal: AbortSignal | undefined,
): Promise<Outcome<null>> => {
  const { path } = core.session(request.survey).survey
  core.writable(request.survey)
  const input = { survey: path, current: request.current ?? core.passphrase, next: request.next }
  const changed = await finished(run(core, 'rewrap', input, signal))
  return changed.ok
    ? changed
    : { ok: false, refusal: { ...changed.refusal, file: shownName(core, changed.refusal.file ?? path) } }
}
