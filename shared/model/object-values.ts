import { parseDateText, parseNumberText } from '../formats/dbf/values.ts'
import { codeOf } from './code-lists.ts'
import { identityNumberFault } from './identity-number.ts'
import type { EditableColumn, ObjectLayer } from './object-columns.ts'
import { isWellFormedParcelCode } from './parcel-code.ts'
import { type PersonalKind, personalKindInColumn, personalKindOfValue } from './personal.ts'

/** What a typed text means for its column, or the code of what is wrong with it. */
export type TypedValue =
  | { readonly ok: true; readonly value: string | number | null; readonly warning?: 'id.checksum' | 'code.unusual' }
  | { readonly ok: false; readonly code: string }

const LONGEST_TEXT = 2000
const MOST_CODE_POINTS_OF_A_NUMBER = 40
const PHONE = /^\+?[\d\s()-]{5,24}$/
const ACCOUNT = /^[\d\s-]{8,40}$/

const bad = (code: string): TypedValue => ({ ok: false, code })

/**
 * Reads what somebody typed or pasted into a column: the one judgement of forms, cells, paste and the core. Blank is null. A code
 * may be given by itself, by its title, or as "code title". Codes: value.required, value.personal, value.not-a-number,
 * value.not-whole, value.negative, value.not-a-date, value.not-in-list, value.parcel-code, value.village-code,
 * value.not-a-phone, value.not-an-account, value.too-long.
 */
export function readTyped(layer: ObjectLayer, column: EditableColumn, typed: string | null): TypedValue {
  const text = (typed ?? '').trim()
  if (text === '') return column.required === true ? bad('value.required') : { ok: true, value: null }
  if (text.length > LONGEST_TEXT) return bad('value.too-long')
  if (column.personal !== undefined) return readPersonal(column.personal, text)
  switch (column.type) {
    case 'number':
    case 'integer':
      return readNumber(column, text)
    case 'date':
      return readDate(text)
    case 'text':
      return readText(layer, column, text)
  }
}

function readPersonal(kind: PersonalKind, text: string): TypedValue {
  switch (kind) {
    case 'id-number': {
      if (text.length > MOST_CODE_POINTS_OF_A_NUMBER) return bad('value.too-long')
      const warning = identityNumberFault(text.replace(/\s+/g, '').toUpperCase())
      return { ok: true, value: text, ...(warning === null ? {} : { warning }) }
    }
    case 'phone':
      return PHONE.test(text) ? { ok: true, value: text } : bad('value.not-a-phone')
    case 'account':
      return ACCOUNT.test(text) ? { ok: true, value: text } : bad('value.not-an-account')
    case 'text':
      return { ok: true, value: text }
  }
}

function readNumber(column: EditableColumn, text: string): TypedValue {
  // A number of a person belongs to the person list, where it is encrypted.
  if (personalKindOfValue(text) !== null) return bad('value.personal')
  const number = parseNumberText(text)
  if (typeof number !== 'number') return bad('value.not-a-number')
  if (column.type === 'integer' && !Number.isInteger(number)) return bad('value.not-whole')
  return number < 0 && (column.unit !== undefined || column.type === 'integer')
    ? bad('value.negative')
    : { ok: true, value: number }
}

function readDate(text: string): TypedValue {
  const date = parseDateText(text)
  if (date === null) return { ok: true, value: null }
  return 'bad' in date ? bad('value.not-a-date') : { ok: true, value: date.date }
}

const VILLAGE_COLUMNS: Readonly<Partial<Record<ObjectLayer, string>>> = {
  village: 'code',
  parcel: 'village_code',
  household: 'village_code',
}

function readText(layer: ObjectLayer, column: EditableColumn, text: string): TypedValue {
  if (personalKindInColumn(layer, column.name, text) !== null) return bad('value.personal')
  if (column.codeList !== undefined) {
    const list = column.codeList
    const code = codeOf(list, text) ?? codeOf(list, text.split(/\s+/)[0] ?? '')
    return code === null ? bad('value.not-in-list') : { ok: true, value: code }
  }
  if (column.name === 'parcel_code') {
    const code = text.toUpperCase()
    return isWellFormedParcelCode(code) ? { ok: true, value: code } : bad('value.parcel-code')
  }
  if (VILLAGE_COLUMNS[layer] === column.name && !/^\d{12}$/.test(text)) return bad('value.village-code')
  return { ok: true, value: text }
}

/** A code with its name, as lists and forms show it: "5 宅基地使用权"; what is no code of the list stays as it is. */
export function codeWithName(column: EditableColumn, value: string, language: 'zh' | 'en'): string {
  const title = column.codeList?.codes[value]
  return title === undefined ? value : /^\d/.test(value) ? `${value} ${title[language]}` : title[language]
}
