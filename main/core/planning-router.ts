import { implement } from '@orpc/server'
import { ledgerPage, storedConflicts } from '../../db/queries/plan-conflicts.ts'
import { storedOverlay } from '../../db/queries/plan-overlay.ts'
import { changePieces, storedResult } from '../../db/queries/plan-results.ts'
import { listPlans } from '../../db/queries/plans.ts'
import { contract } from '../../shared/contract/contract.ts'
import { done } from '../../shared/contract/outcome.ts'
import type { Core } from './core.ts'
import { onSurvey, pathOf } from './jobs-on-survey.ts'
import {
  copyScenarioOf,
  createPlanOf,
  decideOf,
  editPlanOf,
  planImportRequest,
  setMeasuresOf,
  setStatusOf,
} from './planning-procedures.ts'

const os = implement(contract.planning).$context<{ core: Core }>()

export const planningRouter = os.router({
  list: os.list.handler(({ input, context: { core } }) => done(listPlans(core.session(input.survey).survey.db))),
  create: os.create.handler(({ input, context: { core } }) => createPlanOf(core, input)),
  edit: os.edit.handler(({ input, context: { core } }) => editPlanOf(core, input)),
  setMeasures: os.setMeasures.handler(({ input, context: { core } }) => setMeasuresOf(core, input)),
  copyScenario: os.copyScenario.handler(({ input, context: { core } }) => copyScenarioOf(core, input)),
  setStatus: os.setStatus.handler(({ input, context: { core } }) => setStatusOf(core, input)),
  import: os.import.handler(async function* ({ input, context: { core }, signal }) {
    const request = planImportRequest(core, input)
    if (!request.ok) return request
    const { plan, scenario, ...job } = request.value
    const imported = yield* onSurvey(core, input.survey, 'import', job, signal)
    if (!imported.ok) return imported
    const ids = input.dryRun && job.newPlan !== null ? { plan: null, scenario: null } : { plan, scenario }
    return done({ ...ids, layers: imported.value.layers })
  }),
  overlay: os.overlay.handler(({ input, context: { core }, signal }) =>
    onSurvey(core, input.survey, 'overlay', { survey: pathOf(core, input.survey), scenario: input.scenario }, signal),
  ),
  changes: os.changes.handler(({ input: { survey, ...question }, context: { core } }) =>
    done(changePieces(core.session(survey).survey.db, question)),
  ),
  conflicts: os.conflicts.handler(({ input, context: { core }, signal }) =>
    onSurvey(core, input.survey, 'conflicts', { survey: pathOf(core, input.survey), scenario: input.scenario }, signal),
  ),
  storedConflicts: os.storedConflicts.handler(({ input, context: { core } }) =>
    done(storedConflicts(core.session(input.survey).survey.db, input.scenario)),
  ),
  ledger: os.ledger.handler(({ input: { survey, ...filter }, context: { core } }) =>
    done(ledgerPage(core.session(survey).survey.db, filter)),
  ),
  decide: os.decide.handler(({ input, context: { core } }) => decideOf(core, input)),
  coverage: os.coverage.handler(({ input, context: { core }, signal }) =>
    onSurvey(core, input.survey, 'coverage', { survey: pathOf(core, input.survey), scenario: input.scenario }, signal),
  ),
  tables: os.tables.handler(({ input, context: { core }, signal }) =>
    onSurvey(
      core,
      input.survey,
      'plan-tables',
      { survey: pathOf(core, input.survey), scenario: input.scenario },
      signal,
    ),
  ),
  writeTables: os.writeTables.handler(({ input, context: { core }, signal }) =>
    onSurvey(
      core,
      input.survey,
      'write-plan-tables',
      { ...input, survey: pathOf(core, input.survey), to: core.resolveFile(input.to) },
      signal,
    ),
  ),
  print: os.print.handler(({ input, context: { core }, signal }) =>
    onSurvey(
      core,
      input.survey,
      'print-plan',
      { ...input, survey: pathOf(core, input.survey), to: core.resolveFile(input.to) },
      signal,
    ),
  ),
  storedCoverage: os.storedCoverage.handler(({ input, context: { core } }) =>
    done(storedResult(core.session(input.survey).survey.db, 'coverage', input.scenario)),
  ),
  regularity: os.regularity.handler(({ input, context: { core }, signal }) =>
    onSurvey(
      core,
      input.survey,
      'regularity',
      { survey: pathOf(core, input.survey), scenario: input.scenario },
      signal,
    ),
  ),
  storedRegularity: os.storedRegularity.handler(({ input, context: { core } }) =>
    done(storedResult(core.session(input.survey).survey.db, 'regularity', input.scenario)),
  ),
  storedOverlay: os.storedOverlay.handler(({ input, context: { core } }) =>
    done(storedOverlay(core.session(input.survey).survey.db, input.scenario)),
  ),
})
