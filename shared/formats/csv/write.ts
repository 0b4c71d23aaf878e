/** Begins a file that Excel shall read as UTF-8. */
export const UTF8_MARK = '\u{feff}'

/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/
/** Digits that Excel would round or strip: longer than its fifteen, or with a zero in front. */
const CODE = /^(\d{12,}|0\d+)$/

/**
 * One line of RFC 4180 for people who open it in a spreadsheet: a text that looks like a formula begins with an apostrophe, a
 * code of digits with a tab, so that none is computed and none loses a digit. Null is an empty cell.
 */
export const csvLine = (cells: readonly (string | number | null)[]): string => `${cells.map(cellOf).join(',')}\r\n`

function cellOf(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const safe = FORMULA.test(value) ? `'${value}` : CODE.test(value) ? `\t${value}` : value
  return /[",\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
