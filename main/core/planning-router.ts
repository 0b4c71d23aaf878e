import { implement } from '@orpc/server'
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
import type { QuestionKind, Questions } from './questions.ts'

const os = implement(contract.planning).$context<{ core: Core }>()

/** Answered in a reader's thread: an approved scenario is hashed for the list, and a ledger may have many thousand lines. */
const ask = <K extends QuestionKind>(
  core: Core,
  survey: string,
  kind: K,
  input: Questions[K]['input'],
  signal: AbortSignal | undefined,
): Promise<Questions[K]['answer']> => core.session(survey).readers.tables.ask(kind, input, signal)

export const planningRouter = os.router({
  list: os.list.handler(async ({ input, context: { core }, signal }) =>
    done(await ask(core, input.survey, 'plans', null, signal)),
  ),
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
  changes: os.changes.handler(async ({ input: { survey, village = null, ...question }, context: { core }, signal }) =>
    done(await ask(core, survey, 'planChanges', { ...question, village }, signal)),
  ),
  conflicts: os.conflicts.handler(({ input, context: { core }, signal }) =>
    onSurvey(core, input.survey, 'conflicts', { survey: pathOf(core, input.survey), scenario: input.scenario }, signal),
  ),
  storedConflicts: os.storedConflicts.handler(async ({ input, context: { core }, signal }) =>
    done(await ask(core, input.survey, 'planConflicts', input.scenario, signal)),
  ),
  ledger: os.ledger.handler(async ({ input: { survey, ...filter }, context: { core }, signal }) =>
    done(await ask(core, survey, 'planLedger', filter, signal)),
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
  writeCoverage: os.writeCoverage.handler(({ input, context: { core }, signal }) =>
    onSurvey(
      core,
      input.survey,
      'write-coverage',
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
  storedCoverage: os.storedCoverage.handler(async ({ input, context: { core }, signal }) =>
    done(await ask(core, input.survey, 'planCoverage', input.scenario, signal)),
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
  storedRegularity: os.storedRegularity.handler(async ({ input, context: { core }, signal }) =>
    done(await ask(core, input.survey, 'planRegularity', input.scenario, signal)),
  ),
  storedOverlay: os.storedOverlay.handler(async ({ input, context: { core }, signal }) =>
    done(await ask(core, input.survey, 'planOverlay', input.scenario, signal)),
  ),
})
