import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import {
  type PlanLayerName,
  type PlanLine,
  planLayerNames,
  type ScenarioLine,
} from '../../../shared/contract/planning-answers.ts'
import { NO_VILLAGE } from '../../../shared/planning/overlay-of-village.ts'
import type { SchemeId } from '../../../shared/planning/scheme.ts'
import { isSchemeId, schemeIds } from '../../../shared/planning/schemes/all.ts'
import { type CommandContext, UsageError } from '../command.ts'

export function required(value: string | null, option: string): string {
  if (value === null) throw new UsageError('usage.missing', { what: option })
  return value
}

/** The plan that `--plan` names, or the only one. Refusals: plan.unknown, plan.ambiguous. */
export async function planOf(survey: string, { client, args }: CommandContext): Promise<Outcome<PlanLine>> {
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
export async function scenarioOf(survey: string, context: CommandContext): Promise<Outcome<ScenarioLine>> {
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

export const years = (args: CommandContext['args']) => ({
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
export function settings(words: readonly string[]): Record<string, number | null | Record<string, string>> {
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

export function schemeOption(text: string | null, option: string): SchemeId | null {
  if (text !== null && !isSchemeId(text))
    throw new UsageError('usage.value', { option, value: text, expected: schemeIds.join(' | ') })
  return text
}

export function layersOf(words: readonly string[]): { layer: PlanLayerName; name: string | null }[] {
  if (words.length === 0) throw new UsageError('usage.missing', { what: '--layer LAYER[=NAME]' })
  return words.map((word) => {
    const at = word.indexOf('=')
    const layer = planLayerNames.find((name) => name === (at < 0 ? word : word.slice(0, at)))
    if (layer === undefined || at === word.length - 1)
      throw new UsageError('usage.value', { option: '--layer', value: word, expected: planLayerNames.join(' | ') })
    return { layer, name: at < 0 ? null : word.slice(at + 1) }
  })
}

/** The village of `--village` as a choice (shared/planning/overlay-of-village.ts); null: all. Refusals: those of planOf, plan.unknown-village. */
export async function villageOption(survey: string, context: CommandContext): Promise<Outcome<string | null>> {
  const choice = context.args.text('village')
  if (choice === null) return done(null)
  const plan = await planOf(survey, context)
  if (!plan.ok) return plan
  const known = plan.value.villages.map(({ code }) => code ?? NO_VILLAGE)
  return known.includes(choice)
    ? done(choice)
    : refuse({ code: 'plan.unknown-village', params: { plan: plan.value.title, village: choice }, proposals: known })
}
