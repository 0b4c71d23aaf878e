import { implement } from '@orpc/server'
import { countLegendChanges, legendSettings, setLegend } from '../../db/queries/plan-legend.ts'
import { contract } from '../../shared/contract/contract.ts'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'
import type { LegendSetting } from '../../shared/planning/legend.ts'
import { legendFault } from '../../shared/planning/legend-items.ts'
import { subjectText } from '../../shared/planning/legend-sheet.ts'
import type { Core } from './core.ts'
import { onSurvey, pathOf } from './jobs-on-survey.ts'
import { holdsPersonal } from './parcel-procedures.ts'

const os = implement(contract.planningLegend).$context<{ core: Core }>()
const NEVER = new AbortController().signal

/** The first setting that cannot be. */
function faultIn(settings: readonly LegendSetting[], lines: readonly number[] | null = null): Outcome<never> | null {
  for (const [at, setting] of settings.entries()) {
    const { subject, value, source } = setting
    if ([value, source].some(holdsPersonal)) return refuse({ code: 'value.personal', params: { field: 'legend' } })
    const code = legendFault(setting)
    if (code === null) continue
    const params = { subject: subjectText(subject), value: value ?? '' }
    const line = lines?.[at]
    return refuse({ code, params, ...(line === undefined ? {} : { record: line }) })
  }
  return null
}

async function set(
  core: Core,
  survey: string,
  settings: readonly LegendSetting[],
): Promise<Outcome<{ changed: number }>> {
  const db = core.writable(survey)
  const leave = await core.session(survey).queue.enter()
  try {
    return done({ changed: setLegend(db, settings, { author: core.author, at: new Date().toISOString() }) })
  } finally {
    leave()
  }
}

/** The legend of a survey's plans. */
export const planningLegendRouter = os.router({
  get: os.get.handler(({ input, context: { core } }) =>
    done({ settings: legendSettings(core.session(input.survey).survey.db) }),
  ),
  set: os.set.handler(({ input: { survey, settings }, context: { core } }) => {
    core.writable(survey)
    return faultIn(settings) ?? set(core, survey, settings)
  }),
  write: os.write.handler(({ input, context: { core }, signal }) =>
    onSurvey(
      core,
      input.survey,
      'write-legend',
      { survey: pathOf(core, input.survey), to: core.resolveFile(input.to), force: input.force },
      signal,
    ),
  ),
  read: os.read.handler(async ({ input: { survey, file, dryRun }, context: { core }, signal }) => {
    if (!dryRun) core.writable(survey)
    const { readLegendFile } = await import('../jobs/plan/legend-file.ts')
    const read = await readLegendFile(core.resolveFile(file), signal ?? NEVER)
    if (!read.ok) return read
    const settings = read.value.map(({ setting }) => setting)
    const fault = faultIn(
      settings,
      read.value.map(({ line }) => line),
    )
    if (fault !== null) return fault
    if (dryRun)
      return done({ changed: countLegendChanges(core.session(survey).survey.db, settings), read: settings.length })
    const changed = await set(core, survey, settings)
    return changed.ok ? done({ ...changed.value, read: settings.length }) : changed
  }),
})
