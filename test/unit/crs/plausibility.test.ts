import { describe, expect, it } from 'vitest'
import type { Crs } from '../../../shared/geo/crs/catalogue.ts'
import { crsOf } from '../../../shared/geo/crs/catalogue.ts'
import { countyExtent, countyZone, farFromCountyTest } from '../../../shared/geo/crs/county.ts'
import { gaussKrugerForward } from '../../../shared/geo/crs/gauss-kruger.ts'
import { isOutsideZone, lookOf } from '../../../shared/geo/crs/plausibility.ts'
import { cs2cs, hasCs2cs } from './gdal.ts'

const system = (epsg: number): Crs => {
  const crs = crsOf(epsg)
  if (crs === null) throw new Error(`EPSG:${epsg} is missing`)
  return crs
}

describe('look of coordinates', () => {
  it('reads the zone from eight digits, at both ends of both widths', () => {
    expect([13, 23, 25, 45].map((zone) => lookOf(zone * 1e6 + 412_345.67, 3_880_000))).toEqual(
      [13, 23, 25, 45].map((zone) => ({ look: 'zoned', zone, swapped: false })),
    )
    expect([12, 24, 46].map((zone) => lookOf(zone * 1e6 + 412_345.67, 3_880_000).look)).toEqual([
      'unknown',
      'unknown',
      'unknown',
    ])
  })

  it('tells longitude from latitude in China, and takes the rest of the world as it is', () => {
    expect(lookOf(35.07, 115.57)).toEqual({ look: 'degrees', inChina: true, swapped: true })
    expect(lookOf(115.57, 35.07)).toEqual({ look: 'degrees', inChina: true, swapped: false })
    expect(lookOf(-73.5, 40.6)).toEqual({ look: 'degrees', inChina: false, swapped: false })
  })
})

describe('isOutsideZone', () => {
  const zone39 = system(4527)
  it.each([
    [39_200_000, 3_880_000, false],
    [39_199_999.99, 3_880_000, true],
    [39_800_000, 3_880_000, false],
    [39_800_000.01, 3_880_000, true],
    [39_500_000, 1_800_000, false],
    [39_500_000, 1_799_999.99, true],
    [39_500_000, 6_100_000, false],
    [39_500_000, 6_100_000.01, true],
    [500_000, 3_880_000, true],
    [Number.NaN, 3_880_000, false],
    [Number.POSITIVE_INFINITY, 3_880_000, true],
  ])('holds the limits of zone 39 at (%d, %d)', (x, y, outside) => {
    expect(isOutsideZone(x, y, zone39)).toBe(outside)
  })
})

describe('the county', () => {
  it('keeps one zone, under its former codes too', () => {
    expect(['371703', '371727', '372925', '370000'].map((code) => countyZone(code)?.epsg)).toEqual([
      4527,
      4527,
      4527,
      undefined,
    ])
  })

  it.each([
    [4527, [39_353_700, 3_864_600, 39_391_000, 3_908_600]],
    [4548, [353_700, 3_864_600, 391_000, 3_908_600]],
    [4526, [38_627_900, null, 38_663_800, null]],
  ] as const)('has the plausible range known for EPSG:%i, within a kilometre', (epsg, range) => {
    const extent = countyExtent('371703', system(epsg)) ?? []
    range.forEach((limit, i) => {
      if (limit !== null) expect(Math.abs((extent[i] ?? Number.NaN) - limit)).toBeLessThan(1000)
    })
  })

  it('finds far what lies over 10 km outside, and nothing far of an unknown county', () => {
    const isFar = farFromCountyTest('371703', system(4527))
    expect(
      [
        [39_370_000, 3_880_000],
        [39_345_000, 3_880_000],
        [39_340_000, 3_880_000],
        [39_370_000, 3_930_000],
      ].map(([x = 0, y = 0]) => isFar?.(x, y)),
    ).toEqual([false, false, true, true])
    expect(farFromCountyTest('110101', system(4527))).toBeNull()
  })
})

describe.skipIf(!hasCs2cs)('gaussKrugerForward', () => {
  it.each([4527, 4548, 2363, 2415])('is within 0.1 mm of PROJ 4° and more around the meridian of EPSG:%i', (epsg) => {
    const crs = system(epsg)
    const pairs: [number, number][] = []
    for (let longitude = 113; longitude <= 121; longitude += 0.5)
      for (let latitude = 18; latitude <= 54; latitude += 1.5) pairs.push([longitude, latitude])
    const expected = cs2cs(
      `+proj=longlat +a=${crs.ellipsoid.semiMajorAxisM} +rf=${crs.ellipsoid.inverseFlattening}`,
      crs.proj4,
      pairs,
    )
    const worst = Math.max(
      ...pairs.map(([longitude, latitude], i) => {
        const [x, y] = gaussKrugerForward(crs, longitude, latitude)
        return Math.max(Math.abs(x - (expected[i]?.[0] ?? Number.NaN)), Math.abs(y - (expected[i]?.[1] ?? Number.NaN)))
      }),
    )
    expect(worst).toBeLessThan(1e-4)
  })
})
