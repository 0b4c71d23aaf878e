import { writeFileSync } from 'node:fs'
import exceljs from 'exceljs'
import iconv from 'iconv-lite'
import { expect, it } from 'vitest'
import { connect } from '../../db/open/database.ts'
import { guessKind } from '../../shared/model/guess-kind.ts'
import {
  layer,
  parcelCode,
  plot,
  VILLAGE,
  villagesCsvText,
  writeGeoJson,
  writeShapefile,
} from '../builders/cli-files.ts'
import { answerOf, refusalOf, workplace } from '../builders/run-cli.ts'
import { generateSurvey } from '../builders/survey-generator.ts'
import { readEntries } from '../unit/bag/zip-entries.ts'

const work = workplace()

function villagesCsv(): string {
  const path = work.path('villages.csv')
  writeFileSync(path, villagesCsvText)
  return path
}

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

it('takes a workbook of parcels that was mended in Excel by itself, with the shapes of the rejected records', async () => {
  const survey = await work.survey(villagesCsv())
  const rows = [1, 2].map((n) => ({ ZDDM: parcelCode(n), XZCDM: VILLAGE, QLR: '赵文文' }))
  const source = writeShapefile(work.root, '重码', layer(rows, [plot(0), plot(1)]))
  await answerOf<Counts>(['import', survey, source, '--layer', 'parcel'])
  const { batch } = await answerOf<Counts>(['import', survey, source, '--layer', 'parcel'])
  const to = work.path('重码.zip')
  await answerOf(['batches', survey, '--rejected', String(batch), '--to', to])
  const table = work.path('重码.xlsx')
  writeFileSync(table, (await readEntries(to)).get(`rejected-${batch}.xlsx`) ?? '')
  const book = new exceljs.Workbook()
  await book.xlsx.readFile(table)
  const sheet = book.worksheets[0]
  const titles = sheet?.getRow(1).values as readonly string[]
  const code = sheet?.getRow(3).getCell(titles.indexOf('ZDDM'))
  if (code !== undefined) code.value = parcelCode(9)
  await book.xlsx.writeFile(table)
  const fields = titles.filter((name) => name !== undefined).map((name) => ({ name, type: 'text' as const }))
  expect(guessKind({ name: 'rejected', geometryType: null, fields })).toBe('parcel')
  const back = await answerOf<Counts>(['import', survey, table, '--layer', 'parcel'])
  expect(back).toMatchObject({ imported: 1, rejected: 1 })
  const db = connect(survey, 'read')
  const stored = db
    .prepare<[string, string], { code: string; m2: number }>(
      'SELECT parcel_code AS code, area_m2 AS m2 FROM parcel WHERE parcel_code IN (?, ?) ORDER BY fid',
    )
    .all(parcelCode(2), parcelCode(9))
  db.close()
  expect(stored.map(({ code }) => code)).toEqual([parcelCode(2), parcelCode(9)])
  expect(stored[1]?.m2).toBe(stored[0]?.m2)
})

it('keeps characters that only GB18030 has, and says why each record was rejected', async () => {
  const holder = '𠮷㐂䶮'
  const survey = await work.survey(villagesCsv())
  const row = (n: number) => ({ ZDDM: parcelCode(n), XZCDM: VILLAGE, QLR: holder })
  const source = writeShapefile(work.root, '生僻字', layer([row(1), row(2)], [plot(0), null]), { encoding: 'gb18030' })
  for (const rejected of [1, 2])
    expect(await answerOf<Counts>(['import', survey, source, '--layer', 'parcel'])).toMatchObject({ rejected })
  const to = work.path('生僻字.zip')
  await answerOf(['batches', survey, '--rejected', '2', '--to', to])
  const dbf = (await readEntries(to)).get('rejected-2.dbf') ?? new Uint8Array()
  expect(iconv.decode(Buffer.from(dbf), 'gb18030')).toContain('code.exists 调查文件中已有这个代码')
  const back = await answerOf<Counts>(['import', survey, to, '--layer', 'parcel', '--on-duplicate', 'update'])
  expect(back).toMatchObject({ updated: 1, rejected: 1, encoding: 'GB18030' })
  const db = connect(survey, 'read')
  const names = db.prepare<[], { name: string }>('SELECT holder_name AS name FROM parcel').all()
  const kept = db.prepare<[], { text: string }>('SELECT attributes AS text FROM import_rejected WHERE batch = 3').all()
  db.close()
  expect(names).toEqual([{ name: holder }])
  expect(JSON.parse(kept[0]?.text ?? '')).toMatchObject({ QLR: holder })
})

it('says what a .dbf could not carry of the rejected records', async () => {
  const survey = await work.survey(villagesCsv())
  const rejected = { ZDDM: parcelCode(1), XZCDM: VILLAGE, 邻宗权利人姓名: '甲'.repeat(200) }
  const source = layer([rejected, rejected], [plot(0), null])
  await answerOf(['import', survey, writeGeoJson(work.root, '长名', source), '--layer', 'parcel'])
  const to = work.path('长名.zip')
  const { rejected: written } = await answerOf<{ rejected: { losses: readonly { code: string }[] } }>([
    'batches',
    survey,
    '--rejected',
    '1',
    '--to',
    to,
  ])
  expect(written).toMatchObject({ path: to, records: 1 })
  expect(written.losses.map(({ code }) => code).toSorted()).toEqual(['loss.name-shortened', 'loss.text-cut'])
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
