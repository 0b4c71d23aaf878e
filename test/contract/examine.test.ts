import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JobProgress } from '../../shared/contract/job.ts'
import type { Outcome } from '../../shared/contract/outcome.ts'
import {
  layer,
  parcelCode,
  parcels,
  plot,
  shapefileBytes,
  VILLAGE,
  writeShapefile,
  writeWorkbook,
} from '../builders/cli-files.ts'
import { answerOf, newFolder, newSurvey } from '../db/survey-bench.ts'
import { zipBytes } from '../formats/zip-bytes.ts'
import { coreClient } from './core-client.ts'

const { core, client } = coreClient()
const folder = newFolder()
afterAll(() => core.closeAll())

async function ended<T>(job: Promise<AsyncIterator<JobProgress, Outcome<T>, unknown>>): Promise<T> {
  const stream = await job
  for (;;) {
    const next = await stream.next()
    if (next.done === true) return answerOf(next.value)
  }
}
const asIs = { encoding: null, sheet: null, headerRow: null }
const examine = (file: string) => ended(client.source.examine({ file, ...asIs }))

const ID = '371703199001011232'
const PHONE = '13812345678'

describe('examining a file', () => {
  it('shows the same text in each encoding, the decided one first, with numbers of people masked', async () => {
    const rows = [{ ZDDM: parcelCode(1), QLR: '赵文文', 身份证: ID, 说明: `电话${PHONE}` }]
    const { layers } = await examine(writeShapefile(folder, '宗地', layer(rows), { ldid: 0, prj: null }))
    const [first, ...others] = layers[0]?.samples ?? []
    expect(first).toMatchObject({ encoding: 'GB18030', broken: 0 })
    expect(first?.fields).toContain('说明')
    expect(first?.rows[0]?.cells).toContain('赵文文')
    expect(others.map(({ encoding }) => encoding)).toEqual(['UTF-8', 'Big5'])
    expect(others[0]?.broken).toBe(1)
    const told = JSON.stringify(layers)
    expect(told).not.toContain(ID)
    expect(told).not.toContain(PHONE)
  })

  it('gives the evidence for the coordinate system as plain numbers, and guesses the kind', async () => {
    const { layers } = await examine(writeShapefile(folder, 'a', parcels(), { prj: null }))
    const evidence = layers[0]?.crsEvidence
    expect(evidence?.declared).toBeNull()
    expect(Array.isArray(evidence?.samples)).toBe(true)
    expect(Math.floor((evidence?.samples[0] ?? 0) / 1_000_000)).toBe(39)
    expect(layers[0]?.kind).toBe('parcel')
  })

  it('shows the first rows of each sheet, so that the row of the titles can be chosen', async () => {
    const file = await writeWorkbook(join(folder, '农户.xlsx'), {
      名单: [
        ['农户登记表', '2024'],
        ['行政村代码', '农户代码', '户主', '身份证号'],
        [VILLAGE, `${VILLAGE}0001`, '赵文文', ID],
      ],
      空: [],
    })
    const { tables, layers } = await examine(file)
    expect(tables.map(({ sheet }) => sheet)).toEqual(['名单', '空'])
    expect(tables[0]?.rows[1]).toMatchObject({ row: 2, cells: ['行政村代码', '农户代码', '户主', '身份证号'] })
    expect(JSON.stringify(tables)).not.toContain(ID)
    expect(layers[0]?.headerRow).toBe(1)
    const again = await ended(client.source.examine({ file, ...asIs, sheet: '名单', headerRow: 2 }))
    expect(again.layers[0]).toMatchObject({ kind: 'household', headerRow: 2 })
  })

  it('draws the records that are asked for among their neighbours, from the layer’s own corner', async () => {
    const file = writeShapefile(folder, 'drawn', parcels())
    const drawn = await ended(client.source.shapes({ file, ...asIs, layer: 'drawn', records: [2], swapAxes: false }))
    expect(drawn.total).toBe(3)
    expect(drawn.context).toHaveLength(3)
    expect(drawn.asked.map(({ record }) => record)).toEqual([2])
    const numbers = drawn.asked[0]?.rings.flat() ?? []
    expect(Math.max(...numbers)).toBeLessThan(1000)
  })
})

describe('importing what was examined', () => {
  let survey = ''
  beforeAll(async () => {
    survey = answerOf(await client.survey.open({ file: newSurvey().path, mode: 'write' })).survey
  })
  const common = {
    ...asIs,
    sourceCrs: null,
    swapAxes: false,
    datumParameters: null,
    map: {},
    onDuplicate: 'reject',
    villageFromCode: false,
    dryRun: false,
  } as const

  /** One archive of two layers that differ in encoding, coordinate system, axes and names of fields. */
  function archive(): string {
    const plain = shapefileBytes(layer([{ 代码: parcelCode(11), ZL: '村东' }], [plot(11)]), { prj: null })
    const turned = shapefileBytes(layer([{ ZDDM: parcelCode(12), ZL: '村西' }], [plot(12)]), {
      encoding: 'utf8',
      swapped: true,
    })
    const entries = Object.entries({ 甲: plain, 乙: turned }).flatMap(([name, members]) =>
      Object.entries(members).map(([extension, data]) => ({ name: `${name}.${extension}`, data, utf8Flag: true })),
    )
    const path = join(folder, '两层.zip')
    writeFileSync(path, zipBytes(entries))
    return path
  }

  it('takes each layer of one archive with its own encoding, system, axes and mapping', async () => {
    const file = archive()
    const own = (more: object) => ({ encoding: null, sourceCrs: null, swapAxes: false, map: {}, ...more })
    const { layers } = await ended(
      client.imports.run({
        ...common,
        survey,
        file,
        layers: [
          { kind: 'parcel', name: '甲', own: own({ encoding: 'GBK', sourceCrs: 'EPSG:4527', map: { ZDDM: '代码' } }) },
          { kind: 'parcel', name: '乙', own: own({ swapAxes: true }) },
        ],
      }),
    )
    expect(layers.map(({ layer: name, imported, encoding }) => [name, imported, encoding])).toEqual([
      ['甲', 1, 'GBK'],
      ['乙', 1, 'UTF-8'],
    ])
    const { db } = core.session(survey).survey
    const stored = db.prepare<[], { parcel_code: string; location: string }>(
      'SELECT parcel_code, location FROM parcel ORDER BY parcel_code',
    )
    expect(stored.all()).toEqual([
      { parcel_code: parcelCode(11), location: '村东' },
      { parcel_code: parcelCode(12), location: '村西' },
    ])
  })

  it('leaves a field unfilled whose code is mapped to nothing', async () => {
    const file = writeShapefile(folder, 'unfilled', layer([{ ZDDM: parcelCode(21), ZL: '村南' }], [plot(21)]))
    const { layers } = await ended(
      client.imports.run({ ...common, survey, file, map: { ZL: '' }, layers: [{ kind: 'parcel', name: null }] }),
    )
    expect(layers[0]?.imported).toBe(1)
    const { db } = core.session(survey).survey
    const row = db
      .prepare<[string], { location: string | null; extra: string }>(
        'SELECT location, extra FROM parcel WHERE parcel_code = ?',
      )
      .get(parcelCode(21))
    expect(row?.location).toBeNull()
    expect(row?.extra).toContain('村南')
  })

  it('tells all about a batch, and the entry that brings it back after a rollback', async () => {
    const file = writeShapefile(folder, 'batch', layer([{ ZDDM: parcelCode(31) }, { ZDDM: null }], [plot(31), null]))
    const { layers } = await ended(
      client.imports.run({ ...common, survey, file, layers: [{ kind: 'parcel', name: null }] }),
    )
    const batch = layers[0]?.batch ?? 0
    const detail = async () => answerOf(await client.imports.batch({ survey, batch }))
    expect(await detail()).toMatchObject({ read: 2, imported: 1, rejected: 1, pending: 1, rollbackEntry: null })
    for (let round = 0; round < 2; round++) {
      const asked = answerOf(await client.imports.rollbackSize({ survey, batch }))
      expect(await ended(client.imports.rollback({ survey, batch }))).toEqual(asked)
      const { rollbackEntry } = await detail()
      expect(rollbackEntry).not.toBeNull()
      await ended(client.history.undo({ survey, entry: rollbackEntry }))
      expect(await detail()).toMatchObject({ rolledBack: null, rollbackEntry: null })
    }
    expect(await client.imports.rollbackSize({ survey, batch: 999 })).toMatchObject({ ok: false })
    expect(await client.imports.batch({ survey, batch: 999 })).toMatchObject({ refusal: { code: 'batch.unknown' } })
  })
})
