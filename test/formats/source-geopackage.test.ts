import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { layerEvidence } from '../../main/jobs/source/layer-evidence.ts'
import type { SourceLayer } from '../../main/platform/source/layer.ts'
import { noSignal, recordsOf, sourceBench, threePlots } from './survey-files.ts'

const { folderWith, layerOf, open, scratch } = sourceBench()
const hasOgr = spawnSync('ogr2ogr', ['--version']).status === 0
if (!hasOgr) console.log('source: ogr2ogr is not installed, GeoPackages made by it are skipped')

describe('GeoPackages of others', () => {
  const plotsPath = (): string => {
    const { shp, dbf, shx } = threePlots()
    return join(folderWith({ '宗地.shp': shp, '宗地.dbf': dbf, '宗地.shx': shx }), '宗地.shp')
  }
  const made = (): string => {
    const target = join(folderWith({}), '外来.gpkg')
    execFileSync(
      'ogr2ogr',
      [
        '-f',
        'GPKG',
        '-a_srs',
        'EPSG:4527',
        '-nlt',
        'PROMOTE_TO_MULTI',
        '-lco',
        'SPATIAL_INDEX=NO',
        target,
        plotsPath(),
      ],
      { stdio: 'ignore' },
    )
    return target
  }

  it.skipIf(!hasOgr)('reads what ogr2ogr writes, with its system and its values', async () => {
    const layer = await layerOf(made())
    expect([layer.name, layer.geometryType, layer.records, layer.declaredCrs]).toMatchObject([
      '宗地',
      'MultiPolygon',
      3,
      { crs: { epsg: 4527 } },
    ])
    const records = await recordsOf(layer, { batchRecords: 2 })
    expect(records.map((record) => record.values)).toEqual([
      ['371703105004JC00001', '柳树村'],
      ['371703105004JC00002', '柳树村'],
      ['371703105004JC00003', '槐树村'],
    ])
    expect(
      (await recordsOf(layer, { from: 2, to: 2, columns: [1] })).map((record) => [record.record, record.values]),
    ).toEqual([[2, ['柳树村']]])
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
    writer.exec(
      'CREATE VIEW 无尽 AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS fid, NULL AS geom FROM n',
    )
    writer.exec(
      "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id) VALUES ('无尽', 'features', '无尽', 4527)",
    )
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
