import { Clipper, FillRule } from 'clipper2-ts'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadGeos } from '../../main/platform/geos.ts'
import type { ShapeOps } from '../../main/platform/geos-shapes.ts'
import type { PolygonRings } from '../../shared/geo/geometry.ts'

/** Where villages lie: a double steps by 7 nm there. */
const ORIGIN = { x: 39_369_600, y: 3_882_600 }
/** Clipper2 works on whole numbers: tenths of a millimetre. */
const GRID_M = 0.0001

let shapes: ShapeOps
beforeAll(async () => {
  shapes = (await loadGeos()).shapes
})

/** A star-shaped ring around a centre: valid whatever its radii, and seldom convex. */
const star = fc
  .record({
    x: fc.integer({ min: 0, max: 60 }),
    y: fc.integer({ min: 0, max: 60 }),
    radiiM: fc.array(fc.integer({ min: 4, max: 60 }), { minLength: 5, maxLength: 24 }),
  })
  .map(({ x, y, radiiM }): readonly PolygonRings[] => {
    const ring = radiiM.flatMap((radius, i) => {
      const angle = (2 * Math.PI * i) / radiiM.length
      return [ORIGIN.x + x + radius * Math.cos(angle), ORIGIN.y + y + radius * Math.sin(angle)]
    })
    return [[Float64Array.from([...ring, ring[0] ?? 0, ring[1] ?? 0])]]
  })

const areaOf = (make: () => ReturnType<ShapeOps['make']>): { readonly m2: number; readonly perimeterM: number } => {
  const shape = make()
  const measured = { m2: shapes.areaM2(shape), perimeterM: shapes.perimeterM(shape) }
  shapes.free(shape)
  return measured
}

const whole = (polygons: readonly PolygonRings[]) => areaOf(() => shapes.make(polygons, ORIGIN))
function together(work: 'intersection' | 'difference', a: readonly PolygonRings[], b: readonly PolygonRings[]) {
  const [first, second] = [shapes.make(a, ORIGIN), shapes.make(b, ORIGIN)]
  const measured = areaOf(() => shapes[work](first, second))
  shapes.free(first)
  shapes.free(second)
  return measured
}

const onGrid = (polygons: readonly PolygonRings[]) =>
  polygons.map(([shell]) =>
    Array.from({ length: (shell?.length ?? 2) / 2 - 1 }, (_, i) => ({
      x: Math.round(((shell?.[i * 2] ?? 0) - ORIGIN.x) / GRID_M),
      y: Math.round(((shell?.[i * 2 + 1] ?? 0) - ORIGIN.y) / GRID_M),
    })),
  )

describe('overlay of shapes', () => {
  it('loses nothing: a shape is what it shares and what it does not', () => {
    fc.assert(
      fc.property(star, star, (a, b) => {
        const { m2 } = whole(a)
        const parts = together('intersection', a, b).m2 + together('difference', a, b).m2
        expect(Math.abs(parts - m2) / m2).toBeLessThan(1e-9)
      }),
      { numRuns: 300 },
    )
  })

  it('agrees with Clipper2 on a grid of 0.1 mm within the tolerance of coordinates', () => {
    fc.assert(
      fc.property(star, star, (a, b) => {
        const ours = together('intersection', a, b)
        const theirs = Clipper.intersect(onGrid(a), onGrid(b), FillRule.NonZero)
        const theirsM2 = theirs.reduce((sum, path) => sum + Clipper.area(path), 0) * GRID_M ** 2
        const perimeterM = Math.max(ours.perimeterM, whole(a).perimeterM, whole(b).perimeterM)
        expect(Math.abs(ours.m2 - Math.abs(theirsM2))).toBeLessThanOrEqual(GRID_M * perimeterM)
      }),
      { numRuns: 300 },
    )
  })

  it('unites neighbours into one patch, gives its rings back where they were, and finds a point inside', () => {
    const box = (x: number): readonly PolygonRings[] => [
      [
        Float64Array.from(
          [x, 0, x, 10, x + 10, 10, x + 10, 0, x, 0].map((value, i) => value + (i % 2 === 0 ? ORIGIN.x : ORIGIN.y)),
        ),
      ],
    ]
    const united = shapes.union(
      [box(0), box(10), box(40)].map((polygons) => shapes.make(polygons, ORIGIN)),
      GRID_M,
    )
    const polygons = shapes.polygons(united, ORIGIN)
    const at = shapes.pointIn(united, ORIGIN)
    shapes.free(united)
    const west = polygons.map(([shell]) => Math.min(...(shell ?? []).filter((_, i) => i % 2 === 0)) - ORIGIN.x)
    expect(west.toSorted((a, b) => a - b)).toEqual([0, 40])
    expect(at?.[1]).toBeGreaterThan(ORIGIN.y)
    expect(at?.[1]).toBeLessThan(ORIGIN.y + 10)
  })
})
