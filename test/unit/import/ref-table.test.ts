import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRefTable, shortKey } from '../../../db/staging/ref-table.ts'

describe('the table of rows met so far', () => {
  it('gives every row of a key, in any order of adding, and none of another', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -3, max: 3 }), { maxLength: 300 }), (keys) => {
        const table = createRefTable()
        keys.forEach((key, i) => table.add(key, i + 1))
        for (let key = -3; key <= 3; key++) {
          const expected = keys.flatMap((other, i) => (other === key ? [i + 1] : []))
          expect([...table.candidates(key)].sort((a, b) => a - b)).toEqual(expected)
        }
      }),
    )
  })

  it('keeps 50 000 household codes apart', () => {
    const table = createRefTable()
    for (let i = 1; i <= 50_000; i++) table.add(shortKey(`3717031062010${i}`), i)
    expect(table.candidates(shortKey('371703106201049999'))).toContain(49_999)
    const crowded = Array.from(
      { length: 50_000 },
      (_, i) => table.candidates(shortKey(`3717031062010${i + 1}`)).length,
    ).filter((count) => count > 1)
    expect(crowded.length).toBeLessThan(20)
  })
})
