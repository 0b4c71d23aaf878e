/** The text is there, but is not what its column promises; the raw text is kept for review. */
export interface BadText {
  readonly bad: true
}
const BAD: BadText = Object.freeze({ bad: true })

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/

/** A number as dBASE and spreadsheets write it. Blank is null; `64,300`, `nan` and `***` are bad, never 64. */
export function parseNumberText(text: string | null): number | null | BadText {
  const trimmed = text === null ? '' : text.trim()
  if (trimmed === '') return null
  if (!NUMBER.test(trimmed)) return BAD
  const value = Number(trimmed)
  return Number.isFinite(value) ? value : BAD
}

/** A calendar date, whole or partial: 1985, 1985-03, 1985-03-02. It has no time and no time zone. */
export interface DateText {
  readonly date: string
}

const COMPACT = /^(\d{4})(\d{2})(\d{2})?$/
const SEPARATED = /^(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$/
const CHINESE = /^(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?$/
const EARLIEST_YEAR = 1000

const daysIn = (year: number, month: number): number => {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}
const two = (n: number): string => String(n).padStart(2, '0')

/**
 * Dates of D fields (`YYYYMMDD`) and of text fields: 1985, 1985-03, 1985.3.2, 1985/03/02, 1985年3月2日; a time of day after it is
 * left aside. Blank and all zeros are null; month or day 00 means unknown, so the date stays partial.
 */
export function parseDateText(text: string | null): DateText | null | BadText {
  const trimmed = text === null ? '' : text.trim()
  if (/^0*$/.test(trimmed)) return null
  const match = COMPACT.exec(trimmed) ?? SEPARATED.exec(trimmed) ?? CHINESE.exec(trimmed)
  if (match === null) return BAD
  const year = Number(match[1])
  const month = Number(match[2] ?? 0)
  const day = Number(match[3] ?? 0)
  if (year < EARLIEST_YEAR || month > 12 || (month === 0 && day > 0)) return BAD
  if (month === 0) return { date: String(year) }
  if (day > daysIn(year, month)) return BAD
  return { date: day === 0 ? `${year}-${two(month)}` : `${year}-${two(month)}-${two(day)}` }
}
