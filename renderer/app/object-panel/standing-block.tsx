import type { ParcelStanding } from '../../../shared/contract/object-answers.ts'
import { ResultsByRun } from '../../standards/runs/results-by-run.tsx'
import { BasisNote } from '../../standards/why/basis-note.tsx'
import { sayIn } from '../../standards/why/say.ts'
import { WhyButton } from '../../standards/why/why-button.tsx'
import { useWords } from '../../ui/words.tsx'
import { m2Text } from './areas-block.tsx'

const TONES: Readonly<Record<string, string>> = { over: 'bad', within: 'good' }

/** The limit, the excess and why, step by step. */
export function StandingBlock({ standing, parcel }: { readonly standing: ParcelStanding; readonly parcel: unknown }) {
  const words = useWords()
  const { word, pick } = words
  const { assessed, now, explained, basis } = standing
  const result = assessed === null || assessed.stale ? now : assessed
  return (
    <section aria-label={word('object.standing')}>
      <h3>{word('object.standing')}</h3>
      <p className="object-standing">
        <span className="object-badge" data-tone={TONES[result.result] ?? 'quiet'}>
          {result.result === 'over'
            ? word('object.standing.over', { excess: m2Text(result.excessM2 ?? 0) })
            : word(`object.standing.${result.result}`)}
        </span>
        {result.limitM2 === null ? null : <span>{word('object.standing.limit', { limit: result.limitM2 })}</span>}
        {basis.toConfirm && result.limitM2 !== null ? (
          <span className="object-badge" data-tone="warn">
            {word('object.standing.to-confirm')}
          </span>
        ) : null}
      </p>
      {assessed === null ? (
        now.result === 'not-homestead' ? null : (
          <p className="object-quiet">{word('object.standing.never')}</p>
        )
      ) : null}
      {now.result === 'not-homestead' ? null : <BasisNote basis={basis} assessed={assessed} />}
      <ResultsByRun parcel={standing.runs} why={typeof parcel === 'string' ? { parcel } : null} />
      <WhyButton parcel={parcel} />
      <details className="object-why" open>
        <summary>{word('object.standing.why')}</summary>
        <ol>
          {explained.steps.map((step, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step may repeat, and the list never changes in place
            <li key={i}>
              <span>{sayIn(words, step.input)}</span>
              {step.arithmetic === null ? null : <code>{sayIn(words, step.arithmetic)}</code>}
              <strong>{sayIn(words, step.outcome)}</strong>
              <small>
                {sayIn(words, step.rule)}
                {step.article === null ? '' : ` · ${pick(step.article)}`}
              </small>
            </li>
          ))}
        </ol>
      </details>
    </section>
  )
}
