import { landsTaken, plotKinds, villageTypes } from '../../shared/model/code-lists.ts'
import type { AreaStandard, StandardCase, StandardSet } from '../../shared/standards/standard-set.ts'
import type { Words } from '../ui/words.tsx'
import { valueText } from './set-words.ts'

/** Conditions of a rule in the order in which they are read. */
const conditions = [
  'villageType',
  'terrain',
  'arable',
  'sizeFrom',
  'sizeTo',
  'land',
  'plot',
  'acquiredFrom',
  'acquiredBefore',
] as const satisfies readonly (keyof StandardCase)[]
export type Condition = (typeof conditions)[number]

/** The conditions that some rule asks for; most sets use few. Village types are always shown: the notice speaks of them. */
export const usedConditions = (standards: readonly AreaStandard[]): readonly Condition[] =>
  conditions.filter((name) => name === 'villageType' || standards.some((standard) => standard[name] !== null))

export const allConditions: readonly Condition[] = conditions

/** Values to choose from; null where a number or a day is typed. */
export function choicesOf(
  condition: Condition,
  set: Pick<StandardSet, 'terrains' | 'arableClasses'>,
): readonly string[] | null {
  switch (condition) {
    case 'villageType':
      return Object.keys(villageTypes.codes)
    case 'terrain':
      return set.terrains.map(({ id }) => id)
    case 'arable':
      return set.arableClasses.map(({ id }) => id)
    case 'land':
      return Object.keys(landsTaken.codes)
    case 'plot':
      return Object.keys(plotKinds.codes)
    case 'sizeFrom':
    case 'sizeTo':
    case 'acquiredFrom':
    case 'acquiredBefore':
      return null
  }
}

export function conditionText(rule: StandardCase, condition: Condition, set: StandardSet, words: Words): string {
  const value = rule[condition]
  return value === null ? words.word('standards.any') : valueText(condition, String(value), set, words)
}
