import { readFileSync, writeFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { layer, plot, VILLAGE, villagesCsvText, writeShapefile } from '../builders/cli-files.ts'
import { answerOf, refusalOf, runCli, workplace } from '../builders/run-cli.ts'

const work = workplace()
const HOUSEHOLD = '3717031072020000001'
const CODE = '371703107202JC00001'

/** A near suburb with one plot of 250 m² of one household, taken in 2001, and one of 200 m². */
async function suburb(): Promise<string> {
  const villages = work.path('villages.csv')
  writeFileSync(villages, villagesCsvText)
  const survey = await work.survey(villages)
  const rows = [
    { ZDDM: CODE, XZCDM: VILLAGE, QLLX: '5', NHDM: HOUSEHOLD, QDSJ: '20010501' },
    { ZDDM: '371703107202JC00002', XZCDM: VILLAGE, QLLX: '5', NHDM: '3717031072020000002' },
  ]
  const file = writeShapefile(work.folder('宗地'), '宗地', layer(rows, [plot(0, 20), plot(2)]))
  await answerOf(['import', survey, file, '--layer', 'parcel'])
  return survey
}

it('a draft is written out, edited, imported, found wanting, mended, adopted, applied and explained', async () => {
  const survey = await suburb()
  const file = work.path('草案.json')
  await answerOf(['standards', 'export', survey, 'sd-ceilings', '--to', file])
  const set = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly standards: readonly { readonly villageType: string }[]
  }
  const drafted = (standards: readonly object[]): void =>
    writeFileSync(file, JSON.stringify({ ...set, id: 'dingtao', standards }))

  drafted(set.standards.filter(({ villageType }) => villageType !== 'urban_village'))
  const saved = await answerOf<{ faults: unknown }>(['standards', 'import', survey, file])
  expect(saved).toMatchObject({
    version: 1,
    faults: [{ code: 'standards.gap', example: { villageType: 'urban_village' } }],
  })
  expect(await refusalOf(['standards', 'adopt', survey, 'dingtao'])).toMatchObject({ code: 'standards.has-gaps' })

  drafted(set.standards.map((standard) => ({ ...standard, limitM2: 150 })))
  await answerOf(['standards', 'import', survey, file, '--why', '征求意见后修改'])
  const simulated = await answerOf<{ sets: unknown }>(['simulate', survey, '--standards', 'sd-ceilings', 'dingtao'])
  expect(simulated.sets).toMatchObject([
    { id: 'sd-ceilings', parcels: { over: 2, overAreaM2: 118 } },
    { id: 'dingtao', version: 2, parcels: { over: 2, overAreaM2: 150 } },
  ])
  const target = work.path('目标.json')
  writeFileSync(target, '{"landDownPercent": 10, "stepM2": 5}')
  const sought = ['simulate', survey, '--standards', 'sd-ceilings', '--target', target]
  expect(await answerOf(sought)).toMatchObject({ search: { target: { landDownPercent: 10, stepM2: 5 } } })
  writeFileSync(target, '{"landDown": 10}')
  expect(await refusalOf(sought)).toMatchObject({ code: 'simulation.target-unreadable', file: '目标.json' })
  await answerOf(['standards', 'adopt', survey, 'dingtao', '--from', '2020-01-01'])
  expect(await answerOf(['assess', survey])).toMatchObject({
    standardSet: 'dingtao',
    overAreaM2: 150,
    confirmation: { byBasis: { limit: 1 }, openReasons: { 'acquired.missing': 1 } },
  })
  expect(await answerOf(['explain', survey, '--parcel', CODE])).toMatchObject({
    confirmation: { basis: 'limit', confirmedM2: 150, excessM2: 100 },
  })
  expect(await answerOf(['explain', survey, '--household', HOUSEHOLD, '--run', '1'])).toMatchObject({
    class: 'one-plot',
    areaM2: 250,
    limitM2: 150,
    excessM2: 100,
    runs: [{ run: 1, standardSet: 'dingtao', class: 'one-plot', excessM2: 100 }],
  })
  expect(await answerOf(['standards', 'households', survey, '--class', 'one-plot'])).toMatchObject({
    run: 1,
    households: [{ household: HOUSEHOLD, kept: CODE, excessM2: 100 }, { excessM2: 50 }],
  })
})

it('a word that is no action, a day that is none and a share over 100 are wrong usage', async () => {
  const survey = await work.survey()
  for (const args of [
    ['standards', 'burn', survey],
    ['standards', 'adopt', survey, 'sd-ceilings', '--from', '2020-13-01'],
    ['simulate', survey, '--standards', 'sd-ceilings', '--land-down', '101'],
  ])
    expect((await runCli(args)).status, args.join(' ')).toBe(2)
})
