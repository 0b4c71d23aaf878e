import { roundHalfUp } from './round.ts'

/** Units in which areas are shown; what is kept is always m². */
export const areaUnits = ['m2', 'mu', 'ha'] as const
export type AreaUnit = (typeof areaUnits)[number]

/** 1 亩 is exactly 10 000 / 15 m². */
const M2_PER: Readonly<Record<AreaUnit, number>> = { m2: 1, mu: 10_000 / 15, ha: 10_000 }

const DECIMALS: Readonly<Record<AreaUnit, number>> = { m2: 2, mu: 2, ha: 4 }

/** A raw sum in the unit, rounded once, with its decimals: 333.50 → "0.50" 亩. */
export const areaText = (rawM2: number, unit: AreaUnit): string =>
  roundHalfUp(rawM2 / M2_PER[unit], DECIMALS[unit]).toLocaleString('en-US', {
    minimumFractionDigits: DECIMALS[unit],
    maximumFractionDigits: DECIMALS[unit],
  })
