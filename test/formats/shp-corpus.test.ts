import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { parseShp } from 'shpjs'
import { afterAll, describe, expect, it } from 'vitest'
import { createShpFramer } from '../../shared/formats/shp/frame.ts'
import { readShpHeader } from '../../shared/formats/shp/header.ts'
import { readShape, type ShapeRead } from '../../shared/formats/shp/record.ts'
import { frameFault, type ShpIndex } from '../../shared/formats/shp/shp-index.ts'
import { readShx } from '../../shared/formats/shp/shx.ts'
import type { Geometry } from '../../shared/geo/geometry.ts'
import { coordinateRuns, planeAreaM2 } from '../../shared/geo/plane-area.ts'
import { writeWkb } from '../../shared/geo/wkb.ts'

const corpus = process.env.CUNDI_CORPUS
const scratch = mkdtempSync(join(tmpdir(), 'cundi-shp-corpus-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** Reads copies without their .dbf, so that deleted rows do not hide shapes; a missing or broken .shx is rebuilt in the copy. */
const oracle = `
import json, os, shutil, sys, zipfile
from osgeo import gdal, ogr
gdal.PushErrorHandler('CPLQuietErrorHandler')
scratch, names = sys.argv[1], json.load(sys.stdin)
def points(g):
    return g.GetPointCount() + sum(points(g.GetGeometryRef(i)) for i in range(g.GetGeometryCount()))
def area(g):
    if g.GetGeometryCount() == 0 or 'POLYGON' not in g.GetGeometryName(): return 0
    if g.GetGeometryName() == 'POLYGON':
        rings = [abs(g.GetGeometryRef(i).GetArea()) for i in range(g.GetGeometryCount())]
        return rings[0] - sum(rings[1:])
    return sum(area(g.GetGeometryRef(i)) for i in range(g.GetGeometryCount()))
def read(path):
    source = gdal.OpenEx(path, gdal.OF_VECTOR, allowed_drivers=['ESRI Shapefile'])
    if source is None or source.GetLayerCount() == 0: return None
    rows = []
    for f in source.GetLayer(0):
        g = f.GetGeometryRef()
        rows.append(None if g is None or g.IsEmpty() else [points(g), area(g), g.GetGeometryName(), 1 if g.IsValid() else 0])
    return rows
answer = []
for number, (path, shx) in enumerate(names):
    copy = os.path.join(scratch, '%d.shp' % number)
    shutil.copyfile(path, copy)
    if shx: shutil.copyfile(shx, copy[:-1] + 'x')
    gdal.SetConfigOption('SHAPE_RESTORE_SHX', 'NO')
    rows, rebuilt = (read(copy) if shx else None), False
    if rows is None:
        if shx: os.remove(copy[:-1] + 'x')
        gdal.SetConfigOption('SHAPE_RESTORE_SHX', 'YES')
        rows, rebuilt = read(copy), True
    answer.append({'rows': rows, 'rebuilt': rebuilt})
json.dump(answer, sys.stdout)
`
const validityOracle = `
import sys
from osgeo import gdal, ogr
gdal.PushErrorHandler('CPLQuietErrorHandler')
for line in sys.stdin: print(1 if ogr.CreateGeometryFromWkb(bytes.fromhex(line)).IsValid() else 0)
`

/** What the script prints, or null where no Python has GDAL. */
function runPython(script: string, parameters: readonly string[], input: string): string | null {
  for (const python of ['python3', '/usr/bin/python3']) {
    const run = spawnSync(python, ['-c', script, ...parameters], { input, encoding: 'utf8', maxBuffer: 1e9 })
    if (run.status === 0) return run.stdout
  }
  return null
}

type OracleRow = readonly [points: number, area: number, type: string, valid: number] | null
interface OracleFile {
  readonly rows: readonly OracleRow[] | null
  readonly rebuilt: boolean
}

interface CorpusFile {
  readonly item: string
  readonly path: string
  readonly shx: string | null
  readonly dbf: string | null
}

function listShapefiles(folder: string): CorpusFile[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
  const byLowerCase = new Map(names.map((name) => [name.toLowerCase(), name]))
  return names
    .filter((name) => name.toLowerCase().endsWith('.shp') && statSync(name).isFile())
    .sort()
    .map((path) => {
      const sibling = (extension: string): string | null =>
        byLowerCase.get(`${path.slice(0, -4)}${extension}`.toLowerCase()) ?? null
      return { item: basename(dirname(path)), path, shx: sibling('.shx'), dbf: sibling('.dbf') }
    })
}

/** Rows of a .dbf by its own header and size; enough for a promise. */
function rowsOf(dbf: string): number {
  const bytes = readFileSync(dbf)
  if (bytes.length < 32) return 0
  const recordBytes = Math.max(1, bytes.readUInt16LE(10))
  return Math.min(bytes.readUInt32LE(4), Math.floor((bytes.length - bytes.readUInt16LE(8) + 1) / recordBytes))
}

interface OurReading {
  readonly refusal: string | null
  readonly index: ShpIndex
  readonly shapes: readonly ShapeRead[]
  readonly faults: readonly (string | null)[]
}

const nothing: ShpIndex = {
  count: 0,
  offsets: new Float64Array(0),
  lengths: new Uint32Array(0),
  missingBecause: 'shp.record-missing',
  issues: [],
}
const lost: ShapeRead = {
  geometry: null,
  unreadable: null,
  hadZ: false,
  hadM: false,
  unclosedRing: false,
  reversedRing: false,
}

function readOurs({ path, shx, dbf }: CorpusFile, withDbf = false): OurReading {
  const bytes = new Uint8Array(readFileSync(path))
  const header = readShpHeader(bytes, bytes.length)
  if ('code' in header) return { refusal: header.code, index: nothing, shapes: [], faults: [] }
  const shxIndex = shx === null ? null : readShx(new Uint8Array(readFileSync(shx)))
  const framer = createShpFramer(header, bytes.length, {
    ...(shxIndex !== null && 'entries' in shxIndex ? { shx: shxIndex } : {}),
    ...(withDbf && dbf !== null ? { promised: rowsOf(dbf) } : {}),
  })
  for (let at = 0; at < bytes.length; at += 65_521) framer.push(bytes.subarray(at, at + 65_521), at)
  const index = framer.finish()
  const shapes = Array.from({ length: index.count }, (_, i) => {
    const offset = index.offsets[i] ?? 0
    if (frameFault(index, i) !== null) return lost
    return readShape(bytes.subarray(offset, offset + (index.lengths[i] ?? 0)), header.shapeType)
  })
  return { refusal: null, index, shapes, faults: shapes.map((shape, i) => frameFault(index, i) ?? shape.unreadable) }
}

const unreadableRecords = (ours: OurReading): number[] =>
  ours.faults.flatMap((fault, i) => (fault === null ? [] : [i + 1]))
const pointsOf = (geometry: Geometry): number => coordinateRuns(geometry).reduce((sum, run) => sum + run.length / 2, 0)
const areaOf = (geometry: Geometry): number => (geometry.type === 'MultiPolygon' ? planeAreaM2(geometry.polygons) : 0)

const files = corpus === undefined ? [] : listShapefiles(corpus)
const readings = new Map(files.map((file) => [file.path, readOurs(file)]))

function askGdal(): readonly OracleFile[] | null {
  const answer = runPython(oracle, [scratch], JSON.stringify(files.map(({ path, shx }) => [path, shx])))
  return answer === null ? null : (JSON.parse(answer) as OracleFile[])
}
const gdal = files.length === 0 ? null : askGdal()

if (corpus === undefined) console.log('CUNDI_CORPUS is not set: no corpus shapefile was read, these tests are skipped')
else console.log(`${files.length} corpus shapefiles read`)
if (files.length > 0 && gdal === null) console.log('python3-gdal is not installed: comparisons with GDAL are skipped')

/** Where we differ from GDAL on purpose. */
const differences: Readonly<Record<string, string>> = {
  'brk-record-length-too-long':
    'GDAL takes the length from the .shx; a record whose own header contradicts it is reported',
  'brk-gdal-mixed_shape_type_non_conformant':
    'the specification allows one type a file; records of another are reported one by one',
  'brk-header-type-mismatch': 'the header says polygon and all records are points: reported, never guessed',
  'geo-rs-multipatch': 'triangle strips are not parcels; GDAL makes polygons of them',
  'geo-sl-multipatch': 'triangle fans and strips are not parcels; GDAL makes polygons of them',
}

describe.skipIf(corpus === undefined)('corpus shapefiles', () => {
  it.skipIf(gdal === null)('have the records, shapes, vertices and areas that GDAL reads', () => {
    let records = 0
    const differing: string[] = []
    files.forEach((file, f) => {
      const rows = gdal?.[f]?.rows ?? null
      const ours = readings.get(file.path)
      if (ours === undefined || rows === null || file.item in differences) return
      if (rows.length !== ours.index.count)
        differing.push(`${file.path}: ${ours.index.count} records, GDAL ${rows.length}`)
      rows.forEach((row, i) => {
        records += 1
        const geometry = ours.shapes[i]?.geometry ?? null
        if ((row === null) !== (geometry === null))
          differing.push(`${file.path} ${i + 1}: ${geometry?.type} ${ours.faults[i]}, GDAL ${row?.[2]}`)
        if (row === null || geometry === null) return
        if (pointsOf(geometry) !== row[0])
          differing.push(`${file.path} ${i + 1}: ${pointsOf(geometry)} vertices, GDAL ${row[0]}`)
        const area = areaOf(geometry)
        // GDAL sums around the origin, which costs digits on large coordinates.
        if (Math.abs(area - row[1]) > 1e-6 * Math.max(Math.abs(area), 1e-6))
          differing.push(`${file.path} ${i + 1}: area ${area}, GDAL ${row[1]}`)
      })
    })
    console.log(`${records} records compared with GDAL in ${gdal?.filter(({ rows }) => rows !== null).length} files`)
    expect(differing).toEqual([])
  })

  it.skipIf(gdal === null)('are opened wherever GDAL opens them', () => {
    const refused = files.filter((file, f) => gdal?.[f]?.rows != null && readings.get(file.path)?.refusal !== null)
    expect(refused.map((file) => file.path)).toEqual([])
  })

  it.skipIf(gdal === null)('are valid where GDAL finds its own reading valid', () => {
    const polygons = files.flatMap((file, f) => {
      if (file.item in differences) return []
      return (readings.get(file.path)?.shapes ?? []).flatMap(({ geometry }, i) => {
        const row = gdal?.[f]?.rows?.[i] ?? null
        return geometry?.type === 'MultiPolygon' && row !== null
          ? [{ place: `${file.item} ${i + 1}`, geometry, valid: row[3] === 1 }]
          : []
      })
    })
    const input = polygons.map(({ geometry }) => Buffer.from(writeWkb(geometry)).toString('hex')).join('\n')
    const validity = runPython(validityOracle, [], input)?.trim().split('\n') ?? []
    const differing = polygons.filter(({ valid }, i) => valid !== (validity[i] === '1')).map(({ place }) => place)
    console.log(`${polygons.length} polygons, ${polygons.filter(({ valid }) => !valid).length} invalid`)
    expect(differing).toEqual([])
  })

  it('have the vertices that shpjs reads, where it reads the file', () => {
    let compared = 0
    const differing: string[] = []
    for (const file of files) {
      const ours = readings.get(file.path)
      if (ours === undefined || ours.refusal !== null || unreadableRecords(ours).length > 0) continue
      // shpjs drops a hole that lies in the box of no shell.
      if (file.item === 'geo-gdal-multipolygon_as_invalid_polygon') continue
      const theirs = parseShp(readFileSync(file.path))
      ours.shapes.forEach(({ geometry }, i) => {
        if (geometry?.type !== 'MultiPolygon') return
        compared += 1
        const expected = positionsOf(theirs[i]?.coordinates).sort()
        const found = coordinateRuns(geometry).flatMap(pairsOf).sort()
        if (expected.length !== found.length || expected.some((position, p) => position !== found[p]))
          differing.push(`${file.path} ${i + 1}`)
      })
    }
    console.log(`${compared} polygons compared with shpjs`)
    expect(differing).toEqual([])
  })
})

const pairsOf = (run: Float64Array): string[] =>
  Array.from({ length: run.length / 2 }, (_, i) => `${run[2 * i]} ${run[2 * i + 1]}`)

/** The positions of nested GeoJSON coordinates, as text. */
function positionsOf(coordinates: unknown): string[] {
  if (!Array.isArray(coordinates)) return []
  return typeof coordinates[0] === 'number' ? [`${coordinates[0]} ${coordinates[1]}`] : coordinates.flatMap(positionsOf)
}

interface Expected {
  readonly item: string
  readonly count?: number
  readonly unreadable?: readonly number[]
  readonly nulls?: number
  readonly issues?: readonly string[]
  readonly refusal?: string
}
const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, i) => from + i)

/** What the corpus' own list promises for its broken files. */
const promises: readonly Expected[] = [
  { item: 'brk-gdal-buggymultiline', count: 1, unreadable: [1] },
  { item: 'brk-gdal-buggymultipoly', count: 1, unreadable: [1] },
  { item: 'brk-gdal-buggypoint', count: 1, unreadable: [1] },
  { item: 'brk-gdal-emptymultiline', count: 1, nulls: 1 },
  { item: 'brk-gdal-emptymultipoint', count: 1, nulls: 1 },
  { item: 'brk-gdal-emptymultipoly', count: 1, nulls: 1 },
  { item: 'brk-gt-extra-at-end', count: 3, issues: ['shp.trailing-bytes'] },
  { item: 'brk-header-length-zero', count: 25, issues: ['shp.header-length'] },
  { item: 'brk-header-type-mismatch', count: 25, unreadable: range(1, 25) },
  { item: 'brk-lfs-pointer-guangzhou', refusal: 'shp.not-a-shapefile' },
  { item: 'brk-nts-null-end', count: 3, nulls: 1 },
  { item: 'brk-nts-emptyshp', count: 0 },
  { item: 'brk-nts-volume2', count: 2, unreadable: [2], issues: ['shp.unreadable-from'] },
  { item: 'brk-numparts-negative', count: 13, unreadable: [5] },
  { item: 'brk-py-corrupt-too-long', count: 10, issues: ['shp.trailing-bytes'] },
  { item: 'brk-record-length-too-long', count: 49, unreadable: [10], issues: [] },
  { item: 'brk-shp-is-a-zip', refusal: 'shp.not-a-shapefile' },
  {
    item: 'brk-shp-truncated-midrecord',
    count: 28,
    unreadable: range(18, 28),
    issues: ['shp.truncated', 'shp.unreadable-from'],
  },
  { item: 'brk-shx-garbage', count: 49, issues: ['shx.ignored'] },
  { item: 'brk-shx-missing', count: 933, issues: [] },
  { item: 'brk-sj-bad-dbf-shp', refusal: 'shp.not-a-shapefile' },
  { item: 'brk-sj-lga-nulls', count: 13, nulls: 12 },
  { item: 'geo-rs-multipatch', count: 1, unreadable: [1] },
  { item: 'geo-sl-multipatch', count: 1, unreadable: [1] },
  { item: 'cn-tongji-houses', count: 104, nulls: 1 },
]

describe.skipIf(corpus === undefined)('broken corpus shapefiles', () => {
  it.each(promises)(
    '$item ends as its list says',
    ({ item, count, unreadable = [], nulls = 0, issues, refusal = null }) => {
      const file = files.find((candidate) => candidate.item === item)
      if (file === undefined) throw new Error(`${item} is not in the corpus`)
      const ours = readOurs(file, true)
      expect(ours.refusal).toBe(refusal)
      if (refusal !== null) return
      expect(ours.index.count).toBe(count)
      expect(unreadableRecords(ours)).toEqual(unreadable)
      expect(ours.shapes.filter(({ geometry }, i) => geometry === null && ours.faults[i] === null)).toHaveLength(nulls)
      if (issues !== undefined) expect(ours.index.issues.map((issue) => issue.code)).toEqual(issues)
    },
  )
})
