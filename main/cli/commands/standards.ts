import { extname } from 'node:path'
import * as z from 'zod/mini'
import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import { localDay } from '../../../shared/model/calendar-day.ts'
import { codeOf, villageTypes } from '../../../shared/model/code-lists.ts'
import type { SetFault } from '../../../shared/standards/cases.ts'
import type { SetDifference } from '../../../shared/standards/compare-sets.ts'
import { standardSetFile } from '../../../shared/standards/set-file.ts'
import { type Command, type CommandAnswer, type CommandContext, dayOf, UsageError } from '../command.ts'
import { compareRuns, listHouseholds, listRuns } from './runs.ts'

type Action = (survey: string, what: string | null, context: CommandContext) => Promise<Outcome<CommandAnswer>>

/** `standards ACTION SURVEY.gpkg [ID|FILE]`: one command, as people think of the sets as one thing. */
export const standardsCommand: Command = {
  name: 'standards',
  usage:
    'standards list|show|import|export|check|adopt|compare|village-type|village-types|runs|changes|households SURVEY.gpkg [ID|FILE|VILLAGE] [--version N] [--to FILE.json|FILE.xlsx] [--with ID|FILE] [--type TYPE] [--from YYYY-MM-DD] [--before RUN] [--after RUN] [--run N] [--class CLASS] [--why TEXT] [--force]  |  standards schema',
  positionals: [1, 3],
  options: {
    version: { type: 'string' },
    to: { type: 'string' },
    with: { type: 'string' },
    type: { type: 'string' },
    from: { type: 'string' },
    before: { type: 'string' },
    after: { type: 'string' },
    run: { type: 'string' },
    class: { type: 'string' },
    why: { type: 'string' },
    force: { type: 'boolean' },
  },
  run(context) {
    const [name = '', survey = null, what = null] = context.args.positionals
    if (name === 'schema') return Promise.resolve(done(schemaAnswer()))
    const action = actions.get(name)
    if (action === undefined)
      throw new UsageError('usage.value', {
        option: 'standards',
        value: name,
        expected: [...actions.keys(), 'schema'].join(' | '),
      })
    if (survey === null) throw new UsageError('usage.missing', { what: 'SURVEY.gpkg' })
    return context.withSurvey(survey, WRITING.has(name) ? 'write' : 'read', (opened) => action(opened, what, context))
  },
}

/** The form of a set's file as JSON Schema: what another program that writes sets goes by. */
function schemaAnswer(): CommandAnswer {
  const schema = z.toJSONSchema(standardSetFile)
  return { json: schema, text: [JSON.stringify(schema, null, 2)] }
}

const WRITING = new Set(['import', 'adopt', 'village-type'])

const actions: ReadonlyMap<string, Action> = new Map(
  Object.entries<Action>({
    list: async (survey, _what, { client, language, word }) => {
      const listed = await client.standards.list({ survey })
      if (!listed.ok) return listed
      const sets = listed.value.map((set) => ({ ...set, title: set.title[language] }))
      return done({
        json: { sets },
        text: sets.map(
          (set) =>
            `${set.isDefault ? '* ' : '  '}${set.id}${set.version === null ? '' : ` v${set.version}`}  ${word(`standards.status.${set.status}`)}  ${set.title}${set.toConfirm ? `  ${word('standards.to-confirm')}` : ''}`,
        ),
      })
    },
    show: async (survey, what, { client, args, language, word }) => {
      const found = await client.standards.get({ survey, ...whichOf(what, args) })
      if (!found.ok) return found
      const { set, version, faults } = found.value
      const rules = set.standards.map(({ article, ...rule }) => ({ ...rule, article: article[language] }))
      return done({
        json: { ...set, version, title: set.title[language], standards: rules, faults: wordFaults(faults, word) },
        text: [
          `${set.id}${version === null ? '' : ` v${version}`}  ${set.title[language]}`,
          ...rules.map((rule) => `  ${rule.id}  ${rule.limitM2} m²  ${rule.article}`),
          ...faultLines(faults, word),
        ],
      })
    },
    import: async (survey, what, { client, args, word }) => {
      const read = await client.standards.read({ file: named(what) })
      if (!read.ok) return read
      const saved = await client.standards.save({ survey, set: read.value.set, why: args.text('why') })
      if (!saved.ok) return saved
      const { id, version, faults } = saved.value
      return done({
        json: { standardSet: id, version, faults: wordFaults(faults, word) },
        text: [word('out.standards-saved', { standards: id, version }), ...faultLines(faults, word)],
      })
    },
    export: async (survey, what, { client, args, finish, signal, language, word }) => {
      const to = args.text('to')
      if (to === null) throw new UsageError('usage.missing', { what: '--to' })
      if (!['.json', '.xlsx'].includes(extname(to).toLowerCase()))
        throw new UsageError('usage.value', { option: '--to', value: to, expected: '.json | .xlsx' })
      const written = await finish(
        await client.standards.write(
          { survey, ...whichOf(what, args), to, force: args.has('force'), language },
          { signal },
        ),
      )
      return written.ok ? done({ json: { path: to }, text: [word('out.standards-written', { file: to })] }) : written
    },
    check: async (survey, what, { client, args, word }) => {
      const found = await client.standards.get({ survey, ...whichOf(what, args) })
      if (!found.ok) return found
      const { set, version, faults } = found.value
      return done({
        json: { standardSet: set.id, version, faults: wordFaults(faults, word) },
        text: faults.length === 0 ? [word('out.standards-sound', { standards: set.id })] : faultLines(faults, word),
        blocks: faults.length > 0,
      })
    },
    adopt: async (survey, what, { client, args, word }) => {
      const from = args.text('from') === null ? localDay() : dayOf(args, 'from')
      const adopted = await client.standards.adopt({ survey, ...whichOf(what, args), from, why: args.text('why') })
      if (!adopted.ok) return adopted
      const { id, version } = adopted.value
      return done({
        json: { standardSet: id, version, validFrom: from },
        text: [word('out.standards-adopted', { standards: id, version, from })],
      })
    },
    'village-type': async (survey, what, { client, args, word }) => {
      const named = args.text('type') ?? ''
      const type = codeOf(villageTypes, named)
      if (type === null)
        throw new UsageError('usage.value', {
          option: '--type',
          value: named,
          expected: Object.keys(villageTypes.codes).join(' | '),
        })
      const since = dayOf(args, 'from')
      const changed = await client.standards.changeVillageType({
        survey,
        village: what ?? '',
        type,
        since,
        document: args.text('why'),
      })
      return changed.ok
        ? done({
            json: changed.value,
            text: [word('out.village-type', { village: what ?? '', type: `village_type.${type}`, since })],
          })
        : changed
    },
    'village-types': async (survey, what, { client, word }) => {
      const listed = await client.standards.villageTypes({ survey })
      if (!listed.ok) return listed
      const villages = listed.value.filter(({ code }) => what === null || code === what)
      if (what !== null && villages.length === 0)
        return refuse({ code: 'village.not-found', params: { village: what } })
      return done({
        json: { villages },
        text: villages.flatMap(({ code, name, today, changes }) => [
          word('out.village-type.line', {
            village: code,
            name: name ?? '',
            today: `village_type.${today ?? 'unknown'}`,
          }),
          ...changes.map(({ since, type, document }) => {
            const line = word('out.village-type.change', { since, type: `village_type.${type}` })
            return document === null ? line : `${line}  ${document}`
          }),
        ]),
      })
    },
    compare: async (survey, what, { client, args, word }) => {
      const after = args.text('with')
      if (after === null) throw new UsageError('usage.missing', { what: '--with' })
      const { standards, version } = whichOf(what, args)
      const compared = await client.standards.compare({ survey, before: standards, beforeVersion: version, after })
      if (!compared.ok) return compared
      return done({
        json: compared.value,
        text:
          compared.value.differences.length === 0
            ? [word('out.standards-same')]
            : compared.value.differences.map(differenceLine),
      })
    },
    runs: (survey, _what, context) => listRuns(survey, context),
    changes: (survey, _what, context) => compareRuns(survey, context),
    households: (survey, _what, context) => listHouseholds(survey, context),
  }),
)

function named(what: string | null): string {
  if (what === null) throw new UsageError('usage.missing', { what: 'ID|FILE' })
  return what
}

function whichOf(what: string | null, args: CommandContext['args']) {
  const version = args.text('version')
  if (version !== null && !/^[1-9]\d*$/.test(version))
    throw new UsageError('usage.value', { option: '--version', value: version, expected: '1, 2, 3 …' })
  return { standards: named(what), version: version === null ? null : Number(version) }
}

const differenceLine = ({ part, id, field, before, after }: SetDifference): string =>
  `${part === 'standard' ? `${id} ` : ''}${field}: ${before ?? '—'} → ${after ?? '—'}`

/** An example of a case in words: what the rules ask for, with its value. */
const exampleText = (fault: SetFault, word: CommandContext['word']): string =>
  Object.entries(fault.example ?? {})
    .map(([dimension, value]) => `${word(`standards.case.${dimension}`)} ${word(codeOfValue(dimension, value))}`)
    .join(word('standards.case.and'))

/** The code under which a value of a condition is worded, where it has one. */
function codeOfValue(dimension: string, value: string | number): string {
  switch (dimension) {
    case 'villageType':
      return `village_type.${value}`
    case 'land':
      return `land_taken.${value}`
    case 'plot':
      return `plot_kind.${value}`
    default:
      return String(value)
  }
}

const wordFaults = (faults: readonly SetFault[], word: CommandContext['word']) =>
  faults.map((fault) => ({
    code: fault.code,
    message: word(fault.code, { ...fault.params, example: exampleText(fault, word) }),
    ...(fault.example === undefined ? {} : { example: fault.example }),
  }))

const faultLines = (faults: readonly SetFault[], word: CommandContext['word']): readonly string[] =>
  wordFaults(faults, word).map(({ code, message }) => `  [${code}] ${message}`)
