import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  fitFacts,
  fitLegend,
  LINE_HEIGHT,
  type Measure,
  sizeToFit,
  wrapText,
} from '../../../main/jobs/plan/print/fit-text.ts'

/** A Chinese character is as wide as high, any other half of it. */
const measure: Measure = (text, sizeMm) =>
  Array.from(text).reduce((sum, one) => sum + (/[⺀-￯]/.test(one) ? sizeMm : sizeMm / 2), 0)
const BOX = { width: 85, height: 110 }

const row = (i: number, name: string) => ({ code: `${1000 + i}`, name, areaText: '1234.56 hm²' })

it.each([1, 4, 12, 25, 40, 80, 200])(
  'keeps a legend of %d classes within its box, each whole, none upon another',
  (n) => {
    const texts = Array.from({ length: n }, (_, i) =>
      row(i, i % 3 === 0 ? '村庄内部公共管理与公共服务设施用地（规划新增）' : '水浇地'),
    )
    const { rows, sizeMm, columnMm } = fitLegend(texts, BOX, 3, measure)
    expect(rows.map(({ lines }) => lines.join(''))).toEqual(texts.map(({ name }) => name))
    for (const [i, { column, yMm, heightMm, lines }] of rows.entries()) {
      expect(yMm).toBeGreaterThanOrEqual(0)
      expect(yMm + heightMm).toBeLessThanOrEqual(BOX.height + 1e-6)
      expect((column + 1) * columnMm).toBeLessThanOrEqual(BOX.width + 1e-6)
      expect(lines.length * LINE_HEIGHT * sizeMm).toBeLessThanOrEqual(heightMm)
      const next = rows[i + 1]
      if (next?.column === column) expect(next.yMm).toBeGreaterThanOrEqual(yMm + heightMm - 1e-6)
    }
  },
)

it('takes the wanted size and one column where there is room, and several columns before it becomes small', () => {
  const few = fitLegend([row(1, '水浇地'), row(2, '旱地')], BOX, 3, measure)
  expect(few).toMatchObject({ sizeMm: 3, rows: [{ column: 0 }, { column: 0 }] })
  const many = fitLegend(
    Array.from({ length: 40 }, (_, i) => row(i, '水浇地')),
    BOX,
    3,
    measure,
  )
  expect(new Set(many.rows.map(({ column }) => column)).size).toBeGreaterThan(1)
  expect(many.sizeMm).toBeGreaterThan(2)
})

it('wraps between Chinese characters and after words, within the width, and loses nothing but spaces', () => {
  expect(wrapText('农村宅基地（规划新增）', 6, 1, measure)).toEqual(['农村宅基地', '（规划新增）'])
  expect(wrapText('Rural homestead, planned', 8, 1, measure)).toEqual(['Rural homestead,', 'planned'])
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('村', '，', 'a', 'B', ' ', '-', '（', '）', '1'), maxLength: 40 }),
      (text) => {
        const lines = wrapText(text, 5, 1, measure)
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
        expect(lines.every((line) => measure(line, 1) <= 5)).toBe(true)
      },
    ),
  )
})

it('makes the title block smaller until it is no higher than it may be', () => {
  const facts = Array.from({ length: 20 }, (_, i): [string, string] => [
    `第${i}项说明`,
    '某某规划设计院有限公司'.repeat(3),
  ])
  const { heightMm, rows } = fitFacts(facts, 85, 100, 2.8, measure)
  expect(heightMm).toBeLessThanOrEqual(100)
  expect(rows.map(({ value }) => value.join(''))).toEqual(facts.map(([, value]) => value))
})

it('makes a title smaller only where it is too wide', () => {
  expect(sizeToFit('前王庄村土地利用规划图', 392, 9, measure)).toBe(9)
  expect(measure('村'.repeat(60), sizeToFit('村'.repeat(60), 392, 9, measure))).toBeCloseTo(392, 6)
  expect(sizeToFit('', 392, 9, measure)).toBe(9)
})
