import type { Language, Text } from '../lang/message.ts'
import type { ListColumn } from './list-columns.ts'
import { roundHalfUp } from './round.ts'

/** What a cell of a list shows: codes with their names, areas rounded half-up to two decimals, a blank as a blank. */
export function listCellText(column: ListColumn, value: string | number | null, language: Language): string {
  if (value === null) return ''
  const codes: Readonly<Record<string, Text>> | undefined = column.codeList?.codes
  const title = codes?.[String(value)]
  if (title !== undefined) return isWord(String(value)) ? title[language] : `${value} ${title[language]}`
  if (column.area && typeof value === 'number') return roundHalfUp(value, 2).toFixed(2)
  return String(value)
}

/** CunDi's own codes (far_suburb) are words already; the field's (5, 203) are shown with theirs. */
const isWord = (code: string): boolean => /^[a-z]/.test(code)

export const listColumnTitle = (column: ListColumn, language: Language): string =>
  column.area ? `${column.title[language]} (m²)` : column.title[language]
