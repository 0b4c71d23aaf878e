import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import {
  layer,
  OTHER_VILLAGE,
  parcelCode,
  plot,
  VILLAGE,
  villagesCsvText,
  writeShapefile,
} from '../builders/cli-files.ts'
import { asItStands, newFolder, newSurvey } from '../db/survey-bench.ts'
import { exportTo } from './hand-over-builder.ts'

/** 12 digits of a village, then a group's: land-survey layers write units so. */
const GROUP = `${VILLAGE}0012345`
const ZEROS = `${VILLAGE}0000000`

it('a village named by 19 digits stands under its 12, and the whole code comes back at export and in the mend-me file', async () => {
  const folder = newFolder()
  const csv = join(folder, 'villages.csv')
  writeFileSync(csv, villagesCsvText)
  const survey = newSurvey(csv, folder)
  const parcels = layer([
    { ZDDM: parcelCode(1), QSDWDM: GROUP, ZLDWDM: null },
    { ZDDM: parcelCode(2), QSDWDM: null, ZLDWDM: ZEROS },
    { ZDDM: parcelCode(3), QSDWDM: VILLAGE, ZLDWDM: null },
  ])
  const source = writeShapefile(folder, '宗地', parcels)
  const villages = writeShapefile(folder, '村界', layer([{ ZLDWDM: GROUP, MSSM: '00' }], [plot(0)]))
  const people = join(folder, '人员.csv')
  writeFileSync(people, `姓名,村代码,农户代码\n赵示例,${GROUP},01\n`)
  await survey.importFile(villages, 'village')
  await survey.importFile(source, 'parcel')
  await survey.importFile(people, 'person')
  const again = await survey.importFile(source, 'parcel')
  expect(again).toMatchObject({ rejected: 3 })

  const rows = (sql: string): unknown[] => asItStands(survey.path, (db) => db.prepare(sql).raw().all())
  expect(rows('SELECT parcel_code, village_code, extra FROM parcel ORDER BY fid')).toEqual([
    [parcelCode(1), VILLAGE, JSON.stringify({ QSDWDM: GROUP })],
    [parcelCode(2), VILLAGE, JSON.stringify({ ZLDWDM: ZEROS })],
    [parcelCode(3), VILLAGE, null],
  ])
  expect(rows(`SELECT code, extra FROM village WHERE code = '${VILLAGE}'`)).toEqual([
    [VILLAGE, JSON.stringify({ ZLDWDM: GROUP, MSSM: '00' })],
  ])
  expect(rows('SELECT village_code, household_code FROM household')).toEqual([[VILLAGE, '01']])
  expect(rows('SELECT extra FROM person')).toEqual([[JSON.stringify({ 村代码: GROUP })]])
  expect(
    rows(
      "SELECT json_extract(attributes, '$.QSDWDM'), json_extract(attributes, '$.ZLDWDM') FROM import_rejected ORDER BY fid",
    ),
  ).toEqual([
    [GROUP, null],
    [VILLAGE, ZEROS],
    [VILLAGE, null],
  ])

  const to = join(folder, '导出')
  expect(await exportTo(survey.path, to, 'geojson')).toMatchObject({ ok: true })
  const { features } = JSON.parse(readFileSync(join(to, 'parcel.geojson'), 'utf8')) as {
    features: { properties: Record<string, string | null> }[]
  }
  expect(features.map(({ properties: { XZCDM, QSDWDM, ZLDWDM } }) => [XZCDM, QSDWDM, ZLDWDM])).toEqual([
    [VILLAGE, GROUP, null],
    [VILLAGE, null, ZEROS],
    [VILLAGE, null, null],
  ])

  const short = writeShapefile(folder, '重测', layer([{ ZDDM: parcelCode(1), QSDWDM: OTHER_VILLAGE }]))
  expect(await survey.importFile(short, 'parcel', { onDuplicate: 'update' })).toMatchObject({ updated: 1 })
  expect(rows(`SELECT village_code, extra FROM parcel WHERE parcel_code = '${parcelCode(1)}'`)).toEqual([
    [OTHER_VILLAGE, null],
  ])
})
