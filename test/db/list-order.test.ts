import { afterAll, beforeAll, expect, it } from 'vitest'
import type { OpenSurvey } from '../../db/open/open-survey.ts'
import { dictionaryKeys } from '../../db/queries/lists/dictionary-keys.ts'
import { closeList, listPage, openList } from '../../db/queries/lists/lists.ts'
import type { ListValue } from '../../shared/contract/lists.ts'
import type { ListLayer } from '../../shared/model/list-columns.ts'
import { filledSurvey, opened } from './survey-bench.ts'

let survey: OpenSurvey
beforeAll(async () => {
  const bench = await filledSurvey({ parcels: 200 })
  await bench.assess()
  survey = opened(bench.path)
})
afterAll(() => survey.close())

const dictionary = new Intl.Collator('zh-CN', { sensitivity: 'base', numeric: true })

it('gives words keys that sort as the dictionary does, numbers by their value', () => {
  const words = [
    '王庄10号',
    '王庄2号',
    '王庄',
    '张庄1号',
    '安庄',
    '王家庄1号',
    '重庆路3号',
    '',
    'Beijing路',
    'beijing路',
    '𠮷村',
  ]
  const keys = dictionaryKeys(words)
  const byKey = words
    .map((word, i) => ({ word, key: keys[i] ?? '' }))
    .toSorted((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  expect(byKey.map(({ word }) => word)).toEqual(words.toSorted(dictionary.compare))
})

function valuesOf(layer: ListLayer, column: string, descending: boolean): readonly ListValue[] {
  const sort = [{ column, descending }]
  const { list, count } = openList(survey.db, { layer, filters: [], search: null, area: null, sort, idHash: null })
  const page = listPage(survey.db, { list, from: 0, to: count })
  closeList(list)
  return page?.rows.map(({ values }) => values[column] ?? null) ?? []
}

it.each([
  ['parcel', 'parcel_code'],
  ['parcel', 'acquired_on'],
  ['parcel', 'excess_m2'],
  ['parcel', 'approved_area_m2'],
  ['person', 'id_number_masked'],
  ['building', 'storeys'],
] as const)('sorts %s by %s both ways, blanks last', (layer, column) => {
  for (const descending of [false, true]) {
    const values = valuesOf(layer, column, descending)
    const known = values.filter((value) => value !== null)
    expect(known.length).toBeGreaterThan(0)
    const sorted = known.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    expect(known).toEqual(descending ? sorted.toReversed() : sorted)
    expect(values.slice(known.length).every((value) => value === null)).toBe(true)
  }
})

it('adds up the areas of the rows that it lists', () => {
  const query = { layer: 'parcel' as const, search: null, area: null, idHash: null }
  const over = [{ kind: 'one-of' as const, column: 'standing', values: ['over'] }]
  for (const column of ['parcel_code', 'area_m2', 'holder_name']) {
    const { list, areaM2 } = openList(survey.db, { ...query, filters: over, sort: [{ column, descending: true }] })
    const rows = listPage(survey.db, { list, from: 0, to: 1000 })?.rows ?? []
    closeList(list)
    expect(rows.length).toBeGreaterThan(0)
    expect(areaM2).toBeCloseTo(
      rows.reduce((sum, { values }) => sum + Number(values.area_m2), 0),
      6,
    )
  }
})
