import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { gbk } from '../builders/survey-generator-dbf.ts'
import { LayerFiles, villageColumns } from '../builders/survey-generator-layers.ts'
import { rectangle, rotation } from '../builders/survey-generator-layout.ts'
import { answerOf, newFolder, newSurvey } from '../db/survey-bench.ts'
import { coreClient, finish } from './core-client.ts'
import { importPlanLayer } from './plan-layer.ts'

const VILLAGE = '371703102200'
const [WEST, SOUTH] = [39_369_600, 3_882_600]
const turn = rotation(11)

/** A village of 100 m × 100 m whose four patches miss its border and one another by fractions of a millimetre. */
function writeSlivers(folder: string): { readonly villages: string; readonly planned: string } {
  mkdirSync(folder, { recursive: true })
  const villages = new LayerFiles(folder, '村界', villageColumns)
  villages.shapes.write([turn(rectangle(WEST, SOUTH, 100, 100))])
  villages.rows.write([1, VILLAGE, gbk('示例村')])
  villages.close()
  const planned = new LayerFiles(folder, 'TDGHDL', [
    { name: 'BSM', type: 'N', width: 10 },
    { name: 'TBBH', type: 'C', width: 8 },
    { name: 'XZQDM', type: 'C', width: 12 },
    { name: 'GHDLDM', type: 'C', width: 4 },
  ])
  const patches = [
    // 0.5 mm off the village's western border, and 0.5 mm off its neighbour.
    [0.0005, 0, 49.999, 50],
    [50, 0, 50, 50],
    // 0.4 mm into its neighbour, which ends 0.05 mm short of the northern border: that is within the tolerance.
    [0, 50, 50.0004, 50],
    [50, 50, 50, 49.99995],
  ] as const
  patches.forEach(([x, y, width, height], i) => {
    planned.shapes.write([turn(rectangle(WEST + x, SOUTH + y, width, height))])
    planned.rows.write([i + 1, String(i + 1), VILLAGE, '113'])
  })
  planned.close()
  return { villages: join(folder, '村界.shp'), planned: join(folder, 'TDGHDL.shp') }
}

it('finds gaps and overlaps thinner than a millimetre, at the border of the village too, and nothing within the tolerance', async () => {
  const folder = newFolder()
  const files = writeSlivers(join(folder, '图层'))
  const bench = newSurvey()
  await bench.importFile(files.villages, 'village')
  const { client } = coreClient()
  const { survey } = answerOf(await client.survey.open({ file: bench.path, mode: 'write' }))
  const imported = await importPlanLayer(client, survey, files.planned, 'planned')
  const scenario = answerOf(imported).scenario ?? ''
  const { findings, villages } = answerOf(await finish(await client.planning.coverage({ survey, scenario })))
  expect(
    findings.map(({ kind, village, areaM2, perimeterM = 0 }) => [
      kind,
      village,
      Number(areaM2.toFixed(3)),
      Number(perimeterM.toFixed(2)),
    ]),
  ).toEqual([
    ['overlap', VILLAGE, 0.02, 100],
    ['gap', VILLAGE, 0.025, 100],
    ['gap', VILLAGE, 0.025, 100],
  ])
  expect(findings.map(({ rings }) => rings?.[0]?.length)).toEqual([10, 10, 10])
  expect(villages).toMatchObject([{ code: VILLAGE, hasBoundary: true }])

  const to = join(folder, '覆盖.geojson')
  const request = { survey, scenario, to, force: false }
  expect(answerOf(await finish(await client.planning.writeCoverage(request)))).toEqual({ path: to, findings: 3 })
  const written = JSON.parse(readFileSync(to, 'utf8')) as {
    features: {
      geometry: { type: string; coordinates: number[][][] }
      properties: { kind: string; patches: string[] }
    }[]
  }
  expect(written.features.map(({ geometry, properties }) => [geometry.type, properties.kind])).toEqual([
    ['Polygon', 'overlap'],
    ['Polygon', 'gap'],
    ['Polygon', 'gap'],
  ])
  expect(written.features[0]?.properties.patches).toHaveLength(2)
  expect(written.features[0]?.geometry.coordinates[0]?.[0]?.[0]).toBeCloseTo(115.6, 0)
  expect(await finish(await client.planning.writeCoverage(request))).toMatchObject({
    ok: false,
    refusal: { code: 'target.exists' },
  })
})

it('shows facilities where they stand and says which cannot be drawn, with the projects beside them', async () => {
  const folder = join(newFolder(), '图层')
  mkdirSync(folder, { recursive: true })
  const points = new LayerFiles(folder, 'GHGGJCSSD', [
    { name: 'BSM', type: 'C', width: 20 },
    { name: 'XZQDM', type: 'C', width: 12 },
    { name: 'GHSSLXDM', type: 'C', width: 4 },
    { name: 'GHSSLXMC', type: 'C', width: 60 },
  ])
  points.shapes.writePoint(WEST + 40, SOUTH + 60)
  points.rows.write(['1', VILLAGE, '0102', gbk('村民服务中心')])
  points.close()
  const projects = join(folder, '近期项目.csv')
  writeFileSync(projects, 'XMLX,XMMC,YDMJ,GDCS,JSNX\n公共服务,村民服务中心,0.024,村北,2027\n')
  const { client } = coreClient()
  const { survey } = answerOf(await client.survey.open({ file: newSurvey().path, mode: 'write' }))
  const bring = async (file: string, layer: 'planned-facilities' | 'projects') =>
    answerOf(await importPlanLayer(client, survey, file, layer))
  const { scenario } = await bring(join(folder, 'GHGGJCSSD.shp'), 'planned-facilities')
  await bring(projects, 'projects')
  expect(answerOf(await client.planningMap.facilities({ survey, scenario: scenario ?? '' }))).toMatchObject({
    facilities: [
      {
        stage: 'planned',
        code: '0102',
        name: '村民服务中心',
        villageCode: VILLAGE,
        at: [WEST + 40, SOUTH + 60],
      },
    ],
    unplaced: 0,
    left: 0,
    projects: [{ name: '村民服务中心', location: '村北', landAreaM2: 240 }],
  })
})
