import { useMemo } from 'react'
import type {
  ExplainAnswer,
  ExplainedHousehold,
  ExplainedParcel,
  ExplainStep,
} from '../../../shared/contract/answers.ts'
import type { Language } from '../../../shared/lang/message.ts'
import { localDay } from '../../../shared/model/calendar-day.ts'
import { type Words, wordsIn } from '../../ui/words.tsx'
import { useSurveyFacts } from '../use-survey-facts.ts'
import { BasisSet, basisDayText, warningsOf } from './basis-note.tsx'
import { sayIn } from './say.ts'

export interface Explained {
  /** null: one parcel alone is explained. */
  readonly household: ExplainedHousehold | null
  readonly parcels: readonly ExplainedParcel[]
}

/** One page in one language: what was found, on what, and each step of the reasoning with its article and arithmetic. */
export function Justification(props: { readonly language: Language; readonly explained: Explained }) {
  const { language, explained } = props
  const words = useMemo(() => wordsIn(language), [language])
  const { word } = words
  const { household, parcels } = explained
  const [first] = parcels
  const title = word(household === null ? 'standards.why.title.parcel' : 'standards.why.title.household')
  return (
    <article className="standards-paper" lang={language === 'zh' ? 'zh-CN' : 'en'} aria-label={title}>
      <h2>{title}</h2>
      <Subject explained={explained} words={words} />
      <p className="standards-result">{sayIn(words, household?.result ?? first?.result ?? null)}</p>
      <Foundation explained={explained} words={words} />
      {household === null ? null : (
        <>
          <Plots household={household} words={words} />
          <h3>{word('standards.why.household-steps')}</h3>
          <Steps steps={household.steps} words={words} />
        </>
      )}
      {parcels.map((parcel, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two plots may carry one code, and the list never changes in place
        <Parcel key={i} parcel={parcel} isAlone={household === null} words={words} />
      ))}
      <p className="standards-signed">
        <span>{word('standards.why.signed')}</span>
        <span>{word('standards.why.printed', { day: localDay() })}</span>
      </p>
    </article>
  )
}

function Subject({
  explained: { household, parcels },
  words,
}: {
  readonly explained: Explained
  readonly words: Words
}) {
  const { word } = words
  const { data: facts } = useSurveyFacts()
  if (household === null) return <p>{word('standards.why.parcel', { parcel: parcels[0]?.parcel ?? '' })}</p>
  const { village } = household
  const name = facts?.villages.find(({ code }) => code === village)?.name ?? ''
  return (
    <p>
      {word('standards.why.household', { household: household.household })}
      {village === null ? '' : ` · ${word('standards.why.village', { village: `${name} ${village}`.trim() })}`}
    </p>
  )
}

function Foundation(props: { readonly explained: Explained; readonly words: Words }) {
  const { explained, words } = props
  const { word } = words
  const subject = explained.household ?? explained.parcels[0]
  if (subject === undefined) return null
  const { basis, assessed } = subject
  return (
    <>
      <dl className="standards-facts">
        <div>
          <dt>{word('standards.why.set')}</dt>
          <dd>
            <BasisSet basis={basis} words={words} />
          </dd>
        </div>
        <div>
          <dt>{word('simulation.evaluated-on')}</dt>
          <dd>{basisDayText(basis, words)}</dd>
        </div>
      </dl>
      {warningsOf(basis, assessed, words).map((warning) => (
        <p key={warning} className="standards-warning" role="note">
          {warning}
        </p>
      ))}
    </>
  )
}

function Plots({ household, words }: { readonly household: ExplainedHousehold; readonly words: Words }) {
  const { word } = words
  if (household.plots.length === 0) return null
  return (
    <table className="standards-table standards-narrow">
      <thead>
        <tr>
          <th scope="col">{word('standards.why.plot')}</th>
          <th scope="col" className="standards-number">
            {word('standards.why.area')}
          </th>
          <th scope="col">{word('standards.why.fate')}</th>
        </tr>
      </thead>
      <tbody>
        {household.plots.map((plot) => (
          <tr key={plot.id}>
            <th scope="row">{plot.parcel === '' ? '—' : plot.parcel}</th>
            <td className="standards-number">{plot.areaM2 === null ? '—' : plot.areaM2.toFixed(2)}</td>
            <td>{word(`plot_fate.${plot.fate}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Parcel(props: { readonly parcel: ExplainedParcel; readonly isAlone: boolean; readonly words: Words }) {
  const { parcel, isAlone, words } = props
  const { word } = words
  const { confirmation, sameCode } = parcel
  return (
    <section>
      {isAlone ? null : (
        <>
          <h3>{word('standards.why.parcel', { parcel: parcel.parcel })}</h3>
          <p className="standards-result">{sayIn(words, parcel.result)}</p>
        </>
      )}
      {sameCode === undefined ? null : (
        <p role="note">{word('explain.same-code', { count: sameCode, parcel: parcel.parcel })}</p>
      )}
      <Steps steps={parcel.steps} words={words} />
      {confirmation === null ? null : (
        <div className="standards-confirmed">
          <strong>{word('standards.why.confirmation')}</strong>
          <p>{confirmationText(confirmation, words)}</p>
          {confirmation.note === null ? null : <p>{sayIn(words, confirmation.note)}</p>}
        </div>
      )}
    </section>
  )
}

function confirmationText(confirmation: NonNullable<ExplainAnswer['confirmation']>, { word }: Words): string {
  const { openReason, confirmedM2, excessM2 } = confirmation
  if (confirmedM2 === null)
    return word('explain.outcome.open', { reason: word(`explain.reason.${openReason}`, { village: '' }) })
  return word('standards.why.confirmed', { confirmed: confirmedM2.toFixed(2), excess: (excessM2 ?? 0).toFixed(2) })
}

function Steps({ steps, words }: { readonly steps: readonly ExplainStep[]; readonly words: Words }) {
  const { word, pick } = words
  return (
    <ol className="standards-steps">
      {steps.map((step, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step may repeat, and the list never changes in place
        <li key={i}>
          <span>{sayIn(words, step.input)}</span>
          <span className="standards-quiet">{sayIn(words, step.rule)}</span>
          {step.article === null ? null : (
            <span className="standards-quiet">{word('standards.why.article', { article: pick(step.article) })}</span>
          )}
          {step.arithmetic === null ? null : <code>{sayIn(words, step.arithmetic)}</code>}
          <strong>{sayIn(words, step.outcome)}</strong>
        </li>
      ))}
    </ol>
  )
}
