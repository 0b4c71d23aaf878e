import { done, type Outcome } from '../../../shared/contract/outcome.ts'
import {
  type LegendProperty,
  type LegendSetting,
  legendOf,
  legendProperties,
  settingKey,
} from '../../../shared/planning/legend.ts'
import { findLegendItem, legendItems } from '../../../shared/planning/legend-items.ts'
import { builtInText, subjectText, valueWritten } from '../../../shared/planning/legend-sheet.ts'
import { movedClasses } from '../../../shared/planning/moved-classes.ts'
import { type CommandAnswer, type CommandContext, UsageError } from '../command.ts'

/** Whether the command changes the survey. */
export const changesLegend = ({ args }: CommandContext): boolean =>
  !args.has('dry-run') &&
  (args.positionals.length > 2 || args.texts('set').length > 0 || args.texts('confirm').length > 0)

/** `plan legend SURVEY [FILE]`: shows what the survey has otherwise; FILE is taken in first, then what the options set. */
export async function planLegend(
  survey: string,
  file: string | null,
  context: CommandContext,
): Promise<Outcome<CommandAnswer>> {
  const { client, args, finish, signal, word } = context
  const isDry = args.has('dry-run')
  let changed = 0
  if (file !== null) {
    const read = await client.planningLegend.read({ survey, file, dryRun: isDry })
    if (!read.ok) return read
    changed += read.value.changed
  }
  const before = await client.planningLegend.get({ survey })
  if (!before.ok) return before
  const wanted = wantedSettings(args, before.value.settings)
  if (isDry && wanted.length > 0)
    throw new UsageError('usage.value', { option: '--dry-run', value: '--set', expected: 'FILE' })
  if (wanted.length > 0) {
    const set = await client.planningLegend.set({ survey, settings: [...wanted] })
    if (!set.ok) return set
    changed += set.value.changed
  }
  const to = args.text('to')
  if (to !== null) {
    const written = await finish(
      await client.planningLegend.write({ survey, to, force: args.has('force') }, { signal }),
    )
    if (!written.ok) return written
  }
  const after = await client.planningLegend.get({ survey })
  if (!after.ok) return after
  const { settings } = after.value
  return done({
    json: {
      settings,
      moved: movedClasses(legendOf(settings)),
      changed,
      ...(args.has('all') ? { items: allItems(settings) } : {}),
      ...(to === null ? {} : { path: to }),
    },
    text: [
      ...settings.map((setting) => settingLine(setting, context)),
      word(isDry ? 'out.legend-dry' : 'out.legend', { count: settings.length, changed }),
      ...(to === null ? [] : [word('out.legend-written', { file: to })]),
    ],
  })
}

const settingLine = (
  { subject, property, value, confirmed, source }: LegendSetting,
  { word }: CommandContext,
): string =>
  word('out.legend-setting', {
    subject: `${subject}.${property}`,
    name: subjectText(subject),
    value: value ?? '—',
    state: confirmed ? 'plan.confirmed' : 'plan.to-confirm',
    source: source ?? '',
  }).trimEnd()

const allItems = (settings: readonly LegendSetting[]) => {
  const legend = legendOf(settings)
  return legendItems.flatMap((item) =>
    legendProperties.flatMap((property) => {
      const builtIn = builtInText(item, property)
      if (builtIn === null) return []
      const { subject, group, code, title } = item
      const { value = null, confirmed = false, source = null } = legend.get(settingKey(subject, property)) ?? {}
      return [{ subject, property, group, code, title, builtIn, value, confirmed, source }]
    }),
  )
}

/** SUBJECT.PROPERTY=VALUE sets (an empty VALUE restores), SUBJECT[.PROPERTY] confirms; `--source` says where both are from. */
function wantedSettings(args: CommandContext['args'], now: readonly LegendSetting[]): readonly LegendSetting[] {
  const wanted = new Map(now.map((setting) => [settingKey(setting.subject, setting.property), setting]))
  const touched = new Set<string>()
  const source = args.text('source')
  const change = (subject: string, property: LegendProperty, changes: Partial<LegendSetting>): void => {
    const key = settingKey(subject, property)
    const known = wanted.get(key) ?? { subject, property, value: null, confirmed: false, source: null }
    wanted.set(key, { ...known, ...changes, ...(source === null ? {} : { source }) })
    touched.add(key)
  }
  for (const text of args.texts('set')) {
    const [, subject = '', named = '', value = ''] = /^(.+)\.(\w+)=(.*)$/.exec(text) ?? []
    const property = propertyOf(named, '--set', text)
    // Restored to what is built in, nobody stands for it any more.
    if (value === '') change(subject, property, { value: null, confirmed: false, source: null })
    else change(subject, property, { value: valueWritten(property, value) })
  }
  for (const text of args.texts('confirm')) {
    const [, subject = text, named] = /^(.+)\.(\w+)$/.exec(text) ?? []
    const item = findLegendItem(subject)
    if (item === undefined) throw wrong('--confirm', text)
    const properties =
      named === undefined
        ? legendProperties.filter((property) => item.builtIn[property] !== undefined)
        : [propertyOf(named, '--confirm', text)]
    for (const property of properties) change(subject, property, { confirmed: true })
  }
  return [...touched].flatMap((key) => wanted.get(key) ?? [])
}

const wrong = (option: string, value: string): UsageError =>
  new UsageError('usage.value', { option, value, expected: `SUBJECT.${legendProperties.join('|')}` })

function propertyOf(named: string, option: string, text: string): LegendProperty {
  const property = legendProperties.find((known) => known === named)
  if (property === undefined) throw wrong(option, text)
  return property
}
