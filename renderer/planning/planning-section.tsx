import { Segmented, Select, Spin } from 'antd'
import type { PlanLine } from '../../shared/contract/planning-answers.ts'
import { Fault } from '../ui/fault.tsx'
import { useWords } from '../ui/words.tsx'
import { ChecksView } from './checks/checks-view.tsx'
import { ConflictsView } from './conflicts/conflicts-view.tsx'
import { LegendView } from './legend/legend-view.tsx'
import { LegendProvider, useSurveyLegend } from './legend/use-legend.tsx'
import { MapsView } from './maps/maps-view.tsx'
import { OverlayView } from './overlay/overlay-view.tsx'
import './planning.css'
import { PlansView } from './plans/plans-view.tsx'
import { scenarioText } from './scenario-words.tsx'
import { TablesView } from './tables/tables-view.tsx'
import { type ChosenScenario, chosenScenario, type PlanView, planViews, usePlanPlace, usePlans } from './use-plans.ts'

/** Village land-use plans. View and scenario are in the address: #/planning?view=overlay&scenario=… */
export function PlanningSection() {
  const { word } = useWords()
  const { view, params, go } = usePlanPlace()
  const { data: plans, error } = usePlans()
  const { legend, error: noLegend } = useSurveyLegend()
  const failed = error ?? noLegend
  const chosen = plans === undefined ? null : chosenScenario(plans, params.scenario)
  return (
    <div className="planning">
      <header className="planning-bar">
        <h1>{word('section.planning')}</h1>
        <Segmented<PlanView>
          aria-label={word('planning.view')}
          value={view}
          onChange={(next) => go({ view: next })}
          options={planViews.map((value) => ({ value, label: word(`planning.view.${value}`) }))}
        />
        {plans === undefined || chosen === null || view === 'plans' || view === 'legend' ? null : (
          <ScenarioSelect plans={plans} chosen={chosen} onChoose={(scenario) => go({ scenario })} />
        )}
      </header>
      {failed !== null ? <Fault error={failed} /> : plans === undefined || legend === undefined ? <Spin /> : null}
      {plans === undefined || legend === undefined ? null : (
        <LegendProvider value={legend}>
          {view === 'legend' ? (
            <LegendView plans={plans} />
          ) : view === 'plans' || chosen === null ? (
            <PlansView plans={plans} />
          ) : (
            <Shown key={chosen.scenario.id} view={view} chosen={chosen} />
          )}
        </LegendProvider>
      )}
    </div>
  )
}

function Shown({
  view,
  chosen,
}: {
  readonly view: Exclude<PlanView, 'plans' | 'legend'>
  readonly chosen: ChosenScenario
}) {
  switch (view) {
    case 'overlay':
      return <OverlayView chosen={chosen} />
    case 'maps':
      return <MapsView chosen={chosen} />
    case 'conflicts':
      return <ConflictsView chosen={chosen} />
    case 'checks':
      return <ChecksView chosen={chosen} />
    case 'tables':
      return <TablesView chosen={chosen} />
  }
}

function ScenarioSelect(props: {
  readonly plans: readonly PlanLine[]
  readonly chosen: ChosenScenario
  readonly onChoose: (scenario: string) => void
}) {
  const { plans, chosen, onChoose } = props
  const words = useWords()
  return (
    <Select
      className="planning-scenario"
      aria-label={words.word('planning.scenario')}
      value={chosen.scenario.id}
      onChange={onChoose}
      popupMatchSelectWidth={false}
      options={plans.map((plan) => ({
        label: plan.title,
        options: plan.scenarios.map((scenario) => ({
          value: scenario.id,
          label: `${plan.title} · ${scenarioText(scenario, words)}`,
        })),
      }))}
    />
  )
}
