import { afterAll, beforeAll, expect, it } from 'vitest'
import { generateSurvey } from '../builders/survey-generator.ts'
import { answerOf, newSurvey } from '../db/survey-bench.ts'
import { coreClient } from './core-client.ts'

const { core, client } = coreClient()
let survey = ''

beforeAll(async () => {
  const bench = newSurvey()
  const source = generateSurvey(bench.folder, { parcels: 400, seed: 3 })
  await bench.importFile(source.parcelsShp, 'parcel')
  await bench.check()
  survey = answerOf(await client.survey.open({ file: bench.path, mode: 'write' })).survey
})
afterAll(() => core.closeAll())

const all = { rule: null, waived: null, from: 0, to: 1_000_000 }

it('lists by rule as many stored findings as the check counted', async () => {
  const stored = answerOf(await client.quality.stored({ survey }))
  expect(stored.rules.length).toBeGreaterThan(2)
  for (const { id, findings } of stored.rules) {
    const page = answerOf(await client.quality.findings({ survey, ...all, rule: id }))
    expect([id, page.count, page.rows.length]).toEqual([id, findings, findings])
  }
})

it('pages through the list without losing or repeating a finding', async () => {
  const { count, rows } = answerOf(await client.quality.findings({ survey, ...all }))
  const paged: string[] = []
  for (let from = 0; from < count; from += 7)
    paged.push(
      ...answerOf(await client.quality.findings({ survey, ...all, from, to: from + 7 })).rows.map(({ id }) => id),
    )
  expect(paged).toEqual(rows.map(({ id }) => id))
})

it('waives an error with its reason, counts it no longer as blocking, and takes that back', async () => {
  const before = answerOf(await client.quality.stored({ survey }))
  const rule = before.rules.find(({ severity }) => severity === 'error')?.id ?? ''
  const [finding] = answerOf(await client.quality.findings({ survey, ...all, rule })).rows
  const request = { survey, finding: finding?.id ?? '', why: '已实地核对' }
  answerOf(await client.quality.waive(request))
  expect(answerOf(await client.quality.stored({ survey })).blocking).toBe(before.blocking - 1)
  expect(answerOf(await client.quality.findings({ survey, ...all, waived: true })).rows).toMatchObject([
    { id: request.finding, why: request.why, waived: true },
  ])
  answerOf(await client.quality.unwaive({ ...request, why: '核对有误' }))
  expect(answerOf(await client.quality.stored({ survey })).blocking).toBe(before.blocking)
  const waivers = { survey, from: null, limit: 10, kinds: ['waive'], operators: null }
  expect(answerOf(await client.history.list({ ...waivers, order: 'newest' })).entries).toHaveLength(2)
  expect(await client.quality.unwaive(request)).toMatchObject({ ok: false, refusal: { code: 'finding.not-waived' } })
})

it('keeps numbers of persons out of reasons', async () => {
  const [finding] = answerOf(await client.quality.findings({ survey, ...all })).rows
  const why = '见 11010519491231002X'
  expect(await client.quality.waive({ survey, finding: finding?.id ?? '', why })).toMatchObject({
    ok: false,
    refusal: { code: 'value.personal' },
  })
})

it('lists the findings of one severity alone', async () => {
  for (const severity of ['error', 'warning', 'info'] as const) {
    const { rows, count } = answerOf(await client.quality.findings({ survey, ...all, severity }))
    const { rules } = answerOf(await client.quality.stored({ survey }))
    const stored = rules.filter((rule) => rule.severity === severity).reduce((sum, rule) => sum + rule.findings, 0)
    expect([count, rows.every((row) => row.severity === severity)]).toEqual([stored, true])
  }
})
