/**
 * Rounds half away from zero at `decimals`, as 四舍五入 means it. Decimal fractions are not exact in binary (1.005 is stored
 * just below), so the shortest decimal text of the number is rounded, not its binary value.
 */
export function roundHalfUp(value: number, decimals = 2): number {
  if (!Number.isFinite(value)) return value
  const [mantissa = '0', exponent = '0'] = String(Math.abs(value)).split('e')
  const shifted = Math.round(Number(`${mantissa}e${Number(exponent) + decimals}`))
  const [whole = '0', shift = '0'] = String(shifted).split('e')
  const rounded = Number(`${whole}e${Number(shift) - decimals}`)
  return value < 0 && rounded !== 0 ? -rounded : rounded
}
