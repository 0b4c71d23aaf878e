import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ExportRequest } from '../../main/jobs/export/request.ts'
import { readEntries } from '../unit/bag/zip-entries.ts'
import { exportTo, makeSurvey, newFolder, reopen, SECRETS } from './hand-over-builder.ts'

const hasGdal = spawnSync('ogrinfo', ['--version']).status === 0
const ogr = (...args: string[]): string => execFileSync('ogrinfo', args, { encoding: 'utf8' })

async function exported(format: ExportRequest['format'], name: string, options: Partial<ExportRequest> = {}) {
  const to = join(newFolder(), name)
  const outcome = await exportTo(makeSurvey(), to, format, options)
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return { to, losses: outcome.value.losses, counts: outcome.value.counts }
}

const bytesOf = (path: string): string =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .map((name) => readFileSync(join(path, name), 'latin1'))
        .join('')
    : readFileSync(path, 'latin1')

describe('shapefiles', () => {
  it('are one a layer, in GBK with a label, and say what they lost', async () => {
    const { to, losses } = await exported('shapefile', '成果')
    expect(readdirSync(to).sort()).toEqual([
      'building.cpg',
      'building.dbf',
      'building.prj',
      'building.shp',
      'building.shx',
      'household.cpg',
      'household.dbf',
      'parcel.cpg',
      'parcel.dbf',
      'parcel.prj',
      'parcel.shp',
      'parcel.shx',
      'person.cpg',
      'person.dbf',
      'village.cpg',
      'village.dbf',
      'village.prj',
      'village.shp',
      'village.shx',
    ])
    expect(readFileSync(join(to, 'village.cpg'), 'utf8').trim()).toBe('GBK')
    // GBK byte for byte but for the rare character in it, which only GB18030 has.
    expect(readFileSync(join(to, 'parcel.cpg'), 'utf8').trim()).toBe('GB18030')
    expect(readFileSync(join(to, 'parcel.dbf')).includes(Buffer.from([0x95, 0x34, 0xb2, 0x35, 0xd0, 0xd5]))).toBe(true)
    expect(losses.map(({ code }) => code)).not.toContain('loss.character')
    expect(readFileSync(join(to, 'parcel.dbf'))[29]).toBe(0x4d)
    expect(losses).toContainEqual({
      code: 'loss.personal',
      layer: 'parcel',
      params: { layer: 'layer.parcel', count: 1 },
    })
    expect(losses).toContainEqual({
      code: 'loss.number',
      layer: 'parcel',
      params: { layer: 'layer.parcel', field: 'ZDMJ', count: 12 },
    })
    expect(losses).toContainEqual({
      code: 'loss.orientation',
      layer: 'parcel',
      params: { layer: 'layer.parcel', count: 12 },
    })
    expect(losses.map((loss) => loss.code)).toContain('loss.personal')
  })

  it.skipIf(!hasGdal)('are read by GDAL with their counts, codes, names, holes and system', async () => {
    const { to } = await exported('shapefile', '成果')
    const text = ogr('-al', join(to, 'parcel.shp'))
    expect(text).toContain('Feature Count: 12')
    expect(text).toContain('ZDDM (String) = 371703001001JC00001')
    expect(text).toContain('QLR (String) = 王某某')
    expect(text).toContain('JSMJ (Real) = 375.0000')
    expect(text).toContain('QDSJ (String) = 1985')
    expect(text).toContain('BEIZHU2 (String) = 原字段')
    expect(text).toContain('身份证 (String) = (null)')
    expect(text).toContain('CGCS2000 / 3-degree Gauss-Kruger zone 39')
    expect(readFileSync(join(to, 'parcel.prj'), 'utf8')).toContain('PROJCS["CGCS2000_3_Degree_GK_Zone_39"')
    const area = ogr(
      '-q',
      '-dialect',
      'SQLite',
      '-sql',
      'SELECT sum(ST_Area(geometry)) AS a, min(ST_IsValid(geometry)) AS v FROM parcel',
      join(to, 'parcel.shp'),
    )
    expect(area).toContain('a (Real) = 4775')
  })
})

describe('GeoJSON', () => {
  it.skipIf(!hasGdal)(
    'is in degrees, turned as RFC 7946 wants, with stable ids, and says that it was reprojected',
    async () => {
      const { to, losses } = await exported('geojson', 'json')
      expect(losses).toContainEqual({
        code: 'loss.reprojected',
        layer: 'parcel',
        params: { layer: 'layer.parcel', from: 'EPSG:4527' },
      })
      const json = JSON.parse(readFileSync(join(to, 'parcel.geojson'), 'utf8')) as {
        features: {
          id: string
          geometry: { coordinates: [number, number][][][] }
          properties: Record<string, unknown>
        }[]
      }
      expect(json.features).toHaveLength(12)
      expect(json.features[0]).toMatchObject({ id: 'p-0', properties: { ZDDM: '371703001001JC00001', BZ: null } })
      const [x = 0, y = 0] = json.features[0]?.geometry.coordinates[0]?.[0]?.[0] ?? []
      const degrees = execFileSync('gdaltransform', ['-s_srs', 'EPSG:4527', '-t_srs', 'EPSG:4490', '-output_xy'], {
        input: '39374000 3882000\n',
        encoding: 'utf8',
      })
        .trim()
        .split(' ')
        .map(Number)
      const [a = 0, b = 0] = degrees
      expect(Math.min(Math.abs(x - a) + Math.abs(y - b), Math.abs(x - b) + Math.abs(y - a))).toBeLessThan(1e-8)
      expect(ogr('-so', join(to, 'parcel.geojson'), 'parcel')).toContain('Feature Count: 12')
    },
  )

  it('leaves the file as it is once more when nothing changed', async () => {
    const survey = makeSurvey()
    const [first, second] = [join(newFolder(), 'a'), join(newFolder(), 'b')]
    await exportTo(survey, first, 'geojson')
    await exportTo(survey, second, 'geojson')
    expect(bytesOf(second) === bytesOf(first)).toBe(true)
  })
})

describe('a workbook', () => {
  it('has a sheet a layer with Chinese titles and units, and codes as text', async () => {
    const { to } = await exported('xlsx', '成果.xlsx')
    const { default: excel } = await import('exceljs')
    const workbook = new excel.Workbook()
    await workbook.xlsx.readFile(to)
    expect(workbook.worksheets.map((sheet) => sheet.name)).toEqual(['行政村', '宗地', '房屋', '农户', '人员'])
    const parcels = workbook.getWorksheet('宗地')
    if (parcels === undefined) throw new Error('no sheet 宗地')
    const header = (parcels.getRow(1).values as string[]).slice(1)
    expect(header).toContain('计算面积（平面）（平方米）')
    const cell = parcels.getRow(2).getCell(header.indexOf('宗地代码') + 1)
    expect([cell?.value, cell?.type, cell?.numFmt]).toEqual(['371703001001JC00001', excel.ValueType.String, '@'])
    expect(parcels.getRow(3).getCell(header.indexOf('计算面积（平面）（平方米）') + 1).value).toBe(375)
    expect(parcels.rowCount).toBe(13)
  })
})

describe('personal numbers', () => {
  it('stay out of every format', async () => {
    for (const [format, name] of [
      ['shapefile', 'a'],
      ['geojson', 'b'],
      ['geopackage', 'c.gpkg'],
    ] as const) {
      const bytes = bytesOf((await exported(format, name)).to)
      for (const secret of SECRETS) expect(bytes.includes(secret), `${format} ${secret.slice(0, 4)}`).toBe(false)
    }
    for (const [path, bytes] of await readEntries((await exported('xlsx', 'd.xlsx')).to)) {
      for (const secret of SECRETS) expect(Buffer.from(bytes).toString().includes(secret), path).toBe(false)
    }
  })

  it('go into a shapefile for a purpose, which the journal keeps without the numbers', async () => {
    const survey = makeSurvey()
    const to = join(newFolder(), '发证')
    expect((await exportTo(survey, to, 'shapefile', { purpose: '登记发证' })).ok).toBe(true)
    const persons = readFileSync(join(to, 'person.dbf'), 'latin1')
    for (const secret of SECRETS) expect(persons.includes(secret)).toBe(true)
    expect(readFileSync(join(to, 'parcel.dbf'), 'latin1').includes(SECRETS[0])).toBe(true)
    const open = reopen(survey)
    const entry = open.db
      .prepare<[], { why: string; summary: string }>(
        "SELECT why, summary FROM journal_entry WHERE kind = 'personal-export'",
      )
      .get()
    expect(entry?.why).toBe('登记发证')
    for (const secret of SECRETS) expect(entry?.summary).not.toContain(secret)
    expect(open.db.prepare<[], { purpose: string }>('SELECT purpose FROM export_log').get()?.purpose).toBe('登记发证')
    open.close()
  })

  it('are refused in other formats, without a purpose and without a key', async () => {
    const survey = makeSurvey()
    const refused = async (format: ExportRequest['format'], options: Partial<ExportRequest>) =>
      exportTo(survey, join(newFolder(), 'x.zip'), format, options)
    expect(await refused('package', { purpose: '发证' })).toMatchObject({ refusal: { code: 'personal.format' } })
    expect(await refused('geojson', { purpose: '发证' })).toMatchObject({ refusal: { code: 'personal.format' } })
    expect(await refused('shapefile', { purpose: ' ' })).toMatchObject({
      refusal: { code: 'personal.purpose-missing' },
    })
    expect(await refused('shapefile', { purpose: '发证', decrypt: null })).toMatchObject({
      refusal: { code: 'key.missing' },
    })
  })
})

describe('a target', () => {
  it('that exists is replaced only when told, and a folder only when an export wrote it', async () => {
    const survey = makeSurvey()
    const to = join(newFolder(), 'out')
    expect((await exportTo(survey, to, 'shapefile')).ok).toBe(true)
    expect(await exportTo(survey, to, 'shapefile')).toMatchObject({ refusal: { code: 'target.exists' } })
    expect((await exportTo(survey, to, 'geojson', { force: true })).ok).toBe(true)
    expect(readdirSync(to).every((name) => name.endsWith('.geojson'))).toBe(true)
    writeFileSync(join(to, '我的笔记.txt'), 'x')
    expect(await exportTo(survey, to, 'shapefile', { force: true })).toMatchObject({
      refusal: { code: 'target.foreign-files' },
    })
    expect(readdirSync(to)).toContain('我的笔记.txt')
  })

  it('is never the survey itself or its key, in a folder that is not there, or of another extension', async () => {
    const survey = makeSurvey()
    expect(await exportTo(survey, survey, 'geopackage', { force: true })).toMatchObject({
      refusal: { code: 'target.is-survey' },
    })
    expect(await exportTo(survey, `${survey}.key`, 'shapefile', { force: true })).toMatchObject({
      refusal: { code: 'target.is-survey' },
    })
    expect(await exportTo(survey, join(newFolder(), 'no', 'x.zip'), 'package')).toMatchObject({
      refusal: { code: 'target.folder-missing' },
    })
    expect(await exportTo(survey, join(newFolder(), 'x.rar'), 'package')).toMatchObject({
      refusal: { code: 'target.extension' },
    })
    mkdirSync(join(dirname(survey), 'x.gpkg'))
    expect(await exportTo(survey, join(dirname(survey), 'x.gpkg'), 'geopackage', { force: true })).toMatchObject({
      refusal: { code: 'target.foreign-files' },
    })
  })

  it('does not exist after a cancel, and neither does scratch', async () => {
    for (const [format, name] of [
      ['package', 'x.zip'],
      ['geopackage', 'x.gpkg'],
      ['shapefile', 'x'],
      ['geojson', 'y'],
      ['xlsx', 'x.xlsx'],
    ] as const) {
      const cancel = new AbortController()
      const to = join(newFolder(), name)
      const running = exportTo(makeSurvey(), to, format, { signal: cancel.signal, report: () => cancel.abort() })
      await expect(running, format).rejects.toThrow(/abort/i)
      expect(readdirSync(dirname(to)), format).toEqual([])
    }
  })
})
