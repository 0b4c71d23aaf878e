import { connect } from '../../../db/open/database.ts'
import { storedOverlay } from '../../../db/queries/plan-overlay.ts'
import { tablesInput } from '../../../db/queries/plan-tables.ts'
import { done, type Outcome } from '../../../shared/contract/outcome.ts'
import type { PlanTablesAnswer } from '../../../shared/contract/planning-answers.ts'
import type { Language } from '../../../shared/lang/message.ts'
import { checkTables } from '../../../shared/planning/table-checks.ts'
import { planTables } from '../../../shared/planning/tables/plan-tables.ts'
import type { JobContext } from '../job.ts'
import { type ScenarioJob, unknownScenario } from './on-scenario.ts'
import { runOverlay } from './overlay.ts'
import { writePlanTables } from './table-sheets.ts'

/**
 * The tables of a scenario with their checks, from its overlay, which is computed anew where it is missing or no longer holds.
 * Refusals: those of the overlay.
 */
export async function runPlanTables(job: ScenarioJob, context: JobContext): Promise<Outcome<PlanTablesAnswer>> {
  const kept = readStored(job)
  const overlay = kept === null || kept.isStale ? await runOverlay(job, context) : done(kept)
  if (!overlay.ok) return overlay
  const db = connect(job.survey, 'read')
  try {
    const input = tablesInput(db, overlay.value)
    if (input === null) return unknownScenario(job.scenario)
    const tables = planTables(input)
    return done({ scenario: job.scenario, at: overlay.value.at, tables, checked: checkTables(input, tables) })
  } finally {
    db.close()
  }
}

function readStored({ survey, scenario }: ScenarioJob) {
  const db = connect(survey, 'read')
  try {
    return storedOverlay(db, scenario)
  } finally {
    db.close()
  }
}

export interface WritePlanTablesJob extends ScenarioJob {
  readonly to: string
  readonly force: boolean
  readonly language: Language
}

/** The same as a workbook. Refusals: those of the overlay, target.*. */
export async function runWritePlanTables(
  job: WritePlanTablesJob,
  context: JobContext,
): Promise<Outcome<{ readonly path: string }>> {
  const made = await runPlanTables(job, context)
  if (!made.ok) return made
  const { survey, to, force, language } = job
  const { tables, checked } = made.value
  return writePlanTables({ survey, to, force, tables, checked, language }, context.signal)
}
