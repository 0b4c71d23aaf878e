import { useQuery } from '@tanstack/react-query'
import type { PlanLine, ScenarioLine } from '../../shared/contract/planning-answers.ts'
import { useCore } from '../state/core-context.ts'
import { unwrap } from '../state/outcome.ts'
import { goTo, placeNow, usePlace } from '../state/section.ts'
import { surveyKey, useSurvey } from '../state/survey.tsx'

export const planViews = ['plans', 'tables', 'overlay', 'maps', 'conflicts', 'checks', 'legend'] as const
export type PlanView = (typeof planViews)[number]

/** Every plan of the survey with its scenarios. */
export function usePlans() {
  const core = useCore()
  const { survey } = useSurvey()
  return useQuery({
    queryKey: [...surveyKey(survey), 'planning', 'list'],
    queryFn: async ({ signal }) => unwrap(await core.planning.list({ survey: survey.id }, { signal })),
  })
}

/** A scenario with the plan that it is one of. */
export interface ChosenScenario {
  readonly plan: PlanLine
  readonly scenario: ScenarioLine
}

/** The scenario that the address names, else the latest of the first plan; null: there is none. */
export function chosenScenario(plans: readonly PlanLine[], named: string | undefined): ChosenScenario | null {
  for (const plan of plans) {
    const scenario = plan.scenarios.find(({ id }) => id === named)
    if (scenario !== undefined) return { plan, scenario }
  }
  const [plan] = plans
  const scenario = plan?.scenarios.at(-1)
  return plan === undefined || scenario === undefined ? null : { plan, scenario }
}

/** Where in the planning room the window is. */
export function usePlanPlace() {
  const { params } = usePlace()
  return { view: planViews.find((known) => known === params.view) ?? 'plans', params, go: goInPlanning }
}

/** Changes parts of the place; undefined takes one away. Always the same function: what is drawn with it need not be drawn anew. */
export function goInPlanning(change: Readonly<Record<string, string | undefined>>): void {
  const parts = Object.entries({ ...placeNow().params, ...change })
  goTo('planning', Object.fromEntries(parts.filter((part): part is [string, string] => part[1] !== undefined)))
}
