import type { ColDef, ValueFormatterParams } from 'ag-grid-community'
import type { ListRow, ListValue } from '../../shared/contract/lists.ts'
import type { Text } from '../../shared/lang/message.ts'
import { type ListColumn, type ListLayer, listColumns } from '../../shared/model/list-columns.ts'
import { roundHalfUp } from '../../shared/model/round.ts'
import type { Words } from '../ui/words.tsx'

/** What a cell shows: codes with their names, areas rounded half-up to two decimals, a blank as a blank. */
export function cellText(column: ListColumn, value: ListValue, words: Words): string {
  if (value === null) return ''
  const codes: Readonly<Record<string, Text>> | undefined = column.codeList?.codes
  const title = codes?.[String(value)]
  if (title !== undefined) return isWord(String(value)) ? words.pick(title) : `${value} ${words.pick(title)}`
  if (column.area && typeof value === 'number') return roundHalfUp(value, 2).toFixed(2)
  return String(value)
}

/** CunDi's own codes (far_suburb) are words already; the field's (5, 203) are shown with theirs. */
const isWord = (code: string): boolean => /^[a-z]/.test(code)

export const titleOfColumn = (column: ListColumn, words: Words): string =>
  column.area ? `${words.pick(column.title)} (m²)` : words.pick(column.title)

/** Columns as AG Grid has them, in the order of display. */
export function gridColumns(layer: ListLayer, words: Words): readonly ColDef<ListRow>[] {
  return listColumns[layer].map((column) => ({
    colId: column.name,
    headerName: titleOfColumn(column, words),
    hide: !column.atFirst,
    sortable: true,
    resizable: true,
    width: column.words ? 160 : 140,
    ...(column.type === 'number' || column.type === 'integer' ? { type: 'rightAligned' } : {}),
    valueGetter: ({ data }) => data?.values[column.name] ?? null,
    valueFormatter: ({ value }: ValueFormatterParams<ListRow, ListValue>) => cellText(column, value ?? null, words),
    tooltipValueGetter: ({ value }) => cellText(column, (value as ListValue) ?? null, words),
  }))
}
