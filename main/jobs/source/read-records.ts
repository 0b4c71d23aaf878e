import type { ForeignRow } from '../../../db/foreign/read-geopackage.ts'
import { readForeignRows } from '../../../db/foreign/read-geopackage.ts'
import type { CancelSignal } from '../../../shared/contract/job.ts'
import type { SourceRecord } from '../../../shared/formats/source.ts'
import type { Geometry } from '../../../shared/geo/geometry.ts'
import { readBlob } from '../../../shared/geo/geopackage-blob.ts'
import { isClosed } from '../../../shared/geo/rings.ts'
import { assertNever } from '../../../shared/model/assert-never.ts'
import type { SourceLayer, SourceRef } from '../../platform/source/layer.ts'
import { geoJsonRecords } from '../../platform/source/open-geojson.ts'
import { dbfRecords, type RecordRange, shapefileRecords } from '../../platform/source/shapefile-records.ts'
import { tableRecords } from '../../platform/source/tables.ts'

export interface ReadRecordsOptions {
  /** 1-based physical record numbers, both included; default: all. */
  readonly from?: number
  readonly to?: number
  /** Indexes of `layer.fields` wanted; values are then aligned with them instead of the fields. */
  readonly columns?: readonly number[]
  readonly batchRecords?: number
  readonly signal: CancelSignal
}

const DEFAULT_BATCH_RECORDS = 1000

/**
 * A layer's records in physical order, in batches; every number from `from` to `to` comes once. Files are opened anew for each
 * call and read as the batches are taken, so two threads can share a layer by its ranges. Coordinates of small shapes share
 * buffers: copy those that are kept or sent to another thread.
 */
export async function* readRecords(
  layer: SourceLayer,
  options: ReadRecordsOptions,
): AsyncGenerator<SourceRecord[], void, undefined> {
  yield* recordsOf(layer, {
    from: Math.max(1, options.from ?? 1),
    to: Math.min(layer.records, options.to ?? layer.records),
    batchRecords: options.batchRecords ?? DEFAULT_BATCH_RECORDS,
    columns: options.columns ?? null,
    signal: options.signal,
  })
}

function recordsOf(layer: SourceLayer, range: RecordRange): Iterable<SourceRecord[]> | AsyncIterable<SourceRecord[]> {
  const { ref } = layer
  switch (ref.format) {
    case 'shapefile':
      return shapefileRecords(ref, range)
    case 'dbf':
      return dbfRecords(ref.dbf, range)
    case 'geojson':
      return geoJsonRecords(ref.path, layer, range)
    case 'geopackage':
      return geoPackageRecords(ref, range)
    case 'csv':
    case 'xlsx':
      return tableRecords(ref, layer.fields.length, range)
    default:
      return assertNever(ref)
  }
}

function* geoPackageRecords(
  ref: Extract<SourceRef, { format: 'geopackage' }>,
  range: RecordRange,
): Generator<SourceRecord[], void, undefined> {
  let record = range.from
  const slices = readForeignRows(
    ref.path,
    ref.privateCopy,
    ref.table,
    { ...range, sliceRows: range.batchRecords },
    range.columns,
  )
  for (const slice of slices) {
    range.signal.throwIfAborted()
    if (slice === 'damaged') break
    yield slice.map((row) => foreignRecord(record++, row))
  }
  // Rows that the count promised and the damaged file does not give are said one by one, as for a truncated .shp.
  while (record <= range.to) {
    const batch: SourceRecord[] = []
    for (; record <= range.to && batch.length < range.batchRecords; record++) {
      batch.push({ record, deleted: false, unreadable: 'gpkg.damaged', geometry: null, values: [], issues: [] })
    }
    yield batch
  }
}

function foreignRecord(record: number, row: ForeignRow): SourceRecord {
  const base = { record, deleted: false, unreadable: null, geometry: null, values: row.values, issues: [] }
  if (row.geometry === null) return base
  const blob = readBlob(row.geometry)
  if ('unsupported' in blob) return { ...base, unreadable: blob.unsupported }
  const issues: string[] = []
  if (blob.geometry !== null && hasUnclosedRing(blob.geometry)) issues.push('geometry.ring-unclosed')
  if (blob.hadZ) issues.push('geometry.z-dropped')
  if (blob.hadM) issues.push('geometry.m-dropped')
  return { ...base, geometry: blob.geometry, issues }
}

const hasUnclosedRing = (geometry: Geometry): boolean =>
  geometry.type === 'MultiPolygon' && geometry.polygons.some((rings) => rings.some((ring) => !isClosed(ring)))
