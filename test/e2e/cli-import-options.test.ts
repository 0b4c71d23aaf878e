import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type Layer,
  layer,
  OTHER_VILLAGE,
  parcelCode,
  parcels,
  plot,
  type Row,
  VILLAGE,
  villagesCsvText,
  writeGeoJson,
  writeShapefile,
} from '../builders/cli-files.ts'
import { answerOf, beside, refusalOf, runCli, workplace } from '../builders/run-cli.ts'
import { generateSurvey } from '../builders/survey-generator.ts'
import { prjXian80Zone39, prjZone39 } from '../builders/survey-generator-layout.ts'
import { fictitiousIdNumber } from '../builders/survey-generator-people.ts'

const work = workplace()
const villagesCsv = work.path('villages.csv')
writeFileSync(villagesCsv, villagesCsvText)

interface Finding {
  readonly code: string
  readonly severity: string
  readonly count: number
  readonly examples: readonly { readonly record: number | null; readonly message: string }[]
}
interface Imported {
  readonly batch: number | null
  readonly encoding: string
  readonly encodingFrom: string
  readonly sourceCrs: string
  readonly read: number
  readonly imported: number
  readonly updated: number
  readonly skipped: number
  readonly rejected: number
  readonly deletedRecords: number
  readonly findings: readonly Finding[]
}

let files = 0
const shapefile = (source: Layer, options: Parameters<typeof writeShapefile>[3] = {}): string =>
  writeShapefile(work.folder(`文件 ${++files}`), '宗地', source, options)
const take = (survey: string, file: string, ...options: readonly string[]) =>
  answerOf<Imported>(['import', survey, file, '--layer', 'parcel', ...options])
const codesOf = ({ findings }: Imported): Readonly<Record<string, number>> =>
  Object.fromEntries(findings.map(({ code, count }) => [code, count]))

function rowsOf(survey: string, sql: string): unknown[] {
  const db = new Database(survey, { readonly: true })
  const rows = db.prepare(sql).raw().all()
  db.close()
  return rows
}

const ownersOf = (survey: string): unknown[] =>
  rowsOf(survey, 'SELECT parcel_code, holder_name FROM parcel ORDER BY fid')

describe('--encoding', () => {
  const owner = (name: string): Layer => layer([{ ZDDM: parcelCode(1), XZCDM: VILLAGE, QLR: name }])

  it.each([
    ['cpg', { encoding: 'utf8', cpg: 'UTF-8' }, [], 'UTF-8'],
    ['ldid', { encoding: 'gbk', ldid: 0x4d }, [], 'GBK'],
    ['sniffed', { encoding: 'gbk', ldid: 0 }, [], 'GB'],
    ['option', { encoding: 'utf8', ldid: 0x4d }, ['--encoding', 'UTF-8'], 'UTF-8'],
  ] as const)('comes from %s, and says so', async (from, options, args, encoding) => {
    const survey = await work.survey(villagesCsv)
    const answer = await take(survey, shapefile(owner('示例𠮷'.slice(0, 2)), options), ...args)
    expect(answer).toMatchObject({ encodingFrom: from, encoding: expect.stringContaining(encoding) })
    expect(ownersOf(survey)).toEqual([[parcelCode(1), '示例']])
  })

  it('that nobody knows is exit 2', async () => {
    const error = await refusalOf(
      ['import', '无.gpkg', shapefile(owner('示例')), '--layer', 'parcel', '--encoding', 'KLINGON'],
      { status: 2 },
    )
    expect(error).toMatchObject({ code: 'encoding.unknown-label', message: expect.stringContaining('KLINGON') })
  })
})

describe('--map', () => {
  const strange = layer([{ DKBH: parcelCode(1), 村码: VILLAGE, 户主名: '赵文文' }])
  const map = (content: string): string => {
    const path = work.path(`map ${++files}.json`)
    writeFileSync(path, content)
    return path
  }

  it('names the source column of a field code', async () => {
    const survey = await work.survey(villagesCsv)
    await take(survey, shapefile(strange), '--map', map('\uFEFF{"ZDDM":"DKBH","XZCDM":"村码","qlr":"户主名"}'))
    expect(rowsOf(survey, 'SELECT parcel_code, village_code, holder_name FROM parcel')).toEqual([
      [parcelCode(1), VILLAGE, '赵文文'],
    ])
  })

  it.each([
    ['is missing', null, 'map.unreadable'],
    ['is not JSON', '{', 'map.unreadable'],
    ['is not an object of names', '{"ZDDM":1}', 'map.unreadable'],
    ['names a column that the file does not have', '{"ZDDM":"没有"}', 'map.unknown-field'],
    ['names a code that the layer does not have', '{"ABC":"DKBH"}', 'map.unknown-code'],
  ])('is exit 3 where it %s', async (_, content, code) => {
    const survey = await work.survey(villagesCsv)
    const file = content === null ? work.path('没有.json') : map(content)
    const error = await refusalOf(['import', survey, shapefile(strange), '--layer', 'parcel', '--map', file])
    expect(error.code).toBe(code)
    expect(error.message).not.toContain('{file}')
  })
})

describe('the coordinate system', () => {
  const zone38 = prjZone39.replace('Zone_39', 'Zone_38').replace('39500000.0', '38500000.0').replace('117.0', '114.0')

  it('is asked for with proposals where there is no .prj, and taken from --source-crs', async () => {
    const survey = await work.survey(villagesCsv)
    const file = shapefile(parcels(), { prj: null })
    const error = await refusalOf(['import', survey, file, '--layer', 'parcel'])
    expect(error).toMatchObject({ code: 'crs.missing', file })
    expect(error.proposals?.[0]).toBe('EPSG:4527')
    const answer = await take(survey, file, '--source-crs', 'EPSG:4527')
    expect(answer).toMatchObject({ sourceCrs: 'EPSG:4527', imported: 3 })
    expect(codesOf(answer)).not.toHaveProperty('crs.overridden')
  })

  it('of a .prj that contradicts the coordinates is exit 3 with proposals; --source-crs overrides it with a finding', async () => {
    const survey = await work.survey(villagesCsv)
    const file = shapefile(parcels(), { prj: zone38 })
    const error = await refusalOf(['import', survey, file, '--layer', 'parcel'])
    expect(error).toMatchObject({ code: 'crs.contradiction', file })
    expect(error.proposals).toContain('EPSG:4527')
    const answer = await take(survey, file, '--source-crs', 'EPSG:4527')
    expect(answer.findings).toContainEqual(
      expect.objectContaining({ code: 'crs.overridden', severity: 'warning', count: 1 }),
    )
    const { rules } = await answerOf<{ rules: readonly { id: string; findings: number }[] }>(['check', survey])
    expect(rules).toContainEqual(expect.objectContaining({ id: 'crs.overridden', findings: 1 }))
  })

  it('with swapped axes is exit 3 with proposals, and --swap-axes puts them right', async () => {
    const survey = await work.survey(villagesCsv)
    const file = shapefile(parcels(), { swapped: true })
    const error = await refusalOf(['import', survey, file, '--layer', 'parcel'])
    expect(error).toMatchObject({ code: 'crs.axes-swapped', file })
    expect(error.proposals).toContain('EPSG:4527')
    await take(survey, file, '--swap-axes')
    const straight = await work.survey(villagesCsv)
    await take(straight, shapefile(parcels()))
    const boxes = (path: string) => rowsOf(path, 'SELECT minx, maxx, miny, maxy FROM rtree_parcel_geom ORDER BY id')
    expect(boxes(survey)).toEqual(boxes(straight))
  })

  it('of another datum is exit 3 crs.other-datum, WGS 84 included', async () => {
    const survey = await work.survey(villagesCsv)
    const degrees = {
      ...parcels(),
      plots: [0, 1, 2].map((n) =>
        plot(n).map(([x, y]) => [115.57 + (x - 39_369_600) * 1e-5, 35.07 + (y - 3_882_600) * 1e-5] as const),
      ),
    }
    const file = writeGeoJson(work.root, '经纬度', degrees, null)
    expect(await refusalOf(['import', survey, file, '--layer', 'parcel'])).toMatchObject({
      code: 'crs.other-datum',
      file,
    })
    const shp = shapefile(parcels(), { prj: prjXian80Zone39 })
    expect(await refusalOf(['import', survey, shp, '--layer', 'parcel'])).toMatchObject({
      code: 'crs.other-datum',
      file: shp,
    })
  })

  it('that is not written as EPSG:n is exit 2', async () => {
    const error = await refusalOf(
      ['import', '无.gpkg', shapefile(parcels()), '--layer', 'parcel', '--source-crs', 'zone 39'],
      { status: 2 },
    )
    expect(error).toMatchObject({ code: 'crs.bad-option', message: expect.stringContaining('zone 39') })
  })
})

describe('--on-duplicate', () => {
  const again = (): Layer =>
    layer(
      [
        { ZDDM: parcelCode(1), XZCDM: VILLAGE, QLR: '新主一' },
        { ZDDM: parcelCode(9), XZCDM: VILLAGE, QLR: '新主九' },
        { ZDDM: null, XZCDM: VILLAGE, QLR: '无码' },
      ],
      [plot(0), plot(8), plot(9)],
    )
  const before = [1, 2, 3].map((n) => [parcelCode(n), n < 3 ? '赵文文' : '钱武文'])
  const added = [
    [parcelCode(9), '新主九'],
    [null, '无码'],
  ]
  const twice = async (...options: readonly string[]) => {
    const survey = await work.survey(villagesCsv)
    await take(survey, shapefile(parcels()))
    return { survey, answer: await take(survey, shapefile(again()), ...options) }
  }

  it.each([[[]], [['--on-duplicate', 'reject']]])('rejects with code.exists by default (%j)', async (options) => {
    const { survey, answer } = await twice(...options)
    expect(answer).toMatchObject({ read: 3, imported: 2, updated: 0, skipped: 0, rejected: 1 })
    expect(answer.findings).toContainEqual({
      code: 'code.exists',
      severity: 'error',
      count: 1,
      examples: [{ record: 1, message: expect.any(String) }],
    })
    expect(ownersOf(survey)).toEqual([...before, ...added])
  })

  it('skips, which is no finding', async () => {
    const { survey, answer } = await twice('--on-duplicate', 'skip')
    expect(answer).toMatchObject({ read: 3, imported: 2, updated: 0, skipped: 1, rejected: 0 })
    expect(codesOf(answer)).not.toHaveProperty('code.exists')
    expect(ownersOf(survey)).toEqual([...before, ...added])
  })

  it('updates, and rolling back gives the earlier state again', async () => {
    const { survey, answer } = await twice('--on-duplicate', 'update')
    expect(answer).toMatchObject({ read: 3, imported: 2, updated: 1, skipped: 0, rejected: 0 })
    expect(ownersOf(survey)).toEqual([[parcelCode(1), '新主一'], ...before.slice(1), ...added])
    expect(await answerOf(['rollback', survey, '2'])).toEqual({ batch: 2, removed: 2, restored: 1 })
    expect(ownersOf(survey)).toEqual(before)
  })

  // Known fault: the records that update a parcel bring neither their household nor their right holder. Take `.fails` off when mended.
  it('updates the right holder and the household with the parcel, and a rollback gives the old ones back', async () => {
    const survey = await work.survey(villagesCsv)
    const owned = (QLR: string, NHDM: string, person: number): Layer =>
      layer([{ ZDDM: parcelCode(1), XZCDM: VILLAGE, QLR, NHDM, ZJH: fictitiousIdNumber(person) }])
    await take(survey, shapefile(owned('旧主', 'H1', 1)))
    await take(survey, shapefile(owned('新主', 'H2', 2)), '--on-duplicate', 'update')
    expect(rowsOf(survey, 'SELECT holder_name, household_code FROM parcel')).toEqual([['新主', 'H2']])
    expect(rowsOf(survey, "SELECT household_code FROM household WHERE household_code = 'H2'")).toEqual([['H2']])
    const rights = 'SELECT r.holder_name, q.name FROM land_right r LEFT JOIN person q ON q.id = r.person_id'
    expect(rowsOf(survey, rights)).toEqual([['新主', '新主']])
    await answerOf(['rollback', survey, '2'])
    expect(rowsOf(survey, rights)).toEqual([['旧主', '旧主']])
    await answerOf(['undo', survey])
    expect(rowsOf(survey, rights)).toEqual([['新主', '新主']])
    expect(rowsOf(survey, 'SELECT holder_name, household_code FROM parcel')).toEqual([['新主', 'H2']])
  })
})

describe('--village-from-code', () => {
  const source = layer([{ ZDDM: '371703107202JC00001', QLLX: '6' }])
  it('takes the village from the code; without it the code only proposes, and the parcel is not assessed', async () => {
    const survey = await work.survey(villagesCsv)
    const proposed = await take(survey, shapefile(source))
    expect(codesOf(proposed)).toEqual({ 'village.derived': 1 })
    expect(await answerOf(['assess', survey])).toMatchObject({ assessed: 0, notAssessable: 1 })
    await answerOf(['rollback', survey, '1'])
    const taken = await take(survey, shapefile(source), '--village-from-code')
    expect(codesOf(taken)).toEqual({})
    expect(await answerOf(['assess', survey])).toMatchObject({
      assessed: 1,
      notAssessable: 0,
      overStandard: 1,
      overAreaM2: 34,
    })
  })

  it('without a village that the code could propose, the village is missing', async () => {
    const survey = await work.survey(villagesCsv)
    expect(codesOf(await take(survey, shapefile(layer([{ ZDDM: '371703001001JC00001' }]))))).toEqual({
      'village.missing': 1,
    })
  })
})

describe('counting', () => {
  it('adds up, and counts a rejected record under each rejecting code and under no other', async () => {
    const survey = await work.survey(villagesCsv)
    await take(survey, shapefile(parcels()))
    const rows: readonly Row[] = [
      // Its code exists and it would be code.exists too, but a record without a shape never gets that far.
      { ZDDM: parcelCode(1), XZCDM: VILLAGE, ZDMJ: '999' },
      { ZDDM: 'not a code', XZCDM: '371703999999', ZDMJ: '1' },
      { ZDDM: parcelCode(2), XZCDM: '371703999999', ZDMJ: '999' },
      { ZDDM: null, XZCDM: null, ZDMJ: '200' },
      { ZDDM: parcelCode(7), XZCDM: VILLAGE, ZDMJ: '200' },
      { ZDDM: parcelCode(7), XZCDM: VILLAGE, ZDMJ: '200' },
      { ZDDM: parcelCode(8), XZCDM: VILLAGE, ZDMJ: '200' },
    ]
    const far = plot(1).map(([x, y]) => [x + 450_000, y] as const)
    const flatAndFar = [far[0]!, far[1]!, far[0]!]
    const source = layer(rows, [null, flatAndFar, plot(1), plot(3), plot(6), plot(7), plot(8)])
    const answer = await take(survey, shapefile(source, { deleted: [6] }))
    expect(answer).toMatchObject({ read: 7, imported: 3, updated: 0, skipped: 0, rejected: 3, deletedRecords: 1 })
    expect(codesOf(answer)).toEqual({
      'geometry.missing': 1,
      'geometry.too-few-points': 1,
      'crs.outside-zone': 1,
      'code.exists': 1,
      'code.missing': 1,
      'village.missing': 1,
      'code.duplicate': 1,
    })
    const { batches } = await answerOf<{ batches: readonly object[] }>(['batches', survey])
    expect(batches[1]).toMatchObject({ batch: 2, imported: 3, rejected: 3, rolledBack: false })
  })

  it('that rejects or imports nothing is still exit 0', async () => {
    const survey = await work.survey(villagesCsv)
    const answer = await take(survey, shapefile(layer([{ ZDDM: parcelCode(1) }], [null])))
    expect(answer).toMatchObject({ read: 1, imported: 0, rejected: 1 })
  })
})

describe('--dry-run', () => {
  let folder = ''
  let survey = ''
  const generated = generateSurvey(work.path('生成'), { parcels: 1200, people: true })
  beforeAll(async () => {
    survey = await work.survey(generated.villagesCsv)
    folder = join(survey, '..')
  })

  const same = (answer: Imported): object => {
    const { batch: _, seconds: __, ...rest } = answer as Imported & { seconds: number }
    return { ...rest, findings: rest.findings.toSorted((a, b) => a.code.localeCompare(b.code)) }
  }

  it('answers as the import will, with batch null, and changes no byte and leaves no file', async () => {
    for (const [file, kind, ...options] of [
      [generated.villagesShp, 'village'],
      [generated.parcelsShp, 'parcel'],
      [generated.parcelsShp, 'parcel'],
      [generated.parcelsShp, 'parcel', '--on-duplicate', 'update'],
    ] as const) {
      const bytes = readFileSync(survey)
      const names = beside(survey)
      const args = ['import', survey, file, '--layer', kind, ...options]
      const dry = await answerOf<Imported>([...args, '--dry-run'])
      expect(dry.batch).toBeNull()
      expect(readFileSync(survey).equals(bytes)).toBe(true)
      expect(beside(survey)).toEqual(names)
      expect(same(await answerOf<Imported>(args))).toEqual(same(dry))
    }
    expect(beside(join(folder, 'x'))).toEqual(['调查.gpkg', '调查.gpkg.key'])
  })

  it('is refused with the same exit status and code, and changes no byte either', async () => {
    const bytes = readFileSync(survey)
    const file = shapefile(parcels(), { prj: null })
    const args = ['import', survey, file, '--layer', 'parcel']
    const dry = await refusalOf([...args, '--dry-run'])
    expect(dry).toEqual(await refusalOf(args))
    expect(readFileSync(survey).equals(bytes)).toBe(true)
    expect(beside(survey)).toEqual(['调查.gpkg', '调查.gpkg.key'])
  })
})

describe('an import that is interrupted', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('by %s is exit 130, and nothing was changed', async (signal) => {
    const generated = generateSurvey(work.path(`大 ${signal}`), { parcels: 20_000, people: true })
    const survey = await work.survey(generated.villagesCsv)
    const bytes = readFileSync(survey)
    const isStaging = (): boolean => beside(survey).some((name) => name.includes('.scratch-'))
    const run = await runCli(['import', survey, generated.parcelsShp, '--layer', 'parcel', '--json'], {
      interrupt: { signal, when: isStaging },
    })
    expect(run.status).toBe(130)
    expect(JSON.parse(run.stdout)).toEqual({ error: { code: 'cli.cancelled', message: expect.any(String) } })
    expect(beside(survey)).toEqual(['调查.gpkg', '调查.gpkg.key'])
    expect(readFileSync(survey).equals(bytes)).toBe(true)
    expect(await answerOf(['batches', survey])).toEqual({ batches: [] })
  })
})

it('a village of another list is known by its code', async () => {
  const survey = await work.survey(villagesCsv)
  const source = layer([
    { ZDDM: parcelCode(1), QSDWDM: `${OTHER_VILLAGE}0000000` },
    { ZDDM: parcelCode(2), ZLDWDM: '3717039999990000000' },
  ])
  expect(codesOf(await take(survey, shapefile(source)))).toEqual({ 'village.unknown': 1 })
})
