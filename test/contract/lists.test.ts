import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { homesteadSql } from '../../db/queries/homestead-sql.ts'
import type { ListFilter, ListQuery, ListRow } from '../../shared/contract/lists.ts'
import { isHomestead } from '../../shared/model/parcel-code.ts'
import { generateSurvey } from '../builders/survey-generator.ts'
import { answerOf, newFolder, newSurvey } from '../db/survey-bench.ts'
import { coreClient } from './core-client.ts'

const { core, client } = coreClient()
let survey = ''

beforeAll(async () => {
  const folder = newFolder()
  const source = generateSurvey(folder, { parcels: 1500, people: true, seed: 11 })
  const bench = newSurvey(source.villagesCsv, folder)
  await bench.importFile(source.parcelsShp, 'parcel')
  await bench.assess()
  await bench.check()
  survey = answerOf(await client.survey.open({ file: bench.path, mode: 'write' })).survey
})
afterAll(() => core.closeAll())

const everything: ListQuery = { layer: 'parcel', filters: [], search: null, area: null, sort: [] }

async function rowsOf(query: Partial<ListQuery>): Promise<readonly ListRow[]> {
  const { list, count } = answerOf(await client.lists.open({ survey, query: { ...everything, ...query } }))
  const { rows, gone } = answerOf(await client.lists.page({ survey, list, from: 0, to: count }))
  await client.lists.close({ survey, list })
  expect([rows.length, gone]).toEqual([count, 0])
  return rows
}
/** The same rows, found by looking at each one. */
const filtered = async (fits: (row: ListRow) => boolean): Promise<readonly string[]> =>
  (await rowsOf({})).filter(fits).map(({ id }) => id)
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const factsOf = ({ values }: ListRow): Parameters<typeof isHomestead>[0] => ({
  parcelCode: text(values.parcel_code),
  rightType: text(values.right_type),
  useCode: text(values.use_code),
})
const ids = (rows: readonly ListRow[]): readonly string[] => rows.map(({ id }) => id)

it('cuts pages anywhere out of one order, and finds a row in it', async () => {
  const query: ListQuery = { ...everything, sort: [{ column: 'area_m2', descending: true }] }
  const all = await rowsOf(query)
  const { list, count } = answerOf(await client.lists.open({ survey, query }))
  const middle = answerOf(await client.lists.page({ survey, list, from: 700, to: 710 })).rows
  expect(ids(middle)).toEqual(ids(all).slice(700, 710))
  expect(answerOf(await client.lists.locate({ survey, list, id: middle[3]?.id ?? '' }))).toEqual({ at: 703 })
  expect(answerOf(await client.lists.page({ survey, list, from: count - 2, to: count + 50 })).rows).toHaveLength(2)
  const areas = all.map(({ values }) => values.area_m2).filter((area) => area !== null)
  expect(areas).toEqual(areas.toSorted((a, b) => Number(b) - Number(a)))
})

it('sorts words as a Chinese dictionary does, blanks last', async () => {
  const names = (await rowsOf({ sort: [{ column: 'holder_name', descending: false }] })).map(
    ({ values }) => values.holder_name,
  )
  const known = names.filter((name) => typeof name === 'string')
  expect(known).toEqual(known.toSorted(new Intl.Collator('zh-CN', { numeric: true }).compare))
  expect(names.slice(known.length).every((name) => name === null)).toBe(true)
})

it.each<readonly [string, ListFilter, (row: ListRow) => boolean]>([
  ['codes', { kind: 'one-of', column: 'standing', values: ['over'] }, ({ values }) => values.standing === 'over'],
  ['blanks', { kind: 'one-of', column: 'reason', values: [null] }, ({ values }) => values.reason === null],
  [
    'a range',
    { kind: 'between', column: 'excess_m2', from: 5, to: 40 },
    ({ values }) => Number(values.excess_m2) >= 5 && Number(values.excess_m2) <= 40,
  ],
  [
    'words',
    { kind: 'contains', column: 'location', text: '1' },
    ({ values }) => String(values.location ?? '').includes('1'),
  ],
  ['findings', { kind: 'between', column: 'findings', from: 1, to: null }, ({ values }) => Number(values.findings) > 0],
])('filters by %s as looking at every row does', async (_, filter, fits) => {
  const found = ids(await rowsOf({ filters: [filter] }))
  expect(found).toEqual(await filtered(fits))
  expect(found.length).toBeGreaterThan(0)
})

it('takes signs of LIKE as they are, and a column that is none finds nothing', async () => {
  expect(await rowsOf({ filters: [{ kind: 'contains', column: 'location', text: '%' }] })).toEqual([])
  expect(await rowsOf({ filters: [{ kind: 'contains', column: 'fid) OR (1', text: '' }] })).toEqual([])
})

it('finds a holder by two characters', async () => {
  const [first] = await rowsOf({})
  const two = String(first?.values.holder_name).slice(0, 2)
  const found = ids(await rowsOf({ search: two }))
  expect(found).toContain(first?.id)
  const holders = await filtered(({ values }) => String(values.holder_name ?? '').includes(two))
  expect(holders.every((id) => found.includes(id))).toBe(true)
})

it('finds a household by two characters of who holds its plots, though no member is registered', async () => {
  const [plot] = await rowsOf({ filters: [{ kind: 'contains', column: 'household_code', text: '37' }] })
  const holder = String(plot?.values.holder_name)
  const found = await rowsOf({ layer: 'household', search: holder.slice(0, 2) })
  const own = found.find(({ values }) => values.household_code === plot?.values.household_code)
  expect(own?.values.plot_holders).toContain(holder)
})

it('finds what an area drawn on the map meets, and nothing beside it', async () => {
  const { extent } = answerOf(await client.survey.info({ survey })).layers.find(({ name }) => name === 'parcel') ?? {}
  const [west = 0, south = 0, east = 0, north = 0] = extent ?? []
  const whole = [west, south, east, south, east, north, west, north]
  const beside = whole.map((value, i) => (i % 2 === 0 ? value + (east - west) + 100 : value))
  const drawn = (await rowsOf({})).length - (await filtered(({ values }) => values.area_m2 === null)).length
  expect((await rowsOf({ area: whole })).length).toBeGreaterThanOrEqual(drawn)
  expect(await rowsOf({ area: beside })).toEqual([])
  const half = [west, south, (west + east) / 2, south, (west + east) / 2, north, west, north]
  const inHalf = (await rowsOf({ area: half })).length
  expect(inHalf).toBeGreaterThan(0)
  expect(inHalf).toBeLessThan(drawn)
})

it('counts the homestead plots of each household, and no other parcel of theirs', async () => {
  const households = await rowsOf({ layer: 'household' })
  const parcels = await rowsOf({})
  for (const { values } of households.slice(0, 50)) {
    const own = parcels.filter(
      (parcel) =>
        parcel.values.household_code === values.household_code &&
        parcel.values.village_code === values.village_code &&
        isHomestead(factsOf(parcel)),
    )
    expect([values.household_code, values.plots]).toEqual([values.household_code, own.length])
  }
})

it('knows a homestead in SQL as the assessment does', async () => {
  const several = { kind: 'between', column: 'plots', from: 2, to: null } as const
  const households = await rowsOf({ layer: 'household', filters: [several] })
  const assessed = JSON.parse(
    core.session(survey).survey.db.prepare<[], { s: string }>('SELECT summary AS s FROM assessment_run').get()?.s ??
      '{}',
  ) as { households: { withSeveralPlots: number } }
  expect(households).toHaveLength(assessed.households.withSeveralPlots)
  const db = new Database(':memory:')
  db.exec('CREATE TABLE parcel (parcel_code TEXT, right_type TEXT, use_code TEXT)')
  const codes = ['371703001001JC00001', '371703001001JB00001', '371703001001JC00000', '371703001001jc00001', '12', null]
  const insert = db.prepare('INSERT INTO parcel VALUES (?, ?, ?)')
  for (const code of codes)
    for (const right of ['5', '6', '7', null])
      for (const use of ['0702', '072', '0701', null]) insert.run(code, right, use)
  const rows = db.prepare(`SELECT *, ${homesteadSql('parcel')} AS h FROM parcel`).all() as {
    parcel_code: string | null
    right_type: string | null
    use_code: string | null
    h: number
  }[]
  for (const { parcel_code: parcelCode, right_type: rightType, use_code: useCode, h } of rows)
    expect(h === 1, JSON.stringify({ parcelCode, rightType, useCode })).toBe(
      isHomestead({ parcelCode, rightType, useCode }),
    )
  db.close()
})

it('says that a closed list is closed', async () => {
  const { list } = answerOf(await client.lists.open({ survey, query: everything }))
  await client.lists.close({ survey, list })
  expect(await client.lists.page({ survey, list, from: 0, to: 1 })).toMatchObject({
    ok: false,
    refusal: { code: 'list.closed' },
  })
})

it('tells parcels that were over and have changed since from those that are over', async () => {
  const sums = async (): Promise<{ readonly over: number; readonly changed: number }> => {
    const villages = answerOf(await client.lists.tree({ survey }))
    const sum = (name: 'over' | 'changed'): number => villages.reduce((n, village) => n + village[name], 0)
    return { over: sum('over'), changed: sum('changed') }
  }
  const before = await sums()
  expect(before).toEqual({ over: (await filtered(({ values }) => values.standing === 'over')).length, changed: 0 })
  const [row] = await rowsOf({ filters: [{ kind: 'one-of', column: 'standing', values: ['over'] }] })
  if (row === undefined) throw new Error('no parcel is over')
  answerOf(
    await client.objects.edit({
      survey,
      layer: 'parcel',
      id: row.id,
      rev: row.rev,
      values: { remark: '核' },
      why: null,
    }),
  )
  expect(await sums()).toEqual({ over: before.over - 1, changed: 1 })
})

it('counts in the overview what its lists have, also once a parcel has changed since the assessment', async () => {
  const isOf = (column: string, value: string): ListFilter => ({ kind: 'one-of', column, values: [value] })
  const countsAgree = async () => {
    const counts = answerOf(await client.survey.overview({ survey })).assessment?.counts
    if (counts === undefined) throw new Error('nothing was assessed')
    const of = (...filters: readonly ListFilter[]) => rowsOf({ filters: [...filters] })
    for (const [standing, { parcels }] of Object.entries(counts.parcels))
      expect(await of(isOf('standing', standing)), standing).toHaveLength(parcels)
    for (const [type, { over, within }] of Object.entries(counts.byVillageType)) {
      expect(await of(isOf('standing', 'within'), isOf('village_type', type)), type).toHaveLength(within.parcels)
      const rows = await of(isOf('standing', 'over'), isOf('village_type', type))
      expect(rows, type).toHaveLength(over.parcels)
      expect(rows.reduce((sum, { values }) => sum + Number(values.excess_m2), 0)).toBeCloseTo(over.overAreaM2, 6)
    }
    for (const [reason, count] of Object.entries(counts.reasons))
      expect(await of(isOf('reason', reason)), reason).toHaveLength(count)
    const plots = (from: number, to: number | null) =>
      rowsOf({ layer: 'household', filters: [{ kind: 'between', column: 'plots', from, to }] })
    expect(await plots(1, 1)).toHaveLength(counts.households.withOnePlot)
    expect(await plots(2, null)).toHaveLength(counts.households.withSeveralPlots)
    expect(Object.values(counts.parcels).reduce((sum, { parcels }) => sum + parcels, 0)).toBe((await rowsOf({})).length)
    return counts
  }
  const before = await countsAgree()
  expect(Object.keys(before.reasons).length).toBeGreaterThan(1)
  const [changed] = await rowsOf({ filters: [isOf('standing', 'over')] })
  const { id = '', rev = 0 } = changed ?? {}
  answerOf(await client.objects.edit({ survey, layer: 'parcel', id, rev, values: { remark: '改' }, why: null }))
  const after = await countsAgree()
  expect(after.parcels.over.parcels).toBe(before.parcels.over.parcels - 1)
  expect(after.parcels['not-assessed'].parcels).toBe(before.parcels['not-assessed'].parcels + 1)
})
