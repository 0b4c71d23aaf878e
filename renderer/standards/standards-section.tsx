import { Segmented, Spin } from 'antd'
import { goTo, usePlace } from '../state/section.ts'
import { Fault } from '../ui/fault.tsx'
import { useWords } from '../ui/words.tsx'
import { EffectsView } from './effects/effects-view.tsx'
import { RunsView } from './runs/runs-view.tsx'
import { CompareView } from './sets/compare-view.tsx'
import { SetsView } from './sets/sets-view.tsx'
import { useSurveyFacts } from './use-survey-facts.ts'
import './print.css'
import './standards.css'
import { VillagesView } from './villages/villages-view.tsx'
import { WhyView } from './why/why-view.tsx'

const views = ['sets', 'effects', 'compare', 'villages', 'runs', 'why'] as const
type View = (typeof views)[number]

/** Homestead standards: the sets, drafting and adopting them, and what each would do. */
export function StandardsSection() {
  const { word } = useWords()
  const { params } = usePlace()
  const { data: facts, error } = useSurveyFacts()
  const view = views.find((known) => known === params.view) ?? 'sets'
  return (
    <div className="standards">
      <header className="standards-bar standards-screen-only">
        <h1>{word('section.standards')}</h1>
        <Segmented<View>
          aria-label={word('standards.view')}
          value={view}
          onChange={(chosen) => goTo('standards', { view: chosen })}
          options={views
            .filter((value) => value !== 'why' || view === 'why')
            .map((value) => ({ value, label: word(`standards.view.${value}`) }))}
        />
      </header>
      {error !== null ? <Fault error={error} /> : facts === undefined ? <Spin /> : <Shown view={view} />}
    </div>
  )
}

function Shown({ view }: { readonly view: View }) {
  switch (view) {
    case 'sets':
      return <SetsView />
    case 'effects':
      return <EffectsView />
    case 'villages':
      return <VillagesView />
    case 'runs':
      return <RunsView />
    case 'why':
      return <WhyView />
    case 'compare':
      return <CompareView />
  }
}
