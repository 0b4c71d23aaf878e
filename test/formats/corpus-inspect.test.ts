import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inspectFile } from '../../main/jobs/inspect/inspect.ts'
import { openSource } from '../../main/jobs/source/open-source.ts'
import { readRecords } from '../../main/jobs/source/read-records.ts'
import type { InspectedLayer } from '../../shared/contract/inspected.ts'
import type { Refusal } from '../../shared/contract/outcome.ts'
import { askPython, pythonWithGdal } from '../architecture/oracles.ts'
import { type CorpusItem, corpus, corpusItems } from './corpus-manifest.ts'
import { noSignal } from './survey-files.ts'

const items = corpus === null ? [] : corpusItems(corpus)
const files = items.filter((item) => item.named !== null)
if (corpus === null) console.log('corpus: CUNDI_CORPUS is not set, the sample files were not read')
if (corpus !== null && pythonWithGdal === null) console.log('corpus: no Python with GDAL, its reading was not compared')

interface GdalLayer {
  readonly name: string
  readonly count: number
  readonly read: number
  readonly invalid: number
  readonly without: number
}
interface Reading {
  readonly layers: readonly InspectedLayer[]
  readonly refusal: Refusal | null
  readonly seconds: number
}

/** Where we differ from GDAL or the MANIFEST on purpose, by item and aspect, and why. */
const DELIBERATE: Readonly<
  Record<string, Readonly<Partial<Record<'records' | 'read' | 'invalid' | 'without' | 'crs' | 'text', string>>>>
> = {
  'brk-dbf-fewer-rows': {
    read: 'GDAL drops shapes 41–49 with their missing rows; we keep the shapes without attributes and say so',
  },
  'brk-dbf-truncated': {
    read: 'GDAL drops the shapes whose rows are cut off; we keep them without attributes and say so',
  },
  'brk-dbf-record-length-wrong': {
    read: 'GDAL reads drifting rows and loses one; we read with the row length that fits the file',
  },
  'brk-gdal-mixed_shape_type_non_conformant': {
    without: 'a shapefile forbids mixed types: records of another type are unreadable one by one',
  },
  'brk-nts-volume2': {
    records: 'the MANIFEST counts good records; we also count the broken one after it, as unreadable',
  },
  'brk-record-length-too-long': {
    records: 'the MANIFEST counts in sequence up to the break; with the .shx all 49 are found',
    without: 'GDAL trusts the .shx about record 10; its own header denies that, so it is unreadable and named',
  },
  'brk-header-type-mismatch': { records: 'every record is a point in a polygon layer: refused with the reason' },
  'enc-ms-eucjp': { text: 'EUC-JP without any hint cannot be told from GBK: we ask instead of guessing' },
  'enc-ms-periphereies': { text: 'ISO-8859-7 without any hint: we ask instead of guessing' },
}

const script = `
import json, sys
from osgeo import gdal, ogr
gdal.PushErrorHandler('CPLQuietErrorHandler')
gdal.SetConfigOption('SHAPE_RESTORE_SHX', 'NO')
answer = []
for path in json.loads(sys.argv[1]):
    low = path.lower()
    source = gdal.OpenEx('/vsizip/' + path if low.endswith('.zip') else path, gdal.OF_VECTOR | gdal.OF_READONLY)
    layers = []
    for i in range(source.GetLayerCount() if source else 0):
        layer = source.GetLayer(i)
        read = invalid = without = 0
        for feature in layer:
            read += 1
            geometry = feature.GetGeometryRef()
            if geometry is None or geometry.IsEmpty(): without += 1
            elif ogr.GT_Flatten(geometry.GetGeometryType()) in (ogr.wkbPolygon, ogr.wkbMultiPolygon) and not geometry.IsValid(): invalid += 1
        layers.append(dict(name=layer.GetName(), count=layer.GetFeatureCount(), read=read, invalid=invalid, without=without))
    answer.append(layers if source else None)
print(json.dumps(answer))
`

const readings = new Map<string, Reading>()
const gdal = new Map<string, readonly GdalLayer[] | null>()
const scratch = mkdtempSync(join(tmpdir(), 'cundi-corpus-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

beforeAll(async () => {
  if (pythonWithGdal !== null && files.length > 0) {
    const answers = askPython(script, [JSON.stringify(files.map((file) => file.named))]) as (GdalLayer[] | null)[]
    files.forEach((file, i) => gdal.set(file.item, answers[i] ?? null))
  }
  for (const { item, named } of files) {
    const started = performance.now()
    const answer = await inspectFile(named ?? '', { scratchDirectory: scratch }, noSignal, () => {})
    const seconds = (performance.now() - started) / 1000
    readings.set(
      item,
      answer.ok
        ? { layers: answer.value.layers, refusal: null, seconds }
        : { layers: [], refusal: answer.refusal, seconds },
    )
  }
  if (files.length > 0) console.log(`corpus: ${files.length} files of ${items.length} folders were read`)
}, 300_000)

const reading = (item: string): Reading => readings.get(item) ?? { layers: [], refusal: null, seconds: 0 }
const isDeliberate = (item: string, aspect: 'records' | 'read' | 'invalid' | 'without' | 'crs' | 'text'): boolean =>
  DELIBERATE[item]?.[aspect] !== undefined
const number = (text: string): number => Number(text.replaceAll(',', ''))

/** Items whose `expected` cell says that nothing can be read. */
const REFUSED: Readonly<Record<string, string>> = {
  'brk-lfs-pointer-guangzhou': 'shp.not-a-shapefile',
  'brk-nj-only-shx': 'shp.missing',
  'brk-shp-is-a-zip': 'shp.not-a-shapefile',
  'brk-sj-bad-dbf-shp': 'shp.not-a-shapefile',
  'brk-header-type-mismatch': 'source.nothing-readable',
  'brk-gdal-buggymultiline': 'source.nothing-readable',
  'brk-gdal-buggymultipoly': 'source.nothing-readable',
  'brk-gdal-buggypoint': 'source.nothing-readable',
  'geo-rs-multipatch': 'source.nothing-readable',
  'geo-sl-multipatch': 'source.nothing-readable',
  'gpkg-ets-emp_ty': 'gpkg.no-vector-layer',
  'gpkg-gt-giantPoly': 'gpkg.no-vector-layer',
  'gpkg-ng-attributes': 'gpkg.no-vector-layer',
  'gpkg-gt-curved-geometry': 'source.nothing-readable',
  'zip-bomb-small': 'zip.bomb',
  'zip-encrypted': 'zip.encrypted',
  'zip-in-zip': 'zip.nested',
}
const read = files.filter(({ item }) => REFUSED[item] === undefined)

/** Pairs of our layer and GDAL's, by name where GDAL reads names as we do, else by place. */
function pairsOf({ item, kind }: CorpusItem): [InspectedLayer, GdalLayer][] {
  const theirs = gdal.get(item)
  if (theirs === null || theirs === undefined) return []
  const ours = reading(item).layers
  return ours.flatMap((layer, i): [InspectedLayer, GdalLayer][] => {
    const other =
      theirs.find((one) => one.name === layer.name) ??
      (kind === 'zip' || theirs.length === ours.length ? theirs[i] : undefined)
    return other === undefined ? [] : [[layer, other]]
  })
}

describe.skipIf(corpus === null)('every file of the corpus', () => {
  it('is read: no folder with data is passed over', () => {
    const dataless = items.filter((item) => item.named === null)
    const unknown = dataless.filter((item) => readdirSync(item.folder).some((name) => !/\.prj$/i.test(name)))
    expect(unknown.map((item) => item.item)).toEqual([])
    expect(files.length).toBeGreaterThan(0)
  })

  it('is answered within seconds', () => {
    expect(files.filter(({ item }) => reading(item).seconds > 10).map(({ item }) => item)).toEqual([])
  })

  it('is refused with the right code, or read', () => {
    const refused = files.flatMap(({ item }) => {
      const code = reading(item).refusal?.code
      return code === undefined ? [] : [[item, code]]
    })
    const present = Object.entries(REFUSED).filter(([item]) => files.some((file) => file.item === item))
    expect(Object.fromEntries(refused)).toEqual(Object.fromEntries(present))
  })

  it('has the records that the MANIFEST counts', () => {
    let compared = 0
    const wrong = read.flatMap(({ item, kind, cells }) => {
      const counted = /([\d,]*\d) records/.exec(cells.facts ?? '')?.[1]
      const rows = /^\.dbf ([\d,]+) rows/.exec(cells.facts ?? '')?.[1]
      const expected = counted ?? rows
      if (expected === undefined || kind === 'zip' || kind === 'gpkg' || isDeliberate(item, 'records')) return []
      compared++
      const said = /^([\d,]*\d) records/.exec(cells.expected ?? '')?.[1]
      const ours = reading(item).layers[0]?.records
      return ours === number(expected) || (said !== undefined && ours === number(said))
        ? []
        : [[item, ours, expected, said]]
    })
    console.log(`corpus: ${compared} record counts compared with the MANIFEST`)
    expect(wrong).toEqual([])
  })

  it.skipIf(pythonWithGdal === null)('has the records, the deleted ones and the shapes that GDAL reads', () => {
    const wrong = read.flatMap((file) =>
      pairsOf(file).flatMap(([layer, theirs]) => {
        const unread = layer.unreadable.length
        const without = (layer.findings.find(({ code }) => code === 'geometry.missing')?.count ?? 0) + unread
        const differ: unknown[] = []
        if (layer.records !== theirs.count && !isDeliberate(file.item, 'records'))
          differ.push('records', layer.records, theirs.count)
        if (layer.records - layer.deletedRecords !== theirs.read && !isDeliberate(file.item, 'read'))
          differ.push('read', layer.records - layer.deletedRecords, theirs.read)
        const spatial = layer.geometryType !== null
        const refusedTypes = layer.unreadable.filter(({ reason }) => /unsupported|collection/.test(reason)).length
        if (
          spatial &&
          without !== theirs.without &&
          without - refusedTypes !== theirs.without &&
          !isDeliberate(file.item, 'without') &&
          !isDeliberate(file.item, 'read')
        ) {
          differ.push('without', without, theirs.without)
        }
        return differ.length === 0 ? [] : [[file.item, layer.name, ...differ]]
      }),
    )
    expect(wrong).toEqual([])
  })

  it.skipIf(pythonWithGdal === null)('has as many invalid polygons as GDAL finds', () => {
    console.log(`corpus: ${read.flatMap(pairsOf).length} layers compared with GDAL`)
    const wrong = read.flatMap((file) =>
      pairsOf(file).flatMap(([layer, theirs]) =>
        layer.invalid === theirs.invalid || isDeliberate(file.item, 'invalid') || isDeliberate(file.item, 'read')
          ? []
          : [[file.item, layer.name, layer.invalid, theirs.invalid]],
      ),
    )
    expect(wrong).toEqual([])
  })

  it('has the coordinate system that the MANIFEST names', () => {
    const wrong = read.flatMap(({ item, cells }) => {
      const cell = cells.CRS ?? ''
      const crs = reading(item).layers[0]?.crs ?? null
      if (cell === '' || cell === '—' || isDeliberate(item, 'crs')) return []
      if (cell === 'none' || cell.startsWith('unrecognised')) return crs === null ? [] : [[item, crs, cell]]
      const epsg = /\(EPSG:(\d+)\)/.exec(cell)?.[1]
      const isOurs = epsg !== undefined && /CGCS2000|China Geodetic|Xian|Beijing|WGS 84/.test(cell)
      if (isOurs) return crs === `EPSG:${epsg}` ? [] : [[item, crs, cell]]
      return crs === null ? [[item, crs, cell]] : []
    })
    expect(wrong).toEqual([])
  })

  it('gives the text that the MANIFEST reads, and nothing destroyed', async () => {
    const wrong: unknown[] = []
    let compared = 0
    for (const { item, named, cells } of read) {
      const expectation =
        /(?:row (\d+) reads `([^`]+)`|text `([^`]+)` in row (\d+)|first Chinese value "([^"]+)")/.exec(
          cells.expected ?? '',
        )
      const opened = await openSource(named ?? '', { scratchDirectory: scratch, signal: noSignal })
      if (!opened.ok) continue
      try {
        for (const [i, layer] of opened.value.layers.entries()) {
          const row = Number(expectation?.[1] ?? expectation?.[4] ?? 1)
          const text = expectation?.[2] ?? expectation?.[3] ?? expectation?.[5]
          for await (const batch of readRecords(layer, { signal: noSignal })) {
            if (
              batch.some((record) =>
                record.values.some((value) => typeof value === 'string' && value.includes('\uFFFD')),
              )
            )
              wrong.push([item, 'U+FFFD'])
            const record = batch.find((one) => one.record === row)
            if (text === undefined || i > 0 || record === undefined) continue
            compared++
            if (!record.values.includes(text) && !isDeliberate(item, 'text'))
              wrong.push([item, row, text, record.values.slice(0, 5)])
          }
        }
      } finally {
        await opened.value.dispose()
      }
    }
    console.log(`corpus: ${compared} texts compared with the MANIFEST`)
    expect(wrong).toEqual([])
  })

  it('leaves no scratch behind', () => expect(readdirSync(scratch)).toEqual([]))
})

describe.skipIf(corpus === null)('single promises of the MANIFEST', () => {
  const layer = (item: string): InspectedLayer | undefined => reading(item).layers[0]
  const codes = (item: string): string[] => (layer(item)?.findings ?? []).map(({ code }) => code)

  it('names the layers of archives as their makers did', () => {
    const names = (item: string): string[] => reading(item).layers.map((one) => `${one.name} ${one.records}`)
    expect(names('zip-backslash-paths')).toEqual(['zhen 25'])
    expect(names('zip-gx-single-gbk')).toEqual(['中文测 246'])
    expect(names('zip-gx-utf8-names')[0]).toBe('中文测 246')
    expect(names('zip-same-name-two-folders')).toEqual(['甲村/村界 28', '乙村/村界 1'])
    expect(names('zip-uppercase-ext')).toEqual(['PARCEL 28'])
    expect(names('zip-sj-mixedcase')).toEqual(['senate 40'])
    expect(names('zip-gd-gpkg')).toEqual(['poly 10'])
  })

  it('accounts for damaged records one by one', () => {
    expect(layer('brk-shp-truncated-midrecord')).toMatchObject({ records: 28 })
    expect(layer('brk-shp-truncated-midrecord')?.unreadable).toHaveLength(11)
    expect(layer('brk-record-length-too-long')?.unreadable.map(({ record }) => record)).toEqual([10])
    expect(layer('brk-numparts-negative')?.unreadable.map(({ record }) => record)).toEqual([5])
    expect(layer('brk-gt-extra-at-end')?.records).toBe(3)
    expect(layer('brk-deleted-all')).toMatchObject({ records: 25, deletedRecords: 25 })
    expect(codes('brk-deleted-all')).toContain('layer.all-deleted')
    expect(reading('brk-gdal-buggymultipoly').refusal?.record).toBe(1)
  })

  it('says what is odd about a layer', () => {
    expect(codes('pr-franklin-ma-nodbf')).toContain('dbf.missing')
    expect(codes('enc-gbk-cpg-says-utf8')).toContain('encoding.cpg-wrong')
    expect(codes('enc-gbk-cut-char')).toContain('text.cut')
    expect(codes('crs-swapped-xy')).toContain('crs.axes-swapped')
    expect(codes('cn-nj-empty-lines')).toContain('layer.empty')
    expect(layer('crs-noprj-zoned')?.crsProposals).toEqual(['EPSG:4523'])
    expect(layer('brk-dbf-truncated')?.findings.find(({ code }) => code === 'dbf.rows-differ')?.detail).toMatchObject({
      dbf: '绿地_region.dbf',
      firstMissing: 466,
    })
    const wild = layer('brk-huge-coords')
    expect(wild?.findings.find(({ code }) => code === 'crs.outside-zone')?.count).toBe(2)
    expect(wild?.extent?.every((value) => Math.abs(value) <= 180)).toBe(true)
  })
})
