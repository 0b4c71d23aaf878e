import { landsTaken, plotKinds, terrains, villageTypes } from '../model/code-lists.ts'
import { dateAgainst } from './calendar.ts'
import type { AreaStandard, StandardCase, StandardSet } from './standard-set.ts'

/** One parcel-like example of a case: every condition that some rule of the set asks for has one value. */
export type CaseExample = Readonly<Partial<Record<Dimension, string | number>>>

export type Dimension = 'villageType' | 'terrain' | 'arable' | 'size' | 'land' | 'plot' | 'acquired'

export interface CaseFault {
  readonly code: 'standards.overlap' | 'standards.gap'
  readonly example: CaseExample
  /** Ids of the rules that claim it: two or more, or none. */
  readonly standards: readonly string[]
}

interface Axis {
  readonly dimension: Dimension
  readonly values: readonly (string | number)[]
  claims(standard: AreaStandard, value: string | number): boolean
}

const plain = (
  dimension: Dimension & keyof StandardCase,
  values: readonly string[],
): Axis & { readonly dimension: Dimension & keyof StandardCase } => ({
  dimension,
  values,
  claims: (standard, value) => standard[dimension] === null || standard[dimension] === value,
})

/** The values that the set can tell apart; a dimension that no rule asks for is left out, so that examples stay readable. */
function axesOf(set: StandardSet): readonly Axis[] {
  const axes: readonly Axis[] = [
    plain('villageType', Object.keys(villageTypes.codes)),
    plain(
      'terrain',
      set.terrains.map((terrain) => terrain.id),
    ),
    plain(
      'arable',
      set.arableClasses.map((arable) => arable.id),
    ),
    {
      dimension: 'size',
      values: householdSizes(set),
      claims: (standard, value) => claimsSize(standard, Number(value)),
    },
    plain('land', Object.keys(landsTaken.codes)),
    plain('plot', Object.keys(plotKinds.codes)),
    { dimension: 'acquired', values: dates(set), claims: (standard, value) => claimsDate(standard, String(value)) },
  ]
  return axes.filter((axis) =>
    set.standards.some((standard) => axis.values.some((value) => !axis.claims(standard, value))),
  )
}

const claimsSize = (standard: AreaStandard, size: number): boolean =>
  (standard.sizeFrom ?? 0) <= size && size <= (standard.sizeTo ?? Number.POSITIVE_INFINITY)

const claimsDate = (standard: AreaStandard, day: string): boolean =>
  (standard.acquiredFrom === null || dateAgainst(day, standard.acquiredFrom) === 'from') &&
  (standard.acquiredBefore === null || dateAgainst(day, standard.acquiredBefore) === 'before')

/** One household of each size at which a rule begins or has just ended. */
function householdSizes(set: StandardSet): readonly number[] {
  const starts = set.standards.flatMap((standard) => [
    1,
    ...(standard.sizeFrom === null ? [] : [standard.sizeFrom]),
    ...(standard.sizeTo === null ? [] : [standard.sizeTo + 1]),
  ])
  return [...new Set(starts)].sort((a, b) => a - b)
}

/** One day in each period that a rule begins or ends. */
function dates(set: StandardSet): readonly string[] {
  const starts = set.standards.flatMap((standard) => [standard.acquiredFrom, standard.acquiredBefore])
  return ['0001-01-01', ...new Set(starts.filter((day) => day !== null))].sort()
}

function* cells(axes: readonly Axis[], at = 0): Generator<ReadonlyMap<Axis, string | number>, void, void> {
  const axis = axes[at]
  if (axis === undefined) {
    yield new Map()
    return
  }
  for (const value of axis.values) for (const rest of cells(axes, at + 1)) yield new Map([[axis, value], ...rest])
}

/** A set with more cases than this is no standard that a person can read. */
const MOST_CASES = 50_000

const countCases = (set: StandardSet): number => axesOf(set).reduce((product, axis) => product * axis.values.length, 1)

/** Every case that two rules claim or none does, each with an example; the same claim is reported once. */
export function findCaseFaults(set: StandardSet): readonly CaseFault[] {
  const axes = axesOf(set)
  const found = new Map<string, CaseFault>()
  for (const cell of cells(axes)) {
    const standards = set.standards
      .filter((standard) => [...cell].every(([axis, value]) => axis.claims(standard, value)))
      .map((standard) => standard.id)
      .sort()
    if (standards.length === 1) continue
    const example = Object.fromEntries([...cell].map(([axis, value]) => [axis.dimension, value]))
    const key = standards.length === 0 ? `gap ${JSON.stringify(example)}` : standards.join(' ')
    if (!found.has(key))
      found.set(key, { code: standards.length === 0 ? 'standards.gap' : 'standards.overlap', example, standards })
  }
  const faults = [...found.values()]
  const overlaps = faults.filter(({ code }) => code === 'standards.overlap')
  const gaps = faults.filter(({ code }) => code === 'standards.gap').map(({ example }) => example)
  return [
    ...overlaps,
    ...widen(axes, gaps).map((example): CaseFault => ({ code: 'standards.gap', example, standards: [] })),
  ]
}

/** Cases that differ in one condition alone, and stand for all its values, are one case that leaves the condition out. */
function widen(axes: readonly Axis[], cases: readonly CaseExample[]): readonly CaseExample[] {
  return axes.reduce<readonly CaseExample[]>((left, { dimension, values }) => {
    const groups = new Map<string, CaseExample[]>()
    for (const example of left) {
      const { [dimension]: _value, ...rest } = example
      const key = JSON.stringify(rest)
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [example])
      else group.push(example)
    }
    return [...groups].flatMap(([key, group]) =>
      group.length === values.length && group.every((example) => example[dimension] !== undefined)
        ? [JSON.parse(key) as CaseExample]
        : group,
    )
  }, cases)
}

export type SetFaultCode =
  | 'standards.duplicate-id'
  | 'standards.bad-limit'
  | 'standards.bad-range'
  | 'standards.unknown-class'
  | 'standards.too-many-cases'
  | 'standards.bad-classes'

export interface SetFault {
  readonly code: SetFaultCode | CaseFault['code']
  readonly params: Readonly<Record<string, string | number>>
  /** For cases: an example that two rules claim or none does. */
  readonly example?: CaseExample
}

/** Everything wrong with a set, the gravest first: rules that cannot be read, then cases that two rules claim, then gaps. */
export function findSetFaults(set: StandardSet): readonly SetFault[] {
  const faults = [...faultsOfClasses(set), ...faultsOfRules(set)]
  if (faults.length > 0) return faults
  if (countCases(set) > MOST_CASES)
    return [{ code: 'standards.too-many-cases', params: { cases: countCases(set), most: MOST_CASES } }]
  return findCaseFaults(set)
    .map(({ code, example, standards }) => ({
      code,
      example,
      params: { standard: standards[0] ?? '', rival: standards[1] ?? '', standards: standards.join(' ') },
    }))
    .toSorted((a, b) => (a.code === b.code ? 0 : a.code === 'standards.overlap' ? -1 : 1))
}

/** The first fault that keeps a set from being applied; a gap only leaves parcels without an assessment. */
export const findStandardSetFault = (set: StandardSet): SetFault | null =>
  findSetFaults(set).find((fault) => fault.code !== 'standards.gap') ?? null

function faultsOfRules(set: StandardSet): readonly SetFault[] {
  const ids = new Set<string>()
  return set.standards.flatMap((standard): readonly SetFault[] => {
    const params = { standard: standard.id }
    const repeated = ids.has(standard.id)
    ids.add(standard.id)
    if (repeated) return [{ code: 'standards.duplicate-id', params }]
    if (!(standard.limitM2 > 0 && Number.isFinite(standard.limitM2))) return [{ code: 'standards.bad-limit', params }]
    if (!soundRanges(standard)) return [{ code: 'standards.bad-range', params }]
    const known = (classes: readonly { readonly id: string }[], id: string | null): boolean =>
      id === null || classes.some((candidate) => candidate.id === id)
    if (!known(set.terrains, standard.terrain))
      return [{ code: 'standards.unknown-class', params: { ...params, class: standard.terrain ?? '' } }]
    if (!known(set.arableClasses, standard.arable))
      return [{ code: 'standards.unknown-class', params: { ...params, class: standard.arable ?? '' } }]
    return []
  })
}

function soundRanges({ sizeFrom, sizeTo, acquiredFrom, acquiredBefore }: AreaStandard): boolean {
  const count = (size: number | null): boolean => size === null || (Number.isInteger(size) && size >= 1)
  if (!count(sizeFrom) || !count(sizeTo)) return false
  if (sizeFrom !== null && sizeTo !== null && sizeFrom > sizeTo) return false
  return acquiredFrom === null || acquiredBefore === null || acquiredFrom < acquiredBefore
}

/** A terrain of the survey is read as one class at most; arable classes ascend and the last one is open. */
function faultsOfClasses(set: StandardSet): readonly SetFault[] {
  const faults: SetFault[] = []
  for (const terrain of Object.keys(terrains.codes)) {
    const claimed = set.terrains.filter((candidate) => (candidate.from as readonly string[]).includes(terrain))
    if (claimed.length > 1) faults.push({ code: 'standards.bad-classes', params: { class: claimed[1]?.id ?? '' } })
  }
  set.arableClasses.forEach(({ id, upToM2 }, i) => {
    const next = set.arableClasses[i + 1]
    const sound =
      next === undefined ? upToM2 === null : upToM2 !== null && upToM2 < (next.upToM2 ?? Number.POSITIVE_INFINITY)
    if (!sound) faults.push({ code: 'standards.bad-classes', params: { class: id } })
  })
  return faults
}
