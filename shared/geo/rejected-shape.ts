import type { Geometry, MultiPolygon } from './geometry.ts'
import { readBlob } from './geopackage-blob.ts'
import { readWkb } from './wkb.ts'

const GEOPACKAGE_MAGIC = 0x47

/** The shape that a survey keeps of a rejected record; null: none, or no polygon. */
export interface RejectedShape {
  readonly geometry: MultiPolygon | null
  /** WKB stands in the source's numbers, a GeoPackage blob in the survey's system: the survey itself rejected the record. */
  readonly system: 'source' | 'survey'
}

export function readRejectedShape(shape: Uint8Array): RejectedShape {
  const system = shape[0] === GEOPACKAGE_MAGIC ? 'survey' : 'source'
  const read = system === 'survey' ? readBlob(shape) : readWkb(shape)
  return { geometry: 'unsupported' in read ? null : polygonsOf(read.geometry), system }
}

const polygonsOf = (geometry: Geometry | null): MultiPolygon | null =>
  geometry?.type === 'MultiPolygon' ? geometry : null
