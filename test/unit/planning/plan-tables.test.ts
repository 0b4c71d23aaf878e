import { describe, expect, it } from 'vitest'
import { checkTables } from '../../../shared/planning/table-checks.ts'
import { type PlanTables, planTables } from '../../../shared/planning/tables/plan-tables.ts'
import { type Parcel, planOf } from './plan-builder.ts'

const V1 = '371703001001'
const V2 = '371703001002'

/** Two villages, every kind of change; the figures below are summed by hand. */
const parcels: readonly Parcel[] = [
  [V1, '113', '113', 100_000.4],
  [V1, '113', '2121', 1000.3],
  [V1, '113', '131', 500.2],
  [V1, '113', '12', 200.1],
  [V1, '2121', '113', 2000.5],
  [V1, '2121', '2121', 30_000],
  [V1, '2121', null, 20],
  [V1, '12', '113', 300],
  [V1, '32', '113', 150],
  [V1, '212', '212', 700],
  [V1, null, '113', 10],
  [V1, '221', '221', 5000],
  [V2, '113', '113', 50_000],
  [V2, '2124', '12', 400],
  [V2, '12', '2124', 100],
]

const facts = {
  baseYear: 2016,
  targetYear: 2020,
  populationBase: 300,
  populationTarget: 310,
  householdsBase: 100,
  householdsTarget: null,
  basicFarmlandTargetM2: 90_000.55,
  townTargetsM2: { basic_farmland: 90_000, construction: 38_000 },
} as const

const plan = planOf(parcels, { facts })
const tables = planTables({
  ...plan,
  villages: [
    { code: V1, name: '甲村' },
    { code: V2, name: '乙村' },
  ],
})

const figures = <K extends string>(of: Readonly<Record<K, { value: number | null; why: string | null }>>) =>
  Object.fromEntries(
    Object.entries<{ value: number | null; why: string | null }>(of).map(([id, f]) => [id, f.value ?? f.why]),
  )
const row = (of: PlanTables, id: string) => {
  const found = of.f2.groups.flatMap(({ rows }) => rows).find((one) => one.id === id)
  return found && figures({ ...found.figures })
}

describe('F2', () => {
  it('has rows, shares and changes of classes', () => {
    // Base 101 701.00 + 50 000, planned 102 460.90 + 50 000; of 190 381.50 and 190 361.50.
    expect(row(tables, 'arable')).toEqual({
      baseM2: 151_701,
      baseShare: 79.68,
      targetM2: 152_461,
      targetShare: 80.09,
      changeM2: 760,
    })
    // 32 020.50 prints 32 021; 31 000.30 prints 31 001, closed.
    expect(row(tables, 'homestead')).toMatchObject({ baseM2: 32_021, targetM2: 31_001, changeM2: -1020 })
  })

  it('sums to the villages’ printed totals, and shows what no planned patch covers', () => {
    expect(figures({ ...tables.f2.total })).toEqual({
      baseM2: 139_882 + 50_500,
      baseShare: 100,
      targetM2: 139_882 - 20 + 50_500,
      targetShare: 100,
      changeM2: -20,
    })
    expect(tables.f2.uncoveredM2).toEqual({ value: 20, why: null })
    expect(tables.f2.outsideBaseM2.value).toBe(0)
  })

  it('keeps land that is not divided or named in rows of its own', () => {
    expect(row(tables, 'village_unsplit')).toMatchObject({ baseM2: 700, targetM2: 700 })
    expect(row(tables, 'unknown')).toMatchObject({ baseM2: 10, targetM2: 0 })
    expect(row(tables, 'forest_unsplit')).toBeUndefined()
    expect(row(tables, 'water')).toMatchObject({ baseM2: 0, targetM2: 0 })
  })

  it('says why a side is not there', () => {
    const base = planTables({ ...plan, planned: [], transitions: [] })
    expect(row(base, 'homestead')).toMatchObject({
      baseM2: 32_021,
      targetM2: 'plan.reason.no-planned',
      changeM2: 'plan.reason.no-planned',
    })
    expect(figures({ ...base.f3.total })).toMatchObject({
      base: 38_121,
      built: 'plan.reason.no-overlay',
      end: 'plan.reason.no-overlay',
    })
  })
})

describe('F3', () => {
  it('is base less demolished plus built, and never counts uncovered land as demolished', () => {
    expect(tables.f3.rows.map(({ village, figures: of }) => [village.name, figures({ ...of })])).toEqual([
      ['甲村', { base: 37_721, demolished: 2001, built: 1001, end: 36_721, uncovered: 20, outside: 0 }],
      ['乙村', { base: 400, demolished: 400, built: 100, end: 100, uncovered: 0, outside: 0 }],
    ])
    expect(figures({ ...tables.f3.total })).toMatchObject({ base: 38_121, demolished: 2401, built: 1101, end: 36_821 })
  })
})

describe('F4', () => {
  it('has a heading for every change of arable land', () => {
    expect(figures({ ...tables.f4.rows[0]!.figures })).toEqual({
      base: 101_701,
      reduced: 1701,
      reduced_ecological: 500,
      reduced_construction: 1001,
      reduced_other: 200,
      added: 2461,
      added_consolidated: 300,
      added_reserve: 150,
      added_reclaimed: 2001,
      added_other: 10,
      end: 102_461,
      uncovered: 0,
      outside: 0,
    })
  })
})

it('F1 takes its areas from F2, and rounds what it divides', () => {
  expect(
    Object.fromEntries(
      tables.f1.map(({ id, base, target, change, town }) => [
        id,
        [base, target, change, ...(town === undefined ? [] : [town])].map((figure) => figure.value ?? figure.why),
      ]),
    ),
  ).toEqual({
    arable: [151_701, 152_461, 760, 'plan.reason.town-unknown'],
    basic_farmland: ['plan.reason.basic-farmland-unknown', 90_001, 'plan.reason.basic-farmland-unknown', 90_000],
    construction: [38_121, 36_801, -1320, 38_000],
    urban_rural: [33_121, 31_801, -1320, 'plan.reason.town-unknown'],
    village_construction: [33_121, 31_801, -1320],
    // 33 120.50 ÷ 300 and 31 800.30 ÷ 310.
    per_head: [110.4, 102.58, -7.82],
    per_household: ['plan.reason.village-undivided', 'plan.reason.village-undivided', 'plan.reason.village-undivided'],
  })
})

it('gives homesteads per household where all of the village is divided', () => {
  const divided = planOf(
    [
      [V1, '2121', '2121', 1000],
      [V1, '2121', '113', 7],
    ],
    {
      facts: { householdsBase: 6, householdsTarget: 0 },
    },
  )
  const line = planTables(divided).f1.find(({ id }) => id === 'per_household')
  // 1007 ÷ 6 = 167.8333…
  expect(line).toMatchObject({ base: { value: 167.83 }, target: { why: 'plan.reason.households-zero' } })
})

it('logs every figure that is not its own value half-up', () => {
  expect(tables.adjustments).toEqual([
    { table: 'F2', village: V1, row: 'homestead', side: 'target', byM2: 1 },
    { table: 'F3', village: V1, row: 'built', side: 'change', byM2: 1 },
    { table: 'F4', village: V1, row: 'reduced_construction', side: 'change', byM2: 1 },
  ])
})

it('shows no change of land that stays what it is', () => {
  const still = planTables(planOf(['111', '12', '2121', '31'].map((code, at) => [V1, code, code, 10.1 + at * 0.3])))
  for (const { rows } of still.f2.groups) for (const { figures: of } of rows) expect(of.changeM2.value).toBe(0)
})

it('is plain data, as threads and doors hand it on', () => {
  expect(structuredClone(tables)).toEqual(tables)
  const input = { ...plan, marks: { demolishedM2: null, newSitesM2: null } }
  const checked = checkTables(input, tables)
  expect(JSON.parse(JSON.stringify(checked))).toEqual(checked)
})
