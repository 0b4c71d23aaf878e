/** One row of a table closed to its total. Units are counted, so that sums are exact. */
export interface ClosedRow {
  /** Whole units, whose sum is the total. */
  readonly units: number
  /** Units by which the row differs from its own value rounded half-up. */
  readonly adjusted: number
}

export interface Closed {
  readonly rows: readonly ClosedRow[]
  readonly totalUnits: number
  /** false: rows and total differ by more than rounding; the rows are then rounded half-up, each for itself, and do not add up. */
  readonly closes: boolean
}

/** Values are counted in ten-thousandths of a unit: the noise of binary fractions (0.1 + 0.2) then decides no remainder and no half. */
const PARTS = 10_000
const partsOf = (value: number, unit: number): number => Math.round((value / unit) * PARTS)
const cutOf = (parts: number): number => Math.floor(parts / PARTS)
/** Half away from zero, as 四舍五入 means it. */
const halfUpOf = (parts: number): number => {
  const rounded = Math.floor((Math.abs(parts) + PARTS / 2) / PARTS)
  return parts < 0 && rounded !== 0 ? -rounded : rounded
}

/** Whole units of a value, half-up. `value` and `unit` in m². */
export const wholeUnits = (value: number, unit: number): number => halfUpOf(partsOf(value, unit))

/**
 * Rows that sum exactly to the printed total, by largest remainder: every row is cut to whole units, and the units that are left
 * go to the rows that were cut most; of two alike the earlier gets it. `rows` and `total` in m², `unit` the size of the last
 * printed digit in m² (1 m² for hectares with four decimals). A difference beyond half a unit a row (or beyond the unit by which the total
 * may itself be a closed row) is an error somewhere else and is not spread over the rows. Where rows close, none differs from its
 * own half-up value by more than one unit.
 */
export function closeToTotal(rows: readonly number[], total: number, unit: number): Closed {
  const parts = rows.map((value) => partsOf(value, unit))
  const totalParts = partsOf(total, unit)
  const totalUnits = halfUpOf(totalParts)
  const difference = Math.abs(parts.reduce((sum, one) => sum + one, 0) - totalParts)
  const closes = rows.length > 0 ? difference < PARTS || difference <= (PARTS / 2) * rows.length : totalUnits === 0
  const units = closes ? byLargestRemainder(parts, totalUnits) : parts.map(halfUpOf)
  return {
    totalUnits,
    closes,
    rows: units.map((count, at) => ({ units: count, adjusted: count - halfUpOf(parts[at] ?? 0) })),
  }
}

function byLargestRemainder(parts: readonly number[], totalUnits: number): readonly number[] {
  const units = parts.map(cutOf)
  const left = totalUnits - units.reduce((sum, count) => sum + count, 0)
  const order = parts
    .map((value, at) => ({ at, rest: value - cutOf(value) * PARTS }))
    .sort((a, b) => b.rest - a.rest || a.at - b.at)
  if (left < 0) order.reverse()
  for (let given = 0; given < Math.abs(left); given++) {
    const at = order[given % order.length]?.at ?? 0
    units[at] = (units[at] ?? 0) + Math.sign(left)
  }
  return units
}
