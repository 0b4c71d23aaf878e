import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import excel from 'exceljs'
import { DbfWriter, gbk } from '../builders/survey-generator-dbf.ts'
import { plotWidthsM, prjZone39, rectangle, rowOrigin, villageAt } from '../builders/survey-generator-layout.ts'
import { parcelCode, parcelColumns } from '../builders/survey-generator-parcel.ts'
import { PolygonWriter } from '../builders/survey-generator-shp.ts'
import type { Plants } from './personal-plants.ts'

export interface PersonalSurvey {
  readonly villagesCsv: string
  readonly parcelsShp: string
  readonly householdsCsv: string
  readonly personsXlsx: string
  /** The code of a parcel that every import takes in. */
  readonly parcel: string
  /** What stands in the person list's own columns for identity numbers, phones and accounts. */
  readonly personsNumbers: readonly string[]
}

const extraColumns = [
  { name: 'BZ', type: 'C', width: 100 },
  { name: 'BEIZHU2', type: 'C', width: 100 },
  { name: 'LXDH', type: 'N', width: 11 },
  { name: 'YHKH', type: 'C', width: 20 },
  { name: 'XUHAO', type: 'N', width: 18 },
] as const

/** Every seventh record is rejected: it has no shape. */
const REJECTED_EVERY = 7
const PLOTS = 20
const HOUSEHOLDS = 30
const PERSONS = 60
const PLOT_WIDTH_M = plotWidthsM[2]

/**
 * A survey whose every place that can hold text or digits holds a planted number somewhere: identity, phone and account columns,
 * remarks, names, locations, unknown and numeric fields, sound and rejected records alike, and lists as csv (GBK) and xlsx.
 */
export async function writePersonalSurvey(folder: string, plants: Plants, parcels: number): Promise<PersonalSurvey> {
  const village = villageAt(0, 1)
  writeFileSync(
    join(folder, 'villages.csv'),
    `code,name,village_type,terrain\n${village.code},${village.name},near_suburb,plain\n`,
  )
  const base = join(folder, '宗地')
  const shapes = new PolygonWriter(base)
  const rows = new DbfWriter(base, [...parcelColumns, ...extraColumns])
  writeFileSync(`${base}.prj`, prjZone39)
  for (let i = 0; i < parcels; i++) {
    const [west, south] = rowOrigin(village, Math.floor(i / PLOTS))
    const isRejected = i % REJECTED_EVERY === REJECTED_EVERY - 1
    shapes.write(isRejected ? null : [rectangle(west + (i % PLOTS) * PLOT_WIDTH_M, south, PLOT_WIDTH_M, 12.5)])
    rows.write(cells(i, plants))
  }
  shapes.close()
  rows.close()
  const survey = {
    villagesCsv: join(folder, 'villages.csv'),
    parcelsShp: `${base}.shp`,
    householdsCsv: join(folder, '农户.csv'),
    personsXlsx: join(folder, '人员.xlsx'),
  }
  writeHouseholds(survey.householdsCsv, plants)
  const personsNumbers = await writePersons(survey.personsXlsx, plants)
  return { ...survey, parcel: parcelCode(village, 1, true), personsNumbers }
}

const household = (i: number): string => `${villageAt(0, 1).code}${String(i + 1).padStart(4, '0')}`
const pick = <T>(i: number, values: readonly T[]): T => values[i % values.length] as T

function cells(i: number, plants: Plants) {
  const village = villageAt(0, 1)
  const code = parcelCode(village, i + 1, true)
  return [
    i + 1,
    code,
    `${code}F00010001`,
    village.code,
    `${village.code}0000000`,
    gbk(i % 5 === 0 ? `${village.name}${plants.phone()}` : village.name),
    gbk(i % 3 === 0 ? `村东头，电话${plants.phone()}` : '村东头'),
    200,
    i % 7 === 0 ? 166 : null,
    '0702',
    '6',
    '203',
    gbk(pick(i, ['虚构甲', `虚构乙${plants.id()}`, '虚构丙'])),
    plants.id(),
    i % 11 === 10 ? plants.id() : household(i),
    3,
    '20010203',
    '1',
    gbk(pick(i, [`户主身份证${plants.id()}，电话${plants.phone()}。`, `补偿打到卡${plants.account()}`, '无'])),
    gbk(pick(i, [plants.id(), plants.phone(), plants.account(), `儿子${plants.id()}在外`])),
    plants.phone(),
    plants.account(),
    // 18 digits in a numeric field, where the check character is not an X.
    digitsOnly(plants),
  ]
}

function digitsOnly(plants: Plants): Uint8Array {
  for (;;) {
    const id = plants.id()
    if (/^\d+$/.test(id)) return Buffer.from(id)
  }
}

function writeHouseholds(path: string, plants: Plants): void {
  const lines = Array.from(
    { length: HOUSEHOLDS },
    (_, i) =>
      `${household(i)},虚构户${i % 2 === 0 ? '' : plants.phone()},4,低保卡${plants.account()},${plants.phone()},${plants.id()}`,
  )
  writeFileSync(path, gbk(['农户代码,户主,家庭人口,BZ,联系电话,开户证明', ...lines].join('\r\n')))
}

async function writePersons(path: string, plants: Plants): Promise<readonly string[]> {
  const workbook = new excel.Workbook()
  const sheet = workbook.addWorksheet('人员')
  const numbers: string[] = []
  sheet.addRow(['农户代码', '姓名', '身份证号', '联系电话', '银行卡号', '备用电话', '说明', 'BZ'])
  for (let i = 0; i < PERSONS; i++) {
    const [id, phone, account] = [plants.id(), plants.phone(), plants.account()]
    numbers.push(id, phone, account)
    // Excel keeps a phone that was typed as a number as a number.
    const typed = i % 2 === 0 ? phone : Number(phone)
    sheet.addRow([
      household(i % HOUSEHOLDS),
      `虚构人${i}`,
      id,
      typed,
      account,
      plants.phone(),
      `紧急联系${plants.phone()}`,
      plants.id(),
    ])
  }
  await workbook.xlsx.writeFile(path)
  return numbers
}
