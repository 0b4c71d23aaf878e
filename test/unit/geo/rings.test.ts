import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { measureRing, nestRings, sideOf } from '../../../shared/geo/ring-nesting.ts'
import { assembleRings, closeRing, hasTooFewPoints, isClosed, ringPointCount } from '../../../shared/geo/rings.ts'
import { rectangle, turned, type XY } from '../../builders/shp-bytes.ts'

const run = (ring: readonly XY[]): Float64Array => Float64Array.from(ring.flat())
const shell = (x: number, size: number): Float64Array => run(rectangle(x, x, size, size))
const hole = (x: number, size: number): Float64Array => run(turned(rectangle(x, x, size, size)))

/** Which of the given rings stand where. */
const roles = (rings: readonly Float64Array[]): number[][] =>
  assembleRings(rings).polygons.map((polygon) => polygon.map((ring) => rings.indexOf(ring)))

describe('roles of rings', () => {
  it('gives all holes to the only shell, wherever it is listed', () => {
    expect(roles([hole(2, 1), shell(0, 10), hole(5, 1)])).toEqual([[1, 0, 2]])
  })

  it('gives a hole to the smallest of the shells around it', () => {
    expect(roles([shell(0, 100), hole(10, 80), shell(20, 60), hole(30, 40)])).toEqual([
      [0, 1],
      [2, 3],
    ])
  })

  it('gives a hole that lies in no shell to the first, for the validity check to find', () => {
    expect(roles([shell(0, 10), shell(20, 10), hole(50, 5)])).toEqual([[0, 2], [1]])
  })

  it('places a hole whose vertices all touch its shell', () => {
    const diamond = run([
      [0, 5],
      [5, 0],
      [10, 5],
      [5, 10],
      [0, 5],
    ])
    expect(roles([shell(0, 10), shell(20, 10), diamond])).toEqual([[0, 2], [1]])
  })

  it('decides by containment when no ring is clockwise, and says so', () => {
    const rings = [hole(0, 100), hole(10, 80), hole(20, 60), hole(200, 5)]
    expect(roles(rings)).toEqual([[0, 1], [2], [3]])
    expect(assembleRings(rings).reversed).toBe(true)
  })

  it('leaves a record whose every ring is reversed to the validity check, and says so', () => {
    for (const rings of [
      [hole(0, 100), shell(10, 20)],
      [hole(0, 100), shell(10, 20), shell(50, 20)],
    ]) {
      expect(assembleRings(rings).reversed).toBe(true)
      expect(roles(rings)[0]).toEqual([1, 0])
    }
  })

  it('takes an island in a lake for an island, not for a reversed record', () => {
    const rings = [shell(0, 100), hole(10, 80), shell(40, 10)]
    expect(roles(rings)).toEqual([[0, 1], [2]])
    expect(assembleRings(rings).reversed).toBe(false)
  })

  it('finds the smallest ring around, as looking at every ring does', () => {
    const box = fc.tuple(...[50, 50, 40, 40].map((max) => fc.integer({ min: 1, max })))
    fc.assert(
      fc.property(fc.array(box, { minLength: 1, maxLength: 60 }), (boxes) => {
        const rings = boxes.map(([x = 0, y = 0, w = 0, h = 0]) => measureRing(run(rectangle(x, y, w, h))))
        const nest = nestRings(rings)
        boxes.forEach(([x = 0, y = 0, w = 0, h = 0], i) => {
          const around = boxes.filter(
            ([x2 = 0, y2 = 0, w2 = 0, h2 = 0]) => x2 < x && y2 < y && x2 + w2 > x + w && y2 + h2 > y + h,
          )
          const smallest = Math.min(...around.map(([, , w2 = 0, h2 = 0]) => w2 * h2))
          const ring = rings[i]
          const found = ring === undefined ? undefined : nest.smallestAround(ring)
          // Rings that touch may also be found; never a larger one than the smallest strictly around.
          expect(found?.area ?? Number.POSITIVE_INFINITY).toBeLessThanOrEqual(smallest)
        })
      }),
    )
  })

  it('nests 40 000 rings of one record in well under the time of comparing all with all', () => {
    const rings = Array.from({ length: 20_000 }, (_, i) => [
      run(rectangle(i * 10, 0, 5, 5)),
      run(turned(rectangle(i * 10 + 1, 1, 2, 2))),
    ]).flat()
    const started = performance.now()
    expect(assembleRings(rings).polygons.every((polygon) => polygon.length === 2)).toBe(true)
    expect(performance.now() - started).toBeLessThan(2_000)
  })

  it('loses no ring, be it without area, without vertices or with NaN', () => {
    const flat = run([
      [0, 0],
      [5, 5],
      [0, 0],
    ])
    const broken = run([
      [Number.NaN, 0],
      [1, 1],
      [2, 0],
      [Number.NaN, 0],
    ])
    for (const sound of [[], [shell(0, 10)], [shell(0, 10), shell(20, 10)], [hole(0, 10)]]) {
      const rings = [...sound, flat, new Float64Array(0), broken]
      expect(roles(rings).flat().sort()).toEqual(rings.map((_, i) => i))
    }
  })
})

describe('one ring', () => {
  it('is closed only by its very first vertex', () => {
    expect(isClosed(shell(0, 10))).toBe(true)
    expect(
      isClosed(
        run([
          [0, 0],
          [0, 9],
          [9, 9],
          [0, 0.001],
        ]),
      ),
    ).toBe(false)
    expect([
      ...closeRing(
        run([
          [0, 0],
          [0, 9],
          [9, 9],
        ]),
      ),
    ]).toEqual([0, 0, 0, 9, 9, 9, 0, 0])
  })

  it.each<[string, XY[], boolean]>([
    [
      'two vertices',
      [
        [0, 0],
        [1, 1],
      ],
      true,
    ],
    [
      'a line there and back',
      [
        [0, 0],
        [5, 5],
        [0, 0],
      ],
      true,
    ],
    [
      'two places visited often',
      [
        [0, 0],
        [5, 5],
        [0, 0],
        [5, 5],
        [0, 0],
      ],
      true,
    ],
    [
      'one place',
      [
        [3, 3],
        [3, 3],
        [3, 3],
        [3, 3],
      ],
      true,
    ],
    [
      'an open triangle',
      [
        [0, 0],
        [0, 5],
        [5, 5],
      ],
      false,
    ],
    [
      'a closed triangle',
      [
        [0, 0],
        [0, 5],
        [5, 5],
        [0, 0],
      ],
      false,
    ],
  ])('%s encloses nothing: %s', (_, ring, tooFew) => {
    expect(hasTooFewPoints({ type: 'MultiPolygon', polygons: [[run(ring)]] })).toBe(tooFew)
  })

  it('counts an empty ring as nothing', () => {
    expect(ringPointCount(new Float64Array(0))).toEqual({ closed: 0, distinct: 0 })
  })

  it('tells inside, outside and on the outline, corners and level edges included', () => {
    const ring = run([
      [0, 0],
      [0, 10],
      [5, 5],
      [10, 10],
      [10, 0],
      [0, 0],
    ])
    expect(sideOf(ring, 1, 5)).toBe('in')
    expect(sideOf(ring, 5, 7)).toBe('out')
    for (const [x, y] of [
      [0, 0],
      [5, 5],
      [10, 10],
      [4, 0],
      [0, 3],
      [2, 8],
    ] as const)
      expect(sideOf(ring, x, y)).toBe('on')
  })
})
