import type { Crs } from '../../../shared/geo/crs/catalogue.ts'
import { isOutsideZone } from '../../../shared/geo/crs/plausibility.ts'
import { ellipsoidArea } from '../../../shared/geo/ellipsoid-area.ts'
import type { Extent, Geometry, MultiPolygon, PolygonRings } from '../../../shared/geo/geometry.ts'
import { writeMultiPolygonBlob, writePointBlob } from '../../../shared/geo/geopackage-blob.ts'
import { extentOf, hasNonFinite, planeAreaM2 } from '../../../shared/geo/plane-area.ts'
import { closeRing, hasTooFewPoints, isClosed } from '../../../shared/geo/rings.ts'
import type { AllocateBytes } from '../../../shared/geo/slab.ts'
import { writeWkb } from '../../../shared/geo/wkb.ts'
import type { Geos } from '../../platform/geos.ts'
import { moved, type TransformCoordinates } from '../../platform/reprojection.ts'

export interface GeometryRules {
  readonly wanted: 'MULTIPOLYGON' | 'POINT'
  readonly target: Crs
  readonly transform: TransformCoordinates | null
  readonly isFarFromCounty: ((x: number, y: number) => boolean) | null
  readonly geos: Geos
  readonly bytes: AllocateBytes
}

export interface StagedGeometry {
  readonly blob: Uint8Array
  readonly extent: Extent
  readonly polygons: readonly PolygonRings[]
  /** Raw m² by coordinates in the survey's zone. */
  readonly areaM2: number
  readonly fault: 'geometry.self-intersection' | null
  readonly issues: readonly string[]
}

/** A polygon as the survey will store it, or every reason for which it cannot be. */
export function stageGeometry(
  geometry: Geometry | null,
  rules: GeometryRules,
): StagedGeometry | { readonly rejected: readonly string[] } {
  if (geometry === null) return { rejected: ['geometry.missing'] }
  if (rules.wanted === 'POINT') return stagePoint(geometry, rules)
  if (geometry.type !== 'MultiPolygon') return { rejected: ['geometry.not-polygon'] }
  if (geometry.polygons.length === 0) return { rejected: ['geometry.missing'] }
  const rejected: string[] = []
  if (hasTooFewPoints(geometry)) rejected.push('geometry.too-few-points')
  if (hasNonFinite(geometry)) return { rejected: [...rejected, 'geometry.not-finite'] }
  const placed = rules.transform === null ? geometry : moved(geometry, rules.transform)
  if (isAnyOutside(placed, rules.target)) rejected.push('crs.outside-zone')
  const extent = extentOf(placed)
  if (rejected.length > 0 || extent === null) return { rejected: rejected.length > 0 ? rejected : ['geometry.missing'] }
  return accept(placed, extent, rules)
}

function stagePoint(
  geometry: Geometry,
  rules: GeometryRules,
): StagedGeometry | { readonly rejected: readonly string[] } {
  if (geometry.type !== 'Point') return { rejected: ['geometry.not-point'] }
  if (hasNonFinite(geometry)) return { rejected: ['geometry.not-finite'] }
  const place = rules.transform === null ? geometry.coordinates : rules.transform(geometry.coordinates)
  const [x = Number.NaN, y = Number.NaN] = place
  if (isOutsideZone(x, y, rules.target)) return { rejected: ['crs.outside-zone'] }
  return {
    blob: writePointBlob(place, rules.target.epsg, rules.bytes),
    extent: [x, y, x, y],
    polygons: [],
    areaM2: 0,
    fault: null,
    issues: rules.isFarFromCounty?.(x, y) ? ['crs.far-from-county'] : [],
  }
}

function accept(geometry: MultiPolygon, extent: Extent, rules: GeometryRules): StagedGeometry {
  const polygons = closed(geometry.polygons)
  const invalid = rules.geos.invalidReason(polygons) !== null
  const [x = Number.NaN, y = Number.NaN] = polygons[0]?.[0] ?? []
  return {
    blob: writeMultiPolygonBlob(polygons, rules.target.epsg, rules.bytes),
    extent,
    polygons,
    areaM2: planeAreaM2(polygons),
    fault: invalid ? 'geometry.self-intersection' : null,
    issues: [
      ...(invalid ? ['geometry.self-intersection'] : []),
      ...(rules.isFarFromCounty?.(x, y) ? ['crs.far-from-county'] : []),
    ],
  }
}

function isAnyOutside(geometry: MultiPolygon, target: Crs): boolean {
  for (const rings of geometry.polygons) {
    for (const ring of rings) {
      for (let i = 0; i + 1 < ring.length; i += 2)
        if (isOutsideZone(ring[i] ?? Number.NaN, ring[i + 1] ?? Number.NaN, target)) return true
    }
  }
  return false
}

/** A GeoPackage ring ends where it began. The closing is said (geometry.ring-unclosed) by the reader that saw the open ring. */
const closed = (polygons: readonly PolygonRings[]): readonly PolygonRings[] =>
  polygons.every((rings) => rings.every(isClosed)) ? polygons : polygons.map((rings) => rings.map(closeRing))

/** Raw ellipsoidal area, m², of polygons in the survey's zone; null where that is no Gauss-Krüger plane. */
export function ellipsoidAreaIn(crs: Crs, polygons: readonly PolygonRings[]): number | null {
  const { centralMeridian, falseEasting } = crs
  if (centralMeridian === null || falseEasting === null) return null
  return ellipsoidArea(polygons, { centralMeridianDeg: centralMeridian, falseEastingM: falseEasting }).rawM2
}

/** What is kept of a rejected record's shape, as WKB in the source's own numbers. */
export const rejectedShape = (geometry: Geometry): Uint8Array => writeWkb(geometry)
