import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import type { WritableDb } from '../../db/open/database.ts'
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
  expect(await client.standards.changeVillageType({ ...change, type: 'far_suburb' })).toMatchObject({
    refusal: { code: 'village-type.same-day' },
  })
  const listed = async () =>
    answerOf(await client.standards.villageTypes({ survey })).find((village) => village.code === code)
  const known = await listed()
  expect(known).toMatchObject({
    today: 'urban_village',
    changes: [{ type: 'urban_village', since: '2023-05-01', document: '区政府文件', entry: expect.any(String) }],
  })
  const entry = known?.changes[0]?.entry ?? ''
  answerOf(await finish(await client.history.undo({ survey, entry })))
  expect(await listed()).toMatchObject({ changes: [], today: known?.firstType })
  answerOf(await finish(await client.history.redo({ survey })))
  expect((await listed())?.changes).toMatchObject([{ since: '2023-05-01', entry }])
})

/** Changes that no command of the window makes in one step, on the connection that holds the survey. */
const run = <T>(change: (db: WritableDb) => T): T => change(core.writable(survey))

describe('what an explanation rests on', () => {
  const plot = () =>
    asItStands(
      path,
      (db) =>
        db
          .prepare<[], { parcel: string; id: string; household: string; village: string; fid: number }>(
            `SELECT p.parcel_code AS parcel, p.id, p.household_code AS household, p.village_code AS village, p.fid FROM parcel p
            JOIN assessment a ON a.parcel_id = p.id AND a.run = (SELECT max(fid) FROM assessment_run) JOIN household h
            ON h.household_code = p.household_code AND h.village_code = p.village_code WHERE a.result = 'over' ORDER BY p.fid LIMIT 1`,
          )
          .get() ?? { parcel: '', id: '', household: '', village: '', fid: 0 },
    )
  const explained = async () => {
    const { parcel, household, village } = plot()
    return {
      parcel: answerOf(await client.standards.explain({ survey, parcel })),
      household: answerOf(await client.standards.explainHousehold({ survey, household, village })),
    }
  }

  it('is the set, its version and content, and the day of the latest assessment', async () => {
    answerOf(await finish(await client.standards.assess({ survey, standards: null, on: '2026-01-31' })))
    const { parcel, household } = await explained()
    expect(parcel.basis).toMatchObject({
      standardSet: 'dingtao',
      version: 5,
      evaluatedOn: '2026-01-31',
      assessedAt: expect.any(String),
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      inForce: null,
    })
    expect(household.basis).toEqual(parcel.basis)
    answerOf(await finish(await client.standards.assess({ survey, standards: 'henan-53', on: '2026-01-31' })))
    expect((await explained()).parcel.basis).toMatchObject({
      standardSet: 'henan-53',
      version: null,
      inForce: { standardSet: 'dingtao', version: 5 },
    })
    answerOf(await finish(await client.standards.assess({ survey, standards: null, on: '2026-01-31' })))
  })

  it.each([
    [
      'the household',
      async ({ household }: ReturnType<typeof plot>) =>
        run((db) =>
          db.prepare("UPDATE household SET fee_class = '低保', rev = rev + 1 WHERE household_code = ?").run(household),
        ),
    ],
    [
      'one of its plots',
      async ({ id }: ReturnType<typeof plot>) =>
        run((db) => db.prepare("UPDATE parcel SET remark = '复核', rev = rev + 1 WHERE id = ?").run(id)),
    ],
  ] as const)('a household’s stored result says that %s has changed since', async (_what, change) => {
    answerOf(await finish(await client.standards.assess({ survey, standards: null })))
    expect((await explained()).household.assessed).toMatchObject({ stale: false, typeChanged: null })
    await change(plot())
    expect((await explained()).household.assessed).toMatchObject({ stale: true, typeChanged: null })
  })

  it('a stored result says that its village is of another type since', async () => {
    answerOf(await finish(await client.standards.assess({ survey, standards: null, on: '2025-06-30' })))
    const { village } = plot()
    const fresh = await explained()
    expect([fresh.parcel.assessed?.stale, fresh.household.assessed?.stale]).toEqual([false, false])
    answerOf(
      await client.standards.changeVillageType({
        survey,
        village,
        type:
          fresh.parcel.steps[1]?.outcome.params.type === 'village_type.urban_village' ? 'far_suburb' : 'urban_village',
        since: '2025-07-01',
        document: null,
      }),
    )
    const typeChanged = { since: '2025-07-01' }
    const { parcel, household } = await explained()
    expect(parcel.assessed).toMatchObject({ stale: true, typeChanged })
    expect(household.assessed).toMatchObject({ stale: true, typeChanged })
  })
})

it('a household is told what giving back its idle plot is paid, building by building', async () => {
  const [first, second] = asItStands(path, (db) =>
    db
      .prepare<[], { id: string; village: string; areaM2: number }>(
        `SELECT id, village_code AS village, area_m2 AS areaM2 FROM parcel WHERE parcel_code LIKE '%JC%' AND geometry_fault IS NULL
        AND village_code = (SELECT code FROM village WHERE village_type NOTNULL LIMIT 1) LIMIT 2`,
      )
      .all(),
  )
  const household = '3717030000000009999'
  run((db) => {
    db.prepare(
      "UPDATE parcel SET household_code = ?, acquisition = '1', utilisation = CASE id WHEN ? THEN '1' ELSE '2' END, rev = rev + 1 WHERE id IN (?, ?)",
    ).run(household, first?.id, first?.id, second?.id)
    db.prepare(
      "INSERT INTO building (parcel_id, structure, storeys, built_year, floor_area_m2) VALUES (?, '5', 1, '2016', 100)",
    ).run(second?.id)
  })
  answerOf(await finish(await client.standards.assess({ survey, standards: 'sd-ceilings', on: '2026-01-31' })))
  const told = async () =>
    answerOf(await client.standards.explainHousehold({ survey, household, village: first?.village ?? '' }))
  const { compensation, steps } = await told()
  // 100 m² at 350 yuan, ten years old at 2 % a year; land at 100 yuan/m²; 5000 yuan for the plot.
  const yuan = Math.round(((second?.areaM2 ?? 0) * 100 + 28_000 + 5000) * 100) / 100
  expect(compensation?.plots).toMatchObject([{ buildingYuan: 28_000, rewardYuan: 5000, yuan, gaps: [] }])
  expect(compensation?.yuan).toBe(yuan)
  expect(steps.at(-1)?.outcome).toMatchObject({ code: 'explain.withdrawal.outcome' })
  run((db) => db.prepare('UPDATE building SET floor_area_m2 = NULL, rev = rev + 1 WHERE parcel_id = ?').run(second?.id))
  expect((await told()).compensation).toMatchObject({ yuan: null, plots: [{ gaps: ['building.floor-area'] }] })
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

  it('is made of a draft as it stands in an editor, and keeps its content with the figures', async () => {
    const typed = draft(155, { id: 'typed' })
    const ask = async (set: StandardSet, saveAs: string | null) =>
      finish(await client.standards.simulate({ survey, standards: [{ standards: 'typed', draft: set }], saveAs }))
    const simulated = answerOf(await ask(typed, '未保存的草案'))
    const [set] = simulated.sets
    expect(set).toMatchObject({ id: 'typed', version: null, unsaved: true })
    const kept = asItStands(path, (db) =>
      db
        .prepare<[string], { content: string }>('SELECT content FROM standard_set WHERE content_hash = ?')
        .get(set?.contentHash ?? ''),
    )
    expect(JSON.parse(kept?.content ?? 'null')).toEqual(typed)
    expect(answerOf(await client.standards.list({ survey })).some(({ id }) => id === 'typed')).toBe(false)
    const areas = answerOf(
      await finish(await client.standards.distributions({ survey, standards: 'typed', draft: typed })),
    )
    expect(areas.standards.reduce((n, { areasM2 }) => n + areasM2.filter((area) => area > 155).length, 0)).toBe(
      set?.parcels.over,
    )
    const twice = { ...typed, standards: [...typed.standards, ...typed.standards] }
    expect(await ask(twice, null)).toMatchObject({ refusal: { code: 'standards.duplicate-id' } })
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
