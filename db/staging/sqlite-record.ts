import type { SqlValue } from './row-writer.ts'

/** Columns have lengths below 2^20 here: their types take three bytes at most. */
const MOST_TYPE_BYTES = 3
const MOST_HEADER_LENGTH_BYTES = 2
const MOST_UTF8_BYTES_A_UNIT = 3

/**
 * Rows as records of SQLite's file format (2.1), the first column being the table's integer key, which stands outside. Whole numbers
 * are stored as integers, which a column of either numeric affinity may hold. Null: longer than `mostBytes`. The bytes are good until
 * the next call.
 */
export function createRecordEncoder(
  columns: number,
  mostBytes: number,
): (values: readonly SqlValue[]) => Uint8Array | null {
  const bodyAt = MOST_HEADER_LENGTH_BYTES + columns * MOST_TYPE_BYTES
  const bytes = Buffer.alloc(bodyAt + mostBytes)
  const types = new Int32Array(columns)
  return (values) => {
    let end = bodyAt
    let headerBytes = 1 // the key's type
    for (let i = 1; i < columns; i++) {
      const value = values[i - 1] ?? null
      if (end + mostBytesOf(value) > bytes.length) return null
      const type = value === null ? 0 : typeof value === 'number' ? numberType(value) : -1
      if (type > 0) end = writeNumber(bytes, end, value as number, type)
      else if (type < 0) {
        const start = end
        end = typeof value === 'string' ? writeText(bytes, end, value) : writeBlob(bytes, end, value as Uint8Array)
        types[i] = (end - start) * 2 + (typeof value === 'string' ? 13 : 12)
      }
      if (type >= 0) types[i] = type
      headerBytes += varintBytes(types[i] ?? 0)
    }
    headerBytes += headerBytes < 127 ? 1 : 2
    if (headerBytes + end - bodyAt > mostBytes) return null
    let at = writeVarint(bytes, bodyAt - headerBytes, headerBytes)
    for (let i = 0; i < columns; i++) at = writeVarint(bytes, at, i === 0 ? 0 : (types[i] ?? 0))
    return bytes.subarray(bodyAt - headerBytes, end)
  }
}

const mostBytesOf = (value: SqlValue): number =>
  typeof value === 'string' ? value.length * MOST_UTF8_BYTES_A_UNIT : value instanceof Uint8Array ? value.length : 8

const FLOAT = 7
const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8] as const

function numberType(value: number): number {
  if (!Number.isInteger(value) || Math.abs(value) >= 2 ** 63) return Number.isNaN(value) ? 0 : FLOAT
  if (value === 0) return 8
  if (value === 1) return 9
  const size = value < 0 ? -value - 1 : value
  return size < 2 ** 7 ? 1 : size < 2 ** 15 ? 2 : size < 2 ** 23 ? 3 : size < 2 ** 31 ? 4 : size < 2 ** 47 ? 5 : 6
}

function writeNumber(bytes: Buffer, at: number, value: number, type: number): number {
  if (type === FLOAT) return bytes.writeDoubleBE(value, at)
  if (type > FLOAT) return at
  const width = INTEGER_BYTES[type] ?? 8
  return width === 8 ? bytes.writeBigInt64BE(BigInt(value), at) : bytes.writeIntBE(value, at, width)
}

/** Most texts are codes: a loop is faster than a call for what is short and ASCII. */
const LONG_TEXT = 48

function writeText(bytes: Buffer, at: number, text: string): number {
  if (text.length > LONG_TEXT) return at + bytes.write(text, at)
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit > 0x7f) return at + bytes.write(text, at)
    bytes[at + i] = unit
  }
  return at + text.length
}

function writeBlob(bytes: Buffer, at: number, blob: Uint8Array): number {
  bytes.set(blob, at)
  return at + blob.length
}

/** Seven bits a byte, the highest first; no number here needs more than 53 bits. */
export function varintBytes(value: number): number {
  let bytes = 1
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes++
  return bytes
}

export function writeVarint(into: Uint8Array, at: number, value: number): number {
  if (value < 0x80) {
    into[at] = value
    return at + 1
  }
  const end = at + varintBytes(value)
  let rest = value
  for (let i = end - 1; i >= at; i--) {
    into[i] = (rest % 0x80) | (i === end - 1 ? 0 : 0x80)
    rest = Math.floor(rest / 0x80)
  }
  return end
}
