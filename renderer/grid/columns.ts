import type { ColDef, ValueFormatterParams } from 'ag-grid-community'
import type { ListRow, ListValue } from '../../shared/contract/lists.ts'
import { type ListColumn, type ListLayer, listColumns } from '../../shared/model/list-columns.ts'
import { listCellText, listColumnTitle } from '../../shared/model/list-text.ts'
import type { Words } from '../ui/words.tsx'

export const cellText = (column: ListColumn, value: ListValue, words: Words): string =>
  listCellText(column, value, words.language)

export const titleOfColumn = (column: ListColumn, words: Words): string => listColumnTitle(column, words.language)

/** Codes that are read whole, in pixels: 19, 28 and 16 characters, masked identity numbers. */
const LONG_CODES: Readonly<Record<string, number>> = {
  parcel_code: 196,
  unit_code: 270,
  household_code: 170,
  id_number_masked: 190,
}

/** Columns as AG Grid has them, in the order of display. */
export function gridColumns(layer: ListLayer, words: Words): readonly ColDef<ListRow>[] {
  return listColumns[layer].map((column) => ({
    colId: column.name,
    headerName: titleOfColumn(column, words),
    hide: !column.atFirst,
    sortable: true,
    resizable: true,
    width: LONG_CODES[column.name] ?? (column.words ? 160 : 140),
    ...(column.type === 'number' || column.type === 'integer' ? { type: 'rightAligned' } : {}),
    valueGetter: ({ data }) => data?.values[column.name] ?? null,
    valueFormatter: ({ value }: ValueFormatterParams<ListRow, ListValue>) => cellText(column, value ?? null, words),
    tooltipValueGetter: ({ value }) => cellText(column, (value as ListValue) ?? null, words),
  }))
}
