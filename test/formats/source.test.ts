import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chooseLayers } from '../../main/jobs/import/choose-layers.ts'
import { readRecords } from '../../main/jobs/source/read-records.ts'
import { wordCode } from '../../shared/lang/words.ts'
import { dbfBytes } from '../builders/dbf-bytes.ts'
import { partsContent, rectangle, shpFiles } from '../builders/shp-bytes.ts'
import { recordsOf, sourceBench, threePlots } from './survey-files.ts'

const { folderWith, layerOf, refusalOf } = sourceBench()

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

  it('with a .dbf that is something else can be looked at, but not imported as if it had never had one', async () => {
    const { shp } = threePlots()
    const chosen = async (dbf: string, name: string) => {
      const folder = folderWith({ '宗地.shp': shp, '宗地.dbf': dbf })
      return chooseLayers([{ kind: 'parcel', name: null }], [await layerOf(join(folder, '宗地.shp'))], name)
    }
    for (const [dbf, reason] of [
      ['\x89PNG\r\n\x1a\n'.padEnd(9000, '\x00'), 'dbf.not-a-dbf'],
      ['\xff\xd8\xff\xe0\x00\x10JFIF'.padEnd(9000, '\x03'), 'dbf.not-a-dbf'],
      ['', 'dbf.empty'],
    ] as const)
      expect(await chosen(dbf, '宗地.shp')).toMatchObject({
        ok: false,
        refusal: { code: 'dbf.unusable', params: { dbf: '宗地.dbf', reason } },
      })
    const whole = wordCode('dbf.unusable', { dbf: 'a.dbf', file: 'a.dbf', reason: 'dbf.not-a-dbf' }, 'zh')
    expect(whole).toContain('a.dbf 不是 dBASE 表')
    const bare = await layerOf(join(folderWith({ 'a.shp': shp }), 'a.shp'))
    expect(chooseLayers([{ kind: 'parcel', name: null }], [bare], 'a.shp').ok).toBe(true)
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
      [false, 'r1'],
      [true, undefined],
      [false, 'r3'],
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
    const { shp } = shpFiles({
      type: 3,
      contents: [
        partsContent(
          [
            [
              [0, 0],
              [1, 1],
            ],
          ],
          { type: 3 },
        ),
        partsContent([big], { type: 3 }),
        partsContent(
          [
            [
              [5, 5],
              [6, 6],
            ],
          ],
          { type: 3 },
        ),
      ],
    })
    const layer = await layerOf(join(folderWith({ 'a.shp': shp }), 'a.shp'))
    const sizes = (await recordsOf(layer)).map(({ geometry }) =>
      geometry?.type === 'MultiLineString' ? geometry.lines[0]?.length : null,
    )
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
    const folder = folderWith({
      'zip.shp': 'PK\x03\x04',
      'empty.shp': '',
      'a.zip': 'no',
      'a.gpkg': 'no',
      'a.geojson': '{"a":1}',
      'a.xlsx': 'no',
      'a.csv': '\n',
      'a.png': 'x',
      'p.dbf': '\x89PNG\r\n',
    })
    mkdirSync(join(folder, 'dir.shp'))
    const expected: Record<string, string> = {
      'zip.shp': 'shp.not-a-shapefile',
      'empty.shp': 'shp.empty',
      'a.zip': 'zip.damaged',
      'a.gpkg': 'gpkg.not-a-geopackage',
      'a.geojson': 'geojson.not-geojson',
      'a.xlsx': 'xlsx.damaged',
      'a.csv': 'table.empty',
      'a.png': 'source.unknown-type',
      'p.dbf': 'dbf.not-a-dbf',
      'dir.shp': 'source.not-a-file',
      'nothing.shp': 'source.not-found',
    }
    for (const [name, code] of Object.entries(expected))
      expect([name, await refusalOf(join(folder, name))]).toEqual([name, code])
  })
})
