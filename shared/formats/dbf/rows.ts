import { decodeText, type TextCodec } from '../encoding/text-codec.ts'
import type { FieldValue } from '../source.ts'
import type { DbfField } from './descriptors.ts'
import { fieldTypeOf } from './fields.ts'
import type { DbfHeader } from './header.ts'
import { createTextFinder } from './text-span.ts'

export interface DbfRow {
  readonly deleted: boolean
  /** Trimmed text or null, aligned with the columns asked for; empty for a deleted row. */
  readonly values: readonly FieldValue[]
  /** A value ended inside a character, and the half was dropped: finding text.cut. */
  readonly textCut: boolean
  /** A value is not text of this encoding and is null: finding text.undecodable. */
  readonly undecodable: boolean
}

export interface DbfRowReader {
  /** `rowOffset`: byte position of the row's deletion flag in `chunk`, which must hold the whole row. */
  read(chunk: Uint8Array, rowOffset: number): DbfRow
}

const DELETED = 0x2a
const ASTERISK = 0x2a

const DELETED_ROW: DbfRow = { deleted: true, values: [], textCut: false, undecodable: false }

interface Column {
  readonly start: number
  readonly end: number
  readonly type: ReturnType<typeof fieldTypeOf>
}

const columnOf = (field: DbfField): Column => ({
  start: field.start,
  end: field.start + field.width,
  type: fieldTypeOf(field),
})

/** What an ASCII value means by its type: overflow marks, zero dates and unknown logicals are blanks (dBASE III manual). */
function meaning(text: string, type: Column['type']): string | null {
  switch (type) {
    case 'number':
      return text.charCodeAt(0) === ASTERISK && /^\*+$/.test(text) ? null : text
    case 'date':
      return /^[0*]+$/.test(text) ? null : text
    case 'logical':
      if (text === '?') return null
      return /^[TtYy]$/.test(text) ? 'T' : /^[FfNn]$/.test(text) ? 'F' : text
    default:
      return text
  }
}

/**
 * Decodes rows one by one: `T`/`F` for logicals, numbers and dates as the text they are (see values.ts), memo and binary
 * fields null. Rows are turned into text once and sliced; only values with a byte above 0x7F meet the codec.
 */
export function createDbfRowReader(header: DbfHeader, codec: TextCodec, columns?: readonly number[]): DbfRowReader {
  const chosen = columns ?? header.fields.map((_, index) => index)
  const layout = chosen.flatMap((index) => header.fields[index] ?? []).map(columnOf)
  const find = createTextFinder()
  const readableEnd = Math.max(1, ...layout.map(({ end }) => end))

  return {
    read(chunk, rowOffset) {
      if (chunk[rowOffset] === DELETED) return DELETED_ROW
      const row = codec.latin1(chunk, rowOffset, rowOffset + readableEnd)
      const values: FieldValue[] = []
      let textCut = false
      let undecodable = false
      for (const column of layout) {
        const { start, end, ascii } = find(chunk, rowOffset + column.start, rowOffset + column.end)
        if (start === end || column.type === 'other') {
          values.push(null)
        } else if (ascii) {
          const text = row.slice(start - rowOffset, end - rowOffset)
          values.push(column.type === 'text' ? text : meaning(text, column.type))
        } else {
          const decoded = codec.decode(chunk, start, end) ?? decodeText(codec, chunk, start, end)
          if (decoded === null) undecodable = true
          else if (typeof decoded !== 'string') textCut = true
          values.push(typeof decoded === 'string' ? decoded : decoded?.text || null)
        }
      }
      return { deleted: false, values, textCut, undecodable }
    },
  }
}
