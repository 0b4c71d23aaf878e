import { implement } from '@orpc/server'
import { touchContents } from '../../db/geopackage/contents.ts'
import { writeEntry } from '../../db/history/journal.ts'
import { inTransaction } from '../../db/open/database.ts'
import { assessmentRuns } from '../../db/queries/assessment-runs.ts'
import { savedSimulation, savedSimulations, saveSimulation } from '../../db/queries/simulations.ts'
import { inForce } from '../../db/queries/standard-versions.ts'
import { storeStandardSet } from '../../db/queries/standards.ts'
import { villageTypes } from '../../db/queries/village-types.ts'
import { contract } from '../../shared/contract/contract.ts'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'
import type { Simulation } from '../../shared/contract/standards-answers.ts'
import { localDay } from '../../shared/model/calendar-day.ts'
import { findSetFaults } from '../../shared/standards/cases.ts'
import { compareSets } from '../../shared/standards/compare-sets.ts'
import { completeSet } from '../../shared/standards/set-file.ts'
import type { StandardSet } from '../../shared/standards/standard-set.ts'
import type { Core } from './core.ts'
import { onSurvey, pathOf } from './jobs-on-survey.ts'
import { holdsPersonal } from './parcel-procedures.ts'
import { type FoundSet, findSet, findSoundSet, type Which } from './read-standards.ts'
import { readTarget } from './read-target.ts'
import {
  adoptSet,
  changeVillageType,
  explainByCode,
  explainHouseholdByCode,
  listSets,
  saveSet,
} from './standards-procedures.ts'

const os = implement(contract.standards).$context<{ core: Core }>()
const NEVER = new AbortController().signal

const found = (core: Core, survey: string, which: Which, signal = NEVER): Promise<Outcome<FoundSet>> =>
  findSet(core.session(survey).survey.db, which, core.resolveFile, signal)
const sound = (core: Core, survey: string, which: Which, signal = NEVER): Promise<Outcome<FoundSet>> =>
  findSoundSet(core.session(survey).survey.db, which, core.resolveFile, signal)

export const standardsRouter = os.router({
  assess: os.assess.handler(async function* ({ input, context: { core }, signal }) {
    const on = input.on ?? localDay()
    const { db } = core.session(input.survey).survey
    const set =
      input.standards === null
        ? done(inForce(db, on))
        : await sound(core, input.survey, { standards: input.standards }, signal)
    if (!set.ok) return set
    return yield* onSurvey(
      core,
      input.survey,
      'assess',
      { survey: pathOf(core, input.survey), standards: set.value.set, on },
      signal,
    )
  }),
  explain: os.explain.handler(({ input: { run = null, ...input }, context: { core } }) =>
    explainByCode(core, { ...input, run }),
  ),
  explainHousehold: os.explainHousehold.handler(({ input: { run = null, ...input }, context: { core } }) =>
    explainHouseholdByCode(core, { ...input, run }),
  ),
  runs: os.runs.handler(({ input, context: { core } }) => done(assessmentRuns(core.session(input.survey).survey.db))),
  runChanges: os.runChanges.handler(async ({ input: { survey, ...runs }, context: { core }, signal }) => {
    const changes = await core.session(survey).readers.tables.ask('runChanges', runs, signal)
    return changes === null
      ? refuse({ code: 'run.unknown', params: { run: `${runs.before}, ${runs.after}` } })
      : done(changes)
  }),
  runHouseholds: os.runHouseholds.handler(
    async ({ input: { survey, all = false, ...of }, context: { core }, signal }) => {
      const households = await core.session(survey).readers.tables.ask('runHouseholds', { ...of, all }, signal)
      return households === null ? refuse({ code: 'run.unknown', params: { run: of.run } }) : done(households)
    },
  ),
  villageTypes: os.villageTypes.handler(({ input, context: { core } }) =>
    done(villageTypes(core.session(input.survey).survey.db)),
  ),
  changeVillageType: os.changeVillageType.handler(({ input: { survey, ...change }, context: { core } }) =>
    changeVillageType(core, survey, change),
  ),
  list: os.list.handler(({ input, context: { core } }) => listSets(core, input.survey)),
  get: os.get.handler(async ({ input, context: { core }, signal }) => {
    const set = await found(core, input.survey, input, signal)
    return set.ok ? done({ ...set.value, faults: findSetFaults(set.value.set) }) : set
  }),
  save: os.save.handler(({ input, context: { core } }) =>
    saveSet(core, input.survey, completeSet(input.set), input.why),
  ),
  adopt: os.adopt.handler(({ input, context: { core } }) =>
    adoptSet(core, { ...input, version: input.version ?? null }),
  ),
  read: os.read.handler(async ({ input, context: { core }, signal }) => {
    const { runReadStandards } = await import('../jobs/standards/read-standards.ts')
    const read = await runReadStandards({ path: core.resolveFile(input.file) }, { signal: signal ?? NEVER })
    return read.ok ? done({ version: null, set: read.value, faults: findSetFaults(read.value) }) : read
  }),
  write: os.write.handler(async function* ({ input, context: { core }, signal }) {
    const set = await found(core, input.survey, input, signal)
    if (!set.ok) return set
    const survey = pathOf(core, input.survey)
    return yield* onSurvey(
      core,
      input.survey,
      'write-standards',
      { survey, set: set.value.set, to: core.resolveFile(input.to), force: input.force },
      signal,
    )
  }),
  compare: os.compare.handler(async ({ input, context: { core }, signal }) => {
    const { survey } = input
    const before = await found(core, survey, { standards: input.before, version: input.beforeVersion }, signal)
    if (!before.ok) return before
    const after = await found(core, survey, { standards: input.after, version: input.afterVersion }, signal)
    if (!after.ok) return after
    const name = ({ set, version }: FoundSet) => ({ id: set.id, version })
    return done({
      before: name(before.value),
      after: name(after.value),
      differences: compareSets(before.value.set, after.value.set),
    })
  }),
  simulate: os.simulate.handler(async function* ({ input, context: { core }, signal }) {
    const title = input.saveAs ?? null
    if (holdsPersonal(title)) return refuse({ code: 'value.personal', params: { field: 'title' } })
    const sets: FoundSet[] = []
    for (const which of input.standards) {
      const set = await sound(core, input.survey, which, signal)
      if (!set.ok) return set
      sets.push(set.value)
    }
    const target =
      input.targetFile === undefined || input.targetFile === null
        ? done(input.target ?? null)
        : await readTarget(core.resolveFile(input.targetFile))
    if (!target.ok) return target
    const simulated = yield* onSurvey(
      core,
      input.survey,
      'simulate',
      {
        survey: pathOf(core, input.survey),
        sets,
        on: input.on ?? localDay(),
        takeUpPercent: input.takeUpPercent ?? 100,
        target: target.value,
      },
      signal,
    )
    return simulated.ok && title !== null
      ? keepSimulation(core, input.survey, simulated.value, { title, sets: sets.map(({ set }) => set) })
      : simulated
  }),
  simulations: os.simulations.handler(({ input, context: { core } }) =>
    done(savedSimulations(core.session(input.survey).survey.db)),
  ),
  simulation: os.simulation.handler(({ input, context: { core } }) => simulationOf(core, input)),
  writeSimulation: os.writeSimulation.handler(async function* ({ input, context: { core }, signal }) {
    const simulation = simulationOf(core, input)
    if (!simulation.ok) return simulation
    return yield* onSurvey(
      core,
      input.survey,
      'write-simulation',
      {
        survey: pathOf(core, input.survey),
        simulation: simulation.value,
        to: core.resolveFile(input.to),
        force: input.force,
        language: input.language,
      },
      signal,
    )
  }),
  distributions: os.distributions.handler(async function* ({ input, context: { core }, signal }) {
    const set = await sound(core, input.survey, input, signal)
    if (!set.ok) return set
    return yield* onSurvey(
      core,
      input.survey,
      'distributions',
      { survey: pathOf(core, input.survey), sets: [set.value], on: input.on ?? localDay() },
      signal,
    )
  }),
})

function simulationOf(
  core: Core,
  { survey, simulation }: { readonly survey: string; readonly simulation: string },
): Outcome<Simulation> {
  const saved = savedSimulation(core.session(survey).survey.db, simulation)
  return saved === null ? refuse({ code: 'simulation.unknown', params: { simulation } }) : done(saved)
}

async function keepSimulation(
  core: Core,
  survey: string,
  simulation: Simulation,
  { title, sets }: { readonly title: string; readonly sets: readonly StandardSet[] },
): Promise<Outcome<Simulation>> {
  const db = core.writable(survey)
  const leave = await core.session(survey).queue.enter()
  try {
    const at = new Date().toISOString()
    const id = inTransaction(db, () => {
      const saved = saveSimulation(db, { ...simulation, title }, core.author)
      // Figures without the set that made them could not be defended: a draft moves on, and so does what CunDi ships.
      for (const set of sets) storeStandardSet(db, set)
      writeEntry(db, {
        kind: 'simulation-saved',
        at,
        author: core.author,
        why: title,
        summary: {
          sets: simulation.sets.map((set) => set.id).join(', '),
          titles: simulation.sets.map((set) => set.title),
        },
      })
      touchContents(db, ['simulation', 'standard_set', 'standard', 'journal_entry'], at)
      return saved
    })
    return done({ ...simulation, id, title })
  } finally {
    leave()
  }
}
