import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import {
  type ConflictLine,
  type ConflictPage,
  type ConflictsAnswer,
  type OverlayAnswer,
  type PlanLayerName,
  type PlanLine,
  planLayerNames,
  type ScenarioLine,
} from '../../../shared/contract/planning-answers.ts'
import { localDay } from '../../../shared/model/calendar-day.ts'
import { roundHalfUp } from '../../../shared/model/round.ts'
import type { SchemeId } from '../../../shared/planning/scheme.ts'
import { isSchemeId, schemeIds } from '../../../shared/planning/schemes/all.ts'
import type { PlanSheet, SheetCell } from '../../../shared/planning/tables/sheet-parts.ts'
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

type Action = (survey: string, what: string | null, context: CommandContext) => Promise<Outcome<CommandAnswer>>

/** `plan ACTION SURVEY.gpkg [FILE]`: village land-use plans. */
export const planCommand: Command = {
  name: 'plan',
  usage:
    'plan list|create|set|import|copy|status|overlay|tables|conflicts|coverage|regularity|print SURVEY.gpkg [FILE] [--plan TITLE] [--version N] [--layer LAYER[=NAME]]… [--base-scheme SCHEME] [--planned-scheme SCHEME] [--base-year YYYY] [--target-year YYYY] [--set KEY=VALUE]… [--status draft|notice|approved] [--document TEXT] [--on YYYY-MM-DD] [--name TEXT] [--encoding E] [--source-crs EPSG:n] [--swap-axes] [--to FILE.xlsx|FILE.pdf] [--state base|planned] [--force] [--all] [--breaches] [--dry-run]',
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
    status: { type: 'string' },
    document: { type: 'string' },
    on: { type: 'string' },
    name: { type: 'string' },
    encoding: { type: 'string' },
    'source-crs': { type: 'string' },
    'swap-axes': { type: 'boolean' },
    to: { type: 'string' },
    state: { type: 'string' },
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
    const mode = READING.has(name) || (name === 'import' && context.args.has('dry-run')) ? 'read' : 'write'
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
      const { findings, totals } = covered.value
      return done({
        json: {
          ...covered.value,
          findings: findings.map((finding) => ({ ...finding, areaM2: roundHalfUp(finding.areaM2, 4) })),
        },
        text: (['planned', 'zones'] as const).flatMap((layer) =>
          (['gap', 'overlap'] as const).map((kind) =>
            context.word('out.plan-coverage', {
              layer: `plan.coverage.${layer}`,
              kind: `plan.coverage.${kind}`,
              count: totals[layer][kind].count,
              m2: roundHalfUp(totals[layer][kind].areaM2).toFixed(2),
            }),
          ),
        ),
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
          ...sheetsOfTables(tables, checked, language).flatMap(sheetLines),
          ...(to === null ? [] : [word('out.plan-tables-written', { file: to })]),
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
      const overlaid = await context.finish(
        await context.client.planning.overlay({ survey, scenario: scenario.value.id }, { signal: context.signal }),
      )
      return overlaid.ok
        ? done({ json: roundedOverlay(overlaid.value), text: overlayLines(overlaid.value, context) })
        : overlaid
    },
  }),
)

/** As many as one answer carries; the others are counted. */
const LEDGER_LINES = 500

const roundedConflict = (line: ConflictLine): object => ({
  ...line,
  sharedM2: roundHalfUp(line.sharedM2),
  subjectM2: line.subjectM2 === null ? null : roundHalfUp(line.subjectM2),
})

const conflictLines = (run: ConflictsAnswer, { lines }: ConflictPage, { word }: CommandContext): readonly string[] => [
  ...run.rules
    .filter(({ isAsked }) => isAsked)
    .map(({ rule, open, added, solved, slivers, sharedM2 }) =>
      word('out.plan-conflicts', { rule, open, added, solved, slivers, m2: roundHalfUp(sharedM2).toFixed(2) }),
    ),
  ...lines.slice(0, 20).map((line) =>
    word('out.plan-conflict', {
      rule: line.rule,
      subject: `plan.subject.${line.subject}`,
      name: line.subjectName ?? line.subjectId,
      m2: roundHalfUp(line.sharedM2).toFixed(2),
      cause: `plan.cause.${line.cause}`,
      standing: `plan.standing.${line.standing}`,
    }),
  ),
]

/** A sheet as lines of text, its cells parted by two blanks. */
const sheetLines = (sheet: PlanSheet): readonly string[] => [
  `# ${sheet.name}`,
  ...sheet.rows.map((cells) => cells.map(cellText).join('  ')),
]

const cellText = ({ value, format }: SheetCell): string =>
  typeof value === 'number' && format !== 'integer' ? value.toFixed(format === 'ha' ? 4 : 2) : String(value)

function required(value: string | null, option: string): string {
  if (value === null) throw new UsageError('usage.missing', { what: option })
  return value
}

/** The plan that `--plan` names, or the only one. Refusals: plan.unknown, plan.ambiguous. */
async function planOf(survey: string, { client, args }: CommandContext): Promise<Outcome<PlanLine>> {
  const plans = await client.planning.list({ survey })
  if (!plans.ok) return plans
  const title = args.text('plan')
  const found = title === null ? plans.value : plans.value.filter((plan) => plan.title === title || plan.id === title)
  const [only, other] = found
  const titles = plans.value.map((plan) => plan.title)
  if (only === undefined) return refuse({ code: 'plan.unknown', params: { plan: title ?? '' }, proposals: titles })
  if (other !== undefined)
    return refuse({ code: 'plan.ambiguous', params: { plans: titles.join('、') }, proposals: titles })
  return done(only)
}

/** Its latest scenario, or the one of `--version`. Refusals: those of planOf, plan.unknown-version. */
async function scenarioOf(survey: string, context: CommandContext): Promise<Outcome<ScenarioLine>> {
  const plan = await planOf(survey, context)
  if (!plan.ok) return plan
  const text = context.args.text('version')
  const version = text === null ? null : numberOf(text, '--version')
  const found = plan.value.scenarios.findLast((scenario) => version === null || scenario.version === version)
  return found === undefined
    ? refuse({ code: 'plan.unknown-version', params: { plan: plan.value.title, version: text ?? '' } })
    : done(found)
}

function numberOf(text: string, option: string): number {
  if (!/^\d{1,9}(\.\d+)?$/.test(text)) throw new UsageError('usage.value', { option, value: text, expected: '0…' })
  return Number(text)
}

const years = (args: CommandContext['args']) => ({
  ...(args.text('base-year') === null ? {} : { baseYear: numberOf(args.text('base-year') ?? '', '--base-year') }),
  ...(args.text('target-year') === null
    ? {}
    : { targetYear: numberOf(args.text('target-year') ?? '', '--target-year') }),
})

const SETTINGS = [
  'populationBase',
  'populationTarget',
  'householdsBase',
  'householdsTarget',
  'townArableM2',
  'townBasicFarmlandM2',
  'townConstructionM2',
  'townUrbanRuralM2',
] as const

/** KEY=VALUE; an empty value makes it unknown. A class that the crosswalk leaves open is decided by class:CODE=CODE. */
function settings(words: readonly string[]): Record<string, number | null | Record<string, string>> {
  const values: Record<string, number | null | Record<string, string>> = {}
  const choices: Record<string, string> = {}
  for (const word of words) {
    const [, key = '', value = ''] = /^([^=]+)=(.*)$/.exec(word) ?? []
    if (key.startsWith('class:')) choices[key.slice('class:'.length)] = value
    else if ((SETTINGS as readonly string[]).includes(key))
      values[key] = value === '' ? null : numberOf(value, `--set ${key}`)
    else
      throw new UsageError('usage.value', {
        option: '--set',
        value: word,
        expected: [...SETTINGS, 'class:CODE'].join(' | '),
      })
  }
  return Object.keys(choices).length === 0 ? values : { ...values, choices }
}

function schemeOption(text: string | null, option: string): SchemeId | null {
  if (text !== null && !isSchemeId(text))
    throw new UsageError('usage.value', { option, value: text, expected: schemeIds.join(' | ') })
  return text
}

function layersOf(words: readonly string[]): { layer: PlanLayerName; name: string | null }[] {
  if (words.length === 0) throw new UsageError('usage.missing', { what: '--layer LAYER[=NAME]' })
  return words.map((word) => {
    const at = word.indexOf('=')
    const layer = planLayerNames.find((name) => name === (at < 0 ? word : word.slice(0, at)))
    if (layer === undefined || at === word.length - 1)
      throw new UsageError('usage.value', { option: '--layer', value: word, expected: planLayerNames.join(' | ') })
    return { layer, name: at < 0 ? null : word.slice(at + 1) }
  })
}

function planLines(plan: PlanLine, { word }: CommandContext): readonly string[] {
  const { baseYear, targetYear } = plan.facts
  return [
    word('out.plan', { plan: plan.title, base: baseYear ?? '—', target: targetYear ?? '—' }),
    ...plan.scenarios.map((scenario) =>
      word('out.plan-scenario', {
        version: scenario.version,
        name: scenario.name ?? '',
        status: `plan.status.${scenario.status}`,
        base: scenario.counts.base_patch,
        planned: scenario.counts.planned_patch,
        zones: scenario.counts.control_zone,
      }),
    ),
  ]
}

/** m² half-up to two decimals, after summing. */
function roundedOverlay(overlay: OverlayAnswer): object {
  const area = <T extends { readonly areaM2: number }>(rows: readonly T[]) =>
    rows.map((row) => ({ ...row, areaM2: roundHalfUp(row.areaM2) }))
  return {
    ...overlay,
    base: area(overlay.base),
    planned: area(overlay.planned),
    transitions: area(overlay.transitions).map((row) => ({ ...row, planeM2: roundHalfUp(row.planeM2) })),
    openClasses: area(overlay.openClasses),
    closings: overlay.closings.map((row) => ({
      ...row,
      controlM2: row.controlM2 === null ? null : roundHalfUp(row.controlM2),
      patchesM2: roundHalfUp(row.patchesM2),
    })),
    uncoveredM2: roundHalfUp(overlay.uncoveredM2),
    overplannedM2: roundHalfUp(overlay.overplannedM2),
  }
}

function overlayLines(overlay: OverlayAnswer, { word }: CommandContext): readonly string[] {
  const cells = new Map<string, { from: string; to: string | null; areaM2: number }>()
  for (const { from, to, areaM2 } of overlay.transitions) {
    const cell = cells.get(`${from}/${to}`) ?? { from, to, areaM2: 0 }
    cell.areaM2 += areaM2
    cells.set(`${from}/${to}`, cell)
  }
  return [
    ...[...cells.values()].map(({ from, to, areaM2 }) =>
      word('out.plan-cell', {
        from: `plan.row.${from}`,
        to: to === null ? 'plan.row.none' : `plan.row.${to}`,
        m2: roundHalfUp(areaM2).toFixed(2),
      }),
    ),
    ...overlay.openClasses.map(({ code, options, chosen }) =>
      word('out.plan-open-class', { class: code, options: options.join('、'), chosen: chosen ?? '—' }),
    ),
  ]
}
