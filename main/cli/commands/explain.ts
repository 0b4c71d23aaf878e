import type {
  CodedText,
  ExplainedHousehold,
  ExplainedParcel,
  ExplainStep,
  ExplanationBasis,
  StoredHouseholdResult,
  StoredParcelResult,
} from '../../../shared/contract/answers.ts'
import { done } from '../../../shared/contract/outcome.ts'
import { timeText } from '../../../shared/lang/history-sentences.ts'
import { type Command, type CommandAnswer, type CommandContext, UsageError } from '../command.ts'
import { householdRunLines, parcelRunLines, resultJson, rounded, runNumber } from './runs.ts'

/** `explain SURVEY.gpkg --parcel CODE | --household CODE`: why, step by step, and on which set and day. */
export const explainCommand: Command = {
  name: 'explain',
  usage: 'explain SURVEY.gpkg --parcel CODE | --household CODE [--village CODE] [--run N]',
  positionals: [1, 1],
  options: {
    parcel: { type: 'string' },
    household: { type: 'string' },
    village: { type: 'string' },
    run: { type: 'string' },
  },
  run(context) {
    const { client, args, withSurvey } = context
    const [parcel, household] = [args.text('parcel'), args.text('household')]
    if (parcel === null && household === null) throw new UsageError('usage.missing', { what: '--parcel' })
    if (parcel !== null && household !== null)
      throw new UsageError('usage.value', {
        option: '--household',
        value: household,
        expected: '--parcel | --household',
      })
    const run = runNumber(args, 'run')
    return withSurvey(args.positionals[0] ?? '', 'read', async (survey) => {
      if (household !== null) {
        const explained = await client.standards.explainHousehold({
          survey,
          household,
          village: args.text('village'),
          run,
        })
        return explained.ok ? done(householdAnswer(explained.value, context)) : explained
      }
      const explained = await client.standards.explain({ survey, parcel: parcel ?? '', run })
      return explained.ok ? done(parcelAnswer(explained.value, context)) : explained
    })
  },
}

/** Words of one text of the reasoning; a reason is a code of its own. */
const sayer =
  ({ word }: Pick<CommandContext, 'word'>) =>
  (text: CodedText | null): string | null =>
    text === null
      ? null
      : word(
          text.code,
          Object.fromEntries(
            Object.entries(text.params).map(([name, value]) => [
              name,
              name === 'reason' ? word(`explain.reason.${value}`, text.params) : value,
            ]),
          ),
        )

function stepsOf(steps: readonly ExplainStep[], context: CommandContext) {
  const say = sayer(context)
  return steps.map((step) => ({
    input: say(step.input),
    rule: say(step.rule),
    article: step.article?.[context.language] ?? null,
    arithmetic: say(step.arithmetic),
    outcome: say(step.outcome),
  }))
}

const stepLines = (steps: ReturnType<typeof stepsOf>): readonly string[] =>
  steps.map(
    (s, i) =>
      `${i + 1}. ${s.input} — ${s.rule}${s.article === null ? '' : ` [${s.article}]`}${s.arithmetic === null ? '' : `: ${s.arithmetic}`} → ${s.outcome}`,
  )

function parcelAnswer(explained: ExplainedParcel, context: CommandContext): CommandAnswer {
  const { parcel, sameCode, confirmation, basis, assessed, runs } = explained
  const say = sayer(context)
  const steps = stepsOf(explained.steps, context)
  const result = say(explained.result)
  const note = say(confirmation?.note ?? null)
  const several = sameCode === undefined ? [] : [context.word('explain.same-code', { count: sameCode, parcel })]
  return {
    json: {
      parcel,
      result,
      ...(sameCode === undefined ? {} : { sameCode }),
      steps,
      confirmation: confirmation === null ? null : { ...confirmation, note },
      basis: worded(basis, context),
      assessed: assessed === null ? null : rounded(assessed),
      runs: runs.map((result) => resultJson(result, context)),
    },
    text: [
      ...several,
      `${parcel}: ${result}`,
      ...foundation(basis, assessed, context),
      ...stepLines(steps),
      ...(note === null ? [] : [note]),
      ...parcelRunLines(runs, context),
    ],
  }
}

function householdAnswer(explained: ExplainedHousehold, context: CommandContext): CommandAnswer {
  const { basis, assessed, runs } = explained
  const steps = stepsOf(explained.steps, context)
  const result = sayer(context)(explained.result)
  return {
    json: {
      ...explained,
      result,
      steps,
      basis: worded(basis, context),
      assessed: assessed === null ? null : rounded(assessed),
      runs: runs.map((result) => resultJson(result, context)),
    },
    text: [
      `${explained.village ?? ''} ${explained.household}: ${result}`.trim(),
      ...foundation(basis, assessed, context),
      ...stepLines(steps),
      ...householdRunLines(runs, context),
    ],
  }
}

const worded = (basis: ExplanationBasis, { language }: CommandContext) => ({
  ...basis,
  title: basis.title[language],
  inForce: basis.inForce === null ? null : { ...basis.inForce, title: basis.inForce.title[language] },
})

/** On what the reasoning rests, and whether what is stored still holds. */
function foundation(
  basis: ExplanationBasis,
  assessed: StoredParcelResult | StoredHouseholdResult | null,
  { word, language }: CommandContext,
): readonly string[] {
  const versionOf = (version: number | null): string =>
    version === null ? word('explain.basis.shipped') : word('explain.basis.version', { version })
  const { inForce } = basis
  return [
    word('explain.basis', {
      title: basis.title[language],
      set: basis.standardSet,
      version: versionOf(basis.version),
      on: basis.evaluatedOn,
      hash: basis.contentHash.slice(0, 12),
    }),
    basis.assessedAt === null
      ? word('explain.basis.not-assessed')
      : word('explain.basis.assessed', { time: timeText(basis.assessedAt, language) }),
    ...(inForce === null
      ? []
      : [
          word('explain.basis.in-force', {
            title: inForce.title[language],
            set: inForce.standardSet,
            version: versionOf(inForce.version),
          }),
        ]),
    ...(assessed?.stale === true && assessed.typeChanged === null ? [word('explain.stale')] : []),
    ...(assessed === null || assessed.typeChanged === null
      ? []
      : [
          word('explain.stale.type', {
            since: assessed.typeChanged.since,
            type: `village_type.${assessed.typeChanged.type ?? 'unknown'}`,
          }),
        ]),
  ]
}
