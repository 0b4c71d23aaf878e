import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { SCHEMA_VERSION } from '../../db/migrations/ladder.ts'
import { connect } from '../../db/open/database.ts'
import { answerOf, refusalOf, runCli, workplace } from '../builders/run-cli.ts'
import { type GeneratedSurvey, generateSurvey } from '../builders/survey-generator.ts'

const PARCELS = 3000
const work = workplace()
const places = { survey: '', generated: null as GeneratedSurvey | null, imported: null as Imported | null }

interface Imported {
  readonly batch: number
  readonly findings: readonly { readonly code: string; readonly count: number; readonly examples: readonly unknown[] }[]
}
interface Checked {
  readonly rules: readonly {
    readonly id: string
    readonly title: string
    readonly severity: string
    readonly findings: number
  }[]
  readonly findings: number
  readonly blocking: number
  readonly list?: readonly {
    readonly id: string
    readonly rule: string
    readonly severity: string
    readonly message: string
  }[]
}

const known = () => {
  if (places.generated === null) throw new Error('nothing was generated')
  return places.generated.answer
}
const on = (command: string, ...rest: readonly string[]): readonly string[] => [command, places.survey, ...rest]
const halfUp = (m2: number): number => Math.round(m2 * 100 + 1e-6) / 100
const numbered = (counts: Readonly<Record<string, number>>): object =>
  Object.fromEntries(Object.entries(counts).toSorted())

beforeAll(async () => {
  const generated = generateSurvey(work.path('来源'), {
    parcels: PARCELS,
    people: true,
    buildings: 200,
    landUse: true,
    rotationDegrees: 0,
  })
  places.generated = generated
  places.survey = await work.survey(generated.villagesCsv)
  await answerOf(on('import', generated.villagesShp, '--layer', 'village', '--operator', '甲某'))
  places.imported = await answerOf<Imported>(on('import', generated.parcelsShp, '--layer', 'parcel'))
  await answerOf(on('import', generated.buildingsShp ?? '', '--layer', 'building'))
  await answerOf(on('import', generated.landUseShp ?? '', '--layer', 'land_use'))
})

describe('a survey with a known answer', () => {
  it('is imported with exactly its counts and findings', () => {
    const { parcels, rejectedBy, findings } = known()
    expect(places.imported).toMatchObject({ ...parcels, updated: 0, skipped: 0 })
    const { 'parcel.overlap': _, ...ofImport } = findings
    const counted = Object.fromEntries(places.imported?.findings.map(({ code, count }) => [code, count]) ?? [])
    expect(numbered(counted)).toEqual(numbered({ ...ofImport, ...rejectedBy }))
    for (const finding of places.imported?.findings ?? []) {
      expect(finding).toEqual({
        code: expect.any(String),
        severity: expect.stringMatching(/^(error|warning|info)$/),
        count: expect.any(Number),
        examples: expect.arrayContaining([
          { record: expect.any(Number), message: expect.stringMatching(/[\u4e00-\u9fff]/) },
        ]),
      })
    }
  })

  it('is assessed with exactly its numbers', async () => {
    const { assess } = known()
    const { reasons, toConfirm, evaluatedOn, confirmation, byHousehold, ...answer } = await answerOf<
      Readonly<Record<string, unknown>> & {
        readonly confirmation: { readonly confirmed: number; readonly open: number }
      }
    >(on('assess'))
    const byType = Object.entries(assess.byVillageType).map(([type, totals]) => [
      type,
      { ...totals, areaM2: halfUp(totals.areaM2), overAreaM2: halfUp(totals.overAreaM2) },
    ])
    expect(answer).toEqual({
      standardSet: expect.any(String),
      ...assess,
      overAreaM2: halfUp(assess.overAreaM2),
      byVillageType: Object.fromEntries(byType),
    })
    expect(reasons).toEqual({ 'geometry.self-intersection': 2, 'village.missing': 2, 'village.unknown': 2 })
    expect(toConfirm).toBe(true)
    expect(evaluatedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    expect(confirmation.confirmed + confirmation.open).toBe(assess.assessed + assess.notAssessable)
    expect(byHousehold).toMatchObject({ plotsWithoutHousehold: expect.any(Number), feeYuan: expect.any(Number) })
  })

  it('is checked with exactly its findings, exit 1, and the same ids each time', async () => {
    const { findings, overlaps, buildings, parcels } = known()
    const checked = await answerOf<Checked>(on('check'), { status: 1 })
    expect(Object.keys(checked)).toEqual(['rules', 'findings', 'blocking'])
    const counted = Object.fromEntries(
      checked.rules.filter((rule) => rule.findings > 0).map((rule) => [rule.id, rule.findings]),
    )
    const expected = {
      ...findings,
      'parcel.overlap': overlaps.pairs,
      'building.outside-parcel': buildings.outsideParcel,
      'import.rejected-pending': parcels.rejected,
      'field.unknown': 1,
    }
    expect(numbered(counted)).toEqual(numbered(expected))
    const sum = (severity: string | null): number =>
      checked.rules
        .filter((rule) => severity === null || rule.severity === severity)
        .reduce((total, rule) => total + rule.findings, 0)
    expect([checked.findings, checked.blocking]).toEqual([sum(null), sum('error')])
    for (const rule of checked.rules) expect(Object.keys(rule)).toEqual(['id', 'title', 'severity', 'findings'])
    const listed = await answerOf<Checked>(on('check', '--list'), { status: 1 })
    expect(Object.keys(listed)).toEqual(['rules', 'findings', 'blocking', 'list'])
    expect(listed.findings).toBe(checked.findings)
    expect(listed.list).toHaveLength(checked.findings)
    const again = await answerOf<Checked>(on('check', '--list'), { status: 1 })
    const ids = (of: Checked) => of.list?.map((finding) => finding.id).toSorted()
    expect(ids(again)).toEqual(ids(listed))
    expect(new Set(ids(listed)).size).toBe(checked.findings)
    const { stdout } = await runCli(on('check', '--list'))
    expect(stdout).toMatch(/字段 \S+ 未识别/)
    for (const id of ids(listed) ?? []) expect(stdout).toContain(id)
    expect(stdout).toContain('371703001001JC')
  })

  it('is told by info', async () => {
    const { villages, parcels, buildings, landUse, assess } = known()
    const info = await answerOf<{
      layers: readonly { name: string; count: number; extent: readonly number[] | null }[]
    }>(on('info'))
    expect(Object.keys(info)).toEqual(['file', 'schemaVersion', 'crs', 'county', 'layers', 'batches', 'standardSets'])
    expect(info).toMatchObject({
      file: places.survey,
      schemaVersion: SCHEMA_VERSION,
      crs: 'EPSG:4527',
      county: '371703',
      batches: 4,
    })
    const counts = Object.fromEntries(info.layers.map(({ name, count }) => [name, count]))
    expect(counts).toMatchObject({
      village: villages.count,
      parcel: parcels.imported,
      building: buildings.count,
      land_use: landUse.count,
      household: assess.households.total,
    })
    for (const layer of info.layers) {
      expect(Object.keys(layer)).toEqual(['name', 'count', 'extent'])
      expect(
        layer.extent === null ||
          (layer.extent.length === 4 && layer.extent[0]! < layer.extent[2]! && layer.extent[0]! > 39_000_000),
      ).toBe(true)
    }
  })

  it('lists its batches', async () => {
    const { batches } = await answerOf<{ batches: readonly object[] }>(on('batches'))
    expect(batches).toHaveLength(4)
    const { parcels } = known()
    expect(batches[0]).toMatchObject({
      batch: 1,
      file: '村界.shp',
      layer: '村界',
      operator: '甲某',
      imported: 0,
      rejected: 0,
      rolledBack: false,
    })
    expect(batches[1]).toMatchObject({
      batch: 2,
      imported: parcels.imported,
      rejected: parcels.rejected,
      rolledBack: false,
    })
    for (const batch of batches) {
      expect(Object.keys(batch)).toEqual(
        expect.arrayContaining(['batch', 'file', 'layer', 'at', 'operator', 'imported', 'rejected', 'rolledBack']),
      )
    }
  })

  it('explains a parcel in five-part steps, in both languages', async () => {
    const zh = await answerOf<{ result: string; steps: readonly object[] }>(
      on('explain', '--parcel', '371703001001JC00002'),
    )
    expect(Object.keys(zh)).toEqual(['parcel', 'result', 'steps', 'confirmation', 'basis', 'assessed', 'runs'])
    for (const step of zh.steps)
      expect(Object.keys(step)).toEqual(['input', 'rule', 'article', 'arithmetic', 'outcome'])
    const en = await answerOf<{ steps: readonly object[] }>(
      on('explain', '--parcel', '371703001001JC00002', '--lang', 'en'),
    )
    expect(en.steps).toHaveLength(zh.steps.length)
    expect(JSON.stringify(zh)).toContain('166')
    expect(await refusalOf(on('explain', '--parcel', '371703999999JC00001'))).toMatchObject({
      code: 'parcel.not-found',
    })
  })

  it('names the village on which an assessment fails, in the result too', async () => {
    const copy = work.path('村未知.gpkg')
    copyFileSync(places.survey, copy)
    await answerOf(['edit', copy, '--parcel', '371703001001JC00002', '--set', 'XZCDM=371703999999'])
    const { result } = await answerOf<{ result: string }>(['explain', copy, '--parcel', '371703001001JC00002'])
    expect(result).toBe('无法测算：行政村 371703999999 不在调查文件的村庄表中')
  })

  it('explains a code that several parcels carry by the first, says how many, and tells no area that waits to be verified', async () => {
    const copy = work.path('重号.gpkg')
    copyFileSync(places.survey, copy)
    const code = '371703001001JC00002'
    const db = connect(copy, 'write')
    db.prepare('UPDATE parcel SET parcel_code = ? WHERE fid = (SELECT max(fid) FROM parcel)').run(code)
    db.close()
    const explained = await answerOf(['explain', copy, '--parcel', code])
    expect(explained).toMatchObject({ sameCode: 2 })
    expect((await runCli(['explain', copy, '--parcel', code])).stdout).toContain(`有 2 宗地使用代码 ${code}`)
    const edited = connect(copy, 'write')
    edited.prepare('UPDATE parcel SET geom = (SELECT geom FROM parcel WHERE fid = 9) WHERE parcel_code = ?').run(code)
    edited.close()
    expect(JSON.stringify(await answerOf(['explain', copy, '--parcel', code]))).toContain('面积尚未核实')
  })
})

describe('export and verify', () => {
  const COUNTED = ['village', 'parcel', 'building', 'land_use', 'household', 'person']

  it('a package is exit 1 while errors stand; allowed, it is hashed, counted and verifies', async () => {
    const to = join(dirname(places.survey), '成果.zip')
    const args = on('export', '--to', to, '--format', 'package')
    expect((await refusalOf(args, { status: 1 })).code).toBe('export.blocked')
    expect(existsSync(to)).toBe(false)
    const exported = await answerOf([...args, '--allow-blocking'])
    expect(Object.keys(exported).toSorted()).toEqual(['counts', 'format', 'losses', 'path', 'sha256'])
    expect(exported).toMatchObject({
      path: to,
      format: 'package',
      sha256: createHash('sha256').update(readFileSync(to)).digest('hex'),
    })
    const { parcels, buildings } = known()
    expect(Object.keys(exported.counts as object)).toEqual(expect.arrayContaining(COUNTED))
    expect(exported.counts).toMatchObject({ parcel: parcels.imported, building: buildings.count })
    const verified = await answerOf(['verify', to])
    expect(verified).toEqual({ ok: true, problems: [], counts: exported.counts })
  })

  it.each([
    ['geopackage', '导出.gpkg'],
    ['xlsx', '导出.xlsx'],
    ['shapefile', '导出 shp'],
    ['geojson', '导出 geojson'],
  ])('%s answers path, format, counts and losses', async (format, name) => {
    const to = join(dirname(places.survey), name)
    const exported = await answerOf<{ losses: readonly { code: string; message: string }[] }>(
      on('export', '--to', to, '--format', format),
    )
    expect(exported).toMatchObject({ path: to, format, counts: { parcel: known().parcels.imported } })
    for (const loss of exported.losses)
      expect(loss).toMatchObject({ code: expect.stringMatching(/^loss\./), message: expect.not.stringMatching(/[{}]/) })
    if (format === 'geojson')
      expect(readdirSync(to)).toEqual(expect.arrayContaining(COUNTED.map((layer) => `${layer}.geojson`)))
    if (format === 'shapefile')
      expect(readdirSync(to)).toEqual(
        expect.arrayContaining(['parcel.shp', 'village.shp', 'building.shp', 'land_use.shp']),
      )
  })

  it('verify is exit 1 for a changed byte and for what is no zip, exit 3 for no file', async () => {
    const bag = join(dirname(places.survey), '要改.zip')
    await answerOf(on('export', '--to', bag, '--format', 'package', '--allow-blocking'))
    const bytes = readFileSync(bag)
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1
    writeFileSync(bag, bytes)
    const text = work.path('文字.zip')
    writeFileSync(text, '不是压缩包')
    for (const file of [bag, text]) {
      const verified = await answerOf<{ ok: boolean; problems: readonly object[] }>(['verify', file], { status: 1 })
      expect(Object.keys(verified)).toEqual(['ok', 'problems', 'counts'])
      expect(verified.ok).toBe(false)
      expect(verified.problems.length).toBeGreaterThan(0)
      for (const problem of verified.problems)
        expect(problem).toEqual({
          code: expect.any(String),
          path: expect.any(String),
          message: expect.not.stringMatching(/[{}]/),
        })
    }
    expect(await refusalOf(['verify', work.path('没有.zip')])).toMatchObject({ file: work.path('没有.zip') })
  })
})

describe('batches and rollback', () => {
  it('writes the rejected records to be mended, and says how many', async () => {
    const to = join(dirname(places.survey), '待改.zip')
    const answer = await answerOf<{ batches: unknown[]; rejected: { records: number; path: string } }>(
      on('batches', '--rejected', '2', '--to', to),
    )
    expect(answer.batches).toHaveLength(4)
    expect(answer.rejected).toMatchObject({ path: to, records: known().parcels.rejected })
    expect(
      (await answerOf<{ layers: readonly { records: number }[] }>(['inspect', to])).layers.some(
        ({ records }) => records === known().parcels.rejected,
      ),
    ).toBe(true)
    expect((await refusalOf(on('batches', '--rejected', '2', '--to', to))).code).toBe('target.exists')
    expect((await refusalOf(on('batches', '--rejected', '99', '--to', `${to}2.zip`))).code).toBe('batch.unknown')
  })

  it('is exit 3 batch.in-use with the list while later work rests on it, then takes it back whole', async () => {
    const error = await refusalOf(on('rollback', '2'))
    expect(error.code).toBe('batch.in-use')
    expect(error.proposals?.length).toBeGreaterThan(0)
    expect((await refusalOf(on('rollback', '99'))).code).toBe('batch.unknown')
    expect(await answerOf(on('rollback', '3'))).toEqual({ batch: 3, removed: known().buildings.count, restored: 0 })
    expect(await answerOf(on('rollback', '2'))).toEqual({ batch: 2, removed: known().parcels.imported, restored: 0 })
    expect(await answerOf(on('rollback', '1'))).toEqual({ batch: 1, removed: 0, restored: known().villages.count })
    const { batches } = await answerOf<{ batches: readonly { rolledBack: boolean }[] }>(on('batches'))
    expect(batches.map((batch) => batch.rolledBack)).toEqual([true, true, true, false])
    expect(await answerOf(on('assess'))).toMatchObject({
      assessed: 0,
      notAssessable: 0,
      notHomestead: 0,
      households: { total: 0, withOnePlot: 0, withSeveralPlots: 0 },
    })
    expect((await refusalOf(on('rollback', '2'))).code).toBe('batch.rolled-back')
  })
})

describe('assess', () => {
  it('takes a standard set from a file, and refuses one that it does not know or cannot read', async () => {
    const folder = work.folder('标准')
    mkdirSync(folder, { recursive: true })
    const text = { zh: '试行标准', en: 'A trial' }
    const set = {
      id: 'trial',
      title: text,
      document: text,
      status: 'draft',
      validFrom: null,
      validTo: null,
      toConfirm: true,
      standards: (['urban_village', 'near_suburb', 'far_suburb'] as const).map((villageType) => ({
        id: villageType,
        villageType,
        terrain: null,
        limitM2: 10_000,
        article: text,
        toConfirm: true,
      })),
    }
    writeFileSync(join(folder, 'trial.json'), JSON.stringify(set))
    expect(await answerOf(on('assess', '--standards', join(folder, 'trial.json')))).toMatchObject({
      standardSet: 'trial',
      overStandard: 0,
      overAreaM2: 0,
    })
    const error = await refusalOf(on('assess', '--standards', 'nobody'))
    expect(error.code).toBe('standards.unknown')
    expect(error.proposals?.length).toBeGreaterThan(0)
    writeFileSync(join(folder, 'bad.json'), '{"id":1}')
    expect((await refusalOf(on('assess', '--standards', join(folder, 'bad.json')))).code).toBe('standards.unreadable')
  })
})
