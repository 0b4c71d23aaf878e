import type { HistoryEntry } from '../../../shared/contract/answers.ts'
import { bareEntry } from '../../../shared/contract/bare-entry.ts'
import type { HistoryPage } from '../../../shared/contract/history.ts'
import { done, type Outcome } from '../../../shared/contract/outcome.ts'
import { roundHalfUp } from '../../../shared/model/round.ts'
import { type Command, crsOption, UsageError } from '../command.ts'

export const initCommand: Command = {
  name: 'init',
  usage: 'init SURVEY.gpkg --county 371703 [--crs EPSG:4527] [--villages FILE.csv] [--force]',
  positionals: [1, 1],
  options: {
    county: { type: 'string' },
    crs: { type: 'string' },
    villages: { type: 'string' },
    force: { type: 'boolean' },
  },
  async run({ client, args, word }) {
    const [file = ''] = args.positionals
    const county = args.text('county')
    if (county === null) throw new UsageError('usage.missing', { what: '--county' })
    if (!/^\d{6}$/.test(county)) throw new UsageError('county.bad-code', { county })
    const created = await client.survey.create({
      file,
      county,
      crs: crsOption(args, 'crs'),
      villages: args.text('villages'),
      force: args.has('force'),
    })
    return created.ok ? done({ json: created.value, text: [word('out.created', { ...created.value })] }) : created
  },
}

export const infoCommand: Command = {
  name: 'info',
  usage: 'info SURVEY.gpkg',
  positionals: [1, 1],
  options: {},
  run: ({ client, args, word, withSurvey, language }) =>
    withSurvey(args.positionals[0] ?? '', 'read', async (survey) => {
      const info = await client.survey.info({ survey })
      if (!info.ok) return info
      const { layers, standardSets, ...head } = info.value
      return done({
        json: { ...info.value, standardSets: standardSets.map((set) => ({ ...set, title: set.title[language] })) },
        text: [
          word('out.info', head),
          ...layers.map(
            ({ name, count, extent }) =>
              `  ${name}: ${count}${extent === null ? '' : ` [${extent.map((n) => roundHalfUp(n, 3)).join(', ')}] m`}`,
          ),
          ...standardSets.map((set) => `  ${set.id}: ${set.title[language]}`),
        ],
      })
    }),
}

const PAGE = 1000

export const historyCommand: Command = {
  name: 'history',
  usage: 'history SURVEY.gpkg',
  positionals: [1, 1],
  options: {},
  run: ({ client, args, word, withSurvey }) =>
    withSurvey(args.positionals[0] ?? '', 'read', async (survey) => {
      const entries: HistoryEntry[] = []
      for (let from: number | null = 0; from !== null; ) {
        const page: Outcome<HistoryPage> = await client.history.list({
          survey,
          order: 'oldest',
          from,
          limit: PAGE,
          kinds: null,
          operators: null,
        })
        if (!page.ok) return page
        entries.push(...page.value.entries.map(bareEntry))
        from = page.value.next
      }
      const lines = entries.map(
        (e) =>
          `${e.at}  ${word(`history.kind.${e.kind}`)}${e.batch === null ? '' : ` #${e.batch}`}  ${e.operator ?? word('history.nobody')}${e.team === null ? '' : ` / ${e.team}`}  ${e.entry}${e.why === null ? '' : `  ${e.why}`}`,
      )
      return done({ json: { entries }, text: lines.length > 0 ? lines : [word('out.empty')] })
    }),
}

const undoing = (name: 'undo' | 'redo'): Command => ({
  name,
  usage: name === 'undo' ? 'undo SURVEY.gpkg [ENTRY]' : 'redo SURVEY.gpkg',
  positionals: [1, name === 'undo' ? 2 : 1],
  options: {},
  run({ client, args, word, withSurvey, finish, signal }) {
    const target = args.positionals[1] ?? null
    if (target !== null && !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(target))
      throw new UsageError('usage.value', { option: 'ENTRY', value: target, expected: 'cundi history' })
    return withSurvey(args.positionals[0] ?? '', 'write', async (survey) => {
      const undone = await finish(
        await (name === 'undo'
          ? client.history.undo({ survey, entry: target }, { signal })
          : client.history.redo({ survey }, { signal })),
      )
      if (!undone.ok) return undone
      const { entry, kind, restored, removed } = undone.value
      const json = { entry, kind, restored, removed }
      return done({ json, text: [word('out.undone', { ...json, kind: word(`history.kind.${kind}`) })] })
    })
  },
})

export const undoCommand = undoing('undo')
export const redoCommand = undoing('redo')

export const editCommand: Command = {
  name: 'edit',
  usage: 'edit SURVEY.gpkg --parcel CODE --set FIELD=VALUE … [--why TEXT]',
  positionals: [1, 1],
  options: { parcel: { type: 'string' }, set: { type: 'string', multiple: true }, why: { type: 'string' } },
  run({ client, args, word, withSurvey }) {
    const parcel = args.text('parcel')
    if (parcel === null) throw new UsageError('usage.missing', { what: '--parcel' })
    if (args.texts('set').length === 0) throw new UsageError('usage.missing', { what: '--set' })
    const values: Record<string, string | null> = {}
    for (const pair of args.texts('set')) {
      const at = pair.indexOf('=')
      if (at <= 0) throw new UsageError('usage.value', { option: '--set', value: pair, expected: 'FIELD=VALUE' })
      values[pair.slice(0, at)] = pair.slice(at + 1)
    }
    return withSurvey(args.positionals[0] ?? '', 'write', async (survey) => {
      const edited = await client.parcels.edit({ survey, parcel, values, why: args.text('why') })
      return edited.ok
        ? done({ json: edited.value, text: [word('out.edited', { parcel, changed: edited.value.changed.join(', ') })] })
        : edited
    })
  },
}
