import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PlanLayerName } from '../../shared/contract/planning-answers.ts'
import { overlayOfVillage } from '../../shared/planning/overlay-of-village.ts'
import { generatePlan, VILLAGE_HEIGHT_M, VILLAGE_WIDTH_M } from '../builders/plan-generator.ts'
import { answerOf, newFolder, newSurvey } from '../db/survey-bench.ts'
import { coreClient, finish } from './core-client.ts'
import { importPlanLayer } from './plan-layer.ts'

type Client = ReturnType<typeof coreClient>['client']

const importLayer = (client: Client, survey: string, file: string, layer: PlanLayerName) =>
  importPlanLayer(client, survey, file, layer, { baseYear: 2020, targetYear: 2035 })

const files = generatePlan(join(newFolder(), '规划'), {
  villages: 2,
  rotationDegrees: 7,
  gapEvery: 50,
  overlapEvery: 30,
})
const whole = generatePlan(join(newFolder(), '规划'), { villages: 1 })

/** A survey with its villages, and the plan's base and planned patches. */
async function plannedSurvey(plan: typeof files) {
  const bench = newSurvey()
  await bench.importFile(plan.villages, 'village')
  const { client } = coreClient()
  const { survey } = answerOf(await client.survey.open({ file: bench.path, mode: 'write' }))
  const { scenario } = answerOf(await importLayer(client, survey, plan.base, 'base'))
  answerOf(await importLayer(client, survey, plan.planned, 'planned'))
  return { bench, client, survey, scenario: scenario ?? '' }
}

describe('a plan without faults', () => {
  let made: Awaited<ReturnType<typeof plannedSurvey>>
  beforeAll(async () => {
    made = await plannedSurvey(whole)
  })

  it('has exactly the transitions that were planted, by plane area', async () => {
    const { client, survey, scenario } = made
    const overlay = answerOf(await finish(await client.planning.overlay({ survey, scenario })))
    const found = Object.fromEntries(
      overlay.transitions.map((cell) => [`${cell.fromCode}>${cell.toCode}`, cell.planeM2]),
    )
    expect(found).toEqual(Object.fromEntries(whole.answer.matrixM2))
    expect([overlay.uncoveredM2, overlay.overplannedM2, overlay.isStale]).toEqual([0, 0, false])
  })

  it('closes its patches to the village, and shares them out without losing a square millimetre', async () => {
    const { client, survey, scenario } = made
    const overlay = answerOf(await client.planning.storedOverlay({ survey, scenario }))
    const sum = (rows: readonly { areaM2: number }[] = []): number =>
      rows.reduce((total, { areaM2 }) => total + areaM2, 0)
    const [closing] = overlay?.closings ?? []
    expect(closing?.isClosed).toBe(true)
    const controlM2 = closing?.controlM2 ?? 0
    expect(controlM2).toBeGreaterThan(VILLAGE_WIDTH_M * VILLAGE_HEIGHT_M * 0.999)
    expect(sum(overlay?.base)).toBeCloseTo(Math.round(controlM2 * 100) / 100, 6)
    for (const { code, areaM2 } of overlay?.base ?? []) {
      const row = sum(overlay?.transitions.filter(({ fromCode }) => fromCode === code))
      expect(Math.abs(row - areaM2) / areaM2).toBeLessThan(1e-9)
    }
    expect(sum(overlay?.planned)).toBeCloseTo(sum(overlay?.base), 6)
  })

  it('opens the pieces behind a cell', async () => {
    const { client, survey, scenario } = made
    const pieces = answerOf(
      await client.planning.changes({ survey, scenario, from: 'homestead', to: 'arable', offset: 0, limit: 500 }),
    )
    const planeM2 = pieces.lines.reduce((sum, line) => sum + line.planeM2, 0)
    expect(planeM2).toBe(whole.answer.matrixM2.get('2121>113'))
    expect(pieces.lines.every(({ fromCode, toCode }) => fromCode === '2121' && toCode === '113')).toBe(true)
  })

  it('asks which scheme is meant where codes stand in several, and brings nothing in', async () => {
    const { client, survey } = made
    const refused = await importPlanLayer(client, survey, whole.base, 'base', {
      title: '另一规划',
      map: { DLDM: 'XZQDM' },
    })
    expect(refused.ok ? null : refused.refusal.code).toBe('plan.scheme-none')
    expect(answerOf(await client.planning.list({ survey })).map(({ title }) => title)).toEqual(['示例村规划'])
  })

  it('locks an approved scenario, keeps its hash and lets a copy be changed', async () => {
    const { client, survey, scenario } = made
    const [plan0] = answerOf(await client.planning.list({ survey }))
    answerOf(await client.planning.edit({ survey, plan: plan0?.id ?? '', values: { populationBase: 900 } }))
    const edited = answerOf(
      await client.history.list({ survey, order: 'newest', from: null, limit: 1, kinds: null, operators: null }),
    ).entries[0]
    const approve = (document: string | null) =>
      client.planning.setStatus({ survey, scenario, status: 'approved', document, on: '2026-01-05' })
    expect(await approve(null)).toMatchObject({ ok: false, refusal: { code: 'plan.document-missing' } })
    answerOf(await approve('菏定政字〔2026〕1号'))
    const [plan] = answerOf(await client.planning.list({ survey }))
    expect(plan?.scenarios[0]).toMatchObject({ status: 'approved', isAsApproved: true })
    expect(plan?.scenarios[0]?.contentHash).toMatch(/^[0-9a-f]{64}$/)
    expect(await importLayer(client, survey, whole.zones, 'construction-zones')).toMatchObject({
      ok: false,
      refusal: { code: 'plan.locked' },
    })
    const base = answerOf(await client.imports.batches({ survey })).find(({ kind }) => kind === 'base_patch')
    expect(await finish(await client.imports.rollback({ survey, batch: base?.batch ?? 0 }))).toMatchObject({
      ok: false,
      refusal: { code: 'batch.in-use', proposals: expect.arrayContaining(['plan 示例村规划']) as unknown },
    })
    expect(await finish(await client.history.undo({ survey, entry: edited?.entry ?? null }))).toMatchObject({
      ok: false,
      refusal: { code: 'plan.locked' },
    })
    expect(await finish(await client.history.undo({ survey, entry: null }))).toMatchObject({
      ok: false,
      refusal: { code: 'plan.approval-stands', params: { plan: '示例村规划', version: 1 } },
    })
    const approval = answerOf(
      await client.history.list({ survey, order: 'newest', from: null, limit: 1, kinds: null, operators: null }),
    ).entries[0]
    answerOf(await finish(await client.history.undo({ survey, entry: approval?.entry ?? null })))
    expect(answerOf(await client.planning.list({ survey }))[0]?.scenarios[0]?.status).toBe('draft')
    answerOf(await approve('菏定政字〔2026〕1号'))
    const copy = answerOf(await client.planning.copyScenario({ survey, scenario, name: '调整方案' }))
    const again = answerOf(await client.planning.list({ survey }))[0]?.scenarios
    expect(again?.map(({ version, status }) => [version, status])).toEqual([
      [1, 'approved'],
      [2, 'draft'],
    ])
    expect(again?.find(({ id }) => id === copy.scenario)?.counts.planned_patch).toBe(whole.answer.plannedPatches)
  })

  it('follows the district’s legend in its figures, and is what was approved all the same', async () => {
    const { client, survey, scenario } = made
    const subject = 'class:village-plan-2018/2121'
    const town = { subject, property: 'row', value: 'town', confirmed: true, source: '区局会议纪要' } as const
    const tablesNow = async () => answerOf(await finish(await client.planning.tables({ survey, scenario }))).tables
    const rowM2 = (tables: Awaited<ReturnType<typeof tablesNow>>, id: string) =>
      tables.f2.groups.flatMap(({ rows }) => rows).find((row) => row.id === id)?.figures.targetM2.value
    const before = await tablesNow()
    const homesteads = rowM2(before, 'homestead') ?? 0
    expect(answerOf(await client.planningLegend.set({ survey, settings: [town] }))).toEqual({ changed: 1 })
    expect(answerOf(await client.planning.storedOverlay({ survey, scenario }))?.isStale).toBe(true)
    const moved = await tablesNow()
    expect([rowM2(moved, 'homestead'), rowM2(moved, 'town')]).toEqual([0, (rowM2(before, 'town') ?? 0) + homesteads])
    expect(moved.moved).toMatchObject([{ code: '2121', from: 'homestead', to: 'town', confirmed: true }])
    const [plan] = answerOf(await client.planning.list({ survey }))
    expect(plan?.scenarios[0]).toMatchObject({ status: 'approved', isAsApproved: true })

    const file = join(newFolder(), '图例.xlsx')
    answerOf(await finish(await client.planningLegend.write({ survey, to: file, force: false })))
    expect(answerOf(await finish(await client.history.undo({ survey, entry: null })))).toMatchObject({
      kind: 'plan-legend',
    })
    expect(answerOf(await client.planningLegend.get({ survey })).settings).toEqual([])
    expect(answerOf(await client.planningLegend.read({ survey, file, dryRun: true })).changed).toBe(1)
    expect(answerOf(await client.planningLegend.read({ survey, file, dryRun: false })).changed).toBe(1)
    expect(answerOf(await client.planningLegend.get({ survey })).settings).toEqual([town])
    expect(await client.planningLegend.set({ survey, settings: [{ ...town, value: 'city' }] })).toMatchObject({
      ok: false,
      refusal: { code: 'legend.bad-row', params: { subject: '2121 宅基地', value: 'city' } },
    })
  })
})

describe('a plan whose base is in the classes of the second survey', () => {
  const surveyed: Readonly<Record<string, string>> = {
    '111': '011',
    '113': '013',
    '12': '021',
    '131': '031',
    '152': '104',
    '153': '114',
    '2121': '203',
    '2122': '203',
    '221': '102',
  }
  const plan = generatePlan(join(newFolder(), '二调'), { villages: 1, baseCode: (code) => surveyed[code] ?? code })

  it('is known by its codes, and what the survey drew as one village stays open until the planner chooses', async () => {
    const { client, survey, scenario } = await plannedSurvey(plan)
    const [line] = answerOf(await client.planning.list({ survey }))
    expect([line?.baseScheme, line?.scenarios[0]?.scheme]).toEqual(['survey-2', 'village-plan-2018'])
    const overlay = answerOf(await finish(await client.planning.overlay({ survey, scenario })))
    expect(overlay.openClasses.map(({ code, chosen }) => [code, chosen]).sort()).toEqual([
      ['031', null],
      ['203', null],
    ])
    const expected = new Map<string, number>()
    for (const [pair, m2] of plan.answer.matrixM2) {
      const [from = '', to = ''] = pair.split('>')
      expected.set(`${surveyed[from]}>${to}`, (expected.get(`${surveyed[from]}>${to}`) ?? 0) + m2)
    }
    const found = overlay.transitions.map((cell) => [`${cell.fromCode}>${cell.toCode}`, cell.planeM2])
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected))
    const toServices = async (from: string): Promise<number> => {
      const cell = { survey, scenario, from, to: 'public_service', offset: 0, limit: 500 }
      return answerOf(await client.planning.changes(cell)).lines.reduce((sum, { planeM2 }) => sum + planeM2, 0)
    }
    expect(await toServices('village_unsplit')).toBe(0)
    answerOf(
      await client.planning.edit({
        survey,
        plan: line?.id ?? '',
        values: { choices: { '203': '2121', '031': '131' } },
      }),
    )
    const chosen = answerOf(await finish(await client.planning.overlay({ survey, scenario })))
    expect(chosen.base.find(({ code }) => code === '203')?.row).toBe('homestead')
    expect(await toServices('homestead')).toBe(expected.get('203>2122'))
  })
})

describe('a plan with planted faults', () => {
  let made: Awaited<ReturnType<typeof plannedSurvey>>
  beforeAll(async () => {
    made = await plannedSurvey(files)
    answerOf(await importLayer(made.client, made.survey, files.farmland, 'basic-farmland'))
    answerOf(await importLayer(made.client, made.survey, files.zones, 'construction-zones'))
  })

  it('tells every gap and every overlap, where they are and how large', async () => {
    const { client, survey, scenario } = made
    const { totals, findings } = answerOf(await finish(await client.planning.coverage({ survey, scenario })))
    const areas = (kind: 'gap' | 'overlap'): number[] =>
      findings
        .filter((finding) => finding.kind === kind && finding.layer === 'planned')
        .map(({ areaM2 }) => Math.round(areaM2))
        .sort((a, b) => a - b)
    expect(areas('gap')).toEqual([...files.answer.gapsM2].sort((a, b) => a - b))
    expect(areas('overlap')).toEqual(files.answer.overlapsM2)
    expect([totals.zones.gap.count, totals.zones.overlap.count]).toEqual([0, 0])
  })

  it('limits the matrix to one village, whose rows and columns are its own base and planned areas', async () => {
    const { client, survey, scenario } = made
    const whole = answerOf(await finish(await client.planning.overlay({ survey, scenario })))
    const hundredths = (rows: readonly { readonly areaM2: number }[]): number =>
      rows.reduce((sum, { areaM2 }) => sum + Math.round(areaM2 * 100), 0)
    const shares = files.answer.villages.map((village) => {
      const { base, planned, transitions } = overlayOfVillage(whole, village)
      for (const { code, areaM2 } of base)
        expect(hundredths(transitions.filter(({ fromCode }) => fromCode === code))).toBe(Math.round(areaM2 * 100))
      for (const { code, areaM2 } of planned)
        expect(hundredths(transitions.filter(({ toCode }) => toCode === code))).toBe(Math.round(areaM2 * 100))
      return hundredths(base)
    })
    expect(shares.reduce((sum, share) => sum + share)).toBe(hundredths(whole.base))
    const [village] = files.answer.villages
    const changes = async (of: string | null) =>
      answerOf(
        await client.planning.changes({ survey, scenario, from: null, to: null, village: of, offset: 0, limit: 500 }),
      )
    const own = await changes(village ?? null)
    expect(own.lines.every((line) => line.village === village)).toBe(true)
    expect(own.count).toBe((await changes(null)).lines.filter((line) => line.village === village).length)
    expect((await changes('none')).count).toBe(0)
    const owner = { survey, layer: 'planned_patch', owner: scenario } as const
    const counts = async (of: string | null): Promise<number> =>
      answerOf(await client.planningMap.layer({ ...owner, village: of })).lines.reduce(
        (sum, { count }) => sum + count,
        0,
      )
    const each = await Promise.all(files.answer.villages.map(counts))
    expect(each.reduce((sum, count) => sum + count)).toBe(await counts(null))
  })

  it('finds the planned construction on basic farmland, all of it and nothing else', async () => {
    const { client, survey, scenario } = made
    const run = answerOf(await finish(await client.planning.conflicts({ survey, scenario })))
    const farmland = run.rules.find(({ rule }) => rule === 'plan.basic-farmland')
    expect(farmland).toMatchObject({ isAsked: true, open: files.answer.constructionOnFarmland.patches, slivers: 0 })
    expect(run.rules.find(({ rule }) => rule === 'plan.red-line')?.isAsked).toBe(false)
  })

  it('keeps what was settled when the next run finds it again, and can take the settlement back', async () => {
    const { client, survey, scenario } = made
    const page = (decided: boolean | null) =>
      client.planning.ledger({
        survey,
        scenario,
        rule: null,
        standing: null,
        cause: null,
        decided,
        breach: null,
        offset: 0,
        limit: 500,
      })
    const [first] = answerOf(await page(null)).lines
    answerOf(
      await client.planning.decide({
        survey,
        conflicts: [first?.id ?? ''],
        cause: 'base-data-error',
        decision: '核减图斑',
        evidence: '2021 年补划',
      }),
    )
    answerOf(await finish(await client.planning.conflicts({ survey, scenario })))
    expect(answerOf(await page(true)).lines).toMatchObject([
      { id: first?.id, standing: 'remaining', cause: 'base-data-error', causeBy: 'decided', decision: '核减图斑' },
    ])
    answerOf(
      await client.planning.decide({
        survey,
        conflicts: [first?.id ?? ''],
        cause: null,
        decision: '保留',
        evidence: null,
      }),
    )
    expect(answerOf(await finish(await client.history.undo({ survey, entry: null })))).toMatchObject({
      kind: 'plan-decided',
    })
    expect(answerOf(await page(true)).lines).toMatchObject([{ id: first?.id, decision: '核减图斑' }])
    expect(
      await client.planning.decide({
        survey,
        conflicts: [first?.id ?? ''],
        cause: null,
        decision: '电话 13800138000',
        evidence: null,
      }),
    ).toMatchObject({ ok: false, refusal: { code: 'value.personal' } })
  })

  it('takes a new plan back, but not while a version of it stands', async () => {
    const { client, survey } = made
    const { plan, scenario: first } = answerOf(await client.planning.create({ survey, title: '又一个规划' }))
    const created = answerOf(
      await client.history.list({
        survey,
        order: 'newest',
        from: null,
        limit: 1,
        kinds: ['plan-created'],
        operators: null,
      }),
    ).entries[0]?.entry
    answerOf(await client.planning.copyScenario({ survey, scenario: first, name: null }))
    expect(await finish(await client.history.undo({ survey, entry: created ?? '' }))).toMatchObject({ ok: false })
    answerOf(await finish(await client.history.undo({ survey, entry: null })))
    answerOf(await finish(await client.history.undo({ survey, entry: null })))
    expect(answerOf(await client.planning.list({ survey })).map(({ id }) => id)).not.toContain(plan)
  })

  it('measures how contiguous the land is before and after', async () => {
    const { client, survey, scenario } = made
    const { rows } = answerOf(await finish(await client.planning.regularity({ survey, scenario })))
    expect(rows.map(({ land, state }) => `${land} ${state}`)).toEqual([
      'arable base',
      'construction base',
      'arable planned',
      'construction planned',
    ])
    const base = rows.find(({ land, state }) => land === 'construction' && state === 'base')
    // No two built cells of the pattern share a wall: each is a patch of 32 m × 24 m.
    expect(base).toMatchObject({ patches: 160 })
    expect(base?.meanPatchM2).toBeCloseTo(768, 3)
    expect(base?.compactness).toBeCloseTo((4 * Math.PI * 768) / 112 ** 2, 6)
    expect(base?.edgeDensityMPerHa).toBeCloseTo(112 / 0.0768, 3)
  })
})
