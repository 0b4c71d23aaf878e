import type { GridApi } from 'ag-grid-community'
import type { ListRow } from '../../shared/contract/lists.ts'
import { type ListColumn, type ListLayer, listColumns } from '../../shared/model/list-columns.ts'
import type { Words } from '../ui/words.tsx'
import { cellText, titleOfColumn } from './columns.ts'

/**
 * Copies the chosen rows in the order of the list, or else the focused one, as a table that Excel takes, with the titles of the
 * columns shown. Answers how many rows they are.
 */
export function copyRows(to: DataTransfer, api: GridApi<ListRow>, layer: ListLayer, words: Words): number {
  const focused = api.getFocusedCell()
  const only = focused === null ? undefined : api.getDisplayedRowAtIndex(focused.rowIndex)?.data
  const chosen = api
    .getSelectedNodes()
    .toSorted((a, b) => (a.rowIndex ?? 0) - (b.rowIndex ?? 0))
    .flatMap(({ data }) => data ?? [])
  const rows = chosen.length > 0 ? chosen : only === undefined ? [] : [only]
  const columns = api
    .getAllDisplayedColumns()
    .flatMap((shown) => listColumns[layer].find(({ name }) => name === shown.getColId()) ?? [])
  const titles = columns.map((column) => titleOfColumn(column, words))
  const cells = rows.map(({ values }) => columns.map((column) => cellText(column, values[column.name] ?? null, words)))
  to.setData('text/plain', [titles, ...cells].map((line) => line.map(oneLine).join('\t')).join('\r\n'))
  to.setData('text/html', tableOf(columns, titles, cells))
  return rows.length
}

const oneLine = (text: string): string => text.replace(/[\t\r\n]+/g, ' ')

/** Spreadsheets take the words of plain text for numbers, and keep 15 digits of a code of 16 and no zero before it. */
function tableOf(
  columns: readonly ListColumn[],
  titles: readonly string[],
  lines: readonly (readonly string[])[],
): string {
  const head = titles.map((title) => `<th>${escaped(title)}</th>`).join('')
  const body = lines.map((cells) => cells.map((cell, at) => cellOf(cell, columns[at]?.type === 'text')).join(''))
  return `<meta charset="utf-8"><table>${[head, ...body].map((line) => `<tr>${line}</tr>`).join('')}</table>`
}

const cellOf = (text: string, isText: boolean): string =>
  `<td${isText ? ` style="mso-number-format:'\\@'"` : ''}>${escaped(oneLine(text))}</td>`

const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
