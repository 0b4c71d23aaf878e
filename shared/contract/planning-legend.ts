import { oc } from '@orpc/contract'
import * as z from 'zod/mini'
import { type LegendSetting, legendProperties } from '../planning/legend.ts'
import { answer, file, job, survey } from './parts.ts'

/** What a survey's legend has otherwise than the program. */
export interface LegendAnswer {
  readonly settings: readonly LegendSetting[]
}

export interface ReadLegend {
  /** Settings of the file that are another than those of the survey: set, or in a dry run to be set. */
  readonly changed: number
  readonly read: number
}

const setting = z.object({
  subject: z.string().check(z.maxLength(200)),
  property: z.enum(legendProperties),
  /** null: the built-in one. */
  value: z.nullable(z.string().check(z.maxLength(200))),
  confirmed: z.boolean(),
  source: z.nullable(z.string().check(z.maxLength(500))),
})

/** Colours, rows and titles that a district has otherwise than the program (图例与口径), for all plans of a survey. */
export const planningLegend = {
  get: oc.input(z.object({ survey })).output(answer<LegendAnswer>()),
  /**
   * Sets, confirms or restores; one entry of the history. Refusals: legend.unknown, legend.bad-colour, legend.bad-row,
   * legend.bad-title, value.personal.
   */
  set: oc
    .input(z.object({ survey, settings: z.array(setting).check(z.minLength(1), z.maxLength(5000)) }))
    .output(answer<{ readonly changed: number }>()),
  /** Everything that can be changed with what holds, as xlsx or JSON by the target's name. Refusals: target.*. */
  write: oc.input(z.object({ survey, to: file, force: z.boolean() })).output(job<{ readonly path: string }>()),
  /**
   * Sets what such a file has; what it does not list stays. Refusals: those of `set` with the line, legend.unreadable,
   * xlsx.damaged, zip.*.
   */
  read: oc.input(z.object({ survey, file, dryRun: z.boolean() })).output(answer<ReadLegend>()),
}
