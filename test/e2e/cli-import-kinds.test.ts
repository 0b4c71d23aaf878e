import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  featureLayers,
  OTHER_VILLAGE,
  parcelCode,
  shapefileBytes,
  VILLAGE,
  villagesCsvText,
  writeGeoJson,
  writeShapefile,
} from '../builders/cli-files.ts'
import { answerOf, IMPORT_KEYS, refusalOf, workplace } from '../builders/run-cli.ts'
import { zipBytes } from '../formats/zip-bytes.ts'

const work = workplace()
const villagesCsv = work.path('villages.csv')
writeFileSync(villagesCsv, villagesCsvText)
const hasGdal = spawnSync('ogr2ogr', ['--version']).status === 0
const sources = featureLayers()
type Kind = keyof typeof sources
const kinds = Object.keys(sources) as readonly Kind[]
const names: Readonly<Record<Kind, string>> = {
  village: '村界',
  parcel: '宗地',
  building: '房屋',
  land_use: '地类图斑',
}

/** What every file of that kind must give, whatever its type. */
const expected: Readonly<Record<Kind, { read: number; imported: number; updated: number }>> = {
  village: { read: 2, imported: 1, updated: 1 },
  parcel: { read: 3, imported: 3, updated: 0 },
  building: { read: 2, imported: 2, updated: 0 },
  land_use: { read: 1, imported: 1, updated: 0 },
}
const contents: Readonly<Record<Kind, { sql: string; rows: readonly unknown[] }>> = {
  village: {
    sql: 'SELECT code, name, village_type, round(area_m2) FROM village WHERE geom NOTNULL ORDER BY code',
    rows: [
      ['371703107202', '示例二村', 'near_suburb', 6000],
      ['371703107999', '新设村', null, 6000],
    ],
  },
  parcel: {
    sql: 'SELECT parcel_code, holder_name, declared_area_m2, area_m2 FROM parcel ORDER BY parcel_code',
    rows: [1, 2, 3].map((n) => [parcelCode(n), n < 3 ? '赵文文' : '钱武文', 200, 200]),
  },
  building: {
    sql: 'SELECT building_code, parcel_code, storeys, area_m2 FROM building ORDER BY building_code',
    rows: [
      ['F1', parcelCode(1), 2, 64],
      ['F2', null, 1, 64],
    ],
  },
  land_use: {
    sql: 'SELECT class_code, class_name, class_scheme, patch_number, located_unit_code FROM land_use',
    rows: [['0702', '农村宅基地', 'survey-3', '1', `${VILLAGE}0000000`]],
  },
}

function rowsOf(survey: string, sql: string): unknown[] {
  const db = new Database(survey, { readonly: true })
  const rows = db.prepare(sql).raw().all()
  db.close()
  return rows
}

const zipped = (
  kind: Kind,
  folder = '成果/第一批/',
): { name: string; data: Uint8Array; deflate: boolean; utf8Flag: boolean }[] =>
  Object.entries(shapefileBytes(sources[kind])).map(([extension, data]) => ({
    name: `${folder}${names[kind]}.${extension}`,
    data,
    deflate: true,
    utf8Flag: true,
  }))

type Maker = (kind: Kind) => string
const fileTypes: Readonly<Record<string, Maker>> = {
  'a shapefile': (kind) => writeShapefile(work.folder('shp'), names[kind], sources[kind]),
  'a shapefile with members in upper case': (kind) =>
    writeShapefile(work.folder('upper'), names[kind], sources[kind], { upperCase: true }),
  'a zip with folders': (kind) => {
    const path = work.path(`${kind}.zip`)
    writeFileSync(path, zipBytes(zipped(kind)))
    return path
  },
  GeoJSON: (kind) => writeGeoJson(work.root, names[kind], sources[kind]),
  ...(hasGdal ? { 'a GeoPackage (by ogr2ogr)': (kind: Kind) => geoPackage([kind], `${kind}.gpkg`) } : {}),
}

function geoPackage(wanted: readonly Kind[], name: string): string {
  const path = work.path(name)
  for (const kind of wanted) {
    const shp = writeShapefile(work.folder('for-gdal'), names[kind], sources[kind])
    execFileSync(
      'ogr2ogr',
      [
        '-f',
        'GPKG',
        '-update',
        '-append',
        '-a_srs',
        'EPSG:4527',
        '-nlt',
        'MULTIPOLYGON',
        '-nln',
        names[kind],
        path,
        shp,
      ],
      { stdio: 'ignore' },
    )
  }
  return path
}

interface LayerAnswer {
  readonly batch: number
  readonly layer: string
  readonly imported: number
}

if (!hasGdal) console.warn('ogr2ogr is missing: imports from a GeoPackage are not tested here')

describe.each(Object.entries(fileTypes))('import from %s', (_, make) => {
  it.each(kinds)('takes the kind %s, with every key of the answer', async (kind) => {
    const survey = await work.survey(villagesCsv)
    const file = make(kind)
    const answer = await answerOf(['import', survey, file, '--layer', kind])
    expect(Object.keys(answer)).toEqual(IMPORT_KEYS)
    expect(answer).toMatchObject({
      batch: 1,
      file: basename(file),
      layer: expect.any(String),
      sourceCrs: 'EPSG:4527',
      targetCrs: 'EPSG:4527',
      skipped: 0,
      rejected: 0,
      deletedRecords: 0,
      seconds: expect.any(Number),
      ...expected[kind],
    })
    // A GeoPackage is UTF-8 by its specification: nobody had to say or guess it.
    expect(['option', 'cpg', 'ldid', 'sniffed', null]).toContain(answer.encodingFrom)
    expect(rowsOf(survey, contents[kind].sql)).toEqual(contents[kind].rows)
  })
})

describe('a file with several layers', () => {
  const both = work.path('两层.zip')
  beforeAll(() => writeFileSync(both, zipBytes([...zipped('parcel', '甲/'), ...zipped('village', '乙/')])))

  it('is exit 3 layer.ambiguous without names, whatever is asked for', async () => {
    const survey = await work.survey(villagesCsv)
    for (const layers of [['parcel'], ['parcel', 'village']]) {
      const error = await refusalOf(['import', survey, both, ...layers.flatMap((kind) => ['--layer', kind])])
      expect(error).toMatchObject({ code: 'layer.ambiguous', file: both })
      expect(error.proposals?.toSorted()).toEqual([names.village, names.parcel].toSorted())
    }
    expect((await answerOf<{ batches: unknown[] }>(['batches', survey])).batches).toEqual([])
  })

  it('gives one answer for one name, and {"layers":[…]} in the order asked for several', async () => {
    const survey = await work.survey(villagesCsv)
    const one = await answerOf<LayerAnswer>(['import', survey, both, '--layer', `parcel=${names.parcel}`, '--dry-run'])
    expect(Object.keys(one)).toEqual(IMPORT_KEYS)
    const several = await answerOf<{ layers: readonly LayerAnswer[] }>([
      'import',
      survey,
      both,
      '--layer',
      `parcel=${names.parcel}`,
      '--layer',
      `village=${names.village}`,
    ])
    expect(Object.keys(several)).toEqual(['layers'])
    expect(several.layers.map((layer) => layer.layer)).toEqual([names.parcel, names.village])
    for (const layer of several.layers) expect(Object.keys(layer)).toEqual(IMPORT_KEYS)
    expect(several.layers.map((layer) => layer.imported)).toEqual([3, 1])
    const { batches } = await answerOf<{ batches: readonly { layer: string }[] }>(['batches', survey])
    expect(batches.map((batch) => batch.layer).toSorted()).toEqual([names.parcel, names.village].toSorted())
  })

  it.skipIf(!hasGdal)('may be a GeoPackage with all four kinds at once', async () => {
    const survey = await work.survey(villagesCsv)
    const file = geoPackage(kinds, '全部.gpkg')
    const { layers } = await answerOf<{ layers: readonly LayerAnswer[] }>([
      'import',
      survey,
      file,
      ...kinds.flatMap((kind) => ['--layer', `${kind}=${names[kind]}`]),
    ])
    expect(layers.map((layer) => layer.imported)).toEqual(kinds.map((kind) => expected[kind].imported))
    for (const kind of kinds) expect(rowsOf(survey, contents[kind].sql)).toEqual(contents[kind].rows)
  })

  it('is exit 3 for a name that it does not have, and nothing is imported', async () => {
    const survey = await work.survey(villagesCsv)
    const error = await refusalOf([
      'import',
      survey,
      both,
      '--layer',
      `parcel=${names.parcel}`,
      '--layer',
      'village=没有',
    ])
    expect(error).toMatchObject({ code: 'layer.unknown', file: both })
    expect((await answerOf<{ batches: unknown[] }>(['batches', survey])).batches).toEqual([])
  })
})

describe('a file that cannot be used is exit 3 with one sentence', () => {
  it.each([
    ['is missing', '没有.shp', null],
    ['has an unknown type', '宗地.dwg', 'AC1032'],
    ['is an empty .shp', '空.shp', ''],
    ['is not a zip', '假.zip', '这不是压缩包'],
    ['is not GeoJSON', '假.geojson', '{"type":"Feature'],
    ['is not a GeoPackage', '假.gpkg', 'SQLite?'],
    ['is not a workbook', '假.xlsx', 'a,b'],
  ])('where it %s', async (_, name, content) => {
    const survey = await work.survey(villagesCsv)
    const file = join(work.folder('坏'), name)
    if (content !== null) writeFileSync(file, content)
    const error = await refusalOf(['import', survey, file, '--layer', 'parcel'])
    expect(error.file).toBe(file)
    expect(error.message).toContain(name)
    expect(error.message).not.toContain('{')
    expect(
      error.message
        .trim()
        .split(/[。\n]/)
        .filter((part) => part !== ''),
    ).toHaveLength(1)
  })

  it('where its shapes are points, or it has none', async () => {
    const survey = await work.survey(villagesCsv)
    writeFileSync(
      work.path('点.geojson'),
      JSON.stringify({
        type: 'FeatureCollection',
        crs: { type: 'name', properties: { name: 'EPSG:4527' } },
        features: [
          { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [39_369_600, 3_882_600] } },
        ],
      }),
    )
    expect((await refusalOf(['import', survey, work.path('点.geojson'), '--layer', 'parcel'])).code).toBe(
      'layer.not-polygon',
    )
    writeFileSync(work.path('表.csv'), 'ZDDM,QLR\nx,y\n')
    expect((await refusalOf(['import', survey, work.path('表.csv'), '--layer', 'parcel'])).code).toBe(
      'layer.no-geometry',
    )
  })
})

it('reads the other village of the list by its Chinese type', async () => {
  const survey = await work.survey(villagesCsv)
  expect(rowsOf(survey, `SELECT village_type, terrain FROM village WHERE code = '${OTHER_VILLAGE}'`)).toEqual([
    ['far_suburb', 'saline'],
  ])
})
