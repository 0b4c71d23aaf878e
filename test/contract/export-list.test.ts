import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import excel from 'exceljs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ListQuery, ListRow } from '../../shared/contract/lists.ts'
import { createCsvParser } from '../../shared/formats/csv/parse.ts'
import { csvLine } from '../../shared/formats/csv/write.ts'
import { roundHalfUp } from '../../shared/model/round.ts'
import { answerOf, filledSurvey } from '../db/survey-bench.ts'
import { coreClient, finish } from './core-client.ts'

const { core, client } = coreClient()
let survey = ''
let folder = ''
beforeAll(async () => {
  const bench = await filledSurvey({ parcels: 120 })
  await bench.assess()
  folder = dirname(bench.path)
  survey = answerOf(await client.survey.open({ file: bench.path, mode: 'write' })).survey
})
afterAll(() => core.closeAll())

const over: ListQuery = {
  layer: 'parcel',
  filters: [{ kind: 'one-of', column: 'standing', values: ['over'] }],
  search: null,
  area: null,
  sort: [{ column: 'excess_m2', descending: true }],
}
const columns = ['excess_m2', 'parcel_code', 'village_code', 'standing', 'utilisation', 'household_code']

async function write(query: ListQuery, name: string, shown: readonly string[], force = false) {
  const format = name.endsWith('.csv') ? ('csv' as const) : ('xlsx' as const)
  return finish(
    await client.lists.export({
      survey,
      query,
      columns: [...shown],
      to: join(folder, name),
      format,
      language: 'zh',
      force,
    }),
  )
}

async function listed(query: ListQuery): Promise<readonly ListRow[]> {
  const { list, count } = answerOf(await client.lists.open({ survey, query }))
  return answerOf(await client.lists.page({ survey, list, from: 0, to: count })).rows
}

function csvRows(name: string): readonly (readonly string[])[] {
  const text = readFileSync(join(folder, name), 'utf8')
  expect(text.startsWith('\u{feff}')).toBe(true)
  const parser = createCsvParser({ delimiter: ',' })
  return [...parser.push(text.slice(1)), ...parser.finish().rows].map(({ cells }) => cells)
}

it('writes the rows shown to csv, in their order and columns, codes whole and areas rounded', async () => {
  const rows = await listed(over)
  expect(answerOf(await write(over, '超占.csv', columns))).toEqual({ rows: rows.length })
  const [header, ...cells] = csvRows('超占.csv')
  expect(header).toEqual(['超占面积 (m²)', '宗地代码', '行政村代码', '超占情况', '利用状态', '农户代码'])
  expect(cells.map(([excess, code, village, standing]) => [excess, code, village?.trim(), standing])).toEqual(
    rows.map(({ values }) => [
      String(roundHalfUp(Number(values.excess_m2), 2)),
      values.parcel_code ?? '',
      values.village_code ?? '',
      '超占',
    ]),
  )
  expect(cells.every(([, , village]) => village === '' || village?.startsWith('\t'))).toBe(true)
})

it('writes the same to xlsx, codes as texts and areas as numbers', async () => {
  const rows = await listed(over)
  answerOf(await write(over, '超占.xlsx', columns))
  const workbook = new excel.Workbook()
  await workbook.xlsx.readFile(join(folder, '超占.xlsx'))
  const sheet = workbook.worksheets[0]
  expect([sheet?.name, sheet?.rowCount]).toEqual(['宗地', rows.length + 1])
  expect(sheet?.getRow(2).getCell(1).value).toBe(roundHalfUp(Number(rows[0]?.values.excess_m2), 2))
  expect(sheet?.getRow(2).getCell(3).value).toBe(rows[0]?.values.village_code)
})

it('writes persons with masked numbers alone', async () => {
  const people: ListQuery = { layer: 'person', filters: [], search: null, area: null, sort: [] }
  answerOf(await write(people, '人员.csv', ['name', 'id_number_masked', 'id_number_cipher', 'id_number_hash']))
  const [header, ...cells] = csvRows('人员.csv')
  expect(header).toHaveLength(2)
  const numbers = cells.map(([, number]) => number ?? '').filter((number) => number !== '')
  expect(numbers.length).toBeGreaterThan(0)
  expect(numbers.filter((number) => !number.includes('*'))).toEqual([])
})

it('replaces nothing unasked, leaves no scratch, and says when there is nothing to write', async () => {
  writeFileSync(join(folder, '在此.csv'), '别人的')
  expect(await write(over, '在此.csv', columns)).toMatchObject({ ok: false, refusal: { code: 'target.exists' } })
  expect(readFileSync(join(folder, '在此.csv'), 'utf8')).toBe('别人的')
  answerOf(await write(over, '在此.csv', columns, true))
  expect(csvRows('在此.csv').length).toBeGreaterThan(1)
  expect(await write(over, '无列.csv', ['geom'])).toMatchObject({ ok: false, refusal: { code: 'list.no-columns' } })
  expect(existsSync(join(folder, '无列.csv'))).toBe(false)
  expect(readdirSync(folder).filter((name) => name.includes('scratch'))).toEqual([])
})

it('lets no cell become a formula, and no code lose a digit', () => {
  expect(csvLine(['=1+1', '@x', '-5', -5, '371703001001', '007', '12', 'a,"b"', null])).toBe(
    '\'=1+1,\'@x,\'-5,-5,"\t371703001001","\t007",12,"a,""b""",\r\n',
  )
})
