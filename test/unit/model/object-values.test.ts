import { describe, expect, it } from 'vitest'
import {
  editableColumns,
  findEditableColumn,
  type ObjectLayer,
  objectLayers,
} from '../../../shared/model/object-columns.ts'
import { codeWithName, readTyped } from '../../../shared/model/object-values.ts'
import { fictitiousIdNumber } from '../../builders/survey-generator-people.ts'

const read = (layer: ObjectLayer, name: string, text: string | null) => {
  const column = findEditableColumn(layer, name)
  if (column === undefined) throw new Error(`no column ${name}`)
  return readTyped(layer, column, text)
}

describe('what is typed into a column', () => {
  it.each([
    ['parcel', 'ZDMJ', '200', 200],
    ['parcel', 'ZDMJ', ' 0 ', 0],
    ['parcel', 'ZDMJ', '', null],
    ['parcel', 'QLLX', '5', '5'],
    ['parcel', 'QLLX', '宅基地使用权', '5'],
    ['parcel', 'QLLX', '5 宅基地使用权', '5'],
    ['parcel', 'ZDDM', '371703001001jc00001', '371703001001JC00001'],
    ['parcel', 'BDCDYH', '371703001001JC00001F00010001', '371703001001JC00001F00010001'],
    ['parcel', 'QDSJ', '1998年3月', '1998-03'],
    ['village', 'village_type', '远郊村', 'far_suburb'],
    ['person', 'phone', '138-1234-5678', '138-1234-5678'],
    ['land_right', 'tier', '资格权', 'qualification'],
  ] as const)('%s %s “%s” is understood', (layer, name, text, value) => {
    expect(read(layer, name, text)).toMatchObject({ ok: true, value })
  })

  it.each([
    ['parcel', 'ZDMJ', '64,300', 'value.not-a-number'],
    ['parcel', 'ZDMJ', '-0.5', 'value.negative'],
    ['parcel', 'JTRK', '3.5', 'value.not-whole'],
    ['parcel', 'QDSJ', '1998-02-30', 'value.not-a-date'],
    ['parcel', 'QLLX', '12', 'value.not-in-list'],
    ['parcel', 'ZDDM', '371703001001JC00000', 'value.parcel-code'],
    ['parcel', 'XZCDM', '37170300120', 'value.village-code'],
    ['household', 'NHDM', ' ', 'value.required'],
    ['person', 'phone', 'abc', 'value.not-a-phone'],
    ['person', 'account', '12', 'value.not-an-account'],
    ['parcel', 'BZ', 'x'.repeat(2001), 'value.too-long'],
  ] as const)('%s %s “%s” is refused', (layer, name, text, code) => {
    expect(read(layer, name, text)).toEqual({ ok: false, code })
  })

  it('never lets a personal number into a plain column of any layer', () => {
    const number = fictitiousIdNumber(1)
    for (const layer of objectLayers)
      for (const column of editableColumns(layer)) {
        if (column.personal !== undefined || (layer === 'land_use' && column.name === 'source_id')) continue
        expect(readTyped(layer, column, number).ok, `${layer} ${column.name}`).toBe(false)
      }
  })
})

it('shows a code with its name, and what is no code as it is', () => {
  const column = findEditableColumn('parcel', 'QLLX')
  if (column === undefined) throw new Error('no column')
  expect(codeWithName(column, '5', 'zh')).toBe('5 宅基地使用权')
  expect(codeWithName(column, '77', 'zh')).toBe('77')
})
