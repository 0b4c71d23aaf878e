import { unverifiedRows } from '../../../db/history/outside-edits.ts'
import type { WritableDb } from '../../../db/open/database.ts'
import { readMetadata } from '../../../db/schema/metadata.ts'
import type { CancelSignal } from '../../../shared/contract/job.ts'
import { crsOf, epsgCodeIn } from '../../../shared/geo/crs/catalogue.ts'
import { readBlob } from '../../../shared/geo/geopackage-blob.ts'
import { loadGeos } from '../../platform/geos.ts'
import { ellipsoidAreaIn } from '../import/stage-geometry.ts'

const TABLES = ['village', 'parcel', 'building', 'land_use'] as const

/** Settles the validity of geometries that another program wrote into the live file. Call the result inside a transaction. */
export async function verifyGeometries(db: WritableDb): Promise<(signal: CancelSignal) => void> {
  const waiting = TABLES.filter((table) => unverifiedRows(db, table).length > 0)
  if (waiting.length === 0) return () => undefined
  const geos = await loadGeos()
  const crs = crsOf(epsgCodeIn(readMetadata(db, 'crs') ?? '') ?? 0)
  return (signal) => {
    for (const table of waiting) {
      const settle = db.prepare(
        `UPDATE ${table} SET rev = rev + 1, geometry_fault = ?${table === 'land_use' ? ', ellipsoid_area_m2 = ?' : ''} WHERE id = ?`,
      )
      for (const { id, geom } of unverifiedRows(db, table)) {
        signal.throwIfAborted()
        const read = readBlob(geom)
        const polygons = 'geometry' in read && read.geometry?.type === 'MultiPolygon' ? read.geometry.polygons : null
        const fault = polygons === null || geos.invalidReason(polygons) !== null ? 'geometry.self-intersection' : null
        if (table === 'land_use')
          settle.run(fault, crs === null || polygons === null ? null : ellipsoidAreaIn(crs, polygons), id)
        else settle.run(fault, id)
      }
    }
  }
}
