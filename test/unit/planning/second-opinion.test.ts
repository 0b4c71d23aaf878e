import fc from 'fast-check'
import { expect, it } from 'vitest'
import { planTables } from '../../../shared/planning/tables/plan-tables.ts'
import { type Parcel, planOf } from './plan-builder.ts'

/** The classes of the older plan, sorted by hand and by code alone; nothing here is read from the program's own lists. */
const CONSTRUCTION = ['2121', '2122', '2123', '2124', '2125', '2126', '212', '211', '213', '221', '226', '231', '232']
const ECOLOGICAL = ['131', '31', '32']
const ARABLE = ['111', '112', '113']
const OTHER_FARM = ['12', '132', '13', '151', '152', '153', '154', '155']
const CODES = [...CONSTRUCTION, ...ECOLOGICAL, ...ARABLE, ...OTHER_FARM]
const VILLAGES = ['371703001001', '371703001002', null] as const

const parcel: fc.Arbitrary<Parcel> = fc.tuple(
  fc.constantFrom(...VILLAGES),
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...ARABLE) },
    { weight: 5, arbitrary: fc.constantFrom(...CODES, null) },
  ),
  fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...ARABLE) },
    { weight: 5, arbitrary: fc.constantFrom(...CODES, null) },
  ),
  fc.integer({ min: 1, max: 40_000_00 }).map((hundredths) => hundredths / 100),
)

/** Sums every piece of land again, one after the other, in whole hundredths that cannot lose any. */
function slowSum(
  parcels: readonly Parcel[],
  counts: (one: Parcel) => boolean,
): { readonly m2: number; readonly pieces: number } {
  let hundredths = 0n
  let pieces = 0
  for (const one of parcels) {
    if (!counts(one)) continue
    hundredths += BigInt(Math.round(one[3] * 100))
    pieces++
  }
  return { m2: Number(hundredths) / 100, pieces }
}

const oneOf =
  (...lists: readonly (readonly string[])[]) =>
  (code: string | null): boolean =>
    code !== null && lists.flat().includes(code)
const [construction, arable] = [oneOf(CONSTRUCTION), oneOf(ARABLE)]
const ecological = oneOf(ECOLOGICAL)

type Counts = (one: Parcel) => boolean
const F3: Readonly<Record<string, Counts>> = {
  base: ([, from]) => construction(from),
  demolished: ([, from, to]) => construction(from) && to !== null && !construction(to),
  built: ([, from, to]) => !construction(from) && construction(to),
  uncovered: ([, from, to]) => construction(from) && to === null,
}
const F4: Readonly<Record<string, Counts>> = {
  base: ([, from]) => arable(from),
  reduced: ([, from, to]) => arable(from) && to !== null && !arable(to),
  reduced_ecological: ([, from, to]) => arable(from) && ecological(to),
  reduced_construction: ([, from, to]) => arable(from) && construction(to),
  reduced_other: ([, from, to]) => arable(from) && oneOf(OTHER_FARM)(to),
  added: ([, from, to]) => !arable(from) && arable(to),
  added_consolidated: ([, from, to]) => oneOf(OTHER_FARM)(from) && arable(to),
  added_reserve: ([, from, to]) => from === '32' && arable(to),
  added_reclaimed: ([, from, to]) => construction(from) && arable(to),
  added_other: ([, from, to]) => (from === null || oneOf(['131', '31'])(from)) && arable(to),
  uncovered: ([, from, to]) => arable(from) && to === null,
}

it('F2, F3 and F4 say what a slow second count of the same land says', () => {
  fc.assert(
    fc.property(fc.array(parcel, { minLength: 1, maxLength: 60 }), (parcels) => {
      const tables = planTables(planOf(parcels))
      for (const [table, columns] of [
        [tables.f3, F3],
        [tables.f4, F4],
      ] as const)
        for (const { village, figures } of [...table.rows, { village: null, figures: table.total }])
          for (const [column, counts] of Object.entries(columns)) {
            const here: Counts = figures === table.total ? counts : (one) => one[0] === village?.code && counts(one)
            const { m2, pieces } = slowSum(parcels, here)
            const printed = (figures as Record<string, { value: number | null }>)[column]?.value ?? Number.NaN
            // Each piece of land is printed as one of the two whole metres beside it.
            expect(Math.abs(printed - m2), column).toBeLessThanOrEqual(pieces)
          }
      const total = tables.f2.total
      expect(Math.abs((total.baseM2.value ?? Number.NaN) - slowSum(parcels, () => true).m2)).toBeLessThanOrEqual(1.5)
      const covered = slowSum(parcels, ([, , to]) => to !== null)
      if (covered.pieces > 0)
        expect(Math.abs((total.targetM2.value ?? Number.NaN) - covered.m2)).toBeLessThanOrEqual(covered.pieces)
    }),
    { seed: 20261126 },
  )
})

it('every table agrees with the next to the last digit, and its villages and rows with their totals', () => {
  const sum = (figures: readonly { value: number | null }[]): number =>
    figures.reduce((total, { value }) => total + (value ?? Number.NaN), 0)
  fc.assert(
    fc.property(fc.array(parcel, { minLength: 1, maxLength: 60 }), (parcels) => {
      const { f1, f2, f3, f4 } = planTables(planOf(parcels))
      fc.pre(parcels.some(([, , to]) => to !== null))
      for (const side of ['baseM2', 'targetM2', 'changeM2'] as const) {
        for (const { figures, rows } of f2.groups)
          expect(sum(rows.map((row) => row.figures[side]))).toBe(figures[side].value)
        expect(sum(f2.groups.map(({ figures }) => figures[side]))).toBe(f2.total[side].value)
      }
      for (const table of [f3, f4])
        for (const column of table.columns) {
          const of = (figures: object) => (figures as Record<string, { value: number | null }>)[column]!
          expect(sum(table.rows.map(({ figures }) => of(figures)))).toBe(of(table.total).value)
        }
      for (const { figures } of [...f3.rows, { figures: f3.total }]) {
        const { base, demolished, built, end } = figures
        expect(end.value).toBe(base.value! - demolished.value! + built.value!)
      }
      for (const { figures } of [...f4.rows, { figures: f4.total }]) {
        expect(figures.end.value).toBe(figures.base.value! - figures.reduced.value! + figures.added.value!)
        expect(figures.reduced.value).toBe(
          sum([figures.reduced_ecological, figures.reduced_construction, figures.reduced_other]),
        )
      }
      const main = (id: string) => f1.find((one) => one.id === id)!
      expect(main('construction').base.value).toBe(f3.total.base.value)
      expect(main('construction').target.value).toBe(
        f3.total.end.value! - f3.total.uncovered.value! + f3.total.outside.value!,
      )
      expect(main('arable').target.value).toBe(
        f4.total.end.value! - f4.total.uncovered.value! + f4.total.outside.value!,
      )
    }),
    { seed: 20261126 },
  )
})
