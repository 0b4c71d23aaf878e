import { readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { inspectFile } from '../../main/jobs/inspect/inspect.ts'
import { wordCode } from '../../shared/lang/words.ts'
import { parcels, writeShapefile } from '../builders/cli-files.ts'
import { newFolder, newSurvey } from '../db/survey-bench.ts'

it('a file of which no record can be read is refused by import as by inspect, and makes no batch', async () => {
  const folder = newFolder()
  const survey = newSurvey(null, folder)
  const headOnly = writeShapefile(folder, '只有文件头', parcels())
  truncateSync(headOnly, 100)
  const before = readFileSync(survey.path)
  const signal = new AbortController().signal
  const looked = await inspectFile(headOnly, {}, signal, () => undefined)
  expect(looked).toMatchObject({ ok: false, refusal: { code: 'source.nothing-readable', file: headOnly, record: 1 } })
  const { code, params = {} } = looked.ok ? { code: '' } : looked.refusal
  expect(wordCode(code, { file: '只有文件头.shp', ...params }, 'zh')).not.toContain('{')
  await expect(survey.importFile(headOnly, 'parcel')).rejects.toThrow('source.nothing-readable')
  expect(readFileSync(survey.path).equals(before)).toBe(true)

  // One sound record is enough for the others to be kept, rejected, with their batch.
  const tail = writeShapefile(folder, '尾部损坏', parcels())
  truncateSync(tail, statSync(tail).size - 200)
  expect(await survey.importFile(tail, 'parcel')).toMatchObject({ read: 3, imported: 1, rejected: 2 })
  // Records that hold too little are rejected to be mended: they were read.
  writeFileSync(join(folder, '人员.csv'), '姓名,性别\n,男\n')
  expect(await survey.importFile(join(folder, '人员.csv'), 'person')).toMatchObject({ read: 1, rejected: 1 })
})
