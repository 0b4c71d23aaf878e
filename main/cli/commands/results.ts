import { basename } from 'node:path'
import type { AssessAnswer, CheckFinding } from '../../../shared/contract/answers.ts'
import { done } from '../../../shared/contract/outcome.ts'
import { wordFinding } from '../../../shared/lang/words.ts'
import { type Command, type CommandContext, dayOf, oneOf, UsageError } from '../command.ts'
import { lossLines, wordLosses } from './losses.ts'

export const assessCommand: Command = {
  name: 'assess',
  usage: 'assess SURVEY.gpkg [--standards ID|FILE] [--date YYYY-MM-DD]',
  positionals: [1, 1],
  options: { standards: { type: 'string' }, date: { type: 'string' } },
  run: ({ client, args, word, finish, signal, withSurvey }) =>
    withSurvey(args.positionals[0] ?? '', 'write', async (survey) => {
      const assessed = await finish(
        await client.standards.assess(
          {
            survey,
            standards: args.text('standards'),
            ...(args.text('date') === null ? {} : { on: dayOf(args, 'date') }),
          },
          { signal },
        ),
      )
      return assessed.ok ? done({ json: assessed.value, text: assessmentLines(assessed.value, word) }) : assessed
    }),
}

function assessmentLines(answer: AssessAnswer, word: CommandContext['word']): string[] {
  const {
    byVillageType,
    households,
    reasons,
    toConfirm,
    evaluatedOn: _day,
    confirmation,
    byHousehold,
    ...totals
  } = answer
  return [
    word('out.assessed', totals),
    ...Object.entries(byVillageType).map(([type, t]) => word('out.type', { ...t, type: word(`village_type.${type}`) })),
    word('out.households', households),
    ...Object.entries(reasons).map(([reason, count]) => word('out.reason', { text: word(reason), count })),
    ...(confirmation === undefined
      ? []
      : [
          word('out.confirmation', {
            confirmed: confirmation.confirmed,
            area: confirmation.confirmedAreaM2.toFixed(2),
            excess: confirmation.excessAreaM2.toFixed(2),
            open: confirmation.open,
          }),
          ...Object.entries(confirmation.openReasons).map(([reason, count]) =>
            word('out.reason', { text: word(reason), count }),
          ),
        ]),
    ...Object.entries(byHousehold?.classes ?? {}).map(([kind, count]) =>
      word('out.household-class', { class: `household_class.${kind}`, count }),
    ),
    ...(toConfirm ? [word('out.to-confirm')] : []),
  ]
}

export const checkCommand: Command = {
  name: 'check',
  usage: 'check SURVEY.gpkg [--list]',
  positionals: [1, 1],
  options: { list: { type: 'boolean' } },
  run: ({ client, args, word, finish, signal, withSurvey, language }) =>
    withSurvey(args.positionals[0] ?? '', 'write', async (survey) => {
      const checked = await finish(await client.quality.check({ survey, list: args.has('list') }, { signal }))
      if (!checked.ok) return checked
      const { rules, list, findings, blocking } = checked.value
      const worded = list?.map(({ params, ...finding }) => ({
        ...finding,
        message: wordFinding(finding.rule, params, language),
      }))
      const titled = rules.map((rule) => ({ ...rule, title: rule.title[language] }))
      const text = [
        word('out.checked', { findings, blocking }),
        ...titled
          .filter((rule) => rule.findings > 0)
          .map((rule) => `  [${word(`severity.${rule.severity}`)}] ${rule.title} × ${rule.findings} (${rule.id})`),
        ...(worded ?? []).map(
          (finding) =>
            `  ${finding.id}  ${finding.message}${subjectsText(finding.subjects)}${finding.place === null ? '' : `  @ ${finding.place.map((n) => n.toFixed(2)).join(', ')}`}${finding.waived ? '  ✓' : ''}`,
        ),
      ]
      return done({
        json: { rules: titled, findings, blocking, ...(worded === undefined ? {} : { list: worded }) },
        text: blocking > 0 ? [...text, word('out.blocking')] : text,
        blocks: blocking > 0,
      })
    }),
}

/** What a finding is about: codes in the field's terms, else the record in the source. */
function subjectsText(subjects: CheckFinding['subjects']): string {
  const named = subjects.flatMap(({ code, record }) => (code !== null ? [code] : record !== null ? [`#${record}`] : []))
  return named.length === 0 ? '' : ` (${named.join(', ')})`
}

export const waiveCommand: Command = {
  name: 'waive',
  usage: 'waive SURVEY.gpkg --finding ID --why TEXT',
  positionals: [1, 1],
  options: { finding: { type: 'string' }, why: { type: 'string' } },
  run({ client, args, word, withSurvey }) {
    const [finding, why] = [args.text('finding'), args.text('why')]
    if (finding === null || why === null)
      throw new UsageError('usage.missing', { what: finding === null ? '--finding' : '--why' })
    if (why.trim() === '') throw new UsageError('usage.value', { option: '--why', value: why, expected: 'TEXT' })
    return withSurvey(args.positionals[0] ?? '', 'write', async (survey) => {
      const waived = await client.quality.waive({ survey, finding, why })
      return waived.ok ? done({ json: waived.value, text: [word('out.waived', { finding })] }) : waived
    })
  },
}

export const exportCommand: Command = {
  name: 'export',
  usage:
    'export SURVEY.gpkg --to PATH --format package|geopackage|shapefile|geojson|xlsx [--with-personal PURPOSE] [--allow-blocking] [--force]',
  positionals: [1, 1],
  options: {
    to: { type: 'string' },
    format: { type: 'string' },
    'with-personal': { type: 'string' },
    'allow-blocking': { type: 'boolean' },
    force: { type: 'boolean' },
  },
  run({ client, args, word, finish, signal, withSurvey, language }) {
    const [to, formatText] = [args.text('to'), args.text('format')]
    if (to === null || formatText === null)
      throw new UsageError('usage.missing', { what: to === null ? '--to' : '--format' })
    const purpose = args.text('with-personal')
    if (purpose !== null && purpose.trim() === '')
      throw new UsageError('usage.value', { option: '--with-personal', value: '', expected: 'PURPOSE' })
    const format = oneOf('format', formatText, ['package', 'geopackage', 'shapefile', 'geojson', 'xlsx'], 'package')
    return withSurvey(args.positionals[0] ?? '', 'write', async (survey) => {
      const exported = await finish(
        await client.handover.export(
          { survey, to, format, purpose, allowBlocking: args.has('allow-blocking'), force: args.has('force') },
          { signal },
        ),
      )
      if (!exported.ok) return exported
      const losses = wordLosses(exported.value.losses, { word, language })
      const { counts, planCounts = {}, path, sha256 } = exported.value
      return done({
        json: { ...exported.value, losses },
        text: [
          word('out.exported', { path }),
          ...(sha256 === undefined ? [] : [`  SHA-256 ${sha256}`]),
          ...Object.entries({ ...counts, ...planCounts }).map(([layer, count]) =>
            word('out.counts', { layer: word(`layer.${layer}`), count }),
          ),
          ...lossLines(losses, word),
        ],
      })
    })
  },
}

export const verifyCommand: Command = {
  name: 'verify',
  usage: 'verify PACKAGE.zip',
  positionals: [1, 1],
  options: {},
  async run({ client, args, word, finish, signal }) {
    const [file = ''] = args.positionals
    const verified = await finish(await client.handover.verify({ file }, { signal }))
    if (!verified.ok) return verified
    const { ok, counts } = verified.value
    const problems = verified.value.problems.map(({ code, path, params }) => ({
      code,
      path,
      message: word(code, { file: basename(file), path, ...params }),
    }))
    const text = ok
      ? [word('out.verified', { file })]
      : [
          word('out.not-verified', { file }),
          ...problems.map(
            (problem) => `  ${problem.message} (${problem.code}${problem.path === '' ? '' : `, ${problem.path}`})`,
          ),
        ]
    return done({ json: { ok, problems, counts }, text, blocks: !ok })
  },
}
