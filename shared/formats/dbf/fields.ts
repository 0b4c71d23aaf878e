import { decodeText, type TextCodec } from '../encoding/text-codec.ts'
import type { FieldType, SourceField, SourceIssue } from '../source.ts'
import type { DbfField } from './descriptors.ts'
import type { DbfHeader } from './header.ts'

/** Stored as bytes of their own kind or in another file (.dbt, .fpt), not as text: memo, OLE, picture, binary numbers, times. */
const NOT_TEXT_TYPES = new Set(['M', 'G', 'P', 'B', 'I', 'O', 'Y', 'T', '@', '+', 'Q', 'W', '0'])

export function fieldTypeOf(field: DbfField): FieldType {
  switch (field.type) {
    case 'N':
    case 'F':
      return 'number'
    case 'D':
      return 'date'
    case 'L':
      return 'logical'
    default:
      return NOT_TEXT_TYPES.has(field.type) ? 'other' : 'text'
  }
}

function utf16Name(raw: Uint8Array): string {
  let name = ''
  for (let i = 2; i + 1 < raw.length; i += 2) {
    const unit = (raw[i] ?? 0) | ((raw[i + 1] ?? 0) << 8)
    if (unit === 0) break
    name += String.fromCharCode(unit)
  }
  return name
}

function nameOf({ rawName }: DbfField, codec: TextCodec): string | null {
  if (rawName[0] === 0xff && rawName[1] === 0xfe) return utf16Name(rawName)
  const decoded = decodeText(codec, rawName, 0, rawName.length)
  return decoded === null ? null : decoded.text.trim()
}

/** The first of NAME, NAME_2, NAME_3 … that is free. Columns of a survey differ by more than case, so their names must too. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  let candidate = name
  for (let n = 2; taken.has(candidate.toLowerCase()); n++) candidate = `${name}_${n}`
  return candidate
}

export interface DbfFields {
  readonly fields: readonly SourceField[]
  /** dbf.field-repeated, dbf.field-name (not text of this encoding: FIELD_n), dbf.field-unread (memo and binary: blank). */
  readonly issues: readonly SourceIssue[]
}

/** The fields as the surveyor knows them, once the encoding is decided. Aligned with `header.fields`. */
export function dbfFields(header: DbfHeader, codec: TextCodec): DbfFields {
  const issues: SourceIssue[] = []
  const taken = new Set<string>()
  const fields = header.fields.map((field, index): SourceField => {
    const decoded = nameOf(field, codec)
    const wanted = decoded === null || decoded === '' ? `FIELD_${index + 1}` : decoded
    if (decoded !== wanted) issues.push({ code: 'dbf.field-name', severity: 'warning', detail: { field: wanted } })
    const name = freeName(wanted, taken)
    if (name !== wanted)
      issues.push({ code: 'dbf.field-repeated', severity: 'warning', detail: { field: wanted, renamed: name } })
    taken.add(name.toLowerCase())
    const type = fieldTypeOf(field)
    if (type === 'other')
      issues.push({ code: 'dbf.field-unread', severity: 'warning', detail: { field: name, type: field.type } })
    return { name, type, width: field.width, decimals: field.decimals }
  })
  return { fields, issues }
}
