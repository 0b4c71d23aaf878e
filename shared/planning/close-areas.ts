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
}

const halfUp = (value: number): number => Math.sign(value) * Math.floor(Math.abs(value) + 0.5 + Number.EPSILON * 64)

/**
 * Rows that sum exactly to the printed total, by largest remainder: every row is cut to whole units, and the units that are left
 * go to the rows that were cut most; of two alike the earlier gets it. `rows` and `total` in m², `unit` the size of the last
 * printed digit in m² (1 m² for hectares with four decimals). The rows must add up to the total but for rounding: whatever is
 * wrong beyond that is no matter of closing, see `closesTo`.
 */
export function closeToTotal(rows: readonly number[], total: number, unit: number): Closed {
  const totalUnits = halfUp(total / unit)
  const raw = rows.map((value) => value / unit)
  const cut = raw.map((value) => Math.floor(value + 1e-9))
  let left = totalUnits - cut.reduce((sum, units) => sum + units, 0)
  const byRemainder = raw
    .map((value, at) => ({ at, rest: value - (cut[at] ?? 0) }))
    .sort((a, b) => b.rest - a.rest || a.at - b.at)
  const units = [...cut]
  const order = left >= 0 ? byRemainder : byRemainder.toReversed()
  for (let i = 0; left !== 0 && order.length > 0; i = (i + 1) % order.length) {
    const step = Math.sign(left)
    const at = order[i]?.at ?? 0
    units[at] = (units[at] ?? 0) + step
    left -= step
  }
  return {
    totalUnits,
    rows: units.map((count, at) => ({ units: count, adjusted: count - halfUp(raw[at] ?? 0) })),
  }
}

/** Whether rows differ from the total by rounding alone: half a unit a row. */
export const closesTo = (rows: readonly number[], total: number, unit: number): boolean =>
  Math.abs(rows.reduce((sum, value) => sum + value, 0) - total) <= (unit / 2) * Math.max(1, rows.length)
