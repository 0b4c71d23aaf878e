import { Alert, Empty, Segmented } from 'antd'
import { useEffect, useState } from 'react'
import type { Simulation } from '../../../shared/contract/standards-answers.ts'
import { timeText } from '../../../shared/lang/history-sentences.ts'
import { usePlace } from '../../state/section.ts'
import { Fault } from '../../ui/fault.tsx'
import { useWords } from '../../ui/words.tsx'
import { applicable, useDrafts } from '../draft/draft-store.ts'
import { draftIn, refText, simulatedText } from '../set-words.ts'
import { Comparison } from './comparison.tsx'
import './effects.css'
import { EffectsForm } from './effects-form.tsx'
import { LimitsPanel } from './limits-panel.tsx'
import { SavedList } from './saved-list.tsx'
import { SearchPanel } from './search-panel.tsx'
import { useEffects } from './simulation-store.ts'
import { StepsChart } from './steps-chart.tsx'
import { useSimulate } from './use-simulate.ts'
import { WorstTable } from './worst-table.tsx'

/** What sets would do to the whole survey, which is not touched by it. */
export function EffectsView() {
  const { word } = useWords()
  const { params } = usePlace()
  const { effects, change } = useEffects()
  const run = useSimulate()
  const asked = params.sets
  useEffect(() => {
    if (asked !== undefined) change(() => ({ sets: asked.split(' ') }))
  }, [asked, change])
  return (
    <>
      <div className="standards-page">
        <EffectsForm run={run} />
        {run.problem === null ? null : <Fault error={run.problem} />}
        {effects.simulation === null ? (
          <Empty description={word('standards.effects.none')} />
        ) : (
          <Found simulation={effects.simulation} />
        )}
      </div>
      <SavedList onOpen={(id) => void run.open(id)} />
    </>
  )
}

function Found({ simulation }: { readonly simulation: Simulation }) {
  const words = useWords()
  const { word, pick, language } = words
  const { sets, search } = simulation
  const [at, setAt] = useState(0)
  const set = sets[at] ?? sets[0]
  const [first] = sets
  return (
    <div className="standards-found">
      <header className="standards-row">
        <h2>{simulation.title ?? word('standards.effects.unsaved')}</h2>
        <span className="standards-quiet">
          {word('standards.effects.as-of', {
            day: simulation.evaluatedOn,
            time: timeText(simulation.at, language),
            operator: simulation.operator ?? '—',
          })}
        </span>
      </header>
      {simulation.changesSince === 0 ? null : (
        <Alert type="warning" title={word('standards.effects.stale', { changes: simulation.changesSince })} />
      )}
      <MovedOn />
      <Comparison simulation={simulation} />
      {sets.length < 2 ? null : (
        <Segmented
          className="standards-screen-only"
          aria-label={word('standards.effects.detail-of')}
          value={at}
          onChange={setAt}
          options={sets.map((each, i) => ({
            value: i,
            label: `${pick(each.title)} ${simulatedText(each, words)}`,
          }))}
        />
      )}
      {set === undefined ? null : <LimitsPanel key={`${simulation.at} ${refText(set)}`} set={set} />}
      {search === null || first === undefined ? null : <SearchPanel key={simulation.at} search={search} set={first} />}
      <StepsChart sets={sets} />
      {set === undefined ? null : <WorstTable set={set} />}
    </div>
  )
}

/** A draft that was typed into after it was simulated is another set by now. */
function MovedOn() {
  const { word, pick } = useWords()
  const { effects } = useEffects()
  const { drafts } = useDrafts()
  const moved = Object.entries(effects.drafts).filter(([ref, simulated]) => {
    const now = drafts[draftIn(ref) ?? '']
    return now !== undefined && JSON.stringify(applicable(now.set)) !== JSON.stringify(simulated)
  })
  return moved.map(([ref, set]) => (
    <Alert key={ref} type="warning" title={word('standards.effects.draft-moved', { title: pick(set.title) })} />
  ))
}
