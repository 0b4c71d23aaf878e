import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import type { HouseholdRunResult, ParcelRunResult, RunLine } from '../../../shared/contract/run-answers.ts'
import type { AssessmentRun, ChangedObjects, RunSide } from '../../../shared/contract/run-changes.ts'
import { timeText } from '../../../shared/lang/history-sentences.ts'
import { roundHalfUp } from '../../../shared/model/round.ts'
import { type CommandAnswer, type CommandContext, UsageError } from '../command.ts'

/** Stored figures are raw; m² and yuan are rounded half-up where they are said. */
export const rounded = <T extends object>(stored: T): T =>
  Object.fromEntries(
    Object.entries(stored).map(([name, value]) => [name, typeof value === 'number' ? roundHalfUp(value) : value]),
  ) as T

export const resultJson = <T extends RunLine>(result: T, { language }: Pick<CommandContext, 'language'>) => ({
  ...rounded(result),
  title: result.title[language],
})

/** The number of an assessment that an option names. */
export function runNumber(args: CommandContext['args'], option: string): number | null {
  const value = args.text(option)
  if (value === null) return null
  if (!/^[1-9]\d*$/.test(value))
    throw new UsageError('usage.value', { option: `--${option}`, value, expected: '1, 2, 3 …' })
  return Number(value)
}

const m2 = (area: number | null): string => (area === null ? '—' : `${roundHalfUp(area).toFixed(2)} m²`)

function lineOf(run: RunLine, { word, language }: CommandContext): string {
  return word('runs.line', {
    run: run.run,
    time: timeText(run.at, language),
    operator: run.operator ?? word('runs.unsigned'),
    set: run.standardSet,
    version:
      run.version === null ? word('explain.basis.shipped') : word('explain.basis.version', { version: run.version }),
    on: run.evaluatedOn ?? '—',
  })
}

const under = <T extends RunLine>(
  results: readonly T[],
  context: CommandContext,
  text: (result: T) => string,
): readonly string[] =>
  results.length < 2
    ? []
    : [context.word('runs.earlier'), ...results.map((result) => `  ${lineOf(result, context)}: ${text(result)}`)]

export const parcelRunLines = (results: readonly ParcelRunResult[], context: CommandContext): readonly string[] =>
  under(results, context, ({ result, areaM2, limitM2, excessM2 }) =>
    context.word('runs.result', {
      result: context.word(`standing.${result}`),
      area: m2(areaM2),
      limit: m2(limitM2),
      excess: m2(excessM2),
    }),
  )

export const householdRunLines = (results: readonly HouseholdRunResult[], context: CommandContext): readonly string[] =>
  under(results, context, (result) =>
    context.word('runs.result', {
      result: context.word(`household_class.${result.class}`),
      area: m2(result.areaM2),
      limit: m2(result.limitM2),
      excess: m2(result.excessM2),
    }),
  )

/** `standards runs SURVEY`: every assessment that is kept. */
export async function listRuns(survey: string, context: CommandContext): Promise<Outcome<CommandAnswer>> {
  const listed = await context.client.standards.runs({ survey })
  if (!listed.ok) return listed
  return done({
    json: { runs: listed.value.map((run) => runJson(run, context)) },
    text:
      listed.value.length === 0
        ? [context.word('runs.none')]
        : listed.value.map(
            (run) =>
              `${lineOf(run, context)}: ${context.word('runs.counts', {
                assessed: run.summary.assessed,
                over: run.summary.overStandard,
                area: m2(run.summary.overAreaM2),
              })}`,
          ),
  })
}

const runJson = (run: AssessmentRun, { language }: CommandContext) => ({ ...run, title: run.title[language] })

/** `standards changes SURVEY [--before N] [--after N]`: the latest assessment against the one before, unless others are named. */
export async function compareRuns(survey: string, context: CommandContext): Promise<Outcome<CommandAnswer>> {
  const { client, args, word, signal } = context
  const listed = await client.standards.runs({ survey })
  if (!listed.ok) return listed
  const after = runNumber(args, 'after') ?? listed.value[0]?.run ?? null
  const before = runNumber(args, 'before') ?? listed.value.find(({ run }) => after !== null && run < after)?.run ?? null
  if (after === null || before === null) return refuse({ code: 'run.no-earlier' })
  const compared = await client.standards.runChanges({ survey, before, after }, { signal })
  if (!compared.ok) return compared
  const { parcels, households } = compared.value
  return done({
    json: {
      before: runJson(compared.value.before, context),
      after: runJson(compared.value.after, context),
      parcels: changesJson(parcels),
      households: changesJson(households),
    },
    text: [
      `${lineOf(compared.value.before, context)} → ${lineOf(compared.value.after, context)}`,
      ...changeLines('runs.parcels', 'standing', parcels, word),
      ...changeLines('runs.households', 'household_class', households, word),
    ],
  })
}

/** `standards households SURVEY [--run N] [--class CLASS]`: every household as one assessment found it, the latest unless named. */
export async function listHouseholds(survey: string, context: CommandContext): Promise<Outcome<CommandAnswer>> {
  const { client, args, word, signal } = context
  const listed = await client.standards.runs({ survey })
  if (!listed.ok) return listed
  const run = runNumber(args, 'run') ?? listed.value[0]?.run ?? null
  if (run === null) return done({ json: { run, count: 0, households: [] }, text: [word('runs.none')] })
  const found = await client.standards.runHouseholds({ survey, run, class: args.text('class'), all: true }, { signal })
  if (!found.ok) return found
  const households = found.value.households.map(rounded)
  return done({
    json: { run, count: found.value.count, households },
    text: households.map(
      (one) =>
        `${one.village ?? '—'} ${one.household}: ${word('runs.result', {
          result: word(`household_class.${one.class}`),
          area: m2(one.areaM2),
          limit: m2(one.limitM2),
          excess: m2(one.excessM2),
        })}`,
    ),
  })
}

const changesJson = ({ largest, ...counts }: ChangedObjects) => ({
  ...counts,
  largest: largest.map(({ village, code, before, after }) => ({
    village,
    code,
    before: before === null ? null : rounded(before),
    after: after === null ? null : rounded(after),
  })),
})

function changeLines(
  title: string,
  words: string,
  { count, turns, largest }: ChangedObjects,
  word: CommandContext['word'],
): readonly string[] {
  const name = (result: string | null): string =>
    result === null ? word('runs.no-result') : word(`${words}.${result}`)
  const side = (of: RunSide | null): string => `${name(of?.result ?? null)} ${m2(of?.excessM2 ?? null)}`
  return [
    word(title, { count }),
    ...turns.map(
      ({ from, to, count: n }) =>
        `  ${word(from === to ? 'runs.turn.same' : 'runs.turn', { from: name(from), to: name(to), count: n })}`,
    ),
    ...largest
      .slice(0, LINES)
      .map(
        ({ village, code, before, after }) => `  ${village ?? '—'} ${code ?? '—'}: ${side(before)} → ${side(after)}`,
      ),
  ]
}

const LINES = 20
