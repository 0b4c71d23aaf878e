import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inspectFile } from '../../main/jobs/inspect/inspect.ts'
import type { InspectedLayer } from '../../shared/contract/inspected.ts'
import type { JobProgress } from '../../shared/contract/job.ts'
import { crsOf } from '../../shared/geo/crs/catalogue.ts'
import { dbfBytes } from '../builders/dbf-bytes.ts'
import { nullContent, partsContent, rectangle, shpFiles, turned, type XY } from '../builders/shp-bytes.ts'
import { noSignal, testFolder, threePlots, writeFiles } from './survey-files.ts'
import { zipBytes } from './zip-bytes.ts'

const root = testFolder()
const zone39 = crsOf(4527)?.wkt ?? ''

function folderWith(files: Readonly<Record<string, Uint8Array | string>>): string {
  const folder = join(root, String(readdirSync(root).length))
  mkdirSync(folder)
  writeFiles(folder, files)
  return folder
}

const inspect = (path: string, report: (progress: JobProgress) => void = () => {}) =>
  inspectFile(path, { scratchDirectory: root }, noSignal, report)

async function layerOf(path: string): Promise<InspectedLayer> {
  const answer = await inspect(path)
  if (!answer.ok) throw new Error(answer.refusal.code)
  const [layer] = answer.value.layers
  if (layer === undefined) throw new Error('no layer')
  return layer
}

const E0 = 39_500_000
const N0 = 3_880_000
const plot = (index: number): XY[] => rectangle(E0 + index * 20, N0, 16, 12.5)
const polygons = (...contents: Uint8Array[]): Record<string, Uint8Array | string> => ({
  'a.shp': shpFiles({ type: 5, contents }).shp,
  'a.prj': zone39,
})
const countsOf = (layer: InspectedLayer): Record<string, number> =>
  Object.fromEntries(layer.findings.map(({ code, count }) => [code, count]))

describe('inspect', () => {
  it('has exactly the promised keys', async () => {
    const { shp, dbf, shx } = threePlots()
    const layer = await layerOf(
      join(folderWith({ '宗地.shp': shp, '宗地.dbf': dbf, '宗地.shx': shx, '宗地.prj': zone39 }), '宗地.shp'),
    )
    expect(Object.keys(layer)).toEqual([
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
    expect(layer).toMatchObject({
      name: '宗地',
      geometryType: 'Polygon',
      records: 3,
      deletedRecords: 0,
      unreadable: [],
      invalid: 0,
      encoding: 'GBK',
      encodingFrom: 'ldid',
      crs: 'EPSG:4527',
      crsFrom: 'prj',
      crsProposals: [],
      extent: [E0, N0, E0 + 56, N0 + 12.5],
      findings: [],
    })
  })

  it('counts each fault of a shape once, under its own code', async () => {
    const bowtie: XY[] = [
      [E0, N0],
      [E0 + 10, N0 + 10],
      [E0 + 10, N0],
      [E0, N0 + 10],
      [E0, N0],
    ]
    const open = plot(1).slice(0, 4)
    const twoPoints: XY[] = [
      [E0, N0],
      [E0 + 1, N0],
      [E0, N0],
    ]
    const nan: XY[] = [
      [E0, N0],
      [Number.NaN, N0],
      [E0, N0 + 1],
      [E0, N0],
    ]
    const layer = await layerOf(
      join(
        folderWith(
          polygons(
            partsContent([plot(0)]),
            partsContent([bowtie]),
            partsContent([open]),
            partsContent([twoPoints]),
            partsContent([nan]),
            nullContent(),
            partsContent([turned(plot(0))]),
          ),
        ),
        'a.shp',
      ),
    )
    expect(layer.records).toBe(7)
    expect(layer.invalid).toBe(4)
    const { 'dbf.missing': _, 'geometry.ring-orientation': orientation, ...counts } = countsOf(layer)
    expect(counts).toEqual({
      'geometry.self-intersection': 1,
      'geometry.ring-unclosed': 1,
      'geometry.too-few-points': 1,
      'geometry.not-finite': 1,
      'geometry.missing': 1,
    })
    expect(orientation).toBeGreaterThanOrEqual(1)
    expect(layer.extent).toEqual([E0, N0, E0 + 36, N0 + 12.5])
  })

  it('keeps wild coordinates out of the extent and says which records have them', async () => {
    const far = plot(0).map(([x, y]): XY => [x === E0 ? 1e300 : x, y])
    const otherZone = rectangle(38_500_000, N0, 10, 10)
    const layer = await layerOf(
      join(folderWith(polygons(partsContent([plot(0)]), partsContent([far]), partsContent([otherZone]))), 'a.shp'),
    )
    expect(layer.extent).toEqual([E0, N0, E0 + 16, N0 + 12.5])
    expect(layer.findings.find(({ code }) => code === 'crs.outside-zone')).toMatchObject({
      count: 2,
      examples: [{ record: 2 }, { record: 3 }],
    })
  })

  it('asks for a missing system with the zone that the numbers show', async () => {
    const { shp, dbf } = threePlots()
    const layer = await layerOf(join(folderWith({ 'a.shp': shp, 'a.dbf': dbf }), 'a.shp'))
    expect([layer.crs, layer.crsFrom, layer.crsProposals]).toEqual([null, null, ['EPSG:4527']])
    expect(countsOf(layer)).toHaveProperty(['crs.missing'])
  })

  it('says that a layer is empty, or that all of it is deleted', async () => {
    expect(countsOf(await layerOf(join(folderWith(polygons()), 'a.shp')))).toMatchObject({ 'layer.empty': 1 })
    const { shp } = threePlots()
    const dbf = dbfBytes({ fields: [{ name: 'A', width: 1 }], rows: [['x'], ['x'], ['x']], deleted: [0, 1, 2] })
    const layer = await layerOf(join(folderWith({ 'a.shp': shp, 'a.dbf': dbf, 'a.prj': zone39 }), 'a.shp'))
    expect([layer.records, layer.deletedRecords, countsOf(layer)['layer.all-deleted']]).toEqual([3, 3, 1])
  })

  it('answers as long as one record can be read, and refuses with the first record when none can', async () => {
    const broken = partsContent([plot(0)], { claimedPoints: 2_000_000_000 })
    const some = await layerOf(join(folderWith(polygons(broken, partsContent([plot(1)]))), 'a.shp'))
    expect(some.unreadable).toEqual([{ record: 1, reason: 'shp.polygon.bad-counts' }])
    const none = await inspect(join(folderWith(polygons(broken, broken)), 'a.shp'))
    expect(none.ok ? null : none.refusal).toMatchObject({
      code: 'source.nothing-readable',
      record: 1,
      params: { records: 2, reason: 'shp.polygon.bad-counts' },
    })
  })

  it('reports what it could not open in an archive beside what it could', async () => {
    const { shp, dbf } = threePlots()
    const path = join(
      folderWith({
        'a.zip': zipBytes([
          { name: 'ok.shp', data: shp },
          { name: 'ok.dbf', data: dbf },
          { name: 'bad.shp', data: 'no' },
        ]),
      }),
      'a.zip',
    )
    const answer = await inspect(path)
    expect(answer.ok && answer.value.layers.map((layer) => layer.name)).toEqual(['ok'])
    expect(answer.ok && answer.value.findings).toMatchObject([
      { code: 'shp.not-a-shapefile', severity: 'error', detail: { layer: 'bad' } },
    ])
  })

  it('tells its progress truly and leaves no scratch behind', async () => {
    const before = readdirSync(root).length
    const { shp, dbf } = threePlots()
    const path = join(
      folderWith({
        'a.zip': zipBytes([
          { name: 'ok.shp', data: shp },
          { name: 'ok.dbf', data: dbf },
        ]),
      }),
      'a.zip',
    )
    const reports: JobProgress[] = []
    await inspect(path, (progress) => reports.push(progress))
    expect(reports.at(-1)).toEqual({ phase: 'inspect', done: 3, total: 3 })
    expect(readdirSync(root)).toHaveLength(before + 1)
  })

  it('removes what a killed inspection left, and nothing of a living one', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid
    const folder = folderWith({ '宗地.shp': threePlots().shp })
    for (const owner of [dead, process.pid]) mkdirSync(join(folder, `cundi-inspect-${owner}-left`))
    await inspectFile(join(folder, '宗地.shp'), { scratchDirectory: folder }, noSignal, () => {})
    expect(readdirSync(folder)).toEqual([`cundi-inspect-${process.pid}-left`, '宗地.shp'])
  })

  it('never fails by throwing, whichever bytes are changed', async () => {
    const sound = { ...threePlots(), prj: new TextEncoder().encode(zone39) }
    const change = fc.record({
      part: fc.constantFrom('shp', 'shx', 'dbf', 'prj'),
      flips: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 6 }),
      cut: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    })
    await fc.assert(
      fc.asyncProperty(change, async ({ part, flips, cut }) => {
        const files = Object.fromEntries(Object.entries(sound).map(([extension, bytes]) => [extension, bytes.slice()]))
        const changed = files[part] ?? new Uint8Array(0)
        for (const [at, value] of flips) changed[at % changed.length] = value
        if (cut !== null) files[part] = changed.subarray(0, Math.floor(cut * changed.length))
        const folder = folderWith(
          Object.fromEntries(Object.entries(files).map(([extension, bytes]) => [`a.${extension}`, bytes])),
        )
        const answer = await inspect(join(folder, 'a.shp'))
        if (!answer.ok) expect(answer.refusal.code).toMatch(/^(shp|source)\./)
      }),
      { numRuns: 150 },
    )
  })
})
