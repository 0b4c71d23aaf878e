import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { closeToTotal, wholeUnits } from '../../../shared/planning/close-areas.ts'

const unitsOf = (rows: readonly number[], total: number, unit = 1): readonly number[] =>
  closeToTotal(rows, total, unit).rows.map(({ units }) => units)

describe('rows under a control area', () => {
  it('get what is left by the size of what was cut', () => {
    // 33.4 + 33.3 + 33.3 = 100; cut: 33 33 33; one is left, and 0.4 is the largest rest.
    expect(closeToTotal([33.3, 33.4, 33.3], 100, 1)).toEqual({
      totalUnits: 100,
      closes: true,
      rows: [
        { units: 33, adjusted: 0 },
        { units: 34, adjusted: 1 },
        { units: 33, adjusted: 0 },
      ],
    })
  })

  it('get it in their order where they were cut alike', () => {
    expect(unitsOf([0.5, 0.5, 0.5, 0.5], 2)).toEqual([1, 1, 0, 0])
  })

  it('are not turned by what binary fractions leave over', () => {
    // 0.1 + 0.2 is 0.30000000000000004, 1.15 × 100 is 114.99999999999999.
    expect(unitsOf([0.1 + 0.2, 0.3, 0.4], 1)).toEqual([0, 0, 1])
    expect(wholeUnits(1.15, 0.01)).toBe(115)
    expect(wholeUnits(2.675, 0.01)).toBe(268)
    expect(wholeUnits(-0.5, 1)).toBe(-1)
    expect(Object.is(wholeUnits(-0.4, 1), 0)).toBe(true)
  })

  it('keep their own values where the total is wrong by more than rounding', () => {
    expect(closeToTotal([10.2, 20.2], 40, 1)).toEqual({
      totalUnits: 40,
      closes: false,
      rows: [
        { units: 10, adjusted: 0 },
        { units: 20, adjusted: 0 },
      ],
    })
    expect(closeToTotal([], 3, 1).closes).toBe(false)
  })
})

const rows = fc.array(
  fc.integer({ min: 0, max: 500_000_00 }).map((count) => count / 100),
  { minLength: 1, maxLength: 25 },
)

it('close exactly, and move no row by more than a unit, whatever rounding made of their total', () => {
  fc.assert(
    fc.property(
      rows,
      fc.constantFrom(1, 0.01, 100),
      fc.double({ min: -0.5, max: 0.5, noNaN: true }),
      (values, unit, share) => {
        const sum = values.reduce((total, value) => total + Math.round(value * 100), 0) / 100
        const closed = closeToTotal(values, sum + share * unit * (values.length - 0.01), unit)
        expect(closed.closes).toBe(true)
        expect(closed.rows.reduce((total, { units }) => total + units, 0)).toBe(closed.totalUnits)
        for (const { adjusted } of closed.rows) expect(Math.abs(adjusted)).toBeLessThanOrEqual(1)
      },
    ),
  )
})
