import type { Text } from '../lang/message.ts'
import type { AreaStandard, StandardSet } from './standard-set.ts'

/** One thing in which two sets differ; null on a side that lacks it. Values are as the set holds them, m² for limits. */
export interface SetDifference {
  /** Part of the set: a rule by its id, or one of the set's own fields. */
  readonly part: 'standard' | 'set'
  readonly id: string
  readonly field: string
  readonly before: string | number | boolean | null
  readonly after: string | number | boolean | null
}

const RULE_FIELDS = [
  'villageType',
  'terrain',
  'arable',
  'sizeFrom',
  'sizeTo',
  'land',
  'plot',
  'acquiredFrom',
  'acquiredBefore',
  'limitM2',
  'toConfirm',
] as const satisfies readonly (keyof AreaStandard)[]

/** What changed from one set to another, rule by rule and in the set's own fields. */
export function compareSets(before: StandardSet, after: StandardSet): readonly SetDifference[] {
  return [...differencesOfRules(before, after), ...differencesOfSet(before, after)]
}

function differencesOfRules(before: StandardSet, after: StandardSet): readonly SetDifference[] {
  const ids = [...new Set([...before.standards, ...after.standards].map(({ id }) => id))]
  return ids.flatMap((id) => {
    const [a, b] = [before, after].map((set) => set.standards.find((standard) => standard.id === id))
    const fields = RULE_FIELDS.map((field) => ({ field, before: a?.[field] ?? null, after: b?.[field] ?? null }))
    const article = { field: 'article', before: textOf(a?.article), after: textOf(b?.article) }
    return [...fields, article]
      .filter((difference) => difference.before !== difference.after)
      .map((difference) => ({ part: 'standard' as const, id, ...difference }))
  })
}

function differencesOfSet(before: StandardSet, after: StandardSet): readonly SetDifference[] {
  const fieldsOf = (set: StandardSet): Readonly<Record<string, string | number | boolean | null>> => ({
    title: textOf(set.title),
    documents: set.documents.map(textOf).join('；'),
    status: set.status,
    validFrom: set.validFrom,
    validTo: set.validTo,
    toleranceM2: set.toleranceM2,
    historicBefore: set.periods.historicBefore,
    handledBefore: set.periods.handledBefore,
    terrains: JSON.stringify(set.terrains),
    arableClasses: JSON.stringify(set.arableClasses),
    paidUse: JSON.stringify(set.paidUse),
    withdrawal: JSON.stringify(set.withdrawal),
  })
  const [a, b] = [fieldsOf(before), fieldsOf(after)]
  return Object.keys(a)
    .filter((field) => a[field] !== b[field])
    .map((field) => ({ part: 'set' as const, id: '', field, before: a[field] ?? null, after: b[field] ?? null }))
}

const textOf = (text: Text | undefined): string | null => (text === undefined ? null : text.zh)
