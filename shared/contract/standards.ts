import { oc } from '@orpc/contract'
import * as z from 'zod/mini'
import { type VillageType, villageTypes } from '../model/code-lists.ts'
import { standardSetFile } from '../standards/set-file.ts'
import type { AssessAnswer, ExplainedHousehold, ExplainedParcel } from './answers.ts'
import { answer, file, job, survey } from './parts.ts'
import type { AssessmentRun, RunChanges, RunHouseholds } from './run-changes.ts'
import type {
  ComparedSets,
  PlotDistributions,
  SavedStandardSet,
  Simulation,
  SimulationLine,
  StandardSetAnswer,
  StandardSetLine,
  VillageTypeChange,
  VillageTypes,
} from './standards-answers.ts'

/** A set by the id under which CunDi ships it or the survey keeps it, or by a file; of a survey's own the latest version. */
const which = z.string()
const version = z.optional(z.nullable(z.int()))
/** A draft as it stands in an editor, in place of one that is named. */
const draft = z.optional(z.nullable(standardSetFile))
/** An earlier assessment, by its number; absent: the latest. */
const run = z.optional(z.nullable(z.int()))
const day = z.optional(z.iso.date())
const why = z.nullable(z.string())
const percent = z.number().check(z.minimum(0), z.maximum(100))
const area = z.number().check(z.gt(0))
const villageType = z.enum(Object.keys(villageTypes.codes) as [VillageType, ...VillageType[]])
const language = z.enum(['zh', 'en'])

/** What limits should reach, as a window says it and a file has it. */
export const simulationTarget = z.strictObject({
  landDownPercent: z.optional(percent),
  householdsOverPercent: z.optional(percent),
  stepM2: z.optional(area),
  leastM2: z.optional(area),
  mostM2: z.optional(area),
})

/** Homestead standards: drafting, adopting, applying, explaining and simulating them. */
export const standards = {
  /** `standards` null: the set that the district adopted for the day, else the one that CunDi ships first. */
  assess: oc.input(z.object({ survey, standards: z.nullable(which), on: day })).output(job<AssessAnswer>()),
  /** Refusals: parcel.not-found, run.unknown. */
  explain: oc.input(z.object({ survey, parcel: z.string(), run })).output(answer<ExplainedParcel>()),
  /** `village` null: the code stands in one village only. Refusals: household.not-found, household.ambiguous, run.unknown. */
  explainHousehold: oc
    .input(z.object({ survey, household: z.string(), village: z.nullable(z.string()), run }))
    .output(answer<ExplainedHousehold>()),
  /** Every assessment that the survey keeps, the latest first. */
  runs: oc.input(z.object({ survey })).output(answer<readonly AssessmentRun[]>()),
  /** What is other in one run than in an earlier one. Refusal: run.unknown. */
  runChanges: oc.input(z.object({ survey, before: z.int(), after: z.int() })).output(answer<RunChanges>()),
  /** Households of one class, or all, as a run found them. Refusal: run.unknown. */
  runHouseholds: oc
    .input(z.object({ survey, run: z.int(), class: z.nullable(z.string()), all: z.optional(z.boolean()) }))
    .output(answer<RunHouseholds>()),
  /** Every village, what it is today, and how its type changed from which days. */
  villageTypes: oc.input(z.object({ survey })).output(answer<readonly VillageTypes[]>()),
  /** From a day on a village is of another type. Refusals: village.not-found, village-type.same-day, value.personal. */
  changeVillageType: oc
    .input(z.object({ survey, village: z.string(), type: villageType, since: z.iso.date(), document: why }))
    .output(answer<VillageTypeChange>()),
  list: oc.input(z.object({ survey })).output(answer<readonly StandardSetLine[]>()),
  /** Refusals: standards.unknown, standards.unreadable. */
  get: oc.input(z.object({ survey, standards: which, version })).output(answer<StandardSetAnswer>()),
  /** Saves a draft as the next version of its id, faults and all. Refusals: standards.built-in, value.personal. */
  save: oc.input(z.object({ survey, set: standardSetFile, why })).output(answer<SavedStandardSet>()),
  /** Makes a draft the district's standard from a day on; the former one ends the day before. Refusals: standards.unknown, standards.not-draft and any fault of the set. */
  adopt: oc
    .input(z.object({ survey, standards: which, version, from: z.iso.date(), why }))
    .output(answer<SavedStandardSet>()),
  /** Reads a set out of a JSON or xlsx file without saving it. */
  read: oc.input(z.object({ file })).output(answer<StandardSetAnswer>()),
  /** Writes a set as JSON or xlsx, by the target's name. Refusals: standards.unknown, target.*. */
  write: oc
    .input(z.object({ survey, standards: which, version, to: file, force: z.boolean(), language }))
    .output(job<{ readonly path: string }>()),
  compare: oc
    .input(z.object({ survey, before: which, beforeVersion: version, after: which, afterVersion: version }))
    .output(answer<ComparedSets>()),
  simulate: oc
    .input(
      z.object({
        survey,
        standards: z.array(z.object({ standards: which, version, draft })).check(z.minLength(1)),
        on: day,
        takeUpPercent: z.optional(percent),
        target: z.optional(z.nullable(simulationTarget)),
        /** A JSON file with the target, in place of one that is given. Refusal: simulation.target-unreadable. */
        targetFile: z.optional(z.nullable(file)),
        /** Keeps the result in the survey under this title. */
        saveAs: z.optional(z.nullable(z.string())),
      }),
    )
    .output(job<Simulation>()),
  simulations: oc.input(z.object({ survey })).output(answer<readonly SimulationLine[]>()),
  /** Refusal: simulation.unknown. */
  simulation: oc.input(z.object({ survey, simulation: z.string() })).output(answer<Simulation>()),
  /** Writes a saved simulation as xlsx. Refusals: simulation.unknown, target.*. */
  writeSimulation: oc
    .input(z.object({ survey, simulation: z.string(), to: file, force: z.boolean(), language }))
    .output(job<{ readonly path: string }>()),
  distributions: oc
    .input(z.object({ survey, standards: which, version, draft, on: day }))
    .output(job<PlotDistributions>()),
}
