import type { LandTaken, PlotKind, Terrain, VillageType } from '../model/code-lists.ts'
import { dateAgainst } from './calendar.ts'
import type { AreaStandard, StandardSet } from './standard-set.ts'

/** What a set may ask of a plot before it gives a limit. null is unknown. */
export interface Situation {
  readonly villageType: VillageType | null
  readonly terrain: Terrain | null
  /** Arable land per head in the village, m². */
  readonly arablePerHeadM2: number | null
  readonly householdSize: number | null
  readonly land: LandTaken | null
  readonly plot: PlotKind | null
  /** ISO date, or only its year or month. */
  readonly acquiredOn: string | null
}

export const NOTHING_KNOWN: Situation = {
  villageType: null,
  terrain: null,
  arablePerHeadM2: null,
  householdSize: null,
  land: null,
  plot: null,
  acquiredOn: null,
}

/** Why no limit could be chosen: what is unknown decides, the set does not know the terrain, or no rule holds. */
export type NoStandard =
  | 'type.missing'
  | 'terrain.missing'
  | 'terrain.unmapped'
  | 'arable.missing'
  | 'household-size.missing'
  | 'land-taken.missing'
  | 'plot-kind.missing'
  | 'acquired.missing'
  | 'standard.missing'

type Fit = 'yes' | 'no' | NoStandard

/** One condition against one fact: a rule that asks nothing fits whatever is known. */
const fits = (asked: string | null, known: string | null, missing: NoStandard): Fit =>
  asked === null ? 'yes' : known === null ? missing : asked === known ? 'yes' : 'no'

function fitsSize(standard: AreaStandard, size: number | null): Fit {
  if (standard.sizeFrom === null && standard.sizeTo === null) return 'yes'
  if (size === null) return 'household-size.missing'
  return (standard.sizeFrom ?? 0) <= size && size <= (standard.sizeTo ?? Number.POSITIVE_INFINITY) ? 'yes' : 'no'
}

function fitsDate(standard: AreaStandard, acquiredOn: string | null): Fit {
  const from = standard.acquiredFrom === null ? 'from' : dateAgainst(acquiredOn, standard.acquiredFrom)
  const before = standard.acquiredBefore === null ? 'before' : dateAgainst(acquiredOn, standard.acquiredBefore)
  if (from === 'before' || before === 'from') return 'no'
  return from === 'unknown' || before === 'unknown' ? 'acquired.missing' : 'yes'
}

/** The set's class for a terrain of the survey; 'unmapped' where the set has none for it. */
const terrainClassOf = (set: StandardSet, terrain: Terrain): string | 'unmapped' =>
  set.terrains.find((candidate) => candidate.from.includes(terrain))?.id ?? 'unmapped'

const arableClassOf = (set: StandardSet, perHeadM2: number): string | null =>
  set.arableClasses.find((candidate) => candidate.upToM2 === null || perHeadM2 <= candidate.upToM2)?.id ?? null

function fitOf(set: StandardSet, standard: AreaStandard, situation: Situation): Fit {
  const { terrain, arablePerHeadM2 } = situation
  const terrainClass = terrain === null ? null : terrainClassOf(set, terrain)
  const asks: readonly Fit[] = [
    fits(standard.villageType, situation.villageType, 'type.missing'),
    standard.terrain !== null && terrainClass === 'unmapped'
      ? 'terrain.unmapped'
      : fits(standard.terrain, terrainClass, 'terrain.missing'),
    fits(standard.arable, arablePerHeadM2 === null ? null : arableClassOf(set, arablePerHeadM2), 'arable.missing'),
    fitsSize(standard, situation.householdSize),
    fits(standard.land, situation.land, 'land-taken.missing'),
    fits(standard.plot, situation.plot, 'plot-kind.missing'),
    fitsDate(standard, situation.acquiredOn),
  ]
  return asks.includes('no') ? 'no' : (asks.find((fit) => fit !== 'yes') ?? 'yes')
}

/**
 * The rule that holds for a plot. Where something unknown decides between rules, that is the answer and no rule is guessed.
 * The set has no two rules for one case (findStandardSetFault), so the order of rules does not matter.
 */
export function standardFor(set: StandardSet, situation: Situation): AreaStandard | NoStandard {
  let missing: NoStandard | null = null
  for (const standard of set.standards) {
    const fit = fitOf(set, standard, situation)
    if (fit === 'yes') return standard
    if (fit !== 'no') missing = missing === null || ORDER.indexOf(fit) < ORDER.indexOf(missing) ? fit : missing
  }
  return missing ?? 'standard.missing'
}

/** In which order several unknown facts are asked for, whatever the order of the rules. */
const ORDER: readonly NoStandard[] = [
  'type.missing',
  'terrain.missing',
  'terrain.unmapped',
  'arable.missing',
  'household-size.missing',
  'land-taken.missing',
  'plot-kind.missing',
  'acquired.missing',
]
