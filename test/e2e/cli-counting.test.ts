import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import {
  layer,
  OTHER_VILLAGE,
  type Plot,
  parcelCode,
  parcels,
  plot,
  type Row,
  VILLAGE,
  villagesCsvText,
  writeShapefile,
} from '../builders/cli-files.ts'
import { answerOf, refusalOf, workplace } from '../builders/run-cli.ts'
import { prjZone39 } from '../builders/survey-generator-layout.ts'

const work = workplace()
const villagesCsv = work.path('villages.csv')
writeFileSync(villagesCsv, villagesCsvText)
let files = 0

interface Imported {
  readonly findings: readonly {
    readonly code: string
    readonly count: number
    readonly examples: readonly { readonly record: number }[]
  }[]
}

async function surveyOf(
  rows: readonly Row[],
  csv: string | undefined = villagesCsv,
  plots?: readonly Plot[],
): Promise<{ survey: string; imported: Imported }> {
  const survey = await work.survey(csv)
  const file = writeShapefile(work.folder(`文件 ${++files}`), '宗地', layer(rows, plots))
  return { survey, imported: await answerOf<Imported>(['import', survey, file, '--layer', 'parcel']) }
}

const recordsOf = ({ findings }: Imported, code: string): readonly number[] =>
  findings.find((finding) => finding.code === code)?.examples.map(({ record }) => record) ?? []

const code = (kind: string, sequence = '00001'): string => `371703107202${kind}${sequence}`

describe('what is a homestead', () => {
  const cases: readonly (readonly [name: string, row: Row, isHomestead: boolean])[] = [
    ['JC', { ZDDM: code('JC'), QLLX: '8', YT: '0601' }, true],
    ['JB with a homestead right', { ZDDM: code('JB'), QLLX: '6', YT: '0702' }, false],
    ['GC with a homestead right', { ZDDM: code('GC'), QLLX: '6', YT: '0702' }, false],
    ['no code, QLLX 5', { ZDDM: null, QLLX: '5' }, true],
    ['no code, QLLX 6', { ZDDM: null, QLLX: '6' }, true],
    ['no code, YT 0702', { ZDDM: null, YT: '0702' }, true],
    ['no code, YT 072', { ZDDM: null, YT: '072' }, true],
    ['no code, nothing said', { ZDDM: null }, false],
    ['no code, QLLX 8 and YT 0601', { ZDDM: null, QLLX: '8', YT: '0601' }, false],
    ['a JC code that is too short, nothing said', { ZDDM: '371703107202JC0001' }, false],
    ['a JB code that is too short, QLLX 6', { ZDDM: '371703107202JB0001', QLLX: '6' }, true],
    ['a JC code with sequence 00000, QLLX 8', { ZDDM: code('JC', '00000'), QLLX: '8' }, false],
  ]

  it('is told by characters 13–14 of a well-formed code, and without one by QLLX 5/6 or YT 0702/072', async () => {
    const { survey } = await surveyOf(cases.map(([, row]) => ({ ...row, XZCDM: VILLAGE })))
    const homesteads = cases.filter(([, , is]) => is).length
    expect(await answerOf(['assess', survey])).toMatchObject({
      assessed: homesteads,
      notAssessable: 0,
      notHomestead: cases.length - homesteads,
    })
    const db = new Database(survey, { readonly: true })
    const stored = new Set(
      db.prepare('SELECT p.source_record FROM assessment a JOIN parcel p ON p.id = a.parcel_id').pluck().all(),
    )
    db.close()
    for (const [i, [name, , is]] of cases.entries()) expect(stored.has(i + 1), name).toBe(is)
  })

  it('never is a well-formed code that the pattern does not allow', async () => {
    const codes = [
      code('JC'),
      code('GA'),
      code('ZW'),
      code('JS', '99999'),
      code('JE'),
      code('HC'),
      code('jc'),
      code('JC', '00000'),
      code('JC', '000001'),
      '37170310720XJC00001',
    ]
    const { imported } = await surveyOf(codes.map((ZDDM) => ({ ZDDM, XZCDM: VILLAGE })))
    expect(imported.findings.find((finding) => finding.code === 'code.format')?.count).toBe(5)
    expect(recordsOf(imported, 'code.format')).toEqual([6, 7, 8, 9, 10])
    expect(recordsOf(imported, 'code.unusual')).toEqual([2])
  })
})

describe('households', () => {
  it('are (village, NHDM) with at least one homestead parcel', async () => {
    const rows: readonly Row[] = [
      { ZDDM: parcelCode(1), XZCDM: VILLAGE, NHDM: '0001' },
      { ZDDM: parcelCode(2), XZCDM: VILLAGE, NHDM: '0001' },
      { ZDDM: parcelCode(3), XZCDM: OTHER_VILLAGE, NHDM: '0001' },
      { ZDDM: parcelCode(4), XZCDM: VILLAGE, NHDM: null },
      { ZDDM: code('JB', '00005'), XZCDM: VILLAGE, NHDM: '0005' },
      { ZDDM: code('JB', '00006'), XZCDM: OTHER_VILLAGE, NHDM: '0001' },
      // Not assessable, and a household all the same.
      { ZDDM: parcelCode(7), XZCDM: '371703999999', NHDM: '0007' },
    ]
    const { survey } = await surveyOf(rows)
    expect(await answerOf(['assess', survey])).toMatchObject({
      assessed: 4,
      notAssessable: 1,
      notHomestead: 2,
      households: { total: 3, withOnePlot: 2, withSeveralPlots: 1 },
    })
  })
})

describe('numbers', () => {
  it('are summed raw and rounded half-up: three excesses of a third of a cent are one cent', async () => {
    const survey = await work.survey(villagesCsv)
    // 12.5 m × 2⁻¹² m = 0.00305 m² beyond 166 m² each; rounded one by one they would be nothing.
    const widths = [0, 1, 2].map((n) => plot(n * 2, 166 / 12.5 + 2 ** -12))
    const rows = [1, 2, 3].map((n) => ({ ZDDM: parcelCode(n), XZCDM: VILLAGE }))
    await answerOf([
      'import',
      survey,
      writeShapefile(work.folder('微'), '宗地', layer(rows, widths)),
      '--layer',
      'parcel',
    ])
    expect(await answerOf(['assess', survey])).toMatchObject({ overStandard: 3, withinStandard: 0, overAreaM2: 0.01 })
  })

  it('differ where declared and measured are more than 1 m² apart, not at exactly 1', async () => {
    const declared = ['199.00', '201.00', '201.01', '198.99', '200', null, '200']
    const rows = declared.map((ZDMJ, i) => ({ ZDDM: parcelCode(i + 1), XZCDM: VILLAGE, ZDMJ }))
    // The last crosses itself: its two halves make 0 m² together, which no declared area is held against.
    const [a, b, c, d, e] = plot(6)
    const bowTie = [a, c, b, d, e].filter((point) => point !== undefined)
    const { imported } = await surveyOf(rows, villagesCsv, [...declared.slice(1).map((_, i) => plot(i)), bowTie])
    expect(recordsOf(imported, 'geometry.self-intersection')).toEqual([7])
    expect(recordsOf(imported, 'area.declared-differs')).toEqual([3, 4])
  })

  it('are not changed between the two spellings of one zone: exactly 39 000 000 m are added', async () => {
    const survey = await work.survey(villagesCsv)
    const bare = { ...parcels(), plots: [0, 1, 2].map((n) => plot(n).map(([x, y]) => [x - 39_000_000, y] as const)) }
    const prj = prjZone39
      .replace('CGCS2000_3_Degree_GK_Zone_39', 'CGCS2000_3_Degree_GK_CM_117E')
      .replace('39500000.0', '500000.0')
    const answer = await answerOf([
      'import',
      survey,
      writeShapefile(work.folder('无带号'), '宗地', bare, { prj }),
      '--layer',
      'parcel',
    ])
    expect(answer).toMatchObject({ sourceCrs: 'EPSG:4548', targetCrs: 'EPSG:4527', imported: 3 })
    const straight = await surveyOf(parcels().rows)
    const blobs = (path: string): unknown[] => {
      const db = new Database(path, { readonly: true })
      const rows = db.prepare('SELECT hex(geom), area_m2 FROM parcel ORDER BY fid').raw().all()
      db.close()
      return rows
    }
    expect(blobs(survey)).toEqual(blobs(straight.survey))
  })
})

describe('villages', () => {
  it('are unknown only where the survey has any', async () => {
    const rows = [{ ZDDM: parcelCode(1), XZCDM: '371703999999' }]
    expect(recordsOf((await surveyOf(rows)).imported, 'village.unknown')).toEqual([1])
    const none = work.path('none.csv')
    writeFileSync(none, 'code,name\n')
    const { survey, imported } = await surveyOf(rows, none)
    expect(recordsOf(imported, 'village.unknown')).toEqual([])
    expect(await answerOf(['assess', survey])).toMatchObject({
      assessed: 0,
      notAssessable: 1,
      byVillageType: { urban_village: { parcels: 0 }, near_suburb: { parcels: 0 }, far_suburb: { parcels: 0 } },
    })
  })

  it('without a type, or of the far suburbs without a terrain, make parcels that cannot be assessed, and a warning each', async () => {
    const csv = work.path('未定.csv')
    writeFileSync(
      csv,
      `code,name,town,village_type,terrain,population,households\n${VILLAGE},甲村,,,,,\n${OTHER_VILLAGE},乙村,,far_suburb,,,\n`,
    )
    const { survey } = await surveyOf(
      [
        { ZDDM: parcelCode(1), XZCDM: VILLAGE },
        { ZDDM: parcelCode(2), XZCDM: OTHER_VILLAGE },
      ],
      csv,
    )
    expect(await answerOf(['assess', survey])).toMatchObject({
      assessed: 0,
      notAssessable: 2,
      reasons: { 'type.missing': 1, 'terrain.missing': 1 },
    })
    const { rules, blocking } = await answerOf<{
      rules: readonly { id: string; severity: string; findings: number }[]
      blocking: number
    }>(['check', survey])
    expect(blocking).toBe(0)
    for (const id of ['type.missing', 'terrain.missing'])
      expect(rules).toContainEqual(expect.objectContaining({ id, severity: 'warning', findings: 1 }))
  })
})

describe('inspect', () => {
  it('answers every key, and exit 0 as long as anything is readable', async () => {
    const file = writeShapefile(work.folder('看'), '宗地', parcels(), { deleted: [1] })
    const { layers } = await answerOf<{ layers: readonly object[] }>(['inspect', file])
    expect(layers).toHaveLength(1)
    expect(Object.keys(layers[0] ?? {})).toEqual([
      'name',
      'geometryType',
      'hasZ',
      'hasM',
      'records',
      'deletedRecords',
      'unreadable',
      'invalid',
      'encoding',
      'encodingFrom',
      'crs',
      'crsFrom',
      'crsProposals',
      'fields',
      'extent',
      'findings',
    ])
    expect(layers[0]).toMatchObject({
      name: '宗地',
      hasZ: false,
      hasM: false,
      records: 3,
      deletedRecords: 1,
      unreadable: [],
      invalid: 0,
      encoding: 'GBK',
      encodingFrom: 'ldid',
      crs: 'EPSG:4527',
      crsFrom: 'prj',
      crsProposals: [],
    })
    expect((await refusalOf(['inspect', work.path('没有.shp')])).file).toBe(work.path('没有.shp'))
  })
})

const npm = spawnSync('npm', ['--version'], { shell: process.platform === 'win32' }).status === 0

it.skipIf(!npm)(
  'npm run --silent cundi passes on the answer, the exit status and where the user stands (skipped where npm is missing)',
  async () => {
    const { survey } = await surveyOf(parcels().rows)
    const root = join(import.meta.dirname, '..', '..')
    const run = (...args: readonly string[]) =>
      spawnSync('npm', ['--prefix', root, 'run', '--silent', 'cundi', '--', ...args], {
        cwd: dirname(survey),
        encoding: 'utf8',
        shell: process.platform === 'win32',
        env: { ...process.env, INIT_CWD: undefined },
      })
    const info = run('info', '调查.gpkg', '--json')
    expect(info.status, info.stderr).toBe(0)
    expect(JSON.parse(info.stdout)).toMatchObject({ file: survey })
    expect(run('info', '没有.gpkg', '--json').status).toBe(3)
    expect(run('info').status).toBe(2)
  },
)
