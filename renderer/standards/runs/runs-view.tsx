import { Empty, Spin } from 'antd'
import type { AssessmentRun } from '../../../shared/contract/run-changes.ts'
import { timeText } from '../../../shared/lang/history-sentences.ts'
import { goTo, usePlace } from '../../state/section.ts'
import { Fault } from '../../ui/fault.tsx'
import { Mark } from '../../ui/mark.tsx'
import { useWords, type Words } from '../../ui/words.tsx'
import { numberText } from '../effects/figures.ts'
import { RunChangesView } from './run-changes.tsx'
import { RunHouseholdsView } from './run-households.tsx'
import { useRuns } from './use-runs.ts'

interface Pair {
  readonly before: number | null
  readonly after: number | null
}

/** Every assessment that is kept, and what changed between two of them: the latest and the one before, unless others are chosen. */
export function RunsView() {
  const words = useWords()
  const { word } = words
  const { params } = usePlace()
  const { data: runs, error } = useRuns()
  if (error !== null) return <Fault error={error} />
  if (runs === undefined) return <Spin />
  if (runs.length === 0) return <Empty description={word('runs.empty')} />
  const pair = chosen(runs, params)
  const shown = runs.find(({ run }) => run === pair.after)
  return (
    <>
      <section className="standards-page" aria-label={word('standards.view.runs')}>
        <p className="standards-quiet">{word('runs.about')}</p>
        <RunTable runs={runs} pair={pair} words={words} />
      </section>
      {pair.before === null || pair.after === null || pair.before === pair.after ? null : (
        <RunChangesView before={pair.before} after={pair.after} />
      )}
      {shown === undefined ? null : <RunHouseholdsView run={shown} />}
    </>
  )
}

function chosen(runs: readonly AssessmentRun[], params: Readonly<Record<string, string>>): Pair {
  const named = (text: string | undefined): number | null => runs.find(({ run }) => String(run) === text)?.run ?? null
  const after = named(params.after) ?? runs[0]?.run ?? null
  const before = named(params.before) ?? runs.find(({ run }) => after !== null && run < after)?.run ?? null
  return { before, after }
}

const FIGURES = ['assessed', 'over', 'over-area', 'not-assessable', 'households-over'] as const

function RunTable(props: { readonly runs: readonly AssessmentRun[]; readonly pair: Pair; readonly words: Words }) {
  const { runs, pair, words } = props
  const { word } = words
  const isPairable = runs.length > 1
  return (
    <div className="standards-scroll">
      <table className="standards-table">
        <thead>
          <tr>
            {isPairable ? (
              <>
                <th scope="col">{word('runs.before')}</th>
                <th scope="col">{word('runs.after')}</th>
              </>
            ) : null}
            <th scope="col" className="standards-number">
              {word('runs.number')}
            </th>
            {['when', 'who', 'set', 'on'].map((name) => (
              <th key={name} scope="col">
                {word(`runs.${name}`)}
              </th>
            ))}
            {FIGURES.map((name) => (
              <th key={name} scope="col" className="standards-number">
                {word(`runs.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={run.run}>
              {isPairable ? (
                <>
                  <Choice side="before" run={run.run} pair={pair} words={words} />
                  <Choice side="after" run={run.run} pair={pair} words={words} />
                </>
              ) : null}
              <RunCells run={run} words={words} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Choice(props: {
  readonly side: 'before' | 'after'
  readonly run: number
  readonly pair: Pair
  readonly words: Words
}) {
  const { side, run, pair, words } = props
  const choose = (): void => {
    const next = { ...pair, [side]: run }
    goTo('standards', { view: 'runs', before: String(next.before ?? ''), after: String(next.after ?? '') })
  }
  return (
    <td>
      <input
        type="radio"
        name={`runs-${side}`}
        checked={pair[side] === run}
        onChange={choose}
        aria-label={words.word(`runs.choose.${side}`, { run })}
      />
    </td>
  )
}

function RunCells({ run, words }: { readonly run: AssessmentRun; readonly words: Words }) {
  const { word, pick, language } = words
  const { summary } = run
  const number = (value: number | undefined, decimals: 0 | 2 = 0): string =>
    value === undefined ? '—' : numberText(value, decimals)
  return (
    <>
      <th scope="row" className="standards-number">
        {run.run}
      </th>
      <td className="standards-day">{timeText(run.at, language)}</td>
      <td className="standards-day">
        {run.operator ?? word('runs.unsigned')}
        {run.team === null ? null : <small className="standards-under">{run.team}</small>}
      </td>
      <td>
        {pick(run.title)}
        {summary.toConfirm ? <Mark tone="warning">{word('standards.list.to-confirm')}</Mark> : null}
        <small className="standards-under" title={run.contentHash}>
          {run.standardSet} ·{' '}
          {run.version === null
            ? word('explain.basis.shipped')
            : word('explain.basis.version', { version: run.version })}
        </small>
      </td>
      <td className="standards-day">{run.evaluatedOn ?? '—'}</td>
      <td className="standards-number">{number(summary.assessed)}</td>
      <td className="standards-number">{number(summary.overStandard)}</td>
      <td className="standards-number">{number(summary.overAreaM2, 2)}</td>
      <td className="standards-number">{number(summary.notAssessable)}</td>
      <td className="standards-number">{number(summary.byHousehold?.over)}</td>
    </>
  )
}
