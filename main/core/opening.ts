import type { OpenedAnswer, SurveyLook } from '../../shared/contract/opening.ts'
import { done, type Outcome } from '../../shared/contract/outcome.ts'
import { findPlace } from '../platform/file-place.ts'
import { asksPassphrase } from '../platform/keys.ts'
import { rememberRecent } from './application.ts'
import type { Core } from './core.ts'

/** Where a survey stands and what it will ask, without opening it. */
export async function lookAtSurvey(core: Core, file: string): Promise<Outcome<SurveyLook>> {
  const path = core.resolveFile(file)
  return done({
    place: await findPlace(path),
    asksPassphrase: core.passphrase === null && asksPassphrase(path),
  })
}

/** Opens a survey and puts it at the head of the recent files. Refusals: those of core.open. */
export function openFile(
  core: Core,
  request: { readonly file: string; readonly mode: 'read' | 'write'; readonly passphrase?: string | null | undefined },
): Outcome<OpenedAnswer> {
  const opened = core.open(request.file, request.mode, request.passphrase ?? null)
  if (opened.ok) rememberRecent(core, core.resolveFile(request.file))
  return opened
}
