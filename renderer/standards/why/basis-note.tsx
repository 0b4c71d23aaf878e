import type { ExplanationBasis, StoredHouseholdResult, StoredParcelResult } from '../../../shared/contract/answers.ts'
import { timeText } from '../../../shared/lang/history-sentences.ts'
import { Mark } from '../../ui/mark.tsx'
import { useWords, type Words } from '../../ui/words.tsx'

const versionOf = (version: number | null, { word }: Words): string =>
  version === null ? word('explain.basis.shipped') : word('explain.basis.version', { version })

/** The set by title, id and version, with the first digits of its content's hash. */
export function BasisSet({ basis, words }: { readonly basis: ExplanationBasis; readonly words: Words }) {
  const { pick, word } = words
  return (
    <>
      {pick(basis.title)} · {basis.standardSet} · {versionOf(basis.version, words)} ·{' '}
      <span title={basis.contentHash}>{word('standards.why.hash', { hash: basis.contentHash.slice(0, 12) })}</span>
      {basis.toConfirm ? <Mark tone="warning">{word('standards.list.to-confirm')}</Mark> : null}
    </>
  )
}

/** The day of the evaluation, and by which assessment. */
export function basisDayText({ evaluatedOn, assessedAt }: ExplanationBasis, { word, language }: Words): string {
  const by =
    assessedAt === null
      ? word('explain.basis.not-assessed')
      : word('explain.basis.assessed', { time: timeText(assessedAt, language) })
  return word('standards.why.day', { day: evaluatedOn, by })
}

/** What keeps a result from being of today: another set in force, or inputs that have changed. */
export function warningsOf(
  basis: ExplanationBasis,
  assessed: StoredParcelResult | StoredHouseholdResult | null,
  words: Words,
): readonly string[] {
  const { word, pick } = words
  const { inForce } = basis
  const typeChanged = assessed?.typeChanged ?? null
  return [
    ...(inForce === null || basis.assessedAt === null
      ? []
      : [
          word('explain.basis.in-force', {
            title: pick(inForce.title),
            set: inForce.standardSet,
            version: versionOf(inForce.version, words),
          }),
        ]),
    ...(assessed?.stale === true && typeChanged === null ? [word('explain.stale')] : []),
    ...(typeChanged === null
      ? []
      : [
          word('explain.stale.type', {
            since: typeChanged.since,
            type: `village_type.${typeChanged.type ?? 'unknown'}`,
          }),
        ]),
  ]
}

/** On which set and day the figures beside it rest, and whether they still hold. */
export function BasisNote(props: {
  readonly basis: ExplanationBasis
  readonly assessed: StoredParcelResult | StoredHouseholdResult | null
}) {
  const words = useWords()
  const { basis, assessed } = props
  return (
    <>
      {warningsOf(basis, assessed, words).map((warning) => (
        <p key={warning} className="object-warning" role="note">
          {warning}
        </p>
      ))}
      <p className="object-quiet">
        <BasisSet basis={basis} words={words} />
        <br />
        {basisDayText(basis, words)}
      </p>
    </>
  )
}
