import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import excel from 'exceljs'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { writePlanTables } from '../../../main/jobs/plan/table-sheets.ts'
import { planTables } from '../../../shared/planning/tables/plan-tables.ts'
import { planOf } from './plan-builder.ts'

const V = '371703001001'
const tables = planTables({
  ...planOf([
    [V, '113', '113', 90_000],
    [V, '113', '2121', 1234],
    [V, '2121', '2121', 5000],
  ]),
  villages: [{ code: V, name: '甲村' }],
})
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plan-tables-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const write = (name: string, signal: AbortSignal = new AbortController().signal) =>
  writePlanTables(
    { to: join(folder, name), survey: join(folder, 'survey.gpkg'), force: false, tables, checked: [], language: 'zh' },
    signal,
  )

describe('the workbook of a plan', () => {
  it('has a sheet a table, with merged headings and figures as numbers', async () => {
    expect(await write('tables.xlsx')).toMatchObject({ ok: true })
    const workbook = new excel.Workbook()
    await workbook.xlsx.readFile(join(folder, 'tables.xlsx'))
    expect(workbook.worksheets.map(({ name }) => name)).toEqual([
      'F1主要指标表',
      'F2土地利用结构调整表',
      'F3建设用地调整表',
      'F4耕地调整表',
      'F5规划保障措施表',
      '近期项目',
      '表格核对',
      '平差记录',
    ])
    const f4 = workbook.getWorksheet('F4耕地调整表')!
    expect(f4.model.merges).toEqual(expect.arrayContaining(['A1:J1', 'A3:A4', 'C3:E3', 'F3:I3', 'J3:J4']))
    expect(f4.getRow(5).values).toEqual([undefined, '甲村', 9.1234, 0.1234, 0, 0.1234, 0, 0, 0, 0, 9])
    expect(f4.getCell('B5').numFmt).toBe('0.0000')
    const f2 = workbook.getWorksheet('F2土地利用结构调整表')!
    const arable = f2.getColumn(2).values.indexOf('耕地')
    expect([f2.getCell(arable, 4).value, f2.getCell(arable, 4).numFmt]).toEqual([94.8, '0.00'])
  })

  it('has the same bytes for the same tables, whatever the clock says', async () => {
    await write('a.xlsx')
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2031-05-06T07:08:09Z') })
    await write('b.xlsx')
    vi.useRealTimers()
    expect(readFileSync(join(folder, 'b.xlsx')).equals(readFileSync(join(folder, 'a.xlsx')))).toBe(true)
  })

  it('replaces nothing unasked, and leaves nothing when it is cancelled', async () => {
    await write('once.xlsx')
    expect(await write('once.xlsx')).toMatchObject({ ok: false, refusal: { code: 'target.exists' } })
    const before = readdirSync(folder)
    await expect(write('cancelled.xlsx', AbortSignal.abort())).rejects.toThrow()
    expect(readdirSync(folder)).toEqual(before)
  })
})
