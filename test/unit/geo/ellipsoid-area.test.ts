import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { ellipsoidArea, type GaussPlane, gaussInverse } from '../../../shared/geo/ellipsoid-area.ts'
import { planeAreaM2 } from '../../../shared/geo/plane-area.ts'

const zone39: GaussPlane = { centralMeridianDeg: 117, falseEastingM: 39_500_000 }
/** 900 × 890 m near the county seat, slightly turned: 80 ha. */
const block = (east: number, north: number): Float64Array =>
  Float64Array.of(
    east,
    north,
    east + 31.4,
    north + 890.2,
    east + 930.7,
    north + 859.9,
    east + 899.3,
    north - 30.1,
    east,
    north,
  )
const near = [
  block(39_370_000, 3_884_000),
  block(39_354_000, 3_866_000),
  block(39_391_000, 3_907_000),
  block(39_500_000, 3_884_000),
]

/** PROJ through GDAL's tool: transforms pairs, or null where it is not installed. */
function project(points: readonly (readonly [number, number])[], from: string, to: string): [number, number][] | null {
  const input = points.map(([x, y]) => `${x} ${y}`).join('\n')
  const run = spawnSync('gdaltransform', ['-s_srs', from, '-t_srs', to, '-output_xy'], {
    input,
    encoding: 'utf8',
    maxBuffer: 1e9,
  })
  if (run.error !== undefined) return null
  return run.stdout
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number) as [number, number])
}

const hasProj = project([[0, 0]], 'EPSG:4490', 'EPSG:4490') !== null
if (!hasProj) console.log('gdaltransform is not installed: comparisons with PROJ are skipped')

/** The ring with a vertex at least every metre, so that its projected edges are the plane's straight lines. */
function densified(ring: Float64Array): [number, number][] {
  const points: [number, number][] = []
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const [x, y, toX, toY] = ring.subarray(i, i + 4) as unknown as [number, number, number, number]
    const steps = Math.ceil(Math.hypot(toX - x, toY - y))
    for (let k = 0; k < steps; k++) points.push([x + ((toX - x) * k) / steps, y + ((toY - y) * k) / steps])
  }
  return points
}

const latLon = '+proj=longlat +a=6378137 +rf=298.257222101 +no_defs'
const gauss = '+proj=tmerc +lat_0=0 +lon_0=117 +k=1 +x_0=39500000 +y_0=0 +a=6378137 +rf=298.257222101 +units=m +no_defs'
const equalArea = '+proj=cea +lon_0=115.5 +lat_ts=35 +x_0=0 +y_0=0 +a=6378137 +rf=298.257222101 +units=m +no_defs'

describe('Gauss inverse', () => {
  it.skipIf(!hasProj)('agrees with PROJ within 0.01 mm up to 2° from the central meridian', () => {
    const points = [-180_000, -130_000, -60_000, 0, 90_000, 180_000].flatMap((dx) =>
      [1_900_000, 3_884_000, 5_900_000].map((y) => [39_500_000 + dx, y] as const),
    )
    const expected = project(points, gauss, latLon) ?? []
    const worstM = points.map(([x, y], i) => {
      const { latitude, longitude } = gaussInverse(x, y, zone39)
      const [lon, lat] = expected[i] ?? [Number.NaN, Number.NaN]
      return 111_320 * Math.max(Math.abs((longitude * 180) / Math.PI - lon), Math.abs((latitude * 180) / Math.PI - lat))
    })
    expect(Math.max(...worstM)).toBeLessThan(1e-5)
  })
})

describe('ellipsoidal area', () => {
  it.skipIf(!hasProj)('agrees with PROJ on 80 ha within what seconds to 6 decimals can tell', () => {
    const differencesM2 = near.map((ring) => {
      const projected = project(densified(ring), gauss, equalArea) ?? []
      return ellipsoidArea([[ring]], zone39).rawM2 - planeAreaM2([[Float64Array.from(projected.flat())]])
    })
    console.log(`ellipsoid − PROJ on 80 ha: ${differencesM2.map((m2) => m2.toFixed(5)).join(', ')} m²`)
    expect(Math.max(...differencesM2.map(Math.abs))).toBeLessThan(0.02)
  })

  it.each([
    ['east', 39_391_000, 0.00029],
    ['seat', 39_370_000, 0.00042],
    ['west', 39_354_000, 0.00053],
  ])('is smaller than the plane in the %s of the county', (_, east, share) => {
    const ring = block(east, 3_884_000)
    const difference = 1 - ellipsoidArea([[ring]], zone39).rawM2 / planeAreaM2([[ring]])
    expect(Math.abs(difference - share)).toBeLessThan(1.5e-5)
  })

  it('subtracts holes and does not care which way rings run or whether they are closed', () => {
    const shell = block(39_370_000, 3_884_000)
    const hole = Float64Array.of(
      39_370_100,
      3_884_100,
      39_370_200,
      3_884_100,
      39_370_200,
      3_884_200,
      39_370_100,
      3_884_200,
    )
    const both = ellipsoidArea([[shell, hole]], zone39).rawM2
    expect(both).toBeCloseTo(ellipsoidArea([[shell]], zone39).rawM2 - ellipsoidArea([[hole]], zone39).rawM2, 6)
    const backwards = Float64Array.from(
      [...shell].reverse().flatMap((_, i, all) => (i % 2 === 0 ? [all[i + 1] ?? 0, all[i] ?? 0] : [])),
    )
    expect(ellipsoidArea([[backwards]], zone39).rawM2).toBeCloseTo(ellipsoidArea([[shell]], zone39).rawM2, 6)
  })

  it('rounds half-up to 0.01 m² beside the raw value', () => {
    const { rawM2, roundedM2 } = ellipsoidArea([[block(39_370_000, 3_884_000)]], zone39)
    expect(Math.abs(rawM2 - roundedM2)).toBeLessThanOrEqual(0.005)
    expect(roundedM2).toBe(Number(roundedM2.toFixed(2)))
  })
})
