import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { layer, parcelCode, VILLAGE, villagesCsvText, writeShapefile } from '../builders/cli-files.ts'
import { fictitiousIdNumber } from '../builders/survey-generator-people.ts'
import { newFolder, newSurvey } from '../db/survey-bench.ts'

const [first, second, third] = [1, 2, 3].map(fictitiousIdNumber)

it('a list says of each person that the number is known under another name, of parcels or in the list itself', async () => {
  const folder = newFolder()
  const csv = join(folder, 'villages.csv')
  writeFileSync(csv, villagesCsvText)
  const survey = newSurvey(csv, folder)
  const row = { ZDDM: parcelCode(1), XZCDM: VILLAGE, QLR: '赵示例', ZJH: first ?? '' }
  await survey.importFile(writeShapefile(folder, '宗地', layer([row])), 'parcel')
  const list = join(folder, '人员.csv')
  const rows = [
    ['姓名', '证件号码'],
    ['赵示例', first],
    ['钱示例', first],
    ['孙示例', second],
    ['孙示例', second],
    ['李示例', second],
    ['周示例', third],
  ]
  writeFileSync(list, rows.map((cells) => cells.join(',')).join('\n'))
  const dry = await survey.importFile(list, 'person', { dryRun: true })
  const run = await survey.importFile(list, 'person')
  expect(run).toMatchObject({ read: 6, imported: 4, updated: 2, rejected: 0 })
  const conflict = run.findings.find(({ code }) => code === 'person.id-conflict')
  expect(conflict).toMatchObject({ severity: 'warning', count: 2, examples: [{ record: 2 }, { record: 5 }] })
  expect({ ...dry, batch: run.batch, seconds: 0 }).toEqual({ ...run, seconds: 0 })
})
