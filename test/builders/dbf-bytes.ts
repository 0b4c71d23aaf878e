import iconv from 'iconv-lite'

export interface DbfFieldBytes {
  readonly name: string | Uint8Array
  readonly type?: string
  readonly width: number
  readonly decimals?: number
}

/** Cells are written as they stand, cut at the width in bytes (also inside a character) and padded with spaces. */
export interface DbfBytesPlan {
  readonly fields: readonly DbfFieldBytes[]
  readonly rows: readonly (readonly (string | Uint8Array | null)[])[]
  readonly encoding?: string
  readonly ldid?: number
  readonly version?: number
  /** 0-based rows that carry the deletion mark. */
  readonly deleted?: readonly number[]
  /** What the header claims, where it should not be the truth. */
  readonly declaredRows?: number
  readonly declaredRecordLength?: number
  readonly headerPadding?: number
  /** Bytes after the last row; the end mark alone unless given. */
  readonly tail?: Uint8Array
}

/** Makes the bytes of a .dbf, sound or broken, without the product's own writer. */
export function dbfBytes(plan: DbfBytesPlan): Uint8Array {
  const encoding = plan.encoding ?? 'gbk'
  const encode = (cell: string | Uint8Array): Uint8Array =>
    typeof cell === 'string' ? iconv.encode(cell, encoding) : cell
  const headerLength = 32 + 32 * plan.fields.length + 1 + (plan.headerPadding ?? 0)
  const rowLength = plan.fields.reduce((sum, field) => sum + field.width, 1)
  const tail = plan.tail ?? Uint8Array.of(0x1a)
  const bytes = new Uint8Array(headerLength + rowLength * plan.rows.length + tail.length)
  const view = new DataView(bytes.buffer)
  bytes.set([plan.version ?? 0x03, 124, 1, 1])
  view.setUint32(4, plan.declaredRows ?? plan.rows.length, true)
  view.setUint16(8, headerLength, true)
  view.setUint16(10, plan.declaredRecordLength ?? rowLength, true)
  bytes[29] = plan.ldid ?? 0
  plan.fields.forEach((field, index) => {
    const at = 32 + 32 * index
    bytes.set(encode(field.name).subarray(0, 11), at)
    bytes[at + 11] = (field.type ?? 'C').charCodeAt(0)
    bytes[at + 16] = field.width
    bytes[at + 17] = field.decimals ?? 0
  })
  bytes[32 + 32 * plan.fields.length] = 0x0d
  plan.rows.forEach((row, index) => {
    let at = headerLength + index * rowLength
    bytes.fill(0x20, at, at + rowLength)
    if (plan.deleted?.includes(index)) bytes[at] = 0x2a
    at += 1
    plan.fields.forEach((field, column) => {
      const cell = row[column] ?? null
      if (cell !== null) bytes.set(encode(cell).subarray(0, field.width), at)
      at += field.width
    })
  })
  bytes.set(tail, bytes.length - tail.length)
  return bytes
}
