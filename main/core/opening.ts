import { statSync } from 'node:fs'
import type { Pages } from '../../db/open/open-survey.ts'
import { isEarlier } from '../../db/open/upgrade-survey.ts'
import type { JobProgress } from '../../shared/contract/job.ts'
import type { OpenedAnswer, SurveyLook, UpgradedFile } from '../../shared/contract/opening.ts'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'
import { findPlace } from '../platform/file-place.ts'
import { asksPassphrase } from '../platform/keys.ts'
import { rememberRecent } from './application.ts'
import { finished } from './auto-snapshot.ts'
import { type Core, refusalOf, shownName } from './core.ts'
import { runJob } from './run-job.ts'

/** Where a survey stands and what it will ask, without opening it. */
export async function lookAtSurvey(core: Core, file: string): Promise<Outcome<SurveyLook>> {
  const path = core.resolveFile(file)
  return done({
    place: await findPlace(path),
    asksPassphrase: core.passphrase === null && asksPassphrase(path),
    isEarlier: isEarlier(path),
  })
}

/** Brings an earlier survey up to date in a thread of its own. Refusals: those of core.open. */
export async function* upgradeFile(
  core: Core,
  file: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<JobProgress, Outcome<UpgradedFile>, void> {
  const path = core.resolveFile(file)
  const author = { operator: core.author.operator, team: core.author.team }
  const ended = yield* runJob({ kind: 'upgrade', input: { file: path }, author, key: null, queue: null, signal })
  if (!ended.ok) return ended
  const result = ended.value
  if (result.kind === 'current') return done({ backup: null })
  if (result.kind === 'upgraded') return done({ backup: shownName(core, result.backup) })
  return refuse(refusalOf(result, shownName(core, path)))
}

/** Opens a survey and puts it at the head of the recent files. Refusals: those of core.open. */
export async function openFile(
  core: Core,
  request: { readonly file: string; readonly mode: 'read' | 'write'; readonly passphrase?: string | null | undefined },
): Promise<Outcome<OpenedAnswer>> {
  const path = core.resolveFile(request.file)
  const opened = core.open(request.file, request.mode, request.passphrase ?? null, await checkPages(core, path))
  if (opened.ok) rememberRecent(core, path)
  return opened
}

/** Reading a file of this size whole takes long enough that other windows would notice. */
const LARGE_BYTES = 16_000_000

/** Where windows are answered, a large file is read in a thread of its own; the command line has nobody else to answer. */
async function checkPages(core: Core, path: string): Promise<Pages> {
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (core.settingsFile === undefined || bytes < LARGE_BYTES) return 'unchecked'
  const author = { operator: core.author.operator, team: core.author.team }
  const job = runJob({ kind: 'check-pages', input: { file: path }, author, key: null, queue: null, signal: undefined })
  const checked = await finished(job)
  return checked.ok && checked.value.sound ? 'checked' : 'unchecked'
}
