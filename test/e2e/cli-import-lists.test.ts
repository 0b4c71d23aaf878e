import { writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import iconv from 'iconv-lite'
import { beforeAll, describe, expect, it } from 'vitest'
import { parcelCode, parcels, VILLAGE, villagesCsvText, writeShapefile, writeWorkbook } from '../builders/cli-files.ts'
import { answerOf, IMPORT_KEYS, refusalOf, workplace } from '../builders/run-cli.ts'

const work = workplace()
const villagesCsv = work.path('villages.csv')
writeFileSync(villagesCsv, villagesCsvText)

function rowsOf(survey: string, sql: string): unknown[] {
  const db = new Database(survey, { readonly: true })
  const rows = db.prepare(sql).raw().all()
  db.close()
  return rows
}

describe('lists of households and persons', () => {
  const households = [
    ['NHDM', '户主', 'JTRK', '备注'],
    [`${VILLAGE}0001`, '赵文文', '4', ''],
    [`${VILLAGE}0009`, '孙春文', '', '新立户'],
  ]
  const persons = [
    ['ZDDM', '姓名', '与户主关系'],
    [parcelCode(3), '钱武文', '户主'],
    [parcelCode(3), '钱河文', '子'],
  ]
  const csvText = (rows: readonly (readonly string[])[]): string => rows.map((row) => row.join(',')).join('\r\n')
  let survey = ''
  beforeAll(async () => {
    survey = await work.survey(villagesCsv)
    await answerOf(['import', survey, writeShapefile(work.folder('shp'), '宗地', parcels()), '--layer', 'parcel'])
  })

  const readBack = () => ({
    households: rowsOf(survey, 'SELECT household_code, head_name, size FROM household ORDER BY household_code'),
    persons: rowsOf(
      survey,
      'SELECT q.name, q.relation_to_head, h.household_code FROM person q JOIN household h ON h.id = q.household_id WHERE q.relation_to_head NOTNULL ORDER BY q.name',
    ),
  })
  const listed = {
    households: [
      [`${VILLAGE}0001`, '赵文文', 4],
      [`${VILLAGE}0002`, null, null],
      [`${VILLAGE}0009`, '孙春文', null],
    ],
    persons: [
      ['钱武文', '户主', `${VILLAGE}0002`],
      ['钱河文', '子', `${VILLAGE}0002`],
    ],
  }

  async function takeBoth(householdsFile: string, personsFile: string, options: readonly string[]): Promise<void> {
    const first = await answerOf(['import', survey, householdsFile, '--layer', 'household', ...options])
    expect(Object.keys(first)).toEqual(IMPORT_KEYS)
    expect(first).toMatchObject({
      read: 2,
      rejected: 0,
      skipped: 0,
      deletedRecords: 0,
      sourceCrs: null,
      targetCrs: null,
    })
    const second = await answerOf(['import', survey, personsFile, '--layer', 'person', ...options])
    expect(second).toMatchObject({ read: 2, rejected: 0, deletedRecords: 0 })
    for (const answer of [first, second]) {
      expect(Number(answer.imported) + Number(answer.updated)).toBe(2)
    }
    expect(readBack()).toEqual(listed)
    await answerOf(['rollback', survey, String(second.batch)])
    await answerOf(['rollback', survey, String(first.batch)])
    expect(readBack()).toEqual({
      households: [
        [`${VILLAGE}0001`, null, null],
        [`${VILLAGE}0002`, null, null],
      ],
      persons: [],
    })
  }

  it('are read from csv', async () => {
    writeFileSync(work.path('农户.csv'), `\uFEFF${csvText(households)}`)
    writeFileSync(work.path('人员.CSV'), csvText(persons))
    await takeBoth(work.path('农户.csv'), work.path('人员.CSV'), [])
  })

  it('are read from a sheet of a workbook, under a header row further down', async () => {
    const sheets = { 说明: [['请勿修改']], 名单: [['某村名单'], ['填表日期'], ...households] }
    const first = await writeWorkbook(work.path('农户.xlsx'), sheets)
    const second = await writeWorkbook(work.path('人员.xlsx'), {
      说明: [['请勿修改']],
      名单: [['某村名单'], [''], ...persons],
    })
    await takeBoth(first, second, ['--sheet', '名单', '--header-row', '3'])
  })

  it('are read in the encoding that --encoding names, and exit 3 where it is wrong', async () => {
    const file = work.path('农户 big5.csv')
    writeFileSync(file, iconv.encode(`NHDM,戶主\n${VILLAGE}0001,趙文文\n`, 'big5'))
    const args = ['import', survey, file, '--layer', 'household', '--dry-run', '--encoding']
    expect(await answerOf([...args, 'Big5'])).toMatchObject({ encoding: 'Big5', encodingFrom: 'option', read: 1 })
    const error = await refusalOf([...args, 'UTF-8'])
    expect(error).toMatchObject({ code: 'encoding.option-wrong', file })
    expect(error.message).toContain('2')
    expect((await refusalOf([...args, 'KLINGON'], { status: 2 })).code).toBe('encoding.unknown-label')
  })

  it('keep to --sheet: an unknown one is exit 3 with the names', async () => {
    const file = await writeWorkbook(work.path('两页.xlsx'), { 甲: households, 乙: households })
    const error = await refusalOf(['import', survey, file, '--layer', 'household', '--sheet', '丙'])
    expect(error).toMatchObject({ file })
    expect(error.proposals).toEqual(['甲', '乙'])
  })

  it('with a header row of their own take csv too', async () => {
    writeFileSync(work.path('有题.csv'), `某村名单\n${csvText(households)}`)
    const answer = await answerOf([
      'import',
      survey,
      work.path('有题.csv'),
      '--layer',
      'household',
      '--header-row',
      '2',
      '--dry-run',
    ])
    expect(answer).toMatchObject({ batch: null, read: 2, rejected: 0 })
  })
})
