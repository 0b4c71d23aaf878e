import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { gbk } from '../builders/survey-generator-dbf.ts'
import { LayerFiles, villageColumns } from '../builders/survey-generator-layers.ts'
import { rectangle } from '../builders/survey-generator-layout.ts'
import { answerOf, newFolder, newSurvey } from '../db/survey-bench.ts'
import { coreClient, finish } from './core-client.ts'
import { importPlanLayer } from './plan-layer.ts'

const VILLAGE = '371703102200'
const [WEST, SOUTH] = [39_369_600, 3_882_600]
const ZONE = [0, 0, 100, 100] as const
const folder = join(newFolder(), '图层')
mkdirSync(folder, { recursive: true })

/** Parcels of 10 m × 10 m by number: where they stand, and when they were acquired. */
type Parcel = readonly [number: number, x: number, y: number, acquired: string | null]

function write(name: string, parcels: readonly Parcel[]): string {
  const files = new LayerFiles(folder, name, [
    { name: 'ZDDM', type: 'C', width: 19 },
    { name: 'XZCDM', type: 'C', width: 12 },
    { name: 'QDSJ', type: 'C', width: 10 },
  ])
  for (const [number, x, y, acquired] of parcels) {
    files.shapes.write([rectangle(WEST + x, SOUTH + y, 10, 10)])
    files.rows.write([`371703102200JC${String(number).padStart(5, '0')}`, VILLAGE, acquired])
  }
  files.close()
  return join(folder, `${name}.shp`)
}

function writeArea(
  name: string,
  columns: LayerFilesColumns,
  row: readonly (string | number | Uint8Array | null)[],
): string {
  const files = new LayerFiles(folder, name, columns)
  const [x, y, width, height] = ZONE
  files.shapes.write([rectangle(WEST + x, SOUTH + y, width, height)])
  files.rows.write(row)
  files.close()
  return join(folder, `${name}.shp`)
}
type LayerFilesColumns = ConstructorParameters<typeof LayerFiles>[2]

it('tells what was built where an approved plan says no, since when, and what later runs no longer find', async () => {
  const bench = newSurvey()
  await bench.importFile(writeArea('村界', villageColumns, [1, VILLAGE, gbk('示例村')]), 'village')
  const before: Parcel = [1, 10, 10, '2019-05-01']
  const after: Parcel = [2, 30, 10, '2026-02-01']
  // 9.9 m² of it lie within, under 100 m²; but that is a tenth of the parcel, and no sliver. The next has 0.1 m² within: one.
  const [edge, sliver]: Parcel[] = [
    [3, 99.01, 30, '2026'],
    [4, 99.99, 50, '2027'],
  ]
  const surveyed = await bench.importFile(write('宗地', [before, after, edge!, sliver!]), 'parcel')
  const later = await bench.importFile(write('宗地二', [[5, 50, 10, '2026-03-01']]), 'parcel')
  const { client } = coreClient()
  const { survey } = answerOf(await client.survey.open({ file: bench.path, mode: 'write' }))
  // One class alone may be of two schemes.
  const bring = async (file: string, layer: 'base' | 'red-line') =>
    answerOf(await importPlanLayer(client, survey, file, layer, { baseScheme: 'village-plan-2018' }))
  const land = [
    { name: 'TBBH', type: 'C', width: 8 },
    { name: 'XZQDM', type: 'C', width: 12 },
    { name: 'DLDM', type: 'C', width: 4 },
  ] as const
  await bring(writeArea('JQDLTB', land, ['1', VILLAGE, '113']), 'base')
  const line = [{ name: 'HXMC', type: 'C', width: 60 }] as const
  const { scenario: brought } = await bring(writeArea('STBHHX', line, [gbk('示例红线')]), 'red-line')
  const scenario = brought ?? ''
  answerOf(
    await client.planning.setStatus({
      survey,
      scenario,
      status: 'approved',
      document: '示例批复〔2026〕1号',
      on: '2026-01-05',
    }),
  )
  const run = async () => {
    const { rules } = answerOf(await finish(await client.planning.conflicts({ survey, scenario })))
    return rules.find(({ rule }) => rule === 'plan.red-line')
  }
  const ledger = async (breach: boolean | null = null) => {
    const filter = { rule: 'plan.red-line', standing: null, cause: null, decided: null, breach, offset: 0, limit: 50 }
    const { lines } = answerOf(await client.planning.ledger({ survey, scenario, ...filter }))
    return lines
      .map(({ subjectName, since, isBreach, cause, standing, sharedM2 }) => [
        // Of a parcel that is gone only the line is left.
        Number(subjectName?.slice(-1) ?? 5),
        since,
        isBreach,
        cause,
        standing,
        Math.round(sharedM2 * 100) / 100,
      ])
      .toSorted(([a], [b]) => Number(a) - Number(b))
  }
  expect([surveyed.imported, later.imported]).toEqual([4, 1])
  expect(await run()).toMatchObject({ added: 5, remaining: 0, solved: 0, slivers: 1 })
  expect(await ledger()).toEqual([
    [1, '2019-05-01', false, 'true-conflict', 'new', 100],
    [2, '2026-02-01', true, 'true-conflict', 'new', 100],
    // A year that is the approval's own cannot say which came first.
    [3, '2026', null, 'true-conflict', 'new', 9.9],
    [4, '2027', true, 'sliver', 'new', 0.1],
    [5, '2026-03-01', true, 'true-conflict', 'new', 100],
  ])
  expect((await ledger(true)).map(([number]) => number)).toEqual([2, 4, 5])

  await finish(await client.imports.rollback({ survey, batch: later.batch ?? 0 }))
  const corrected = await finish(
    await client.imports.run({
      survey,
      file: write('宗地三', [[2, 30, 10, '2018-02-01']]),
      layers: [{ kind: 'parcel', name: null }],
      encoding: null,
      sourceCrs: null,
      swapAxes: false,
      datumParameters: null,
      map: {},
      onDuplicate: 'update',
      villageFromCode: false,
      sheet: null,
      headerRow: null,
      dryRun: false,
    }),
  )
  expect(corrected.ok).toBe(true)
  expect(await run()).toMatchObject({ added: 0, remaining: 4, solved: 1 })
  expect((await ledger()).map(([number, since, isBreach, , standing]) => [number, since, isBreach, standing])).toEqual([
    [1, '2019-05-01', false, 'remaining'],
    [2, '2018-02-01', false, 'remaining'],
    [3, '2026', null, 'remaining'],
    [4, '2027', true, 'remaining'],
    [5, '2026-03-01', true, 'solved'],
  ])
})
