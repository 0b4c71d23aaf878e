import { connect, type WritableDb } from '../../../db/open/database.ts'
import { findPlan, findScenario } from '../../../db/queries/plans.ts'
import { type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import type { PlanLine } from '../../../shared/contract/planning-answers.ts'

export interface ScenarioJob {
  readonly survey: string
  readonly scenario: string
}

/** Works on a scenario and its plan with a connection of its own. Refusals: plan.unknown-scenario and those of the work. */
export async function onScenario<T>(
  { survey, scenario }: ScenarioJob,
  work: (db: WritableDb, plan: PlanLine, scenario: string) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const db = connect(survey, 'write')
  try {
    const found = findScenario(db, scenario)
    const plan = found === undefined ? undefined : findPlan(db, found.plan)
    return plan === undefined ? unknownScenario(scenario) : await work(db, plan, scenario)
  } finally {
    db.close()
  }
}

/** Also where a result that was just kept is gone again: its scenario went with it. */
export const unknownScenario = (scenario: string): Outcome<never> =>
  refuse({ code: 'plan.unknown-scenario', params: { scenario } })
