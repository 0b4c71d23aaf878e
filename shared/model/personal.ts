import { isIdentityNumber } from './identity-number.ts'

/** Kinds of values that never stand in the clear. 'text' is free text in which such a number was found. */
export type PersonalKind = 'id-number' | 'phone' | 'account' | 'text'

/** Columns that hold personal numbers whatever is written in them, by the names that the field uses. */
const KIND_BY_NAME: readonly (readonly [RegExp, PersonalKind])[] = [
  [
    /^(QLR|SYQR|HZ|FR|DLR|CBF|ZRR)?(ZJH|ZJHM|ZJBH|SFZH|SFZHM|SFZ|SFZHAO|IDCARD|ID_?CARD(_?NO)?|IDNO|ID_?NUMBER)$/i,
    'id-number',
  ],
  [/身份证|证件号/, 'id-number'],
  [/^(QLR|SYQR|HZ|FR|DLR|CBF)?(LXDH|LXFS|DHHM|SJHM|SJH|DH|TEL|PHONE|MOBILE)\d?$/i, 'phone'],
  [/电话|手机|联系方式/, 'phone'],
  [/^(YHZH|YHKH|KHZH|ZHHM|YHKHM|BANK_?(CARD|ACCOUNT|NO)|ACCOUNT(_?NO)?)$/i, 'account'],
  [/银行(账|帐|卡)|(账|帐)号/, 'account'],
]

/** The kind of personal number that a column of this name holds; null when its name says nothing. */
export function personalKindOfName(name: string): PersonalKind | null {
  for (const [pattern, kind] of KIND_BY_NAME) if (pattern.test(name)) return kind
  return null
}

/** Characters of a mobile number, the shortest of them. */
const SHORTEST = 11
const LONG_DIGITS = /\d{11}/
const ID_IN_TEXT = /(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])/g
const PHONE_IN_TEXT = /(?<!\d)1[3-9]\d{9}(?!\d)/
const CARD_IN_TEXT = /(?<!\d)62\d{14,17}(?!\d)/g

function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    const twice = i % 2 === 1 ? digit * 2 : digit
    sum += twice > 9 ? twice - 9 : twice
  }
  return sum % 10 === 0
}

/**
 * Whether a value that stands anywhere holds a personal number: a valid 18-character identity number, a mobile number or a
 * bank card number (UnionPay prefix, Luhn). A whole value gives its own kind, a number inside longer text gives 'text'.
 */
export function personalKindOfValue(value: string): PersonalKind | null {
  if (value.length < SHORTEST || !LONG_DIGITS.test(value)) return null
  // match and not matchAll, which copies its expression at every call.
  for (const match of value.match(ID_IN_TEXT) ?? []) {
    if (isIdentityNumber(match)) return match === value ? 'id-number' : 'text'
  }
  const phone = PHONE_IN_TEXT.exec(value)
  if (phone !== null) return phone[0] === value ? 'phone' : 'text'
  for (const match of value.match(CARD_IN_TEXT) ?? []) {
    if (passesLuhn(match)) return match === value ? 'account' : 'text'
  }
  return null
}

/** Columns of codes: long digits are their nature, so only a whole valid identity number is taken for one. */
const CODE_COLUMNS: ReadonlySet<string> = new Set([
  'source_id',
  'parcel_code',
  'unit_code',
  'village_code',
  'code',
  'feature_code',
  'patch_prefix',
  'patch_number',
  'class_code',
  'owner_unit_code',
  'located_unit_code',
  'building_code',
])

/** The kind of personal number in a text column, by the rules of the import; null: none. */
export function personalKindInColumn(table: string, column: string, text: string): PersonalKind | null {
  // The identifiers of land-use patches have 18 digits by their standard: some would pass for identity numbers.
  if (table === 'land_use' && column === 'source_id') return null
  if (CODE_COLUMNS.has(column)) return isIdentityNumber(text) ? 'id-number' : null
  return personalKindOfValue(text)
}

const stars = (count: number): string => '*'.repeat(Math.max(count, 1))

/** The form that screens show: 371703********1234, 138****1234; of an account only the last four. */
export function maskPersonal(kind: PersonalKind, value: string): string {
  switch (kind) {
    case 'id-number':
      return value.length >= 15
        ? `${value.slice(0, 6)}${stars(value.length - 10)}${value.slice(-4)}`
        : stars(value.length)
    case 'phone':
      return value.length >= 11
        ? `${value.slice(0, 3)}${stars(value.length - 7)}${value.slice(-4)}`
        : stars(value.length)
    case 'account':
      return value.length >= 12 ? `${stars(value.length - 4)}${value.slice(-4)}` : stars(value.length)
    case 'text':
      return value.replace(/\d[\dXx]{9,}/g, (run) => stars(run.length))
  }
}

/** Identity numbers compare without blanks and with a capital X, so that one number has one hash. */
export const normalisePersonal = (value: string): string => value.replace(/\s+/g, '').toUpperCase()
