import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extentOf, hasNonFinite, planeAreaM2, signedRingArea } from '../../../shared/geo/plane-area.ts'
import { rectangle, turned, type XY } from '../../builders/shp-bytes.ts'

const run = (ring: readonly XY[]): Float64Array => Float64Array.from(ring.flat())

describe('plane area', () => {
  it('is exactly 200 m² for 16 × 12.5 m at 8-digit eastings', () => {
    expect(planeAreaM2([[run(rectangle(39_370_123.25, 3_870_456.5, 16, 12.5))]])).toBe(200)
    expect(planeAreaM2([[run(rectangle(39_370_123.37, 3_870_456.41, 16, 12.5))]])).toBeCloseTo(200, 6)
  })

  it('subtracts holes whichever way the rings run', () => {
    const outer = rectangle(0, 0, 10, 10)
    const inner = rectangle(2, 2, 3, 3)
    for (const shell of [outer, turned(outer)]) {
      for (const hole of [inner, turned(inner)]) expect(planeAreaM2([[run(shell), run(hole)]])).toBe(91)
    }
  })

  it('is the same for a ring left open', () => {
    const ring = rectangle(39_000_000, 3_000_000, 7, 3)
    expect(signedRingArea(run(ring.slice(0, 4)))).toBe(signedRingArea(run(ring)))
  })

  it('does not change when a plot is moved by whole metres', () => {
    const metre = fc.integer({ min: 0, max: 40_000_000 })
    const corner = fc.tuple(fc.integer({ min: -8000, max: 8000 }), fc.integer({ min: -8000, max: 8000 }))
    fc.assert(
      fc.property(metre, metre, fc.array(corner, { minLength: 3, maxLength: 30 }), (east, north, corners) => {
        // Sixteenths of a metre are exact in binary, so that only the method could err.
        const at = (x: number, y: number): Float64Array => run(corners.map(([dx, dy]) => [x + dx / 16, y + dy / 16]))
        expect(signedRingArea(at(east, north))).toBe(signedRingArea(at(0, 0)))
      }),
    )
  })

  it('is 0 for what encloses nothing', () => {
    expect(
      planeAreaM2([
        [new Float64Array(0)],
        [
          run([
            [5, 5],
            [6, 6],
          ]),
        ],
      ]),
    ).toBe(0)
  })
})

describe('extent', () => {
  it('covers the finite vertices and is null without any', () => {
    const geometry = {
      type: 'MultiPoint',
      coordinates: Float64Array.of(3, 4, Number.NaN, 9, -1, 7, 8, Number.POSITIVE_INFINITY),
    } as const
    expect(extentOf(geometry)).toEqual([-1, 4, 3, 7])
    expect(extentOf({ type: 'Point', coordinates: Float64Array.of(Number.NaN, Number.NaN) })).toBeNull()
  })

  it('finds any coordinate that is not finite, and no overflow of its own', () => {
    const withValue = (value: number) =>
      hasNonFinite({ type: 'MultiLineString', lines: [Float64Array.of(1, 2), Float64Array.of(3, value)] })
    expect([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY].map(withValue)).toEqual([true, true, true])
    expect(withValue(4)).toBe(false)
    expect(hasNonFinite({ type: 'Point', coordinates: Float64Array.of(1.7e308, 1.7e308) })).toBe(false)
  })
})
