import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { readStandardSet, standardSetFile } from '../../shared/standards/set-file.ts'
import { shandongCeilings } from '../../shared/standards/sets/shandong.ts'
import type { StandardSet } from '../../shared/standards/standard-set.ts'
import { generateSurvey } from '../builders/survey-generator.ts'
import { answerOf, asItStands, inside, newFolder, newSurvey } from '../db/survey-bench.ts'
import { coreClient, finish } from './core-client.ts'

const { core, client } = coreClient()
let survey = ''
let folder = ''
let path = ''

beforeAll(async () => {
  folder = newFolder()
  const source = generateSurvey(join(folder, '成果'), { parcels: 600, seed: 11, people: true })
  const bench = newSurvey(source.villagesCsv, folder)
  path = bench.path
  await bench.importFile(source.parcelsShp, 'parcel')
  inside(path, (db) => {
    db.exec("UPDATE parcel SET utilisation = '2', rev = rev + 1 WHERE fid % 17 = 0")
    db.exec('UPDATE household SET divisible_into = 1, rev = rev + 1 WHERE fid % 3 = 0')
  })
  survey = answerOf(await client.survey.open({ file: path, mode: 'write' })).survey
})
afterAll(() => core.closeAll())

const draft = (limitM2: number, change: Partial<StandardSet> = {}): StandardSet => ({
  ...shandongCeilings,
  id: 'dingtao',
  title: { zh: '定陶区标准', en: 'Dingtao standard' },
  status: 'draft',
  standards: shandongCeilings.standards.map((standard) => ({ ...standard, limitM2 })),
  ...change,
})

describe('a standard set of the district', () => {
  it('is drafted in versions, compared, adopted from a day on, and from then on the default', async () => {
    const first = answerOf(await client.standards.save({ survey, set: draft(180), why: '初稿' }))
    const second = answerOf(await client.standards.save({ survey, set: draft(150), why: '征求意见' }))
    expect([first.version, second.version]).toEqual([1, 2])
    const compared = answerOf(
      await client.standards.compare({ survey, before: 'dingtao', beforeVersion: 1, after: 'dingtao' }),
    )
    expect(compared.differences).toHaveLength(shandongCeilings.standards.length)
    expect(compared.differences[0]).toMatchObject({ field: 'limitM2', before: 180, after: 150 })
    answerOf(await client.standards.adopt({ survey, standards: 'dingtao', from: '2020-01-01', why: '区政府批准' }))
    const lines = answerOf(await client.standards.list({ survey }))
    expect(lines.filter(({ id }) => id === 'dingtao').map(({ version, status }) => [version, status])).toEqual([
      [3, 'adopted'],
      [2, 'draft'],
      [1, 'draft'],
    ])
    expect(lines.find(({ isDefault }) => isDefault)).toMatchObject({ id: 'dingtao', version: 3 })
    const assessed = answerOf(await finish(await client.standards.assess({ survey, standards: null })))
    expect(assessed.standardSet).toBe('dingtao')
  })

  it('ends where its successor begins, and still holds for the days before', async () => {
    answerOf(await client.standards.save({ survey, set: draft(160), why: null }))
    answerOf(await client.standards.adopt({ survey, standards: 'dingtao', from: '2024-07-01', why: null }))
    const at = async (on: string) => {
      answerOf(await finish(await client.standards.assess({ survey, standards: null, on })))
      return asItStands(path, (db) =>
        db
          .prepare<[], { limit: number }>(
            'SELECT max(s.limit_m2) AS "limit" FROM assessment a JOIN standard s ON s.fid = a.standard WHERE a.run = (SELECT max(fid) FROM assessment_run)',
          )
          .get(),
      )
    }
    expect(await at('2024-06-30')).toEqual({ limit: 150 })
    expect(await at('2024-07-01')).toEqual({ limit: 160 })
  })

  it('is never changed once adopted, and one that ships never at all', async () => {
    expect(
      await client.standards.adopt({ survey, standards: 'dingtao', version: 3, from: '2025-01-01', why: null }),
    ).toMatchObject({
      refusal: { code: 'standards.not-draft' },
    })
    expect(await client.standards.save({ survey, set: { ...draft(1), id: 'sd-ceilings' }, why: null })).toMatchObject({
      refusal: { code: 'standards.built-in' },
    })
  })

  it('with a gap is saved with what is wrong, but not adopted', async () => {
    const gap = draft(170, { id: 'half', standards: shandongCeilings.standards.slice(1) })
    const saved = answerOf(await client.standards.save({ survey, set: gap, why: null }))
    expect(saved.faults).toMatchObject([{ code: 'standards.gap', example: { villageType: 'urban_village' } }])
    expect(await client.standards.adopt({ survey, standards: 'half', from: '2025-01-01', why: null })).toMatchObject({
      refusal: { code: 'standards.has-gaps' },
    })
  })

  it.each(['json', 'xlsx'])('comes back from %s as it was', async (format) => {
    const to = join(folder, `sd.${format}`)
    answerOf(
      await finish(await client.standards.write({ survey, standards: 'sd-ceilings', to, force: true, language: 'zh' })),
    )
    const { set } = answerOf(await client.standards.read({ file: to }))
    expect(set).toEqual({ ...shandongCeilings, status: format === 'xlsx' ? 'draft' : 'adopted' })
  })

  it('has the form that the published JSON Schema says', async () => {
    const schema = z.toJSONSchema(standardSetFile)
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(
      '../../main/assets/standard-set.schema.json',
    )
    expect(readStandardSet({ ...shandongCeilings, standards: [] })).toEqual({ wrongAt: 'standards' })
  })
})

it('the type of a village holds from its day on, for assessments of that day and later', async () => {
  const code = asItStands(
    path,
    (db) =>
      db.prepare<[], { code: string }>("SELECT code FROM village WHERE village_type <> 'urban_village' LIMIT 1").get()
        ?.code ?? '',
  )
  const change = { survey, village: code, type: 'urban_village', since: '2023-05-01', document: '区政府文件' } as const
  answerOf(await client.standards.changeVillageType(change))
  const inType = async (on: string) =>
    answerOf(await finish(await client.standards.assess({ survey, standards: 'sd-ceilings', on }))).byVillageType
  const [before, after] = [await inType('2023-04-30'), await inType('2023-05-01')]
  expect(after.urban_village.parcels).toBeGreaterThan(before.urban_village.parcels)
  expect(await client.standards.changeVillageType({ ...change, village: '371703999999' })).toMatchObject({
    refusal: { code: 'village.not-found' },
  })
})

describe('a simulation', () => {
  const simulate = async (...standards: readonly string[]) =>
    answerOf(
      await finish(await client.standards.simulate({ survey, standards: standards.map((id) => ({ standards: id })) })),
    )

  it('of a set equals its assessment, and touches no result', async () => {
    const assessed = answerOf(await finish(await client.standards.assess({ survey, standards: 'sd-ceilings' })))
    const runs = (): number =>
      asItStands(path, (db) => db.prepare<[], { n: number }>('SELECT count(*) AS n FROM assessment_run').get()?.n ?? 0)
    const before = runs()
    const [set] = (await simulate('sd-ceilings')).sets
    expect(runs()).toBe(before)
    expect(set?.parcels).toMatchObject({
      assessed: assessed.assessed,
      over: assessed.overStandard,
      overAreaM2: assessed.overAreaM2,
      notAssessable: assessed.notAssessable,
      reasons: assessed.reasons,
    })
    expect(set?.households).toMatchObject({
      total: assessed.households.total,
      over: assessed.byHousehold?.over,
      overAreaM2: assessed.byHousehold?.overAreaM2,
    })
    expect(set?.fees?.yuan).toBe(assessed.byHousehold?.feeYuan)
  })

  it('adds up: parts are the whole, recovered land is what is missing afterwards', async () => {
    const { sets } = await simulate('sd-ceilings', 'dingtao')
    for (const set of sets) {
      const sum = (parts: readonly { readonly over: number }[]): number => parts.reduce((n, { over }) => n + over, 0)
      expect(sum(Object.values(set.byVillageType))).toBe(set.parcels.over)
      expect(sum(set.byTown)).toBe(set.parcels.over)
      expect(sum(set.byStandard)).toBe(set.parcels.over)
      expect(set.byStandard.flatMap(({ histogram }) => histogram).reduce((n, { count }) => n + count, 0)).toBe(
        set.parcels.assessed,
      )
      expect(set.residential.afterM2).toBeCloseTo(set.residential.beforeM2 - set.recovered.areaM2, 1)
      expect(set.recovered.areaM2).toBeCloseTo(set.recovered.excessM2 + set.recovered.furtherM2, 1)
    }
    expect(sets[1]?.parcels.over).toBeGreaterThan(sets[0]?.parcels.over ?? 0)
  })

  it('is kept with the state that it rests on and says when that has changed', async () => {
    const saved = answerOf(
      await finish(
        await client.standards.simulate({ survey, standards: [{ standards: 'dingtao' }], saveAs: '征求意见稿' }),
      ),
    )
    const again = answerOf(await client.standards.simulation({ survey, simulation: saved.id ?? '' }))
    expect(again).toMatchObject({ title: '征求意见稿', changesSince: 0, sets: saved.sets })
    const parcel = asItStands(
      path,
      (db) =>
        db
          .prepare<[], { code: string }>('SELECT parcel_code AS code FROM parcel WHERE parcel_code NOTNULL LIMIT 1')
          .get()?.code ?? '',
    )
    answerOf(await client.parcels.edit({ survey, parcel, values: { BZ: '复核' }, why: '复核' }))
    expect(answerOf(await client.standards.simulations({ survey }))[0]).toMatchObject({
      title: '征求意见稿',
      changesSince: 1,
    })
  })

  it('finds limits for a target with the fewest households, as trying every pair of limits does', async () => {
    const target = { landDownPercent: 10, stepM2: 20, leastM2: 100, mostM2: 260 }
    const { search, sets } = answerOf(
      await finish(await client.standards.simulate({ survey, standards: [{ standards: 'sd-ceilings' }], target })),
    )
    expect(search?.approximate).toBe(false)
    expect(search?.found?.landDownPercent).toBeGreaterThanOrEqual(10)
    const limits = search?.found?.limits ?? {}
    const tried = {
      ...shandongCeilings,
      id: 'tried',
      standards: shandongCeilings.standards.map((rule) => ({ ...rule, limitM2: limits[rule.id] ?? rule.limitM2 })),
    }
    answerOf(await client.standards.save({ survey, set: tried, why: null }))
    const [applied] = (await simulate('tried')).sets
    expect(applied?.households.over).toBe(search?.found?.householdsOver)
    const rules = Object.keys(limits)
    // Every other choice of limits on the same steps that reaches the target affects as many households or more.
    for (let i = 0; i < 12; i++) {
      const other = Object.fromEntries(rules.map((rule, k) => [rule, 100 + 20 * ((i * 5 + k * 3) % 9)]))
      const set = {
        ...tried,
        standards: tried.standards.map((rule) => ({ ...rule, limitM2: other[rule.id] ?? rule.limitM2 })),
      }
      answerOf(await client.standards.save({ survey, set, why: null }))
      const [result] = (await simulate('tried')).sets
      const down = ((result?.recovered.areaM2 ?? 0) / (sets[0]?.residential.beforeM2 ?? 1)) * 100
      if (down >= 10)
        expect(result?.households.over).toBeGreaterThanOrEqual(search?.found?.householdsOver ?? Number.NaN)
    }
  })
})
