import type { Text } from '../lang/message.ts'

/** A price per m² of floor area; the most particular rate that fits a building is taken. */
export interface BuildingRate {
  /** Code of 房屋结构; null: whatever the structure. */
  readonly structure: string | null
  /** From this number of storeys on; null: whatever. */
  readonly storeysFrom: number | null
  readonly yuanPerM2: number
}

/** 有偿退出 as data: compensation by land, building and reward. */
export interface Withdrawal {
  readonly article: Text
  /** A sample, or figures that the district has not confirmed (待核实). */
  readonly toConfirm: boolean
  readonly landYuanPerM2: number
  readonly buildings: readonly BuildingRate[]
  /** Per cent of a building's price that each year of age takes away, and what is left at least. */
  readonly yearlyLossPercent: number
  readonly leastPercent: number
  readonly rewardYuanPerPlot: number
  readonly rewardYuanPerM2: number
}

export interface WithdrawnBuilding {
  readonly structure: string | null
  readonly storeys: number | null
  /** Year as the survey has it, e.g. '1998'; null: unknown. */
  readonly builtYear: number | null
  readonly floorAreaM2: number | null
}

/** What keeps a compensation from being reckoned; unknown is not zero. */
export type WithdrawalGap = 'building.floor-area' | 'building.rate' | 'building.year'

export interface Compensation {
  readonly landYuan: number
  readonly buildingYuan: number
  readonly rewardYuan: number
  /** The sum; null while a building's part is unknown. */
  readonly yuan: number | null
  readonly gaps: readonly WithdrawalGap[]
}

/** What a household is paid for giving back `areaM2` of a plot with these buildings in the year `year`. Yuan, unrounded. */
export function compensationFor(
  withdrawal: Withdrawal,
  areaM2: number,
  buildings: readonly WithdrawnBuilding[],
  year: number,
): Compensation {
  const parts = buildings.map((building) => priceOf(withdrawal, building, year))
  const gaps = [...new Set(parts.filter((part) => typeof part === 'string'))].sort()
  const landYuan = areaM2 * withdrawal.landYuanPerM2
  const buildingYuan = parts.reduce((sum: number, part) => sum + (typeof part === 'string' ? 0 : part), 0)
  const rewardYuan = withdrawal.rewardYuanPerPlot + areaM2 * withdrawal.rewardYuanPerM2
  return {
    landYuan,
    buildingYuan,
    rewardYuan,
    yuan: gaps.length > 0 ? null : landYuan + buildingYuan + rewardYuan,
    gaps,
  }
}

function priceOf(withdrawal: Withdrawal, building: WithdrawnBuilding, year: number): number | WithdrawalGap {
  if (building.floorAreaM2 === null) return 'building.floor-area'
  const rate = rateOf(withdrawal.buildings, building)
  if (rate === null) return 'building.rate'
  if (withdrawal.yearlyLossPercent > 0 && building.builtYear === null) return 'building.year'
  const age = Math.max(0, year - (building.builtYear ?? year))
  const percent = Math.max(withdrawal.leastPercent, 100 - withdrawal.yearlyLossPercent * age)
  return (building.floorAreaM2 * rate.yuanPerM2 * percent) / 100
}

/** A rate for the structure goes before one for any, then the one with the most storeys that fits. */
function rateOf(rates: readonly BuildingRate[], building: WithdrawnBuilding): BuildingRate | null {
  const fits = rates.filter(
    (rate) =>
      (rate.structure === null || rate.structure === building.structure) &&
      (rate.storeysFrom === null || (building.storeys !== null && building.storeys >= rate.storeysFrom)),
  )
  const particular = (rate: BuildingRate): number => (rate.structure === null ? 0 : 1000) + (rate.storeysFrom ?? 0)
  return fits.toSorted((a, b) => particular(b) - particular(a))[0] ?? null
}
