import type { PolygonRings } from '../../../shared/geo/geometry.ts'
import { readBlob } from '../../../shared/geo/geopackage-blob.ts'

/** The polygons of a stored geometry; null when the blob holds none. */
export function polygonsOf(geom: Uint8Array): readonly PolygonRings[] | null {
  const read = readBlob(geom)
  return 'geometry' in read && read.geometry?.type === 'MultiPolygon' ? read.geometry.polygons : null
}
