import { expect, it } from 'vitest'
import { answerOf, refusalOf, workplace } from '../builders/run-cli.ts'
import { generateSurvey } from '../builders/survey-generator.ts'

const work = workplace()

interface Counts {
  readonly batch: number
  readonly imported: number
  readonly updated: number
  readonly rejected: number
  readonly findings: readonly { readonly code: string; readonly count: number }[]
}

it('takes records whose codes the survey already has out to be mended with all their fields, and back', async () => {
  const { parcelsShp, villagesCsv } = generateSurvey(work.path('来源'), { parcels: 60, people: true, defects: {} })
  const survey = await work.survey(villagesCsv)
  const first = await answerOf<Counts>(['import', survey, parcelsShp, '--layer', 'parcel'])
  const again = await answerOf<Counts>(['import', survey, parcelsShp, '--layer', 'parcel'])
  expect(again.rejected).toBe(first.imported)
  const to = work.path('待改.zip')
  await answerOf(['batches', survey, '--rejected', String(again.batch), '--to', to])
  const layer = `parcel=rejected-${again.batch}`
  const back = await answerOf<Counts>(['import', survey, to, '--layer', layer, '--on-duplicate', 'update'])
  expect(back).toMatchObject({ imported: 0, updated: first.imported })
  expect(back.findings.map(({ code }) => code)).not.toContain('code.missing')
})

it('keeps numbers of people out of reasons, which the journal writes as they are', async () => {
  const survey = await work.survey()
  const why = '本人身份证 11010519491231002X'
  for (const args of [
    ['edit', survey, '--parcel', '371703001001JC00001', '--set', 'BZ=x', '--why', why],
    ['waive', survey, '--finding', 'f1', '--why', why],
    ['export', survey, '--to', work.path('表.xlsx'), '--format', 'xlsx', '--with-personal', why],
  ])
    expect(await refusalOf(args)).toMatchObject({ code: 'value.personal' })
})
