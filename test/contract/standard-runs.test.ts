import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { shandongCeilings } from '../../shared/standards/sets/shandong.ts'
import { generateSurvey } from '../builders/survey-generator.ts'
import { answerOf, newFolder, newSurvey } from '../db/survey-bench.ts'
import { coreClient, finish } from './core-client.ts'

const { core, client } = coreClient()
let survey = ''

/** Assessed by what ships, by a draft with one limit for all, and by what ships once more. */
beforeAll(async () => {
  const folder = newFolder()
  const source = generateSurvey(join(folder, '成果'), { parcels: 60, seed: 11, people: true })
  const bench = newSurvey(source.villagesCsv, folder)
  await bench.importFile(source.parcelsShp, 'parcel')
  survey = answerOf(await client.survey.open({ file: bench.path, mode: 'write' })).survey
  const standards = shandongCeilings.standards.map((standard) => ({ ...standard, limitM2: 120 }))
  const set = { ...shandongCeilings, id: 'dingtao', status: 'draft' as const, standards }
  answerOf(await client.standards.save({ survey, set, why: null }))
  for (const named of ['sd-ceilings', 'dingtao', 'sd-ceilings'])
    answerOf(await finish(await client.standards.assess({ survey, standards: named, on: '2024-06-30' })))
}, 60_000)
afterAll(() => core.closeAll())

it('every assessment is kept, with its set, its day and what it answered', async () => {
  const runs = answerOf(await client.standards.runs({ survey }))
  expect(runs.map(({ run, standardSet, version, evaluatedOn }) => [run, standardSet, version, evaluatedOn])).toEqual([
    [3, 'sd-ceilings', null, '2024-06-30'],
    [2, 'dingtao', 1, '2024-06-30'],
    [1, 'sd-ceilings', null, '2024-06-30'],
  ])
  const [, second, first] = runs.map(({ summary }) => summary)
  expect(second?.overAreaM2).toBeGreaterThan(first?.overAreaM2 ?? 0)
})

it('says whose result is other in one assessment than in another', async () => {
  const { parcels, before, after } = answerOf(await client.standards.runChanges({ survey, before: 1, after: 2 }))
  const turned = parcels.turns.find(({ from, to }) => from === 'within' && to === 'over')?.count
  expect(turned).toBe(after.summary.overStandard - before.summary.overStandard)
  expect(parcels.count).toBe(before.summary.assessed)
  expect(parcels.largest[0]).toMatchObject({ after: { limitM2: 120 } })
  const again = answerOf(await client.standards.runChanges({ survey, before: 1, after: 3 }))
  expect([again.parcels.count, again.households.count]).toEqual([0, 0])
})

it('explains a plot by the set of an earlier assessment, with what each one found', async () => {
  const { parcels } = answerOf(await client.standards.runChanges({ survey, before: 1, after: 2 }))
  const code = parcels.largest[0]?.code ?? ''
  const { basis, assessed, runs } = answerOf(await client.standards.explain({ survey, parcel: code, run: 2 }))
  expect(basis).toMatchObject({ run: 2, standardSet: 'dingtao', version: 1 })
  expect(assessed).toMatchObject({ limitM2: 120, stale: false })
  expect(runs.map(({ run, limitM2 }) => [run, limitM2 === 120])).toEqual([
    [3, false],
    [2, true],
    [1, false],
  ])
  expect(await client.standards.explain({ survey, parcel: code, run: 9 })).toMatchObject({
    refusal: { code: 'run.unknown' },
  })
})

it('lists the households of a class as an assessment found them', async () => {
  const [, second] = answerOf(await client.standards.runs({ survey }))
  for (const [kind, count] of Object.entries(second?.summary.byHousehold?.classes ?? {})) {
    const found = answerOf(await client.standards.runHouseholds({ survey, run: 2, class: kind }))
    expect([kind, found.count, found.households.length]).toEqual([kind, count, count])
  }
})
