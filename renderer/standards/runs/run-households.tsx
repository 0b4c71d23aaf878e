import { Select, Spin } from 'antd'
import type { AssessmentRun, RunHousehold, RunHouseholds } from '../../../shared/contract/run-changes.ts'
import { roundHalfUp } from '../../../shared/model/round.ts'
import { goTo, usePlace } from '../../state/section.ts'
import { Fault } from '../../ui/fault.tsx'
import { useWords, type Words } from '../../ui/words.tsx'
import { numberText } from '../effects/figures.ts'
import { useRunHouseholds } from './use-runs.ts'

/** Households of one class as a run found them: whose plots are several, who is entitled and has none. */
export function RunHouseholdsView({ run }: { readonly run: AssessmentRun }) {
  const words = useWords()
  const { word } = words
  const { params } = usePlace()
  const classes = Object.entries(run.summary.byHousehold?.classes ?? {})
  const chosen =
    classes.find(([name]) => name === params.class)?.[0] ??
    classes.find(([name]) => name !== 'one-plot')?.[0] ??
    classes[0]?.[0]
  if (chosen === undefined) return null
  const withoutHousehold = run.summary.byHousehold?.plotsWithoutHousehold ?? 0
  const title = word('runs.households.of', { run: run.run })
  return (
    <section className="standards-page" aria-label={title}>
      <div className="standards-row">
        <h2>{title}</h2>
        <Select
          className="standards-which"
          aria-label={word('runs.households.class')}
          value={chosen}
          options={classes.map(([value, count]) => ({
            value,
            label: word('runs.households.choice', {
              class: word(`household_class.${value}`),
              count: numberText(count, 0),
            }),
          }))}
          onChange={(name) => goTo('standards', { ...params, view: 'runs', class: name })}
        />
      </div>
      {withoutHousehold === 0 ? null : (
        <p className="standards-quiet">{word('runs.households.none', { count: numberText(withoutHousehold, 0) })}</p>
      )}
      <Listed run={run.run} kind={chosen} words={words} />
    </section>
  )
}

function Listed({ run, kind, words }: { readonly run: number; readonly kind: string; readonly words: Words }) {
  const { data, error } = useRunHouseholds(run, kind)
  if (error !== null) return <Fault error={error} />
  if (data === undefined) return <Spin />
  return <Table run={run} found={data} words={words} />
}

function Table(props: { readonly run: number; readonly found: RunHouseholds; readonly words: Words }) {
  const { run, found, words } = props
  const { word } = words
  const { count, households } = found
  return (
    <>
      {households.length === count ? null : (
        <p className="standards-quiet">
          {word('runs.households.cut', { count: numberText(count, 0), shown: numberText(households.length, 0) })}
        </p>
      )}
      <div className="standards-scroll standards-tall">
        <table className="standards-table">
          <thead>
            <tr>
              {['village', 'household', 'plots', 'kept', 'area', 'limit', 'excess', 'fee'].map((name) => (
                <th key={name} scope="col" className={TEXTS.has(name) ? undefined : 'standards-number'}>
                  {word(`runs.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {households.map((one) => (
              <Row key={`${one.village} ${one.household}`} run={run} one={one} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

const TEXTS = new Set(['village', 'household', 'kept'])

function Row({ run, one }: { readonly run: number; readonly one: RunHousehold }) {
  const { village, household } = one
  const why = { household, run: String(run), ...(village === null ? {} : { village }) }
  return (
    <tr>
      <td>{village ?? '—'}</td>
      <th scope="row">
        <button type="button" className="standards-link" onClick={() => goTo('standards', { view: 'why', ...why })}>
          {household}
        </button>
      </th>
      <td className="standards-number">{one.plots}</td>
      <td>{one.kept ?? '—'}</td>
      {[one.areaM2, one.limitM2, one.excessM2, one.feeYuan].map((value, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: four columns that never change places
        <td key={i} className="standards-number">
          {value === null ? '—' : numberText(roundHalfUp(value), 2)}
        </td>
      ))}
    </tr>
  )
}
