import { connect, holdState, type ReadConnection } from '../../../db/open/database.ts'
import { allHouseholds } from '../../../db/queries/household-facts.ts'
import { parcelPages } from '../../../db/queries/parcel-facts.ts'
import { buildingsOnIdleParcels, simulationVillages } from '../../../db/queries/simulation-facts.ts'
import { lastEntry } from '../../../db/queries/simulations.ts'
import { hashOfSet } from '../../../db/queries/standards.ts'
import { done, type Outcome } from '../../../shared/contract/outcome.ts'
import type { PlotDistributions, Simulation, SimulationTarget } from '../../../shared/contract/standards-answers.ts'
import { searchLimits } from '../../../shared/standards/search-limits.ts'
import { createSetSimulation, type SetSimulation } from '../../../shared/standards/simulate.ts'
import type { StandardSet } from '../../../shared/standards/standard-set.ts'
import type { JobContext } from '../job.ts'

export interface SimulateInput {
  readonly survey: string
  readonly sets: readonly {
    readonly set: StandardSet
    readonly version: number | null
    readonly unsaved?: true
  }[]
  /** The day whose village types hold, 'YYYY-MM-DD'. */
  readonly on: string
  readonly takeUpPercent: number
  /** Limits of the first set are moved to reach it; null: nothing is searched. */
  readonly target: SimulationTarget | null
}

export type DistributionsInput = Pick<SimulateInput, 'survey' | 'sets' | 'on'>

const PAGE = 4000

/** Applies sets to the whole survey side by side, from one state of it, and writes nothing. */
export async function runSimulate(input: SimulateInput, context: JobContext): Promise<Outcome<Simulation>> {
  return withState(input.survey, (db) => {
    const simulations = run(db, input, context)
    const sets = input.sets.flatMap(({ set, version, unsaved }, i) => {
      const answer = simulations[i]?.answer({ version })
      if (answer === undefined) return []
      return [{ ...answer, contentHash: hashOfSet(set), ...(unsaved === undefined ? {} : { unsaved }) }]
    })
    const [first] = simulations
    const [set] = input.sets
    const answer = sets[0]
    context.signal.throwIfAborted()
    const search =
      input.target === null || first === undefined || set === undefined || answer === undefined
        ? null
        : searchLimits(
            set.set,
            {
              households: first.areas().households,
              residentialM2: answer.residential.beforeM2,
              alwaysRecoveredM2: first.furtherM2(),
              takeUpPercent: input.takeUpPercent,
            },
            input.target,
          )
    return {
      id: null,
      title: null,
      at: new Date().toISOString(),
      operator: context.author.operator,
      evaluatedOn: input.on,
      journalEntry: lastEntry(db),
      changesSince: 0,
      sets,
      search,
    }
  })
}

/** Plot areas by rule of one set, so that a page re-counts a moved limit by itself. */
export async function runDistributions(
  input: DistributionsInput,
  context: JobContext,
): Promise<Outcome<PlotDistributions>> {
  return withState(input.survey, (db) => {
    const [simulation] = run(db, { ...input, takeUpPercent: 100 }, context)
    const areas = simulation?.areas().plots ?? new Map<string, Float64Array>()
    return {
      evaluatedOn: input.on,
      standards: (input.sets[0]?.set.standards ?? []).map(({ id, limitM2 }) => ({
        standard: id,
        limitM2,
        areasM2: Array.from(areas.get(id) ?? []),
      })),
    }
  })
}

function run(
  db: ReadConnection,
  { sets, on, takeUpPercent }: Pick<SimulateInput, 'sets' | 'on' | 'takeUpPercent'>,
  { signal, report }: JobContext,
): readonly SetSimulation[] {
  const villages = simulationVillages(db)
  const buildings = buildingsOnIdleParcels(db)
  const simulations = sets.map(({ set }) =>
    createSetSimulation(set, { villages, buildings, takeUpPercent, year: Number(on.slice(0, 4)) }),
  )
  const total = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM parcel').get()?.n ?? 0
  let read = 0
  for (const page of parcelPages(db, PAGE, on)) {
    signal.throwIfAborted()
    for (const parcel of page) for (const simulation of simulations) simulation.addParcel(parcel)
    read += page.length
    report({ phase: 'simulate', done: read, total })
  }
  for (const simulation of simulations) {
    signal.throwIfAborted()
    simulation.addHouseholds(allHouseholds(db))
  }
  return simulations
}

/** One state of the survey from the first row to the last, whatever is written meanwhile. */
function withState<T>(survey: string, work: (db: ReadConnection) => T): Outcome<T> {
  const db = connect(survey, 'read')
  try {
    holdState(db)
    return done(work(db))
  } finally {
    db.close()
  }
}
