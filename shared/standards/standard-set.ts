import type { Text } from '../lang/message.ts'
import type { Terrain, VillageType } from '../model/code-lists.ts'

/** One limit and the case it holds for. An absent terrain means: whatever the terrain. */
export interface AreaStandard {
  readonly id: string
  readonly villageType: VillageType
  readonly terrain: Terrain | null
  /** m² of land per household. */
  readonly limitM2: number
  /** Document and article that the figure rests on. */
  readonly article: Text
  /** What the district has not confirmed yet (待核实). */
  readonly toConfirm: boolean
}

export interface StandardSet {
  readonly id: string
  readonly title: Text
  readonly document: Text
  readonly status: 'draft' | 'adopted' | 'superseded'
  /** Calendar dates, inclusive; null: open. */
  readonly validFrom: string | null
  readonly validTo: string | null
  readonly toConfirm: boolean
  readonly standards: readonly AreaStandard[]
}

export interface StandardSetFault {
  readonly code: 'standards.overlap' | 'standards.duplicate-id' | 'standards.bad-limit'
  readonly params: Readonly<Record<string, string | number>>
}

/** A set whose rules contradict one another must not be applied: two rules for one case, one id twice, a limit that is no area. */
export function findStandardSetFault(set: StandardSet): StandardSetFault | null {
  const ids = new Set<string>()
  for (const standard of set.standards) {
    if (ids.has(standard.id)) return { code: 'standards.duplicate-id', params: { standard: standard.id } }
    ids.add(standard.id)
    if (!(standard.limitM2 > 0 && Number.isFinite(standard.limitM2)))
      return { code: 'standards.bad-limit', params: { standard: standard.id } }
    const rival = set.standards.find(
      (other) =>
        other !== standard &&
        other.villageType === standard.villageType &&
        (other.terrain === standard.terrain || other.terrain === null || standard.terrain === null),
    )
    if (rival !== undefined) return { code: 'standards.overlap', params: { standard: standard.id, rival: rival.id } }
  }
  return null
}
