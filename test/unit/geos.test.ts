import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadGeos } from '../../main/platform/geos.ts'
import type { Coordinates, Extent, PolygonRings } from '../../shared/geo/geometry.ts'
import { extentOf } from '../../shared/geo/plane-area.ts'
import { surelyShareAtMost, surelySimple, surelyWithin } from '../../shared/geo/separation.ts'
import { parcelMosaic, seeded, wkbHex } from '../builders/parcel-mosaic.ts'

const geos = await loadGeos()

const ring = (...numbers: number[]): Coordinates => Float64Array.from(numbers)
const extent = (polygons: readonly PolygonRings[]): Extent =>
  extentOf({ type: 'MultiPolygon', polygons }) ?? [0, 0, 0, 0]

const PYTHON = '/usr/bin/python3'
const hasGdal = spawnSync(PYTHON, ['-c', 'from osgeo import ogr']).status === 0
if (!hasGdal) console.log('skipped: comparison of GEOS with GDAL, python3-gdal is not installed')

/** What GDAL's own GEOS says: one line of JSON for every line of hexadecimal WKB. */
function askGdal(script: string, lines: readonly string[]): unknown[] {
  const run = spawnSync(
    PYTHON,
    [
      '-c',
      `import sys, json\nfrom osgeo import ogr, gdal\ngdal.UseExceptions()\ngdal.PushErrorHandler('CPLQuietErrorHandler')\n${script}`,
    ],
    {
      input: lines.join('\n'),
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  )
  if (run.status !== 0) throw new Error(run.stderr)
  return run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)
}

/** Corners on a coarse grid, so that touching, folding and repeated vertices are common. */
const gridRing = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })), { minLength: 3, maxLength: 9 })
  .map((points) => ring(...[...points, points[0] ?? [0, 0]].flatMap(([x, y]) => [39_550_000 + x, 3_880_000 + y])))
const looseRing = fc
  .array(fc.tuple(fc.double({ min: 0, max: 20, noNaN: true }), fc.double({ min: 0, max: 20, noNaN: true })), {
    minLength: 3,
    maxLength: 8,
  })
  .map((points) => ring(...[...points, points[0] ?? [0, 0]].flatMap(([x, y]) => [39_550_000 + x, 3_880_000 + y])))

describe('validity', () => {
  it('names the reason and the place of a self-intersection', () => {
    expect(geos.invalidReason([[ring(0, 0, 10, 10, 10, 0, 0, 10, 0, 0)]])).toEqual({
      reason: 'Self-intersection',
      x: 5,
      y: 5,
    })
  })

  it.each([
    ['unclosed', ring(0, 0, 0, 10, 10, 10, 10, 0), 10, 0],
    ['too-few-points', ring(0, 0, 0, 10, 0, 0), 0, 0],
    ['too-few-points', ring(), Number.NaN, Number.NaN],
    ['not-finite', ring(0, 0, 0, Number.NaN, 10, 10, 0, 0), 0, Number.NaN],
  ] as const)('says %s of rings that GEOS cannot read', (reason, shell, x, y) => {
    expect(geos.invalidReason([[shell]])).toEqual({ reason, x, y })
  })

  it('sees a hole that lies outside its shell', () => {
    const shell = ring(0, 0, 0, 10, 10, 10, 10, 0, 0, 0)
    expect(geos.invalidReason([[shell, ring(20, 20, 21, 20, 21, 21, 20, 20)]])?.reason).toBe('Hole lies outside shell')
    expect(geos.invalidReason([[shell, ring(2, 2, 4, 2, 4, 4, 2, 2)]])).toBeNull()
  })

  it('surelySimple is never wrong about rings on a grid or anywhere', () => {
    fc.assert(
      fc.property(fc.oneof(gridRing, looseRing), (shell) => {
        if (surelySimple(shell)) expect(geos.invalidReasonByGeos([[shell]])).toBeNull()
      }),
      { numRuns: 20_000 },
    )
  })

  it('surelySimple recognises ordinary plots', () => {
    const plots = parcelMosaic({ columns: 40, rows: 50, bentWalls: 0.5, rotateDegrees: 17 })
    expect(plots.filter(([rings]) => rings?.[0] !== undefined && surelySimple(rings[0])).length).toBe(2000)
  })

  it.skipIf(!hasGdal)('equals native GEOS on 4 000 random polygons, most of them invalid', () => {
    const random = seeded(7)
    const polygons = Array.from({ length: 4000 }, () => {
      const points = Array.from({ length: 3 + Math.floor(random() * 5) }, () => [
        39_550_000 + Math.floor(random() * 12),
        3_880_000 + Math.floor(random() * 12),
      ])
      return [[ring(...[...points, points[0] ?? []].flat())]]
    })
    const native = askGdal(
      'for line in sys.stdin: print(json.dumps(ogr.CreateGeometryFromWkb(bytes.fromhex(line.strip())).IsValid()))',
      polygons.map(wkbHex),
    )
    expect(polygons.map((p) => geos.invalidReason(p) === null)).toEqual(native)
    expect(native.filter((valid) => valid === true).length).toBeGreaterThan(200)
  })
})

describe('shared area', () => {
  it('keeps the digits at eight-digit eastings', () => {
    const a = parcelMosaic({ columns: 1, rows: 1 })[0] ?? []
    const moved = a.map((rings) => rings.map((r) => r.map((v, i) => (i % 2 === 0 ? v + 5 : v))))
    const near = (p: readonly PolygonRings[]): readonly PolygonRings[] =>
      p.map((rings) => rings.map((r) => r.map((v, i) => v - (i % 2 === 0 ? 39_550_000 : 3_880_000))))
    expect(geos.sharedAreaM2(a, moved)).toBeCloseTo(geos.sharedAreaM2(near(a), near(moved)), 6)
  })

  it('is nothing for shared walls', () => {
    const [a = [], b = []] = parcelMosaic({ columns: 2, rows: 1, bentWalls: 1, rotateDegrees: 17 })
    expect(geos.sharedAreaM2(a, b)).toBe(0)
  })

  it('surelyShareAtMost is never wrong about valid rings', () => {
    let sure = 0
    fc.assert(
      fc.property(
        fc.oneof(gridRing, looseRing),
        fc.oneof(gridRing, looseRing),
        fc.constantFrom(0.01, 1e-6, 3),
        (a, b, limitM2) => {
          if (geos.invalidReason([[a]]) !== null || geos.invalidReason([[b]]) !== null) return
          if (!surelyShareAtMost(limitM2, [[a]], extent([[a]]), [[b]], extent([[b]]))) return
          sure++
          expect(geos.sharedAreaM2([[a]], [[b]])).toBeLessThanOrEqual(limitM2 + 1e-9)
        },
      ),
      { numRuns: 20_000 },
    )
    expect(sure).toBeGreaterThan(20)
  })

  it('tells convex plots with shared walls apart without GEOS', () => {
    const plots = parcelMosaic({ columns: 30, rows: 2, rotateDegrees: 17 })
    for (let i = 0; i + 1 < 30; i++) {
      const [a = [], b = []] = [plots[i], plots[i + 1]]
      expect(surelyShareAtMost(0.01, a, extent(a), b, extent(b))).toBe(true)
    }
  })

  it('surelyWithin is never wrong about valid rings', () => {
    let sure = 0
    const triangle = (most: number) =>
      fc
        .array(fc.integer({ min: 0, max: most }), { minLength: 6, maxLength: 6 })
        .map((n) =>
          ring(...[...n, n[0] ?? 0, n[1] ?? 0].map((v, i) => v - most / 2 + (i % 2 === 0 ? 39_550_000 : 3_880_000))),
        )
    fc.assert(
      fc.property(fc.oneof(triangle(20), gridRing), triangle(6), (outer, inner) => {
        if (geos.invalidReason([[outer]]) !== null || geos.invalidReason([[inner]]) !== null) return
        if (!surelyWithin([[inner]], [[outer]])) return
        sure++
        const area = geos.prepare([[outer]])
        expect(area.covers([[inner]])).toBe(true)
        area.free()
      }),
      { numRuns: 20_000 },
    )
    expect(sure).toBeGreaterThan(20)
  })

  it.skipIf(!hasGdal)('equals native GEOS on 2 000 pairs of neighbours', () => {
    const plots = parcelMosaic({ columns: 1000, rows: 3, bentWalls: 0.5, rotateDegrees: 17, overlapping: 0.5 })
    const pairs = plots.slice(0, 2000).map((a, i) => [a, plots[i + 1] ?? []] as const)
    const native = askGdal(
      `for line in sys.stdin:
  a, b = [ogr.CreateGeometryFromWkb(bytes.fromhex(w)) for w in line.split()]
  s = a.Intersection(b)
  print(json.dumps(0 if s is None else s.GetArea() if s.GetGeometryName() != 'GEOMETRYCOLLECTION' else sum(g.GetArea() for g in s if g.GetDimension() == 2)))`,
      pairs.map(([a, b]) => `${wkbHex(a)} ${wkbHex(b)}`),
    ) as number[]
    const ours = pairs.map(([a, b]) => geos.sharedAreaM2(a, b))
    expect(Math.max(...ours.map((areaM2, i) => Math.abs(areaM2 - (native[i] ?? Number.NaN))))).toBeLessThan(1e-5)
  })
})
