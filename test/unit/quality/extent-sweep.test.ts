import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ExtentSweep } from '../../../main/jobs/check/extent-sweep.ts'
import type { Extent } from '../../../shared/geo/geometry.ts'

const meet = (a: Extent, b: Extent): boolean => a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1]

/** Small and huge extents among each other, some of them points and lines. */
const box = fc
  .tuple(
    fc.integer({ min: 0, max: 400 }),
    fc.integer({ min: -400, max: 400 }),
    fc.integer({ min: 0, max: 40 }),
    fc.oneof(fc.integer({ min: 0, max: 90 }), fc.constant(6000)),
  )
  .map(([x, y, width, height]): Extent => [x, y, x + width, y + height])

it('tells every pair of extents that meet, once', () => {
  fc.assert(
    fc.property(fc.array(box, { maxLength: 60 }), fc.integer({ min: 0, max: 8 }), (boxes, rounding) => {
      const sorted = boxes.toSorted((a, b) => a[0] - b[0])
      const told: string[] = []
      const sweep = new ExtentSweep<number>((a, b) => told.push(`${Math.min(a, b)} ${Math.max(a, b)}`))
      let west = Number.NEGATIVE_INFINITY
      sorted.forEach((extent, i) => {
        // Bounds from an R-tree lie a little to the west of the truth.
        west = Math.max(west, extent[0] - rounding)
        sweep.push(west, extent, i)
      })
      const expected: string[] = []
      sorted.forEach((a, i) => sorted.forEach((b, j) => void (i < j && meet(a, b) && expected.push(`${i} ${j}`))))
      expect(told.toSorted()).toEqual(expected.toSorted())
    }),
    { numRuns: 2000 },
  )
})

it('keeps telling pairs after the waiting objects were cleaned', () => {
  let pairs = 0
  const sweep = new ExtentSweep<number>(() => pairs++)
  for (let i = 0; i < 20_000; i++) sweep.push(i, [i, 0, i + 1, 1], i)
  expect(pairs).toBe(19_999)
})
