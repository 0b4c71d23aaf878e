import { done } from '../../../shared/contract/outcome.ts'
import type { SimulatedSet, SimulationTarget } from '../../../shared/contract/standards-answers.ts'
import { type Command, type CommandContext, dayOf, UsageError } from '../command.ts'

/** `simulate SURVEY.gpkg --standards A B`: what drafts would do, side by side; nothing of the survey is touched. */
export const simulateCommand: Command = {
  name: 'simulate',
  usage:
    'simulate SURVEY.gpkg --standards ID|FILE [ID|FILE …] [--target FILE.json] [--land-down PERCENT] [--households-over PERCENT] [--take-up PERCENT] [--step M2] [--date YYYY-MM-DD] [--save TITLE] [--to FILE.xlsx] [--force]',
  positionals: [1, 20],
  options: {
    standards: { type: 'string', multiple: true },
    target: { type: 'string' },
    'land-down': { type: 'string' },
    'households-over': { type: 'string' },
    'take-up': { type: 'string' },
    step: { type: 'string' },
    date: { type: 'string' },
    save: { type: 'string' },
    to: { type: 'string' },
    force: { type: 'boolean' },
  },
  run(context) {
    const { client, args, finish, signal, language, word } = context
    const [file = '', ...more] = args.positionals
    const sets = [...args.texts('standards'), ...more]
    if (sets.length === 0) throw new UsageError('usage.missing', { what: '--standards' })
    const to = args.text('to')
    const title = args.text('save') ?? (to === null ? null : sets.join(', '))
    const request = {
      standards: sets.map((standards) => ({ standards })),
      target: targetOf(args),
      targetFile: args.text('target'),
      takeUpPercent: numberOf(args, 'take-up', 100) ?? 100,
      saveAs: title,
      ...(args.text('date') === null ? {} : { on: dayOf(args, 'date') }),
    }
    return context.withSurvey(file, title === null ? 'read' : 'write', async (survey) => {
      const simulated = await finish(await client.standards.simulate({ survey, ...request }, { signal }))
      if (!simulated.ok) return simulated
      const simulation = simulated.value
      if (to !== null && simulation.id !== null) {
        const written = await finish(
          await client.standards.writeSimulation(
            { survey, simulation: simulation.id, to, force: args.has('force'), language },
            { signal },
          ),
        )
        if (!written.ok) return written
      }
      const { search } = simulation
      return done({
        json: {
          ...simulation,
          sets: simulation.sets.map((set) => ({ ...set, title: set.title[language] })),
          ...(to === null ? {} : { path: to }),
        },
        text: [
          ...simulation.sets.flatMap((set) => linesOf(set, context)),
          ...(search === null
            ? []
            : search.found === null
              ? [word('out.simulate.not-found')]
              : [
                  word('out.simulate.found', {
                    limits: Object.entries(search.found.limits)
                      .map(([id, limit]) => `${id} ${limit} m²`)
                      .join(', '),
                    households: search.found.householdsOver,
                    percent: search.found.householdsOverPercent,
                    recovered: search.found.recoveredM2.toFixed(2),
                    down: search.found.landDownPercent,
                  }),
                ]),
        ],
      })
    })
  },
}

function targetOf(args: CommandContext['args']): SimulationTarget | null {
  const landDownPercent = numberOf(args, 'land-down', 100)
  const householdsOverPercent = numberOf(args, 'households-over', 100)
  if (landDownPercent === null && householdsOverPercent === null) return null
  if (args.text('target') !== null)
    throw new UsageError('usage.value', {
      option: '--target',
      value: args.text('target') ?? '',
      expected: '--target | --land-down, --households-over',
    })
  const stepM2 = numberOf(args, 'step', 1000)
  return {
    ...(landDownPercent === null ? {} : { landDownPercent }),
    ...(householdsOverPercent === null ? {} : { householdsOverPercent }),
    ...(stepM2 === null ? {} : { stepM2 }),
  }
}

function numberOf(args: CommandContext['args'], option: string, most: number): number | null {
  const text = args.text(option)
  if (text === null) return null
  const value = Number(text)
  if (text.trim() === '' || !(value >= 0 && value <= most))
    throw new UsageError('usage.value', { option: `--${option}`, value: text, expected: `0–${most}` })
  return value
}

function linesOf(set: SimulatedSet, { language, word }: CommandContext): readonly string[] {
  const { parcels, households, recovered, residential, fees, compensation } = set
  return [
    `${set.title[language]}（${set.id}${set.version === null ? '' : ` v${set.version}`}）${set.toConfirm ? word('standards.to-confirm') : ''}`,
    `  ${word('out.simulate.parcels', { over: parcels.over, assessed: parcels.assessed, area: parcels.overAreaM2.toFixed(2), not: parcels.notAssessable })}`,
    `  ${word('out.simulate.households', { over: households.over, assessed: households.assessed, area: households.overAreaM2.toFixed(2) })}`,
    `  ${word('out.simulate.land', { before: residential.beforeM2.toFixed(2), after: residential.afterM2.toFixed(2), recovered: recovered.areaM2.toFixed(2), percent: recovered.takeUpPercent })}`,
    ...(fees === null
      ? []
      : [`  ${word(`out.simulate.fees-${fees.term}`, { yuan: fees.yuan.toFixed(2), households: fees.households })}`]),
    ...(compensation === null
      ? []
      : [
          `  ${word('out.simulate.compensation', { yuan: compensation.yuan.toFixed(2), plots: compensation.plots, unknown: compensation.unknown })}`,
        ]),
  ]
}
