import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { featureTables, objectTables, pointTables, tableTitles } from '../../db/schema/tables.ts'
import { blobExtent } from '../../shared/geo/geopackage-blob.ts'
import { askPython, pythonWithGdal } from '../architecture/oracles.ts'
import { exportTo } from '../e2e/hand-over-builder.ts'
import { readEntries } from '../unit/bag/zip-entries.ts'
import {
  asItStands,
  count,
  type FilledBench,
  filledSurvey,
  hasOgr,
  hasValidator,
  inside,
  newFolder,
  newSurvey,
  ogrinfo,
  throughGdal,
  validatorSays,
} from './survey-bench.ts'

if (!hasOgr) console.warn('skipped: ogrinfo (gdal-bin) is not installed')
if (!hasValidator) console.warn('skipped: validate_gpkg.py (python3-gdal) is not installed')

let bench: FilledBench
beforeAll(async () => {
  bench = await filledSurvey()
})

/** Bounds of the decoded geometries, west, south, east, north. */
function boundsOf(path: string, table: string): readonly number[] | null {
  const extents = asItStands(path, (db) =>
    db.prepare<[], { geom: Uint8Array | null }>(`SELECT geom FROM ${table}`).all(),
  )
    .flatMap(({ geom }) => (geom === null ? [] : [blobExtent(geom)]))
    .filter((extent) => extent !== null)
  if (extents.length === 0) return null
  const all = (i: 0 | 1 | 2 | 3): number[] => extents.map((extent) => extent[i])
  return [Math.min(...all(0)), Math.min(...all(1)), Math.max(...all(2)), Math.max(...all(3))]
}

function layerSummary(
  path: string,
  table: string,
): { type: string; count: number; extent: readonly number[] | null; text: string } {
  const text = ogrinfo('-so', path, table)
  const extent = /Extent: \(([-\d.]+), ([-\d.]+)\) - \(([-\d.]+), ([-\d.]+)\)/.exec(text)?.slice(1).map(Number) ?? null
  return {
    type: /Geometry: (.*)/.exec(text)?.[1] ?? '',
    count: Number(/Feature Count: (\d+)/.exec(text)?.[1]),
    extent,
    text,
  }
}

describe.skipIf(!hasOgr)('ogrinfo', () => {
  it('lists every table as a layer, features first, and nothing else', () => {
    const names = [...ogrinfo('-q', bench.path).matchAll(/^\d+: (\S+)/gm)].map((match) => match[1])
    expect(names).toEqual(Object.keys(tableTitles))
  })

  it.each(objectTables)('gives %s its count, geometry type, system and extent', (table) => {
    const { type, count: rows, extent, text } = layerSummary(bench.path, table)
    expect(rows).toBe(asItStands(bench.path, (db) => count(db, table)))
    const isFeature = (featureTables as readonly string[]).includes(table)
    expect(type).toBe(!isFeature ? 'None' : pointTables.has(table) ? 'Point' : 'Multi Polygon')
    if (isFeature) expect(text).toMatch(/ID\["EPSG",4527\]\]\nData axis/)
    const bounds = isFeature ? boundsOf(bench.path, table) : null
    // ogrinfo prints six decimals; our generated corners have no more.
    if (bounds === null) expect(extent?.every((value) => value === 0) ?? true).toBe(true)
    else expect(extent).toEqual(bounds)
  })

  it('selects through our R-tree the rows that a full scan selects', () => {
    const [west = 0, south = 0, east = 0, north = 0] = boundsOf(bench.path, 'parcel') ?? []
    const box = [west + (east - west) * 0.3, south, west + (east - west) * 0.6, south + (north - south) * 0.5]
    const fids = (text: string): number[] =>
      [...text.matchAll(/OGRFeature\(\S+\):(\d+)/g)].map((match) => Number(match[1])).sort((a, b) => a - b)
    const filtered = fids(ogrinfo('-q', '-spat', ...box.map(String), bench.path, 'parcel'))
    const scanned = asItStands(bench.path, (db) =>
      db
        .prepare<number[], { fid: number }>(`SELECT fid FROM parcel WHERE geom NOTNULL
      AND ST_MaxX(geom) >= ? AND ST_MinX(geom) <= ? AND ST_MaxY(geom) >= ? AND ST_MinY(geom) <= ? ORDER BY fid`)
        .all(box[0] ?? 0, box[2] ?? 0, box[1] ?? 0, box[3] ?? 0)
        .map(({ fid }) => fid),
    )
    expect(filtered.length).toBeGreaterThan(3)
    // Rectangles: their envelope is their shape. GDAL also leaves out the bow-tie's and others' near misses, of which there are none here.
    expect(filtered).toEqual(scanned)
    const bounds = box.map((value) => value.toFixed(6))
    const bySql = [
      ...throughGdal(
        bench.path,
        `SELECT id FROM rtree_parcel_geom WHERE maxx >= ${bounds[0]} AND minx <= ${bounds[2]} AND maxy >= ${bounds[1]} AND miny <= ${bounds[3]} ORDER BY id`,
      ).matchAll(/id \(\S+\) = (\d+)/g),
    ].map((match) => Number(match[1]))
    for (const fid of scanned) expect(bySql).toContain(fid)
  })

  it('asks the R-tree and not the rows: without its entry a row is not found', () => {
    const copy = join(newFolder(), '副本.gpkg')
    copyFileSync(bench.path, copy)
    const [west = 0, south = 0, east = 0, north = 0] = boundsOf(copy, 'parcel') ?? []
    const found = (): number =>
      [
        ...ogrinfo(
          '-q',
          '-spat',
          String(west + 1),
          String(south + 1),
          String(east - 1),
          String(north - 1),
          copy,
          'parcel',
        ).matchAll(/OGRFeature/g),
      ].length
    const before = found()
    throughGdal(copy, 'DELETE FROM rtree_parcel_geom WHERE id = (SELECT min(id) FROM rtree_parcel_geom)')
    expect(found()).toBe(before - 1)
  })
})

describe.skipIf(pythonWithGdal === null)('gpkg_schema', () => {
  const SCRIPT = `
import json, sys
from osgeo import gdal
gdal.UseExceptions()
ds = gdal.OpenEx(sys.argv[1], gdal.OF_VECTOR)
layer = ds.GetLayerByName('parcel').GetLayerDefn()
domains = {name: ds.GetFieldDomain(name).GetEnumeration() for name in ds.GetFieldDomainNames()}
fields = {layer.GetFieldDefn(i).GetName(): layer.GetFieldDefn(i).GetDomainName() for i in range(layer.GetFieldCount())}
print(json.dumps({'domains': domains, 'fields': fields}))`

  it('gives GDAL the code lists with their Chinese titles, and the fields that use them', () => {
    const { domains, fields } = askPython(SCRIPT, [bench.path]) as {
      domains: Record<string, Record<string, string>>
      fields: Record<string, string>
    }
    expect(Object.keys(domains).sort()).toEqual([
      'acquisition',
      'house_structure',
      'land_taken',
      'land_use_scheme',
      'plan_scheme',
      'plot_kind',
      'right_tier',
      'right_type',
      'terrain',
      'utilisation',
      'village_type',
      'yes_no',
      'zone_kind',
    ])
    expect(domains.village_type).toEqual({ urban_village: '城中村', near_suburb: '近郊村', far_suburb: '远郊村' })
    expect([fields.utilisation, fields.right_type, fields.use_scheme]).toEqual([
      'utilisation',
      'right_type',
      'land_use_scheme',
    ])
  })

  it('titles every column that a file fills in Chinese', () => {
    const missing = asItStands(bench.path, (db) =>
      objectTables.flatMap((table) =>
        db
          .prepare<[string, string], { name: string }>(`SELECT c.name FROM pragma_table_info(?) c
      LEFT JOIN gpkg_data_columns d ON d.table_name = ? AND d.column_name = c.name WHERE d.title IS NULL AND c.name NOT IN ('fid', 'geom')`)
          .all(table, table)
          .map(({ name }) => `${table}.${name}`),
      ),
    )
    expect(missing.filter((name) => !/_(cipher|hash|fault)$/.test(name))).toEqual([])
  })
})

describe('the header', () => {
  it('says GeoPackage 1.3', () => {
    const header = asItStands(bench.path, (db) => [
      db.pragma('application_id', { simple: true }),
      db.pragma('user_version', { simple: true }),
    ])
    expect(header).toEqual([0x47504b47, 10300])
  })
})

describe.skipIf(!hasValidator)('the validator of GDAL finds nothing', () => {
  it('in a new file', () => expect(validatorSays(newSurvey().path)).toBe(''))
  it('after imports', () => expect(validatorSays(bench.path)).toBe(''))

  it('in an exported GeoPackage and in that of a package, which GDAL reads with the same rows', async () => {
    const folder = newFolder()
    const gpkg = join(folder, '成果.gpkg')
    const zip = join(folder, '成果.zip')
    for (const [to, format] of [
      [gpkg, 'geopackage'],
      [zip, 'package'],
    ] as const)
      expect((await exportTo(bench.path, to, format, { decrypt: null })).ok).toBe(true)
    const packed = join(folder, '包内.gpkg')
    const entry = [...(await readEntries(zip))].find(([name]) => name.endsWith('/data/survey.gpkg'))
    writeFileSync(packed, entry?.[1] ?? '')
    for (const path of [gpkg, packed]) {
      expect(validatorSays(path)).toBe('')
      for (const table of objectTables)
        expect(layerSummary(path, table).count).toBe(layerSummary(bench.path, table).count)
    }
  })

  it('after assessment and check, edit, rollback, and the undoing of it', async () => {
    const other = await filledSurvey()
    await other.assess()
    await other.check()
    expect(validatorSays(other.path)).toBe('')
    expect((await other.rollback(other.batches.building)).ok).toBe(true)
    expect(validatorSays(other.path)).toBe('')
    expect((await other.undo()).ok).toBe(true)
    expect(validatorSays(other.path)).toBe('')
    inside(other.path, () => undefined)
    expect(validatorSays(other.path)).toBe('')
  })
})
