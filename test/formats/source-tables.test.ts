import { join } from 'node:path'
import exceljs from 'exceljs'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import type { SourceLayer } from '../../main/platform/source/layer.ts'
import { recordsOf, sourceBench } from './survey-files.ts'

const { folderWith, layerOf, layersOf, open } = sourceBench()

describe('tables', () => {
  it('reads csv in UTF-8 with and without mark and in GBK, below a title row', async () => {
    const text = '柳树村花名册\r\nNHDM,姓名,\r\n\r\nH1,"张,三",\r\n,,\r\nH2,李四,x\r\n'
    const variants = [Buffer.from(text), Buffer.from(`\uFEFF${text}`), iconv.encode(text, 'gbk')]
    for (const bytes of variants) {
      const layer = await layerOf(join(folderWith({ '户.csv': bytes }), '户.csv'))
      expect(layer.fields.map((field) => field.name)).toEqual(['NHDM', '姓名', 'column_3'])
      expect((await recordsOf(layer)).map((record) => record.values)).toEqual([
        ['H1', '张,三', null],
        ['H2', '李四', 'x'],
      ])
      expect(layer.issues.map((issue) => issue.code)).toEqual(['table.header-row'])
    }
  })

  async function workbook(path: string): Promise<string> {
    const book = new exceljs.Workbook()
    const people = book.addWorksheet('人员')
    people.addRow(['姓名', '证件号', '出生日期', '人口', '姓名'])
    people.addRow([
      '张某',
      '37170319850101001X',
      new Date(Date.UTC(1985, 0, 1)),
      4,
      { richText: [{ text: '李' }, { text: '某' }] },
    ])
    people.addRow([])
    people.addRow([null, { formula: 'A2', result: '张某' }, null, 2.5, { error: '#N/A' }])
    book.addWorksheet('空')
    const hidden = book.addWorksheet('字典', { state: 'hidden' })
    hidden.addRow(['a', 'b'])
    await book.xlsx.writeFile(path)
    return path
  }

  it('reads a sheet of a workbook: dates as calendar dates, numbers as written, formulas by their result', async () => {
    const path = await workbook(join(folderWith({}), '人.xlsx'))
    const layers = await layersOf(path)
    expect(layers.map((layer) => [layer.name, layer.records])).toEqual([['人员', 2]])
    const layer = layers[0] as SourceLayer
    expect(layer.fields.map((field) => field.name)).toEqual(['姓名', '证件号', '出生日期', '人口', '姓名_2'])
    expect((await recordsOf(layer)).map((record) => record.values)).toEqual([
      ['张某', '37170319850101001X', '1985-01-01', 4, '李某'],
      [null, '张某', null, 2.5, null],
    ])
    expect((await recordsOf(layer, { from: 2, to: 2 })).map((record) => record.record)).toEqual([2])
  })

  it('takes the sheet that is asked for, hidden or not, and proposes those there are', async () => {
    const path = await workbook(join(folderWith({}), '人.xlsx'))
    expect((await layersOf(path, { sheet: '字典', headerRow: 1 })).map((layer) => layer.name)).toEqual(['字典'])
    const opened = await open(path, { sheet: '没有' })
    expect(opened.ok ? null : [opened.refusal.code, opened.refusal.proposals]).toEqual([
      'xlsx.sheet-missing',
      ['人员', '空', '字典'],
    ])
  })
})
