import type { SourceIssue } from '../source.ts'
import { type DbfField, readDescriptors } from './descriptors.ts'
import { chooseRecordLength } from './record-length.ts'

export interface DbfHeader {
  readonly fields: readonly DbfField[]
  /** Rows that the file wholly holds, at most as many as its header declares. */
  readonly rows: number
  readonly declaredRows: number
  readonly headerLength: number
  /** Bytes from one row to the next. */
  readonly recordLength: number
  /** Language driver id: see `charsetOfLdid`. */
  readonly ldid: number
  readonly issues: readonly SourceIssue[]
}

export type DbfRefusalCode = 'dbf.empty' | 'dbf.not-a-dbf' | 'dbf.unsupported-version' | 'dbf.record-length'

/** No header is longer than a two-byte number can say. */
export const DBF_HEADER_MAX_BYTES = 65_535
const FIXED_HEADER_BYTES = 32
const LDID_OFFSET = 29
const END_OF_FILE_BYTES = 1

/** dBASE III–V, FoxBASE, FoxPro and Visual FoxPro, with and without memo. */
const KNOWN_VERSIONS = new Set([
  0x02, 0x03, 0x05, 0x30, 0x31, 0x32, 0x43, 0x63, 0x83, 0x8b, 0xcb, 0xe5, 0xeb, 0xf5, 0xfb,
])
/** dBASE 7 has another header layout; no survey software writes it. */
const DBASE_7_VERSIONS = new Set([0x04, 0x8c])

function rowIssues(declaredRows: number, rows: number, spareBytes: number, recordLength: number): SourceIssue[] {
  if (rows < declaredRows)
    return [
      {
        code: 'dbf.rows-missing',
        severity: 'warning',
        detail: { declared: declaredRows, rows, firstMissing: rows + 1 },
      },
    ]
  if (spareBytes >= recordLength)
    return [
      {
        code: 'dbf.rows-extra',
        severity: 'warning',
        detail: { declared: declaredRows, extra: Math.floor(spareBytes / recordLength) },
      },
    ]
  return spareBytes > END_OF_FILE_BYTES
    ? [{ code: 'dbf.trailing-bytes', severity: 'info', detail: { bytes: spareBytes } }]
    : []
}

/**
 * Reads a .dbf header (dBASE III table layout) from the first bytes of a file, at least `DBF_HEADER_MAX_BYTES` or all of it.
 * Nothing it declares is believed before it is held against `fileByteLength`. `dbf.record-length`: no row length fits, so
 * attributes would drift. Issues: dbf.rows-missing, dbf.rows-extra, dbf.trailing-bytes, dbf.record-length.
 */
export function readDbfHeader(
  bytes: Uint8Array,
  fileByteLength: number,
): DbfHeader | { readonly code: DbfRefusalCode } {
  if (fileByteLength === 0) return { code: 'dbf.empty' }
  if (bytes.length < FIXED_HEADER_BYTES + 1) return { code: 'dbf.not-a-dbf' }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const version = view.getUint8(0)
  const declaredRows = view.getUint32(4, true)
  const headerLength = view.getUint16(8, true)
  const declaredLength = view.getUint16(10, true)
  if (headerLength <= FIXED_HEADER_BYTES || headerLength > bytes.length) return { code: 'dbf.not-a-dbf' }
  if (DBASE_7_VERSIONS.has(version)) return { code: 'dbf.unsupported-version' }
  if (!KNOWN_VERSIONS.has(version)) return { code: 'dbf.not-a-dbf' }
  const descriptors = readDescriptors(bytes.subarray(FIXED_HEADER_BYTES, headerLength), declaredLength)
  if (descriptors === null) return { code: 'dbf.not-a-dbf' }
  const { fields, computedLength } = descriptors
  const recordLength = chooseRecordLength({
    bytes,
    fileByteLength,
    headerLength,
    declaredRows,
    declaredLength,
    computedLength,
  })
  if (recordLength === null) return { code: 'dbf.record-length' }
  const dataBytes = fileByteLength - headerLength
  const rows = Math.min(declaredRows, Math.floor(dataBytes / recordLength))
  const issues = rowIssues(declaredRows, rows, dataBytes - rows * recordLength, recordLength)
  if (declaredLength !== computedLength) {
    issues.push({
      code: 'dbf.record-length',
      severity: 'warning',
      detail: { declared: declaredLength, computed: computedLength, used: recordLength },
    })
  }
  return { fields, rows, declaredRows, headerLength, recordLength, ldid: view.getUint8(LDID_OFFSET), issues }
}
