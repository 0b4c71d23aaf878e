import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Change, type Piece, type Sides, wholeMetres } from '../../../shared/planning/tables/whole-metres.ts'

type Row = 'a' | 'b' | 'c' | 'd' | 'e'
const groups: readonly (readonly Row[])[] = [['a', 'b'], ['c', 'd'], ['e']]
const keys = groups.flat()

const change = (from: Row, to: Row | null, areaM2: number, village: string | null = '1'): Change<Row> => ({
  village,
  from,
  to,
  areaM2,
})

const sum = (areas: readonly { readonly areaM2: number }[]): number =>
  areas.reduce((total, { areaM2 }) => total + Math.round(areaM2 * 100), 0) / 100

/** Sides that agree with one another to the last digit. */
function sidesOf(changes: readonly Change<Row>[]): Sides<Row> {
  const villages = [...new Set(changes.map(({ village }) => village))]
  const side = (end: 'from' | 'to') =>
    villages.flatMap((village) =>
      keys.map((key) => ({
        village,
        key,
        areaM2: sum(changes.filter((one) => one.village === village && one[end] === key)),
      })),
    )
  return { base: side('from'), planned: side('to'), changes }
}

const printed = (pieces: readonly Piece<Row>[], counts: (piece: Piece<Row>) => boolean): number =>
  pieces.filter(counts).reduce((total, piece) => total + piece.printedM2, 0)

describe('pieces of land', () => {
  it('print as whole metres that sum to the village', () => {
    // 10.5 + 20.4 + 30.3 = 61.2 prints 61: a 30.9 of it, and e 30.3, so 10 or 11 and 20 and 30 with one left for 0.5.
    const pieces = wholeMetres(
      sidesOf([change('a', 'a', 10.5), change('a', 'c', 20.4), change('e', 'e', 30.3)]),
      groups,
    )
    expect(pieces.map(({ from, to, printedM2 }) => [from, to, printedM2])).toEqual([
      ['a', 'a', 11],
      ['a', 'c', 20],
      ['e', 'e', 30],
    ])
  })

  it('say what only one side has, and what no planned patch covers', () => {
    const sides: Sides<Row> = {
      base: [{ village: '1', key: 'a', areaM2: 100 }],
      planned: [{ village: '1', key: 'b', areaM2: 40 }],
      changes: [change('a', 'b', 30), change('a', null, 60)],
    }
    expect(wholeMetres(sides, groups).map(({ kind, from, to, areaM2 }) => [kind, from, to, areaM2])).toEqual([
      ['transition', 'a', 'b', 30],
      ['uncovered', 'a', null, 60],
      ['base-only', 'a', null, 10],
      ['planned-only', null, 'b', 10],
    ])
  })
})

it('planned land that was measured twice is not printed as land beyond the base', () => {
  const sides = sidesOf([change('a', 'a', 500), change('a', 'b', 300)])
  const planned = (areaM2: number) =>
    wholeMetres({ ...sides, planned: [...sides.planned, { village: '1', key: 'b', areaM2 }] }, groups)
  expect(planned(0.99).map(({ kind }) => kind)).toEqual(['transition', 'transition'])
  expect(planned(1).map(({ kind, areaM2 }) => [kind, areaM2])).toContainEqual(['planned-only', 1])
})

const changesOf = fc.array(
  fc.record({
    village: fc.constantFrom('1', '2', null),
    from: fc.constantFrom(...keys),
    to: fc.constantFrom(...keys, null),
    areaM2: fc.integer({ min: 1, max: 900_00 }).map((count) => count / 100),
  }),
  { minLength: 1, maxLength: 40 },
)

it('rows, planned rows and subtotals stay within a metre of what was measured, pieces beside it', () => {
  fc.assert(
    fc.property(changesOf, (changes) => {
      const pieces = wholeMetres(sidesOf(changes), groups)
      for (const piece of pieces) expect(Math.abs(piece.printedM2 - piece.areaM2)).toBeLessThan(1)
      for (const village of ['1', '2', null]) {
        const here = pieces.filter((piece) => piece.village === village)
        expect(printed(here, () => true)).toBe(Math.floor(sum(here) + 0.5))
        for (const key of keys)
          for (const end of ['from', 'to'] as const) {
            const raw = sum(here.filter((piece) => piece[end] === key))
            expect(Math.abs(printed(here, (piece) => piece[end] === key) - raw)).toBeLessThan(1)
          }
        for (const group of groups) {
          const inGroup = ({ from }: Piece<Row>): boolean => from !== null && group.includes(from)
          expect(Math.abs(printed(here, inGroup) - sum(here.filter(inGroup)))).toBeLessThan(1)
        }
      }
    }),
    { seed: 20261126, numRuns: 200 },
  )
})
