import { expect, it } from 'vitest'
import { areaText } from '../../../shared/model/area-unit.ts'

it('shows m², 亩 and 公顷, each rounded half up once and at the end', () => {
  expect(areaText(468.505, 'm2')).toBe('468.51')
  expect(areaText(10_000, 'mu')).toBe('15.00')
  expect(areaText(1_234_567.891, 'mu')).toBe('1,851.85')
  expect(areaText(1_234_567.891, 'ha')).toBe('123.4568')
  expect(areaText(0, 'ha')).toBe('0.0000')
})
