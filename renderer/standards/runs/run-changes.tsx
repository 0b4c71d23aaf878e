import { Spin } from 'antd'
import type { ChangedObjects, RunChange, RunSide } from '../../../shared/contract/run-changes.ts'
import { roundHalfUp } from '../../../shared/model/round.ts'
import { goTo } from '../../state/section.ts'
import { Fault } from '../../ui/fault.tsx'
import { useWords, type Words } from '../../ui/words.tsx'
import { numberText } from '../effects/figures.ts'
import { useRunChanges } from './use-runs.ts'

/** What is other in one assessment than in another: how many turned from what to what, and whose excess changed most. */
export function RunChangesView({ before, after }: { readonly before: number; readonly after: number }) {
  const words = useWords()
  const { word } = words
  const { data, error } = useRunChanges(before, after)
  const title = word('runs.changes', { before, after })
  return (
    <section className="standards-page" aria-label={title}>
      <h2>{title}</h2>
      {error !== null ? (
        <Fault error={error} />
      ) : data === undefined ? (
        <Spin />
      ) : data.parcels.count + data.households.count === 0 ? (
        <p>{word('runs.same')}</p>
      ) : (
        <>
          <Changed of="parcel" run={after} changes={data.parcels} words={words} />
          <Changed of="household" run={after} changes={data.households} words={words} />
        </>
      )}
    </section>
  )
}

type Kind = 'parcel' | 'household'
const WORDS: Readonly<Record<Kind, string>> = { parcel: 'standing', household: 'household_class' }

const resultText = (kind: Kind, result: string | null, { word }: Words): string =>
  result === null ? word('runs.no-result') : word(`${WORDS[kind]}.${result}`)

function Changed(props: {
  readonly of: Kind
  readonly run: number
  readonly changes: ChangedObjects
  readonly words: Words
}) {
  const { of, run, changes, words } = props
  const { word } = words
  return (
    <div>
      <h3>{word(`runs.${of}s`, { count: numberText(changes.count, 0) })}</h3>
      <ul className="standards-turns">
        {changes.turns.map(({ from, to, count }) => (
          <li key={`${from} ${to}`}>
            {word(from === to ? 'runs.turn.same' : 'runs.turn', {
              from: resultText(of, from, words),
              to: resultText(of, to, words),
              count: numberText(count, 0),
            })}
          </li>
        ))}
      </ul>
      {changes.largest.length === 0 ? null : (
        <details>
          <summary>{word('runs.largest', { count: numberText(changes.largest.length, 0) })}</summary>
          <Largest of={of} run={run} changes={changes.largest} words={words} />
        </details>
      )}
    </div>
  )
}

function Largest(props: {
  readonly of: Kind
  readonly run: number
  readonly changes: readonly RunChange[]
  readonly words: Words
}) {
  const { of, run, changes, words } = props
  const { word } = words
  return (
    <div className="standards-scroll standards-tall">
      <table className="standards-table">
        <thead>
          <tr>
            <th scope="col">{word('runs.village')}</th>
            <th scope="col">{word(`runs.${of}`)}</th>
            <th scope="col">{word('runs.result.column')}</th>
            {['area', 'limit', 'excess'].map((name) => (
              <th key={name} scope="col" className="standards-number">
                {word(`runs.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {changes.map((change, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a code may stand twice, and the list never changes in place
            <tr key={i}>
              <td>{change.village ?? '—'}</td>
              <th scope="row">
                <Named of={of} run={run} change={change} />
              </th>
              <td>{fromTo(change, ({ result }) => resultText(of, result, words), word('runs.no-result'))}</td>
              {(['areaM2', 'limitM2', 'excessM2'] as const).map((name) => (
                <td key={name} className="standards-number">
                  {fromTo(change, (side) => (side[name] === null ? '—' : numberText(roundHalfUp(side[name]), 2)), '—')}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What stayed the same is said once. */
function fromTo({ before, after }: RunChange, text: (side: RunSide) => string, none: string): string {
  const [from, to] = [before === null ? none : text(before), after === null ? none : text(after)]
  return from === to ? to : `${from} → ${to}`
}

function Named({ of, run, change }: { readonly of: Kind; readonly run: number; readonly change: RunChange }) {
  const { village, code, after } = change
  if (code === null) return '—'
  if (after === null) return code
  return (
    <button
      type="button"
      className="standards-link"
      onClick={() =>
        goTo('standards', { view: 'why', [of]: code, run: String(run), ...(village === null ? {} : { village }) })
      }
    >
      {code}
    </button>
  )
}
