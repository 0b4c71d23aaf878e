import type { GridApi } from 'ag-grid-community'
import type { ListRow } from '../../shared/contract/lists.ts'
import { type ListLayer, listColumns } from '../../shared/model/list-columns.ts'
import type { Words } from '../ui/words.tsx'
import { cellText, titleOfColumn } from './columns.ts'

/** Copies the chosen rows, or else the focused one, as a table that Excel takes, with the titles of the columns shown. */
export async function copyRows(api: GridApi<ListRow>, layer: ListLayer, words: Words): Promise<number> {
  const focused = api.getFocusedCell()
  const only = focused === null ? undefined : api.getDisplayedRowAtIndex(focused.rowIndex)?.data
  const chosen = api.getSelectedRows()
  const rows = chosen.length > 0 ? chosen : only === undefined ? [] : [only]
  const columns = api
    .getAllDisplayedColumns()
    .flatMap((shown) => listColumns[layer].find(({ name }) => name === shown.getColId()) ?? [])
  const lines = [
    columns.map((column) => titleOfColumn(column, words)),
    ...rows.map(({ values }) => columns.map((column) => cellText(column, values[column.name] ?? null, words))),
  ]
  await navigator.clipboard.writeText(lines.map((cells) => cells.map(oneLine).join('\t')).join('\r\n'))
  return rows.length
}

const oneLine = (text: string): string => text.replace(/[\t\r\n]+/g, ' ')
