import { oc } from '@orpc/contract'
import * as z from 'zod/mini'
import type { SchemeId } from '../planning/scheme.ts'
import { schemeIds } from '../planning/schemes/all.ts'
import type { ImportedLayer } from './answers.ts'
import { answer, file, job, survey } from './parts.ts'
import {
  type ChangeLine,
  type ConflictPage,
  type ConflictsAnswer,
  type CoverageAnswer,
  type OverlayAnswer,
  type PlanLayerName,
  type PlanLine,
  type PlanTablesAnswer,
  type PrintedPlan,
  planLayerNames,
  type RegularityAnswer,
} from './planning-answers.ts'

const id = z.string()
const language = z.enum(['zh', 'en'])
const text = z.nullable(z.string())
const count = z.optional(z.nullable(z.int().check(z.minimum(0))))
const year = z.optional(z.nullable(z.int().check(z.minimum(1900), z.maximum(2200))))
const area = z.optional(z.nullable(z.number().check(z.minimum(0))))
const scheme = z.optional(z.nullable(z.enum(schemeIds as readonly [SchemeId, ...SchemeId[]])))

const planValues = {
  title: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
  baseYear: year,
  targetYear: year,
  populationBase: count,
  populationTarget: count,
  householdsBase: count,
  householdsTarget: count,
  townArableM2: area,
  townBasicFarmlandM2: area,
  townConstructionM2: area,
  townUrbanRuralM2: area,
  /** Classes that a crosswalk leaves open, by the code of the base. */
  choices: z.optional(z.record(z.string(), z.string())),
}

const measures = z.array(z.object({ measure: z.string(), content: z.string(), responsible: z.string() }))

/** Village land-use plans: layers, scenarios, tables, overlay, conflicts, coverage, printing. */
export const planning = {
  list: oc.input(z.object({ survey })).output(answer<readonly PlanLine[]>()),
  /** Refusals: value.personal, plan.title-exists. */
  create: oc
    .input(
      z.object({ survey, title: z.string().check(z.minLength(1), z.maxLength(200)), baseYear: year, targetYear: year }),
    )
    .output(answer<{ readonly plan: string; readonly scenario: string }>()),
  /** Refusals: plan.unknown, plan.locked, plan.bad-choice, value.personal. */
  edit: oc.input(z.object({ survey, plan: id, values: z.object(planValues) })).output(answer<null>()),
  /** F5. Refusals: plan.unknown-scenario, plan.locked, value.personal. */
  setMeasures: oc.input(z.object({ survey, scenario: id, measures })).output(answer<null>()),
  /** Copies a scenario as the plan's next version, a draft. Refusals: plan.unknown-scenario, value.personal. */
  copyScenario: oc
    .input(z.object({ survey, scenario: id, name: text }))
    .output(answer<{ readonly scenario: string }>()),
  /** Approving asks for the document and locks the scenario and its base. Refusals: plan.unknown-scenario, plan.locked, plan.document-missing, value.personal. */
  setStatus: oc
    .input(
      z.object({
        survey,
        scenario: id,
        status: z.enum(['draft', 'notice', 'approved']),
        document: text,
        on: z.iso.date(),
      }),
    )
    .output(answer<null>()),
  /**
   * Brings layers of one file into a plan. `scenario` null: a new plan of that title. Refusals: those of an import, plan.locked,
   * plan.layer-exists, plan.scheme-open, plan.scheme-none, plan.unknown-scenario.
   */
  import: oc
    .input(
      z.object({
        survey,
        file,
        scenario: z.nullable(id),
        title: text,
        baseYear: year,
        targetYear: year,
        layers: z
          .array(
            z.object({
              layer: z.enum(planLayerNames as unknown as readonly [PlanLayerName, ...PlanLayerName[]]),
              name: text,
            }),
          )
          .check(z.minLength(1)),
        baseScheme: scheme,
        plannedScheme: scheme,
        encoding: text,
        sourceCrs: text,
        swapAxes: z.boolean(),
        map: z.record(z.string(), z.string()),
        dryRun: z.boolean(),
      }),
    )
    .output(
      job<{
        readonly plan: string | null
        readonly scenario: string | null
        readonly layers: readonly ImportedLayer[]
      }>(),
    ),
  /** Base × planned, computed anew and kept. Refusals: plan.unknown-scenario, plan.no-layer. */
  overlay: oc.input(z.object({ survey, scenario: id })).output(job<OverlayAnswer>()),
  /** The overlay as it was last computed; null: never. */
  storedOverlay: oc.input(z.object({ survey, scenario: id })).output(answer<OverlayAnswer | null>()),
  /** Pieces behind one cell of the matrix, the largest first. Land that stays what it is has no pieces. */
  changes: oc
    .input(
      z.object({
        survey,
        scenario: id,
        from: text,
        to: text,
        /** A village by its code, or none for land of no village; null or left out: all. */
        village: z.optional(text),
        offset: z.int().check(z.minimum(0)),
        limit: z.int().check(z.minimum(1), z.maximum(500)),
      }),
    )
    .output(answer<{ readonly count: number; readonly lines: readonly ChangeLine[] }>()),
  /** Looks for conflicts anew; what was settled before stays settled. Refusals: plan.unknown-scenario, plan.no-zones. */
  conflicts: oc.input(z.object({ survey, scenario: id })).output(job<ConflictsAnswer>()),
  storedConflicts: oc.input(z.object({ survey, scenario: id })).output(answer<ConflictsAnswer | null>()),
  ledger: oc
    .input(
      z.object({
        survey,
        scenario: id,
        rule: text,
        standing: z.nullable(z.enum(['new', 'remaining', 'solved', 'open'])),
        /** Slivers among them, or only what is decided or not. */
        cause: z.nullable(z.enum(['true-conflict', 'sliver', 'base-data-error'])),
        decided: z.nullable(z.boolean()),
        breach: z.nullable(z.boolean()),
        offset: z.int().check(z.minimum(0)),
        limit: z.int().check(z.minimum(1), z.maximum(500)),
      }),
    )
    .output(answer<ConflictPage>()),
  /** Settles lines of the ledger. Refusals: plan.unknown-conflict, value.personal. */
  decide: oc
    .input(
      z.object({
        survey,
        conflicts: z.array(id).check(z.minLength(1), z.maxLength(10_000)),
        cause: z.nullable(z.enum(['true-conflict', 'sliver', 'base-data-error'])),
        decision: text,
        evidence: text,
      }),
    )
    .output(answer<null>()),
  /** Every table with its checks; the overlay is computed anew where it no longer holds. Refusals: those of the overlay. */
  tables: oc.input(z.object({ survey, scenario: id })).output(job<PlanTablesAnswer>()),
  /** The same as xlsx. Refusals: those of the overlay, target.*. */
  writeTables: oc
    .input(z.object({ survey, scenario: id, to: file, force: z.boolean(), language }))
    .output(job<{ readonly path: string }>()),
  /** A map sheet as PDF: the present state or the plan. Refusals: plan.unknown-scenario, plan.no-layer, target.*. */
  print: oc
    .input(
      z.object({ survey, scenario: id, state: z.enum(['base', 'planned']), to: file, force: z.boolean(), language }),
    )
    .output(job<PrintedPlan>()),
  /** Gaps and overlaps of planned patches and of zones. Refusals: plan.unknown-scenario, plan.no-layer. */
  coverage: oc.input(z.object({ survey, scenario: id })).output(job<CoverageAnswer>()),
  /** The findings of the latest check as GeoJSON. Refusals: plan.unknown-scenario, plan.no-coverage, target.*. */
  writeCoverage: oc
    .input(z.object({ survey, scenario: id, to: file, force: z.boolean() }))
    .output(job<{ readonly path: string; readonly findings: number }>()),
  storedCoverage: oc.input(z.object({ survey, scenario: id })).output(answer<CoverageAnswer | null>()),
  regularity: oc.input(z.object({ survey, scenario: id })).output(job<RegularityAnswer>()),
  storedRegularity: oc.input(z.object({ survey, scenario: id })).output(answer<RegularityAnswer | null>()),
}
