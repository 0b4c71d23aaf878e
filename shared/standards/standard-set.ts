import type { Text } from '../lang/message.ts'
import type { LandTaken, PlotKind, Terrain, VillageType } from '../model/code-lists.ts'
import type { PaidUse } from './paid-use.ts'
import type { Withdrawal } from './withdrawal.ts'

/** The case that a rule holds for. An absent condition (null) means: whatever it is. */
export interface StandardCase {
  readonly villageType: VillageType | null
  /** Id of one of the set's own terrain classes. */
  readonly terrain: string | null
  /** Id of one of the set's own classes of arable land per head. */
  readonly arable: string | null
  /** Persons in the household, both inclusive. */
  readonly sizeFrom: number | null
  readonly sizeTo: number | null
  /** What the plot was taken from. */
  readonly land: LandTaken | null
  readonly plot: PlotKind | null
  /** Calendar dates: from this day on, and before that day. */
  readonly acquiredFrom: string | null
  readonly acquiredBefore: string | null
}

/** One limit and the case it holds for. */
export interface AreaStandard extends StandardCase {
  readonly id: string
  /** m² of land per household. */
  readonly limitM2: number
  /** Document and article that the figure rests on. */
  readonly article: Text
  /** What the district has not confirmed yet (待核实). */
  readonly toConfirm: boolean
}

/** A terrain that the set distinguishes, and the survey's terrains that are read as it. */
export interface TerrainClass {
  readonly id: string
  readonly title: Text
  readonly from: readonly Terrain[]
}

/** A class of arable land per head in the village, m² per person; classes stand in ascending order, the last one is open (null). */
export interface ArableClass {
  readonly id: string
  readonly title: Text
  /** Inclusive. */
  readonly upToM2: number | null
}

/** The periods of 国土资发〔2016〕191号 as the county dates them: calendar dates, each the first day of the next period. */
export interface Periods {
  /** Before it, an extent that was not enlarged since is confirmed as it is. */
  readonly historicBefore: string
  /** Before it, an excess is handled case by case and the result entered by hand. */
  readonly handledBefore: string
  readonly article: Text
  readonly toConfirm: boolean
}

export type StandardSetStatus = 'draft' | 'adopted' | 'superseded'

export interface StandardSet {
  readonly id: string
  readonly title: Text
  readonly documents: readonly Text[]
  readonly status: StandardSetStatus
  /** Calendar dates, inclusive; null: open. */
  readonly validFrom: string | null
  readonly validTo: string | null
  readonly toConfirm: boolean
  readonly terrains: readonly TerrainClass[]
  readonly arableClasses: readonly ArableClass[]
  /** m² above the limit that are left aside: a dead band, not an allowance. */
  readonly toleranceM2: number
  readonly periods: Periods
  readonly standards: readonly AreaStandard[]
  readonly paidUse: PaidUse | null
  readonly withdrawal: Withdrawal | null
}

export const ANY_CASE: StandardCase = {
  villageType: null,
  terrain: null,
  arable: null,
  sizeFrom: null,
  sizeTo: null,
  land: null,
  plot: null,
  acquiredFrom: null,
  acquiredBefore: null,
}

/** The survey's own terrains, for a set that distinguishes the same. */
export const SURVEY_TERRAINS: readonly TerrainClass[] = [
  { id: 'plain', title: { zh: '平原', en: 'plain' }, from: ['plain'] },
  { id: 'saline', title: { zh: '盐碱地', en: 'saline land' }, from: ['saline'] },
  { id: 'hill_flat', title: { zh: '山区平地', en: 'hill area, flat land' }, from: ['hill_flat'] },
  { id: 'hill_slope', title: { zh: '山坡', en: 'hill slope' }, from: ['hill_slope'] },
]

/** The dates of the national rules; a county’s own table may move them. */
export const NATIONAL_PERIODS: Periods = {
  historicBefore: '1982-02-13',
  handledBefore: '1987-01-01',
  article: {
    zh: '国土资发〔2016〕191号；分期日期按《村镇建房用地管理条例》（1982-02-13）和《土地管理法》（1987-01-01）（日期待核实）',
    en: 'Guotuzifa [2016] No. 191; dates by the 1982 regulation (1982-02-13) and the Land Administration Law (1987-01-01), dates to be confirmed',
  },
  toConfirm: true,
}
