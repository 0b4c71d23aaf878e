import type { FilePlace, OpenedAnswer, SurveyLook, UpgradedFile } from '../../../shared/contract/opening.ts'
import type { Refusal } from '../../../shared/contract/outcome.ts'
import type { Client } from '../../state/client.ts'
import type { PickedFile } from '../../state/door.ts'
import type { JobEnd } from '../../state/jobs.tsx'
import { unwrap } from '../../state/outcome.ts'
import type { OpenedSurvey } from '../../state/survey.tsx'

/** A file that is to be opened, and what its user has said about it so far. */
export interface Attempt {
  readonly picked: PickedFile
  readonly mode: 'read' | 'write'
  /** Who holds it, where it is opened read-only. */
  readonly readOnly: OpenedSurvey['readOnly']
  readonly isPlaceAccepted: boolean
  /** undefined: not asked yet; null: open masked. */
  readonly passphrase: string | null | undefined
}

/** What opening asks or says next. */
export type OpeningStep =
  | { readonly kind: 'place'; readonly place: Exclude<FilePlace, { readonly kind: 'local' }> }
  | { readonly kind: 'passphrase'; readonly wasWrong: boolean }
  | { readonly kind: 'problem'; readonly refusal: Refusal }
  /** The user stopped it; nothing was changed. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'opened'; readonly survey: OpenedSurvey; readonly answer: OpenedAnswer }

export const firstAttempt = (picked: PickedFile): Attempt => ({
  picked,
  mode: 'write',
  readOnly: null,
  isPlaceAccepted: false,
  passphrase: undefined,
})

/** Goes as far as it can without another answer of the user. `upgrade` shows how far it is. */
export async function tryToOpen(
  core: Client,
  attempt: Attempt,
  upgrade: () => Promise<JobEnd<UpgradedFile>>,
): Promise<OpeningStep> {
  const look = unwrap(await core.survey.look({ file: attempt.picked.file }))
  const question = questionBefore(attempt, look)
  if (question !== null) return question
  const { picked, mode, passphrase, readOnly } = attempt
  const upgraded = look.isEarlier && mode === 'write' ? await upgrade() : null
  if (upgraded === 'cancelled') return { kind: 'stopped' }
  if (upgraded?.ok === false) return { kind: 'problem', refusal: upgraded.refusal }
  const opened = await core.survey.open({ file: picked.file, mode, passphrase: passphrase ?? null })
  if (!opened.ok)
    return opened.refusal.code === 'key.wrong-passphrase'
      ? { kind: 'passphrase', wasWrong: true }
      : { kind: 'problem', refusal: opened.refusal }
  const { survey: id, surveyId } = opened.value
  const info = unwrap(await core.survey.info({ survey: id }))
  const survey = { id, surveyId, file: picked.file, name: picked.name, readOnly, info }
  const migratedBackup = upgraded?.value.backup ?? opened.value.migratedBackup
  return { kind: 'opened', survey, answer: { ...opened.value, migratedBackup } }
}

function questionBefore(attempt: Attempt, { place, asksPassphrase }: SurveyLook): OpeningStep | null {
  if (!attempt.isPlaceAccepted && place.kind !== 'local') return { kind: 'place', place }
  return asksPassphrase && attempt.passphrase === undefined ? { kind: 'passphrase', wasWrong: false } : null
}
