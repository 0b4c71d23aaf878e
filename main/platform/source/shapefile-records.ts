import type { CancelSignal } from '../../../shared/contract/job.ts'
import { createDbfRowReader, type DbfRow } from '../../../shared/formats/dbf/rows.ts'
import { readShape, type ShapeRead } from '../../../shared/formats/shp/record.ts'
import { frameFault, type ShpIndex } from '../../../shared/formats/shp/shp-index.ts'
import type { FieldValue, SourceRecord } from '../../../shared/formats/source.ts'
import { type AllocateCoordinates, createSlab } from '../../../shared/geo/slab.ts'
import { createTextCodec } from '../text-codec.ts'
import type { DbfRef } from './layer.ts'
import { openPositioned, type PositionedFile } from './read-at.ts'

export interface RecordRange {
  /** 1-based physical positions, both included. */
  readonly from: number
  readonly to: number
  readonly batchRecords: number
  /** Indexes of the fields wanted; values are aligned with them. null: all fields. */
  readonly columns: readonly number[] | null
  readonly signal: CancelSignal
}

/** A span of neighbouring records is read at once up to this size, so that small parcels cost one read a batch. */
const SPAN_BYTES = 4 * 1024 ** 2
const NO_VALUES: readonly FieldValue[] = []
const NO_ISSUES: readonly string[] = []

/** Contents of records by position, read in spans; a record larger than a span is read alone. */
class ShapeContents {
  readonly #file: PositionedFile
  readonly #index: ShpIndex
  #buffer = new Uint8Array(SPAN_BYTES)
  #start = 0
  #bytes: Uint8Array = new Uint8Array(0)

  constructor(file: PositionedFile, index: ShpIndex) {
    this.#file = file
    this.#index = index
  }

  at(position: number, last: number): Uint8Array {
    const offset = this.#index.offsets[position] ?? 0
    const length = this.#index.lengths[position] ?? 0
    const from = offset - this.#start
    if (from >= 0 && from + length <= this.#bytes.length) return this.#bytes.subarray(from, from + length)
    if (length > SPAN_BYTES) return this.#file.read(offset, length)
    this.#bytes = this.#file.read(offset, Math.max(length, this.#spanFrom(position, last)), this.#buffer)
    this.#start = offset
    return this.#bytes.subarray(0, length)
  }

  /** Bytes from this record to the end of the batch's last record that follows it within a span. */
  #spanFrom(position: number, last: number): number {
    const start = this.#index.offsets[position] ?? 0
    let end = start
    for (let next = position; next <= last; next++) {
      if (frameFault(this.#index, next) !== null) continue
      const offset = this.#index.offsets[next] ?? 0
      const nextEnd = offset + (this.#index.lengths[next] ?? 0)
      if (offset < end) break
      if (nextEnd - start > SPAN_BYTES) break
      end = nextEnd
    }
    return end - start
  }
}

/** Whole rows of a .dbf, a batch at a time. */
function openRows(ref: DbfRef, columns: readonly number[] | null) {
  const codec = createTextCodec(ref.encoding)
  if (codec === null) throw new Error(`no codec for ${ref.encoding}`)
  const file = openPositioned(ref.path)
  const { headerLength, recordLength, rows } = ref.header
  const reader = createDbfRowReader(ref.header, codec, columns ?? undefined)
  let buffer = new Uint8Array(0)
  return {
    rows,
    /** Loads rows `from` … `to`, 0-based, `to` excluded; the function gives one of them, null past the end. */
    load(from: number, to: number): (row: number) => DbfRow | null {
      const byteLength = Math.max(0, Math.min(to, rows) - from) * recordLength
      if (buffer.length < byteLength) buffer = new Uint8Array(byteLength)
      const chunk =
        byteLength === 0 ? buffer.subarray(0, 0) : file.read(headerLength + from * recordLength, byteLength, buffer)
      return (row) => {
        const at = (row - from) * recordLength
        return at + recordLength <= chunk.length ? reader.read(chunk, at) : null
      }
    },
    close: () => file.close(),
  }
}

/** What the shape and its row say of themselves; nearly always nothing, and then nothing is allocated. */
function issuesOf(shape: ShapeRead | null, row: DbfRow | null): readonly string[] {
  const none =
    (shape === null || !(shape.unclosedRing || shape.reversedRing || shape.hadZ || shape.hadM)) &&
    (row === null || !(row.textCut || row.undecodable))
  if (none) return NO_ISSUES
  const issues: string[] = []
  if (shape?.unclosedRing) issues.push('geometry.ring-unclosed')
  if (shape?.reversedRing) issues.push('geometry.ring-orientation')
  if (shape?.hadZ) issues.push('geometry.z-dropped')
  if (shape?.hadM) issues.push('geometry.m-dropped')
  if (row?.textCut) issues.push('text.cut')
  if (row?.undecodable) issues.push('text.undecodable')
  return issues
}

/**
 * Records of a shapefile in physical order. A deleted row takes its shape with it; a shape without a row has no values. Coordinates
 * are cut from shared buffers: copy what is kept or sent to another thread.
 */
export function* shapefileRecords(
  ref: { readonly shp: string; readonly shapeType: number; readonly index: ShpIndex; readonly dbf: DbfRef | null },
  range: RecordRange,
): Generator<SourceRecord[], void, undefined> {
  const shp = openPositioned(ref.shp)
  const table = ref.dbf === null ? null : openRows(ref.dbf, range.columns)
  try {
    const contents = new ShapeContents(shp, ref.index)
    const shapes: ShapeReading = { ...ref, contents, coordinates: createSlab().coordinates }
    const end = Math.min(range.to, ref.index.count)
    for (let start = range.from - 1; start < end; start += range.batchRecords) {
      range.signal.throwIfAborted()
      const stop = Math.min(start + range.batchRecords, end)
      const rowAt = table?.load(start, stop) ?? null
      const batch: SourceRecord[] = []
      for (let position = start; position < stop; position++) {
        batch.push(readRecord(shapes, position, stop - 1, rowAt === null ? null : rowAt(position)))
      }
      yield batch
    }
  } finally {
    shp.close()
    table?.close()
  }
}

interface ShapeReading {
  readonly index: ShpIndex
  readonly shapeType: number
  readonly contents: ShapeContents
  readonly coordinates: AllocateCoordinates
}

function readRecord(shapes: ShapeReading, position: number, last: number, row: DbfRow | null): SourceRecord {
  const record = position + 1
  if (row?.deleted === true)
    return { record, deleted: true, unreadable: null, geometry: null, values: NO_VALUES, issues: NO_ISSUES }
  const values = row?.values ?? NO_VALUES
  const fault = frameFault(shapes.index, position)
  if (fault !== null)
    return { record, deleted: false, unreadable: fault, geometry: null, values, issues: issuesOf(null, row) }
  const shape = readShape(shapes.contents.at(position, last), shapes.shapeType, shapes.coordinates)
  return {
    record,
    deleted: false,
    unreadable: shape.unreadable,
    geometry: shape.geometry,
    values,
    issues: issuesOf(shape, row),
  }
}

/** Rows of a .dbf that stands alone. */
export function* dbfRecords(ref: DbfRef, range: RecordRange): Generator<SourceRecord[], void, undefined> {
  const table = openRows(ref, range.columns)
  try {
    const end = Math.min(range.to, table.rows)
    for (let start = range.from - 1; start < end; start += range.batchRecords) {
      range.signal.throwIfAborted()
      const stop = Math.min(start + range.batchRecords, end)
      const rowAt = table.load(start, stop)
      const batch: SourceRecord[] = []
      for (let position = start; position < stop; position++) {
        const row = rowAt(position)
        const record = position + 1
        const deleted = row?.deleted === true
        const values = row?.values ?? NO_VALUES
        batch.push({
          record,
          deleted,
          unreadable: row === null ? 'dbf.row-missing' : null,
          geometry: null,
          values,
          issues: issuesOf(null, row),
        })
      }
      yield batch
    }
  } finally {
    table.close()
  }
}
