import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import exceljs from 'exceljs'
import { describe, expect, it } from 'vitest'
import type { SourceLayer } from '../../main/platform/source/layer.ts'
import { layerEvidence } from '../../main/jobs/source/layer-evidence.ts'
import { openSource } from '../../main/jobs/source/open-source.ts'
import { readRecords } from '../../main/jobs/source/read-records.ts'
import type { SourceRecord } from '../../shared/formats/source.ts'
import { dbfBytes } from '../builders/dbf-bytes.ts'
import { partsContent, rectangle, shpFiles } from '../builders/shp-bytes.ts'
import { noSignal, testFolder, threePlots, writeFiles } from './survey-files.ts'

const root = testFolder()
const scratch = join(root, 'scratch')
mkdirSync(scratch)
const hasOgr = spawnSync('ogr2ogr', ['--version']).status === 0
if (!hasOgr) console.log('source: ogr2ogr is not installed, GeoPackages made by it are skipped')

function folderWith(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = join(root, String(readdirSync(root).length))
  mkdirSync(folder)
  writeFiles(folder, files)
  return folder
}

const open = (path: string, options: { encoding?: string; sheet?: string; headerRow?: number } = {}) =>
  openSource(path, { scratchDirectory: scratch, signal: noSignal, ...options })

async function layersOf(path: string, options = {}): Promise<readonly SourceLayer[]> {
  const opened = await open(path, options)
  if (!opened.ok) throw new Error(opened.refusal.code)
  return opened.value.layers
}

async function layerOf(path: string, options = {}): Promise<SourceLayer> {
  const [layer] = await layersOf(path, options)
  if (layer === undefined) throw new Error('no layer')
  return layer
}

async function recordsOf(layer: SourceLayer, options: { from?: number; to?: number; columns?: number[]; batchRecords?: number } = {}): Promise<SourceRecord[]> {
  const records: SourceRecord[] = []
  for await (const batch of readRecords(layer, { ...options, signal: noSignal })) records.push(...batch)
  return records
}

async function refusalOf(path: string, options = {}): Promise<string> {
  const opened = await open(path, options)
  return opened.ok ? 'opened' : opened.refusal.code
}

describe('a shapefile and its siblings', () => {
  it('is found in any case of names and by any of its parts', async () => {
    const { shp, dbf, shx } = threePlots()
    const folder = folderWith({ 'PLOT.SHP': shp, 'plot.dbf': dbf, 'Plot.Shx': shx, 'Plot.CPG': 'GBK' })
    for (const name of ['PLOT.SHP', 'plot.dbf', 'Plot.Shx']) {
      const layer = await layerOf(join(folder, name))
      expect([layer.kind, layer.records, layer.encoding, layer.encodingFrom]).toEqual(['shapefile', 3, 'GBK', 'cpg'])
    }
  })

  it('takes the sibling spelt as itself where the disk tells case apart', async () => {
    const { shp, dbf } = threePlots()
    const one = dbfBytes({ fields: [{ name: 'A', width: 1 }], rows: [['x']] })
    const folder = folderWith({ 'plot.shp': shp, 'PLOT.dbf': one, 'plot.dbf': dbf })
    if (readdirSync(folder).length === 3) expect((await layerOf(join(folder, 'plot.shp'))).fields).toHaveLength(2)
  })

  it('without .dbf is read with a warning, without .shp it is a table or refused', async () => {
    const { shp, dbf, shx } = threePlots()
    const bare = await layerOf(join(folderWith({ 'a.shp': shp }), 'a.shp'))
    expect([bare.issues.map((issue) => issue.code), bare.fields]).toEqual([['dbf.missing'], []])
    const table = await layerOf(join(folderWith({ 'a.dbf': dbf }), 'a.dbf'))
    expect([table.kind, table.geometryType, table.records]).toEqual(['table', null, 3])
    expect(await refusalOf(join(folderWith({ 'a.shx': shx }), 'a.shx'))).toBe('shp.missing')
  })

  it('gives shapes beyond the last row no values, and names the .dbf and the first missing row', async () => {
    const { shp } = threePlots()
    const dbf = dbfBytes({ fields: [{ name: 'A', width: 4 }], rows: [['r1'], ['r2']] })
    const layer = await layerOf(join(folderWith({ '宗地.shp': shp, '宗地.dbf': dbf }), '宗地.shp'))
    expect((await recordsOf(layer)).map((record) => record.values)).toEqual([['r1'], ['r2'], []])
    expect(layer.issues).toMatchObject([{ code: 'dbf.rows-differ', detail: { dbf: '宗地.dbf', firstMissing: 3 } }])
  })

  it('counts records by shapes when the .dbf has more rows, and no deleted row that has no shape', async () => {
    const { shp } = threePlots()
    const rows = Array.from({ length: 5 }, (_, i) => [`r${i + 1}`])
    const dbf = dbfBytes({ fields: [{ name: 'A', width: 4 }], rows, deleted: [1, 4] })
    const layer = await layerOf(join(folderWith({ 'a.shp': shp, 'a.dbf': dbf }), 'a.shp'))
    expect([layer.records, layer.deletedRecords]).toEqual([3, 1])
    expect(layer.issues.map((issue) => issue.code)).toEqual(['dbf.rows-surplus'])
    expect((await recordsOf(layer)).map((record) => [record.deleted, record.values[0]])).toEqual([
      [false, 'r1'], [true, undefined], [false, 'r3'],
    ])
  })

  it('refuses an encoding option that the bytes deny', async () => {
    const { shp, dbf } = threePlots()
    const path = join(folderWith({ 'a.shp': shp, 'a.dbf': dbf }), 'a.shp')
    expect(await refusalOf(path, { encoding: 'UTF-8' })).toBe('encoding.option-wrong')
    expect(await refusalOf(path, { encoding: 'klingon' })).toBe('encoding.unknown-label')
    expect((await layerOf(path, { encoding: 'gb18030' })).encodingFrom).toBe('option')
  })

  it('gives two readers their ranges, and together exactly the whole', async () => {
    const contents = Array.from({ length: 2500 }, (_, i) => partsContent([rectangle(i * 10, 0, 5, 5)]))
    const { shp } = shpFiles({ type: 5, contents })
    const dbf = dbfBytes({ fields: [{ name: 'N', width: 5 }], rows: contents.map((_, i) => [String(i + 1)]) })
    const layer = await layerOf(join(folderWith({ 'a.shp': shp, 'a.dbf': dbf }), 'a.shp'))
    const copy = structuredClone(layer)
    const halves = [...(await recordsOf(copy, { to: 1234 })), ...(await recordsOf(copy, { from: 1235 }))]
    const whole = await recordsOf(layer, { batchRecords: 7 })
    expect(halves).toEqual(whole)
    expect(whole.map((record) => record.record)).toEqual(contents.map((_, i) => i + 1))
    expect(whole.every((record) => record.values[0] === String(record.record))).toBe(true)
  })

  it('reads a record larger than its reading span', async () => {
    const big = Array.from({ length: 300_000 }, (_, i): [number, number] => [i, i % 2])
    big.push([0, 0])
    const { shp } = shpFiles({ type: 3, contents: [partsContent([[[0, 0], [1, 1]]], { type: 3 }), partsContent([big], { type: 3 }), partsContent([[[5, 5], [6, 6]]], { type: 3 })] })
    const layer = await layerOf(join(folderWith({ 'a.shp': shp }), 'a.shp'))
    const sizes = (await recordsOf(layer)).map(({ geometry }) => (geometry?.type === 'MultiLineString' ? geometry.lines[0]?.length : null))
    expect(sizes).toEqual([4, 600_002, 4])
  })

  it('stops when it is cancelled', async () => {
    const { shp, dbf } = threePlots()
    const layer = await layerOf(join(folderWith({ 'a.shp': shp, 'a.dbf': dbf }), 'a.shp'))
    const stop = new AbortController()
    stop.abort()
    await expect(readRecords(layer, { signal: stop.signal }).next()).rejects.toThrow()
  })
})

describe('files that are not what they say', () => {
  it('are refused by a code each', async () => {
    const folder = folderWith({ 'zip.shp': 'PK\x03\x04', 'empty.shp': '', 'a.zip': 'no', 'a.gpkg': 'no', 'a.geojson': '{"a":1}', 'a.xlsx': 'no', 'a.csv': '\n', 'a.png': 'x', 'p.dbf': '\x89PNG\r\n' })
    mkdirSync(join(folder, 'dir.shp'))
    const expected: Record<string, string> = {
      'zip.shp': 'shp.not-a-shapefile', 'empty.shp': 'shp.empty', 'a.zip': 'zip.damaged', 'a.gpkg': 'gpkg.not-a-geopackage',
      'a.geojson': 'geojson.not-geojson', 'a.xlsx': 'xlsx.damaged', 'a.csv': 'table.empty', 'a.png': 'source.unknown-type',
      'p.dbf': 'dbf.not-a-dbf', 'dir.shp': 'source.not-a-file', 'nothing.shp': 'source.not-found',
    }
    for (const [name, code] of Object.entries(expected)) expect([name, await refusalOf(join(folder, name))]).toEqual([name, code])
  })
})

describe('GeoJSON', () => {
  const collection = (features: readonly object[], more: object = {}): string => JSON.stringify({ type: 'FeatureCollection', features, ...more })
  const square = [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]
  const feature = (geometry: object | null, properties: object = {}): object => ({ type: 'Feature', geometry, properties })

  it('is WGS 84 unless a crs member names another code', async () => {
    const crs = (name: string): object => ({ crs: { type: 'name', properties: { name } } })
    const declared = async (more: object): Promise<unknown> => (await layerOf(join(folderWith({ 'a.geojson': collection([feature(null)], more) }), 'a.geojson'))).declaredCrs
    expect(await declared({})).toMatchObject({ crs: { epsg: 4326 } })
    expect(await declared(crs('urn:ogc:def:crs:EPSG::4527'))).toMatchObject({ crs: { epsg: 4527 } })
    expect(await declared(crs('EPSG:4527'))).toMatchObject({ crs: { epsg: 4527 } })
    expect(await declared(crs('urn:ogc:def:crs:OGC:1.3:CRS84'))).toMatchObject({ crs: { epsg: 4326 } })
    expect(await declared(crs('村里的坐标系'))).toMatchObject({ kind: 'named', name: '村里的坐标系' })
  })

  it('keeps every kind of geometry, and names what it cannot read', async () => {
    const text = collection([
      feature({ type: 'Polygon', coordinates: square }), feature({ type: 'MultiPolygon', coordinates: [square, square] }),
      feature({ type: 'Point', coordinates: [1, 2, 3] }), feature(null), feature({ type: 'Polygon', coordinates: [] }),
      feature({ type: 'GeometryCollection', geometries: [] }), feature({ type: 'Polygon', coordinates: [[['x', 0]]] }), { type: 'Nonsense' },
      feature({ type: 'Polygon', coordinates: [[[0, 0], [1, 0], [1, 1]]] }),
    ])
    const records = await recordsOf(await layerOf(join(folderWith({ 'a.json': text }), 'a.json')))
    expect(records.map((record) => record.unreadable ?? record.geometry?.type ?? null)).toEqual([
      'MultiPolygon', 'MultiPolygon', 'Point', null, null, 'geojson.geometry-collection', 'geojson.bad-coordinates', 'geojson.not-a-feature', 'MultiPolygon',
    ])
    expect(records[2]?.issues).toEqual(['geometry.z-dropped'])
    expect(records[8]?.issues).toEqual(['geometry.ring-unclosed'])
  })

  it('keeps all digits of a 19-digit number, and takes the union of all properties as fields', async () => {
    const text = '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{"ZDDM":3717031050041234567,"x":115.57000000000000001}},{"type":"Feature","geometry":null,"properties":{"ZL":" 柳树村 ","o":{"a":1}}}]}'
    const layer = await layerOf(join(folderWith({ 'a.geojson': text }), 'a.geojson'))
    expect(layer.fields.map((field) => field.name)).toEqual(['ZDDM', 'x', 'ZL', 'o'])
    expect((await recordsOf(layer)).map((record) => record.values)).toEqual([
      ['3717031050041234567', 115.57, null, null], [null, null, '柳树村', '{"a":1}'],
    ])
    expect((await recordsOf(layer, { columns: [2, 0] })).map((record) => record.values)).toEqual([[null, '3717031050041234567'], ['柳树村', null]])
  })

  it('survives nesting that would overflow a stack', async () => {
    const deep = `{"type":"Polygon","coordinates":${'['.repeat(200_000)}${']'.repeat(200_000)}}`
    const opened = await open(join(folderWith({ 'a.geojson': deep }), 'a.geojson'))
    if (opened.ok) expect((await recordsOf(opened.value.layers[0] as SourceLayer))[0]?.unreadable).toBe('geojson.bad-coordinates')
    else expect(opened.refusal.code).toBe('geojson.not-geojson')
  })
})

describe('tables', () => {
  it('reads csv in UTF-8 with and without mark and in GBK, below a title row', async () => {
    const text = '柳树村花名册\r\nNHDM,姓名,\r\n\r\nH1,"张,三",\r\n,,\r\nH2,李四,x\r\n'
    const { default: iconv } = await import('iconv-lite')
    const variants = [Buffer.from(text), Buffer.from(`\uFEFF${text}`), iconv.encode(text, 'gbk')]
    for (const bytes of variants) {
      const layer = await layerOf(join(folderWith({ '户.csv': bytes }), '户.csv'))
      expect(layer.fields.map((field) => field.name)).toEqual(['NHDM', '姓名', 'column_3'])
      expect((await recordsOf(layer)).map((record) => record.values)).toEqual([['H1', '张,三', null], ['H2', '李四', 'x']])
      expect(layer.issues.map((issue) => issue.code)).toEqual(['table.header-row'])
    }
  })

  async function workbook(path: string): Promise<string> {
    const book = new exceljs.Workbook()
    const people = book.addWorksheet('人员')
    people.addRow(['姓名', '证件号', '出生日期', '人口', '姓名'])
    people.addRow(['张某', '37170319850101001X', new Date(Date.UTC(1985, 0, 1)), 4, { richText: [{ text: '李' }, { text: '某' }] }])
    people.addRow([])
    people.addRow([null, { formula: 'A2', result: '张某' }, null, 2.5, { error: '#N/A' }])
    book.addWorksheet('空')
    const hidden = book.addWorksheet('字典', { state: 'hidden' })
    hidden.addRow(['a', 'b'])
    await book.xlsx.writeFile(path)
    return path
  }

  it('reads a sheet of a workbook: dates as calendar dates, numbers as written, formulas by their result', async () => {
    const path = await workbook(join(folderWith({}), '人.xlsx'))
    const layers = await layersOf(path)
    expect(layers.map((layer) => [layer.name, layer.records])).toEqual([['人员', 2]])
    const layer = layers[0] as SourceLayer
    expect(layer.fields.map((field) => field.name)).toEqual(['姓名', '证件号', '出生日期', '人口', '姓名_2'])
    expect((await recordsOf(layer)).map((record) => record.values)).toEqual([
      ['张某', '37170319850101001X', '1985-01-01', 4, '李某'], [null, '张某', null, 2.5, null],
    ])
    expect((await recordsOf(layer, { from: 2, to: 2 })).map((record) => record.record)).toEqual([2])
  })

  it('takes the sheet that is asked for, hidden or not, and proposes those there are', async () => {
    const path = await workbook(join(folderWith({}), '人.xlsx'))
    expect((await layersOf(path, { sheet: '字典', headerRow: 1 })).map((layer) => layer.name)).toEqual(['字典'])
    const opened = await open(path, { sheet: '没有' })
    expect(opened.ok ? null : [opened.refusal.code, opened.refusal.proposals]).toEqual(['xlsx.sheet-missing', ['人员', '空', '字典']])
  })
})

describe('GeoPackages of others', () => {
  const plotsPath = (): string => {
    const { shp, dbf, shx } = threePlots()
    return join(folderWith({ '宗地.shp': shp, '宗地.dbf': dbf, '宗地.shx': shx }), '宗地.shp')
  }
  const made = (): string => {
    const target = join(folderWith({}), '外来.gpkg')
    execFileSync('ogr2ogr', ['-f', 'GPKG', '-a_srs', 'EPSG:4527', '-nlt', 'PROMOTE_TO_MULTI', '-lco', 'SPATIAL_INDEX=NO', target, plotsPath()], { stdio: 'ignore' })
    return target
  }

  it.skipIf(!hasOgr)('reads what ogr2ogr writes, with its system and its values', async () => {
    const layer = await layerOf(made())
    expect([layer.name, layer.geometryType, layer.records, layer.declaredCrs]).toMatchObject(['宗地', 'MultiPolygon', 3, { crs: { epsg: 4527 } }])
    const records = await recordsOf(layer, { batchRecords: 2 })
    expect(records.map((record) => record.values)).toEqual([
      ['371703105004JC00001', '柳树村'], ['371703105004JC00002', '柳树村'], ['371703105004JC00003', '槐树村'],
    ])
    expect((await recordsOf(layer, { from: 2, to: 2, columns: [1] })).map((record) => [record.record, record.values])).toEqual([[2, ['柳树村']]])
    expect([...(await layerEvidence(layer, noSignal)).samples.slice(0, 2)]).toEqual([39_500_000, 3_880_000])
  })

  it.skipIf(!hasOgr)('reads a file in WAL with its last commit, and leaves no file beside it', async () => {
    const path = made()
    const writer = new Database(path)
    writer.pragma('journal_mode = WAL')
    writer.exec("UPDATE 宗地 SET ZL = '新村' WHERE fid = 1")
    const live = join(folderWith({}), 'live.gpkg')
    for (const suffix of ['', '-wal']) copyFileSync(path + suffix, live + suffix)
    writer.close()
    const before = readFileSync(live)
    const opened = await open(live)
    if (!opened.ok) throw new Error(opened.refusal.code)
    expect((await recordsOf(opened.value.layers[0] as SourceLayer))[0]?.values[1]).toBe('新村')
    await opened.value.dispose()
    expect(existsSync(`${live}-shm`)).toBe(false)
    expect(readFileSync(live).equals(before)).toBe(true)
    expect(readdirSync(scratch)).toEqual([])
  })

  it.skipIf(!hasOgr)('does not run foreign SQL: a view that never ends is skipped and said', async () => {
    const path = made()
    const writer = new Database(path)
    writer.exec("CREATE VIEW 无尽 AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS fid, NULL AS geom FROM n")
    writer.exec("INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('无尽', 'features', '无尽', 4527)")
    writer.exec("INSERT INTO gpkg_geometry_columns VALUES ('无尽', 'geom', 'POLYGON', 4527, 0, 0)")
    writer.close()
    const opened = await open(path)
    if (!opened.ok) throw new Error(opened.refusal.code)
    expect(opened.value.layers.map((layer) => layer.name)).toEqual(['宗地'])
    expect(opened.value.issues).toMatchObject([{ code: 'gpkg.view', detail: { layer: '无尽' } }])
  })

  it.skipIf(!hasOgr)('gives the sound rows of a damaged file, and says which are lost', async () => {
    const path = made()
    const bytes = readFileSync(path)
    const needle = bytes.lastIndexOf(Buffer.from('371703105004JC00003'))
    bytes.fill(0xff, needle - (needle % 4096), needle - (needle % 4096) + 64)
    const bad = join(folderWith({}), 'bad.gpkg')
    writeFileSync(bad, bytes)
    const opened = await open(bad)
    if (!opened.ok) expect(opened.refusal.code).toMatch(/^gpkg\./)
    else for (const layer of opened.value.layers) expect(await recordsOf(layer)).toHaveLength(layer.records)
  })
})
