/** A facility stands already, or is planned; null: its layer did not say. */
export type FacilityStage = 'existing' | 'planned'

/** What tells facilities apart on a map. Codes have no list that is known for sure, so they are shown as the file has them. */
export interface FacilityKey {
  readonly stage: FacilityStage | null
  readonly code: string | null
  readonly name: string | null
}

/** A line of the legend. Its number stands in the symbol: a number needs no list of codes, and a reader without colours. */
export interface FacilityKind extends FacilityKey {
  readonly number: number
  readonly count: number
}

/** A square stands, a disc is planned. */
export const facilityShapes: Readonly<Record<FacilityStage, 'square' | 'disc'>> = {
  existing: 'square',
  planned: 'disc',
}
/** White figures are read on both. 待核实. */
export const facilityColours: Readonly<Record<FacilityStage, string>> = { existing: '#24458f', planned: '#b3261e' }

export const stageOf = ({ stage }: Pick<FacilityKey, 'stage'>): FacilityStage => stage ?? 'planned'

/** Facilities of one kind have one number: the code's, and where there is none the name's. */
const kindKey = ({ stage, code, name }: FacilityKey): string => `${stage}/${code ?? `/${name}`}`

/** What is not known comes last. */
function compare(a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? 1 : -1
  return a < b ? -1 : 1
}

/** Kinds in the order of the legend, existing ones first, then by code and name; numbers run on. */
export function facilityKinds(facilities: readonly FacilityKey[]): {
  readonly kinds: readonly FacilityKind[]
  readonly numberOf: (facility: FacilityKey) => number
} {
  const found = new Map<string, FacilityKey & { count: number }>()
  for (const { stage, code, name } of facilities) {
    const key = kindKey({ stage, code, name })
    const known = found.get(key)
    if (known === undefined) found.set(key, { stage, code, name, count: 1 })
    else known.count++
  }
  const sorted = [...found].toSorted(
    ([, a], [, b]) => compare(stageOf(a), stageOf(b)) || compare(a.code, b.code) || compare(a.name, b.name),
  )
  const numbers = new Map(sorted.map(([key], i) => [key, i + 1]))
  return {
    kinds: sorted.map(([, kind], i) => ({ ...kind, number: i + 1 })),
    numberOf: (facility) => numbers.get(kindKey(facility)) ?? 0,
  }
}
