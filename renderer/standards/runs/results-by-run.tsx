import type { HouseholdRunResult, ParcelRunResult, RunLine } from '../../../shared/contract/run-answers.ts'
import { timeText } from '../../../shared/lang/history-sentences.ts'
import { roundHalfUp } from '../../../shared/model/round.ts'
import { goTo } from '../../state/section.ts'
import { useWords, type Words } from '../../ui/words.tsx'

/** Leads to the reasons by the set and day of one run. */
type Why = Readonly<Record<string, string>> | null

/** What each assessment found for a parcel or a household, the latest first; nothing where there is only one. */
export function ResultsByRun(props: {
  readonly parcel?: readonly ParcelRunResult[]
  readonly household?: readonly HouseholdRunResult[]
  /** Names the object in an address; null: it has no code to be named by. */
  readonly why: Why
  /** The run whose reasons stand beside the list. */
  readonly shown?: number | null
}) {
  const words = useWords()
  const { word } = words
  const { parcel = [], household = [], why, shown = null } = props
  const lines = [
    ...parcel.map((run) => ({ run, result: word(`standing.${run.result}`) })),
    ...household.map((run) => ({ run, result: word(`household_class.${run.class}`) })),
  ]
  if (lines.length < 2) return null
  return (
    <details className="results-by-run" open={shown !== null}>
      <summary>{word('runs.title')}</summary>
      <div className="standards-scroll">
        <table className="standards-table">
          <thead>
            <tr>
              {['number', 'set', 'result.column', 'area', 'limit', 'excess'].map((name, i) => (
                <th key={name} scope="col" className={i === 0 || i > 2 ? 'standards-number' : undefined}>
                  {word(`runs.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ run, result }) => (
              <tr key={run.run} aria-current={run.run === shown ? 'true' : undefined}>
                <th scope="row" className="standards-number">
                  <RunLink run={run} why={run.run === shown ? null : why} words={words} />
                </th>
                <td>
                  {shown === null ? run.standardSet : words.pick(run.title)}
                  <small className="standards-under">
                    {run.version === null
                      ? word('explain.basis.shipped')
                      : word('explain.basis.version', { version: run.version })}
                    {run.evaluatedOn === null ? '' : ` · ${run.evaluatedOn}`}
                  </small>
                </td>
                <td>{result}</td>
                <Area m2={run.areaM2} />
                <Area m2={run.limitM2} />
                <Area m2={run.excessM2} />
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

function RunLink({ run, why, words }: { readonly run: RunLine; readonly why: Why; readonly words: Words }) {
  const title = [timeText(run.at, words.language), run.operator ?? words.word('runs.unsigned')].join(' · ')
  if (why === null) return <span title={title}>{run.run}</span>
  return (
    <button
      type="button"
      className="standards-link"
      title={title}
      onClick={() => goTo('standards', { view: 'why', ...why, run: String(run.run) })}
    >
      {run.run}
    </button>
  )
}

const Area = ({ m2 }: { readonly m2: number | null }) => (
  <td className="standards-number">{m2 === null ? '—' : roundHalfUp(m2).toFixed(2)}</td>
)
