import type Database from 'better-sqlite3'
import type { Extent } from '../../shared/geo/geometry.ts'
import { blobExtent } from '../../shared/geo/geopackage-blob.ts'

let lastBlob: Uint8Array | null = null
let lastExtent: Extent | null = null

/** One R-tree trigger asks five questions about one blob: the answer is kept from one to the next. */
function extentOf(blob: unknown): Extent | null {
  if (!(blob instanceof Uint8Array)) return null
  if (lastBlob === null || blob.length !== lastBlob.length || Buffer.compare(blob, lastBlob) !== 0) {
    lastExtent = blobExtent(blob)
    lastBlob = blob
  }
  return lastExtent
}

const bound =
  (index: 0 | 1 | 2 | 3) =>
  (blob: unknown): number | null =>
    extentOf(blob)?.[index] ?? null

/** The ST_ functions that the R-tree triggers of GeoPackage 1.3 need (clause F.3), null for no or empty geometry. */
export function registerSpatialFunctions(db: Database.Database): void {
  const options = { deterministic: true }
  db.function('ST_MinX', options, bound(0))
  db.function('ST_MinY', options, bound(1))
  db.function('ST_MaxX', options, bound(2))
  db.function('ST_MaxY', options, bound(3))
  db.function('ST_IsEmpty', options, (blob: unknown) => (blob === null ? null : extentOf(blob) === null ? 1 : 0))
}
