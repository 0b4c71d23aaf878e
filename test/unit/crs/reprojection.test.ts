import { describe, expect, it } from 'vitest'
import { createReprojection, createTransform } from '../../../main/platform/reprojection.ts'
import type { Crs } from '../../../shared/geo/crs/catalogue.ts'
import { crsOf } from '../../../shared/geo/crs/catalogue.ts'
import { readDatumParameters } from '../../../shared/geo/crs/datum-parameters.ts'
import type { CrsShift } from '../../../shared/geo/crs/shift.ts'
import { cs2cs, hasCs2cs } from './gdal.ts'

const system = (epsg: number): Crs => {
  const crs = crsOf(epsg)
  if (crs === null) throw new Error(`EPSG:${epsg} is missing`)
  return crs
}
const reproject = (from: number, to: number, coordinates: readonly number[]): number[] => {
  const transform = createReprojection(system(from), system(to))
  if (transform === null) throw new Error('the datums differ')
  return [...transform(Float64Array.from(coordinates))]
}
const none = { kind: 'none' } as const
const across = (json: object): CrsShift => {
  const read = readDatumParameters(JSON.stringify(json), 'p.json')
  if (!read.ok) throw new Error(JSON.stringify(read.refusal.params))
  return { kind: 'datum', before: none, parameters: read.value, after: none }
}
/** A grid over a zone's usual width, in metres of a system with that false easting. */
const grid = (falseEasting: number): [number, number][] =>
  Array.from({ length: 41 * 19 }, (_, i) => [
    falseEasting - 200_000 + (i % 41) * 10_000 + 0.1234,
    2_000_000 + Math.floor(i / 41) * 200_000 + 0.5678,
  ])

const worstOf = (ours: readonly number[], theirs: readonly (readonly number[])[]): number =>
  Math.max(
    ...theirs.flatMap(([x = Number.NaN, y = Number.NaN], i) => [
      Math.abs((ours[2 * i] ?? Number.NaN) - x),
      Math.abs((ours[2 * i + 1] ?? Number.NaN) - y),
    ]),
  )

describe('createReprojection', () => {
  it('changes the spelling of a zone by an exact addition, there and back to the bit', () => {
    const prefixed = [39_370_123.4567, 3_880_123.4567, 39_370_222.125, 3_880_000]
    const plain = reproject(4527, 4548, prefixed)
    expect(plain).toEqual(prefixed.map((value, i) => (i % 2 === 0 ? value - 39_000_000 : value)))
    expect(reproject(4548, 4527, plain)).toEqual(prefixed)
  })

  it('gives new coordinates and leaves its input alone', () => {
    const given = Float64Array.of(38_640_000, 3_880_000)
    const moved = createReprojection(system(4526), system(4527))?.(given)
    expect([...given]).toEqual([38_640_000, 3_880_000])
    expect(moved).not.toBe(given)
  })

  it('keeps not-finite numbers not finite instead of throwing', () => {
    expect(
      reproject(4526, 4527, [Number.NaN, 3_880_000, 38_640_000, Number.POSITIVE_INFINITY]).every(Number.isNaN),
    ).toBe(true)
  })

  it('never joins two datums', () => {
    expect([2363, 2415, 4326, 3857].map((epsg) => createReprojection(system(epsg), system(4527)))).toEqual([
      null,
      null,
      null,
      null,
    ])
  })

  it.skipIf(!hasCs2cs).each([
    [4526, 4527],
    [4528, 4527],
    [4548, 4526],
    [4498, 4526],
    [2362, 2363],
  ])('is within 0.1 mm of PROJ from EPSG:%i to EPSG:%i', (from, to) => {
    const pairs = grid(system(from).falseEasting ?? 0)
    const worst = worstOf(reproject(from, to, pairs.flat()), cs2cs(system(from).proj4, system(to).proj4, pairs))
    console.log(
      `crs: EPSG:${from} to EPSG:${to}, ${pairs.length} points, at most ${(worst * 1000).toExponential(1)} mm from PROJ`,
    )
    expect(worst).toBeLessThan(1e-4)
  })

  it.skipIf(!hasCs2cs)('is within 0.1 mm of PROJ between a zone and degrees', () => {
    const pairs = grid(39_500_000)
    const degrees = reproject(4527, 4490, pairs.flat())
    expect(worstOf(degrees, cs2cs(system(4527).proj4, system(4490).proj4, pairs))).toBeLessThan(1e-9)
    expect(worstOf(reproject(4490, 4527, degrees), pairs)).toBeLessThan(1e-4)
  })
})

describe('createTransform', () => {
  it('swaps the axes before anything else', () => {
    const transform = createTransform({ swap: true, shift: { kind: 'zone-prefix', deltaEastingM: 39_000_000 } })
    expect([...transform(Float64Array.of(3_880_000, 370_000))]).toEqual([39_370_000, 3_880_000])
  })

  it('applies the plane similarity with X north and a positive turn from X to Y', () => {
    const shift = across({
      from: 'EPSG:2384',
      to: 'EPSG:4548',
      kind: 'plane-4',
      deltaNorthM: 10,
      deltaEastM: -5,
      rotationSeconds: 2,
      scalePpm: 3,
    })
    const angle = (2 / 3600 / 180) * Math.PI
    const [x, y] = [3_880_000, 370_000]
    const [east = 0, north = 0] = createTransform({ swap: false, shift })(Float64Array.of(y, x))
    expect(north).toBeCloseTo(10 + 1.000003 * (x * Math.cos(angle) - y * Math.sin(angle)), 6)
    expect(east).toBeCloseTo(-5 + 1.000003 * (x * Math.sin(angle) + y * Math.cos(angle)), 6)
  })

  it.skipIf(!hasCs2cs).each([
    ['position-vector', 1],
    ['coordinate-frame', -1],
  ] as const)('applies seven parameters as PROJ does, %s', (convention, sign) => {
    const numbers = {
      deltaXM: 24.5,
      deltaYM: -123.4,
      deltaZM: -94.7,
      rotationXSeconds: 0.5,
      rotationYSeconds: -0.25,
      rotationZSeconds: 1.5,
      scalePpm: -2,
    }
    const shift = across({ from: 'EPSG:2415', to: 'EPSG:4527', kind: 'helmert-7', convention, ...numbers })
    const pairs = grid(39_500_000)
    const towgs84 = `+towgs84=24.5,-123.4,-94.7,${0.5 * sign},${-0.25 * sign},${1.5 * sign},-2`
    const expected = cs2cs(`${system(2415).proj4} ${towgs84}`, `${system(4527).proj4} +towgs84=0,0,0`, pairs)
    expect(
      worstOf([...createTransform({ swap: false, shift })(Float64Array.from(pairs.flat()))], expected),
    ).toBeLessThan(1e-3)
  })
})
