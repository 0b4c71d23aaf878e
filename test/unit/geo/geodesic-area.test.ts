import { Geodesic } from 'geographiclib-geodesic'
import proj4 from 'proj4'
import { describe, expect, it } from 'vitest'
import { ellipsoidArea, type GaussPlane } from '../../../shared/geo/ellipsoid-area.ts'

const zone39: GaussPlane = { centralMeridianDeg: 117, falseEastingM: 39_500_000 }
const SEMI_MAJOR_M = 6_378_137
const FLATTENING = 1 / 298.257222101
const gauss = proj4(
  '+proj=longlat +a=6378137 +rf=298.257222101 +no_defs',
  '+proj=tmerc +lat_0=0 +lon_0=117 +k=1 +x_0=39500000 +y_0=0 +a=6378137 +rf=298.257222101 +units=m +no_defs',
)

/** Karney's geodesic area, which PROJ uses, of a ring of the plane. */
function geodesicArea(ring: Float64Array): number {
  const polygon = new Geodesic.Geodesic(SEMI_MAJOR_M, FLATTENING).Polygon(false)
  for (let i = 0; i + 3 < ring.length; i += 2) {
    const [longitude = Number.NaN, latitude = Number.NaN] = gauss.inverse([ring[i] ?? 0, ring[i + 1] ?? 0])
    polygon.AddPoint(latitude, longitude)
  }
  return Math.abs(polygon.Compute(false, true).area ?? Number.NaN)
}

/** A closed ring around a place with so many edges, each from 2 to 40 m long. */
function patch(east: number, north: number, edges: number, radiusM: number): Float64Array {
  const points = Array.from({ length: edges }, (_, i) => {
    const turn = (2 * Math.PI * i) / edges
    const reach = radiusM * (1 + 0.25 * Math.sin(5 * turn))
    return [east + reach * Math.cos(turn), north + reach * Math.sin(turn)]
  })
  return Float64Array.from([...points, ...points.slice(0, 1)].flat(), (value) => Math.round(value * 10_000) / 10_000)
}

/** Area between two parallels and two meridians, closed form, m². */
function graticuleArea(south: number, north: number, widthDeg: number): number {
  const e = Math.sqrt(FLATTENING * (2 - FLATTENING))
  const b = SEMI_MAJOR_M * (1 - FLATTENING)
  const zone = (latitudeDeg: number): number => {
    const es = e * Math.sin((latitudeDeg * Math.PI) / 180)
    return es / e / (1 - es * es) + Math.log((1 + es) / (1 - es)) / (2 * e)
  }
  return ((b * b * ((widthDeg * Math.PI) / 180)) / 2) * (zone(north) - zone(south))
}

describe('the ellipsoidal area of the survey', () => {
  it.each([
    [39_354_000, 3_866_000, 24, 8],
    [39_370_000, 3_884_000, 40, 60],
    [39_391_000, 3_907_000, 60, 150],
    [39_410_000, 3_884_000, 64, 220],
  ])('agrees with the geodesic area within 0.01 m² on short edges, at %d %d', (east, north, edges, radiusM) => {
    const ring = patch(east, north, edges, radiusM)
    expect(Math.abs(ellipsoidArea([[ring]], zone39).rawM2 - geodesicArea(ring))).toBeLessThan(0.01)
  })

  it('gives a sheet of 1:10 000 its theoretical area, to a hundred-millionth', () => {
    const [west, south, widthDeg, heightDeg] = [115.5, 35, 3.75 / 60, 2.5 / 60]
    const steps = 2000
    const along = (from: number, to: number) =>
      Array.from({ length: steps }, (_, i) => from + ((to - from) * i) / steps)
    const [east, north] = [west + widthDeg, south + heightDeg]
    const corners = [
      ...along(west, east).map((longitude) => [longitude, south]),
      ...along(south, north).map((latitude) => [east, latitude]),
      ...along(east, west).map((longitude) => [longitude, north]),
      ...along(north, south).map((latitude) => [west, latitude]),
      [west, south],
    ]
    const ring = Float64Array.from(corners.flatMap((corner) => gauss.forward(corner)))
    const expected = graticuleArea(south, north, widthDeg)
    expect(Math.abs(ellipsoidArea([[ring]], zone39).rawM2 / expected - 1)).toBeLessThan(1e-8)
  })
})
