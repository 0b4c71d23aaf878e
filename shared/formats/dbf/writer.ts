import { done, type Outcome, refuse } from '../../contract/outcome.ts'
import { roundHalfUp } from '../../model/round.ts'
import type { FieldValue } from '../source.ts'

export interface DbfFieldSpec {
  /** At most 10 bytes in the file's encoding. */
  readonly name: string
  readonly type: 'text' | 'number' | 'date' | 'logical'
  /** Bytes: text to 254, number to 20; dates have 8 and logicals 1 whatever is said. */
  readonly width: number
  readonly decimals?: number
}

/** What a value lost on its way into the file. */
export type DbfLossCode = 'text.cut' | 'text.unencodable' | 'number.too-wide' | 'number.rounded' | 'value.not-of-type'

export interface DbfLoss {
  readonly code: DbfLossCode
  /** Index into the fields. */
  readonly field: number
}

export interface DbfRowBytes {
  readonly bytes: Uint8Array
  readonly losses: readonly DbfLoss[]
}

export interface DbfWriterOptions {
  /** Language driver id: 0x4D for GBK and GB18030, 0 for UTF-8, which a .cpg has to name. */
  readonly ldid: number
  /** Date of last update in the header: given, so that the same data gives the same bytes. */
  readonly updated: { readonly year: number; readonly month: number; readonly day: number }
}

export interface DbfWriter {
  readonly recordLength: number
  /** Header for so many rows; written last where the count is known last. */
  header(rowCount: number): Uint8Array
  /** One row; values in the order of the fields, dates as YYYY-MM-DD. Absent values are blank. */
  row(values: readonly FieldValue[]): DbfRowBytes
  /** The end mark. */
  readonly end: Uint8Array
}

const NAME_MAX_BYTES = 10
const MAX_FIELDS = 255
const MAX_TEXT_BYTES = 254
const MAX_NUMBER_BYTES = 20
const FIXED_HEADER_BYTES = 32
const DESCRIPTOR_BYTES = 32
const SPACE = 0x20
const QUESTION_MARK = 0x3f
const LETTER = { text: 'C', number: 'N', date: 'D', logical: 'L' } as const
const EXACT_NUMBER = /^-?\d+(?:\.\d+)?$/

const widthOf = (field: DbfFieldSpec): number =>
  field.type === 'date' ? 8 : field.type === 'logical' ? 1 : field.width

function refusalOf(fields: readonly DbfFieldSpec[], encode: (text: string) => Uint8Array): Outcome<never> | null {
  if (fields.length === 0 || fields.length > MAX_FIELDS)
    return refuse({ code: 'dbf.field-count', params: { fields: fields.length } })
  const names = new Set<string>()
  for (const field of fields) {
    const width = widthOf(field)
    const limit = field.type === 'number' ? MAX_NUMBER_BYTES : MAX_TEXT_BYTES
    const isNameSound =
      field.name !== '' && encode(field.name).length <= NAME_MAX_BYTES && !names.has(field.name.toLowerCase())
    if (!isNameSound) return refuse({ code: 'dbf.field-name', params: { field: field.name } })
    if (width < 1 || width > limit)
      return refuse({ code: 'dbf.field-width', params: { field: field.name, width, limit } })
    names.add(field.name.toLowerCase())
  }
  return null
}

const count = (bytes: Uint8Array, byte: number): number => bytes.reduce((n, b) => (b === byte ? n + 1 : n), 0)

/** Drops whole characters from the end until the text fits. */
function cutToWidth(text: string, width: number, encode: (text: string) => Uint8Array): Uint8Array {
  const characters = [...text]
  let kept = ''
  let bytes = 0
  for (const character of characters) {
    bytes += encode(character).length
    if (bytes > width) break
    kept += character
  }
  return encode(kept)
}

/** The number's text at so many decimals and, when digits were dropped for it, that they were. null: not a number. */
function numberText(value: FieldValue, decimals: number): { text: string; rounded: boolean } | null {
  if (typeof value === 'string') {
    if (!EXACT_NUMBER.test(value.trim())) return null
    const text = value.trim().replace(/\.?0+$/, (zeros) => (value.includes('.') ? '' : zeros))
    // Long codes keep every digit: a text with no more decimals than the field is written as it stands.
    if ((text.split('.')[1] ?? '').length <= decimals) return { text, rounded: false }
    const shortened = numberText(Number(text), decimals)
    return shortened === null ? null : { text: shortened.text, rounded: true }
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) return null
  const exact = value.toFixed(decimals)
  if (Number(exact) === value && EXACT_NUMBER.test(exact)) return { text: exact, rounded: false }
  const rounded = roundHalfUp(value, decimals)
  const text = rounded.toFixed(decimals)
  return EXACT_NUMBER.test(text) ? { text, rounded: rounded !== value } : null
}

/**
 * Writer of dBASE III tables, as ArcGIS, SuperMap and GDAL read them. Text is cut at a character, numbers stand on the right, and
 * every loss is reported. Refusals: `dbf.field-count`, `dbf.field-name` (empty, repeated, over 10 bytes), `dbf.field-width`.
 */
export function createDbfWriter(
  fields: readonly DbfFieldSpec[],
  encode: (text: string) => Uint8Array,
  options: DbfWriterOptions,
): Outcome<DbfWriter> {
  const refusal = refusalOf(fields, encode)
  if (refusal !== null) return refusal
  const headerLength = FIXED_HEADER_BYTES + DESCRIPTOR_BYTES * fields.length + 1
  const recordLength = fields.reduce((length, field) => length + widthOf(field), 1)

  function putAscii(row: Uint8Array, at: number, text: string): void {
    for (let i = 0; i < text.length; i++) row[at + i] = text.charCodeAt(i)
  }

  function putText(row: Uint8Array, at: number, width: number, text: string): DbfLossCode[] {
    if (/^[ -~]*$/.test(text)) {
      putAscii(row, at, text.slice(0, width))
      return text.length > width ? ['text.cut'] : []
    }
    const whole = encode(text)
    const bytes = whole.length > width ? cutToWidth(text, width, encode) : whole
    row.set(bytes, at)
    const losses: DbfLossCode[] = whole.length > width ? ['text.cut'] : []
    // No trail byte of GBK, GB18030 or UTF-8 is a question mark, so more of them than the text has stand for lost characters.
    if (whole.includes(QUESTION_MARK) && count(whole, QUESTION_MARK) > text.split('?').length - 1)
      losses.push('text.unencodable')
    return losses
  }

  function putNumber(row: Uint8Array, at: number, field: DbfFieldSpec, value: FieldValue): DbfLossCode[] {
    const number = numberText(value, field.decimals ?? 0)
    if (number === null) return ['value.not-of-type']
    if (number.text.length > field.width) return ['number.too-wide']
    putAscii(row, at + field.width - number.text.length, number.text)
    return number.rounded ? ['number.rounded'] : []
  }

  function putValue(row: Uint8Array, at: number, field: DbfFieldSpec, value: FieldValue): DbfLossCode[] {
    if (value === null || value === '') return []
    switch (field.type) {
      case 'text':
        return putText(row, at, field.width, String(value))
      case 'number':
        return putNumber(row, at, field, value)
      case 'date': {
        const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(String(value))
        if (date === null) return ['value.not-of-type']
        putAscii(row, at, `${date[1]}${date[2]}${date[3]}`)
        return []
      }
      case 'logical':
        if (typeof value !== 'boolean' && value !== 'T' && value !== 'F') return ['value.not-of-type']
        putAscii(row, at, value === true || value === 'T' ? 'T' : 'F')
        return []
    }
  }

  return done({
    recordLength,
    end: Uint8Array.of(0x1a),
    header(rowCount) {
      const bytes = new Uint8Array(headerLength)
      const view = new DataView(bytes.buffer)
      bytes.set([0x03, options.updated.year - 1900, options.updated.month, options.updated.day])
      view.setUint32(4, rowCount, true)
      view.setUint16(8, headerLength, true)
      view.setUint16(10, recordLength, true)
      bytes[29] = options.ldid
      fields.forEach((field, index) => {
        const at = FIXED_HEADER_BYTES + DESCRIPTOR_BYTES * index
        bytes.set(encode(field.name), at)
        putAscii(bytes, at + 11, LETTER[field.type])
        bytes.set([widthOf(field), field.type === 'number' ? (field.decimals ?? 0) : 0], at + 16)
      })
      bytes[headerLength - 1] = 0x0d
      return bytes
    },
    row(values) {
      const bytes = new Uint8Array(recordLength).fill(SPACE)
      const losses: DbfLoss[] = []
      let at = 1
      fields.forEach((field, index) => {
        for (const code of putValue(bytes, at, field, values[index] ?? null)) losses.push({ code, field: index })
        at += widthOf(field)
      })
      return { bytes, losses }
    },
  })
}
