import { done, type Outcome } from '../../../shared/contract/outcome.ts'
import { localDay } from '../../../shared/model/calendar-day.ts'
import { roundHalfUp } from '../../../shared/model/round.ts'
import { overlayOfVillage, villageOf } from '../../../shared/planning/overlay-of-village.ts'
import { sheetsOfTables } from '../../../shared/planning/tables/sheets.ts'
import {
  type Command,
  type CommandAnswer,
  type CommandContext,
  crsOption,
  dayOf,
  encodingOption,
  oneOf,
  UsageError,
} from '../command.ts'
import { importedJson, importedLines } from './imported.ts'
import {
  layersOf,
  planOf,
  required,
  scenarioOf,
  schemeOption,
  settings,
  villageOption,
  years,
} from './plan-arguments.ts'
import { changesLegend, planLegend } from './plan-legend.ts'
import {
  conflictLines,
  coverageLines,
  overlayLines,
  planLines,
  roundedConflict,
  roundedCoverage,
  roundedOverlay,
  sheetLines,
} from './plan-lines.ts'

type Action = (survey: string, what: string | null, context: CommandContext) => Promise<Outcome<CommandAnswer>>

/** `plan ACTION SURVEY.gpkg [FILE]`: village land-use plans. */
export const planCommand: Command = {
  name: 'plan',
  usage:
    'plan list|create|set|import|copy|status|overlay|tables|conflicts|coverage|regularity|print|legend SURVEY.gpkg [FILE] [--plan TITLE] [--version N] [--layer LAYER[=NAME]]… [--base-scheme SCHEME] [--planned-scheme SCHEME] [--base-year YYYY] [--target-year YYYY] [--set KEY=VALUE]… [--confirm SUBJECT[.PROPERTY]]… [--source TEXT] [--status draft|notice|approved] [--document TEXT] [--on YYYY-MM-DD] [--name TEXT] [--encoding E] [--source-crs EPSG:n] [--swap-axes] [--to FILE.xlsx|FILE.pdf|FILE.json|FILE.geojson] [--state base|planned] [--force] [--village CODE|none] [--all] [--breaches] [--dry-run]',
  positionals: [2, 3],
  options: {
    plan: { type: 'string' },
    version: { type: 'string' },
    layer: { type: 'string', multiple: true },
    'base-scheme': { type: 'string' },
    'planned-scheme': { type: 'string' },
    'base-year': { type: 'string' },
    'target-year': { type: 'string' },
    set: { type: 'string', multiple: true },
    confirm: { type: 'string', multiple: true },
    source: { type: 'string' },
    status: { type: 'string' },
    document: { type: 'string' },
    on: { type: 'string' },
    name: { type: 'string' },
    encoding: { type: 'string' },
    'source-crs': { type: 'string' },
    'swap-axes': { type: 'boolean' },
    to: { type: 'string' },
    state: { type: 'string' },
    village: { type: 'string' },
    force: { type: 'boolean' },
    all: { type: 'boolean' },
    breaches: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
  },
  run(context) {
    const [name = '', survey = '', what = null] = context.args.positionals
    const action = actions.get(name)
    if (action === undefined)
      throw new UsageError('usage.value', { option: 'plan', value: name, expected: [...actions.keys()].join(' | ') })
    const isReading =
      READING.has(name) ||
      (name === 'import' && context.args.has('dry-run')) ||
      (name === 'legend' && !changesLegend(context))
    const mode = isReading ? 'read' : 'write'
    return context.withSurvey(survey, mode, (opened) => action(opened, what, context))
  },
}

const READING = new Set(['list'])

const actions: ReadonlyMap<string, Action> = new Map(
  Object.entries<Action>({
    list: async (survey, _what, context) => {
      const plans = await context.client.planning.list({ survey })
      if (!plans.ok) return plans
      return done({
        json: { plans: plans.value },
        text:
          plans.value.length === 0
            ? [context.word('out.no-plans')]
            : plans.value.flatMap((plan) => planLines(plan, context)),
      })
    },
    create: async (survey, _what, { client, args, word }) => {
      const title = required(args.text('plan'), '--plan')
      const created = await client.planning.create({ survey, title, ...years(args) })
      return created.ok ? done({ json: created.value, text: [word('out.plan-created', { plan: title })] }) : created
    },
    set: async (survey, _what, context) => {
      const plan = await planOf(survey, context)
      if (!plan.ok) return plan
      const edited = await context.client.planning.edit({
        survey,
        plan: plan.value.id,
        values: { ...years(context.args), ...settings(context.args.texts('set')) },
      })
      return edited.ok
        ? done({ json: { plan: plan.value.id }, text: [context.word('out.plan-set', { plan: plan.value.title })] })
        : edited
    },
    import: async (survey, what, context) => {
      const { client, args, finish, signal, word, language } = context
      const title = args.text('plan')
      if (what === null) throw new UsageError('usage.missing', { what: 'FILE' })
      const scenario = args.text('version') === null ? done(null) : await scenarioOf(survey, context)
      if (!scenario.ok) return scenario
      const imported = await finish(
        await client.planning.import(
          {
            survey,
            file: what,
            scenario: scenario.value?.id ?? null,
            title,
            ...years(args),
            layers: layersOf(args.texts('layer')),
            baseScheme: schemeOption(args.text('base-scheme'), '--base-scheme'),
            plannedScheme: schemeOption(args.text('planned-scheme'), '--planned-scheme'),
            encoding: encodingOption(args),
            sourceCrs: crsOption(args, 'source-crs'),
            swapAxes: args.has('swap-axes'),
            map: {},
            dryRun: args.has('dry-run'),
          },
          { signal },
        ),
      )
      if (!imported.ok) return imported
      const { layers, ...ids } = imported.value
      return done({
        json: { ...ids, layers: layers.map((layer) => importedJson(layer, language)) },
        text: layers.flatMap((layer) => importedLines(layer, word, language)),
      })
    },
    copy: async (survey, _what, context) => {
      const scenario = await scenarioOf(survey, context)
      if (!scenario.ok) return scenario
      const copied = await context.client.planning.copyScenario({
        survey,
        scenario: scenario.value.id,
        name: context.args.text('name'),
      })
      return copied.ok ? done({ json: copied.value, text: [context.word('out.plan-copied')] }) : copied
    },
    status: async (survey, _what, context) => {
      const { args, client, word } = context
      const scenario = await scenarioOf(survey, context)
      if (!scenario.ok) return scenario
      const status = oneOf(
        'status',
        required(args.text('status'), '--status'),
        ['draft', 'notice', 'approved'],
        'draft',
      )
      const on = args.text('on') === null ? localDay() : dayOf(args, 'on')
      const set = await client.planning.setStatus({
        survey,
        scenario: scenario.value.id,
        status,
        document: args.text('document'),
        on,
      })
      return set.ok
        ? done({
            json: { scenario: scenario.value.id, status, on },
            text: [word('out.plan-status', { version: scenario.value.version, status: `plan.status.${status}` })],
          })
        : set
    },
    conflicts: async (survey, _what, context) => {
      const { args, client, finish, signal } = context
      const scenario = await scenarioOf(survey, context)
      if (!scenario.ok) return scenario
      const run = await finish(await client.planning.conflicts({ survey, scenario: scenario.value.id }, { signal }))
      if (!run.ok) return run
      const ledger = await client.planning.ledger({
        survey,
        scenario: scenario.value.id,
        rule: null,
        standing: args.has('all') ? null : 'open',
        cause: null,
        decided: null,
        breach: args.has('breaches') ? true : null,
        offset: 0,
        limit: LEDGER_LINES,
      })
      if (!ledger.ok) return ledger
      return done({
        json: {
          ...run.value,
          rules: run.value.rules.map((rule) => ({ ...rule, sharedM2: roundHalfUp(rule.sharedM2) })),
          count: ledger.value.count,
          conflicts: ledger.value.lines.map(roundedConflict),
        },
        text: conflictLines(run.value, ledger.value, context),
      })
    },
    coverage: async (survey, _what, context) => {
      const scenario = await scenarioOf(survey, context)
      if (!scenario.ok) return scenario
      const covered = await context.finish(
        await context.client.planning.coverage({ survey, scenario: scenario.value.id }, { signal: context.signal }),
      )
      if (!covered.ok) return covered
      const to = context.args.text('to')
      const request = { survey, scenario: scenario.value.id, force: context.args.has('force') }
      const written =
        to === null
          ? null
          : await context.finish(
              await context.client.planning.writeCoverage({ ...request, to }, { signal: context.signal }),
            )
      if (written?.ok === false) return written
      return done({
        json: { ...roundedCoverage(covered.value), path: written?.value.path ?? null },
        text: [
          ...coverageLines(covered.value, context),
          ...(written === null
            ? []
            : [
                context.word('out.plan-coverage-written', {
                  count: written.value.findings,
                  file: written.value.path,
                }),
              ]),
        ],
      })
    },
    tables: async (survey, _what, context) => {
      const { args, client, finish, signal, language, word } = context
      const scenario = await scenarioOf(survey, context)
      if (!scenario.ok) return scenario
      const made = await finish(await client.planning.tables({ survey, scenario: scenario.value.id }, { signal }))
      if (!made.ok) return made
      const to = args.text('to')
      if (to !== null) {
        const written = await finish(
          await client.planning.writeTables(
            { survey, scenario: scenario.value.id, to, force: args.has('force'), language },
            { signal },
          ),
        )
        if (!written.ok) return written
      }
      const { tables, checked } = made.value
      return done({
        json: { ...made.value, ...(to === null ? {} : { path: to }) },
        text: [
          ...(to === null
            ? sheetsOfTables(tables, checked, language).flatMap(sheetLines)
            : [word('out.plan-tables-written', { file: to })]),
        ],
      })
    },
    print: async (survey, _what, context) => {
      const { args, client, finish, signal, language, word } = context
      const scenario = await scenarioOf(survey, context)
      if (!scenario.ok) return scenario
      const printed = await finish(
        await client.planning.print(
          {
            survey,
            scenario: scenario.value.id,
            state: oneOf('state', args.text('state'), ['base', 'planned'], 'planned'),
            to: required(args.text('to'), '--to'),
            force: args.has('force'),
            language,
          },
          { signal },
        ),
      )
      if (!printed.ok) return printed
      const { path, scale, missingCharacters } = printed.value
      return done({
        json: printed.value,
        text: [
          word('out.plan-printed', { file: path, scale }),
          ...(missingCharacters.length === 0
            ? []
            : [word('out.plan-missing-characters', { characters: missingCharacters.join('') })]),
        ],
      })
    },
    legend: planLegend,
    regularity: async (survey, _what, context) => {
      const scenario = await scenarioOf(survey, context)
      if (!scenario.ok) return scenario
      const measured = await context.finish(
        await context.client.planning.regularity({ survey, scenario: scenario.value.id }, { signal: context.signal }),
      )
      if (!measured.ok) return measured
      const shown = (value: number | null, decimals: number): string =>
        value === null ? '—' : roundHalfUp(value, decimals).toFixed(decimals)
      return done({
        json: measured.value,
        text: measured.value.rows.map((row) =>
          context.word('out.plan-regularity', {
            land: `plan.land.${row.land}`,
            state: `plan.state.${row.state}`,
            patches: row.patches,
            largest: shown(row.largestShare === null ? null : row.largestShare * 100, 1),
            mean: shown(row.meanPatchM2, 2),
            edge: shown(row.edgeDensityMPerHa, 1),
            compactness: shown(row.compactness, 3),
          }),
        ),
      })
    },
    overlay: async (survey, _what, context) => {
      const scenario = await scenarioOf(survey, context)
      if (!scenario.ok) return scenario
      const village = await villageOption(survey, context)
      if (!village.ok) return village
      const overlaid = await context.finish(
        await context.client.planning.overlay({ survey, scenario: scenario.value.id }, { signal: context.signal }),
      )
      if (!overlaid.ok) return overlaid
      const overlay =
        village.value === null ? overlaid.value : overlayOfVillage(overlaid.value, villageOf(village.value))
      return done({ json: roundedOverlay(overlay, village.value), text: overlayLines(overlay, context) })
    },
  }),
)

/** As many as one answer carries; the others are counted. */
const LEDGER_LINES = 500
