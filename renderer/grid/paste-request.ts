import type { GridApi } from 'ag-grid-community'
import type { ListRow, OpenedList } from '../../shared/contract/lists.ts'
import { cellsOfClipboard } from '../../shared/formats/csv/clipboard.ts'
import { listColumns } from '../../shared/model/list-columns.ts'
import type { ObjectLayer } from '../../shared/model/object-columns.ts'
import type { PasteRequest } from '../commands/paste-cells.ts'
import type { Client } from '../state/client.ts'

/** Rows that one paste may cover. */
const MOST_ROWS = 20_000

/**
 * What copied cells would lie on: rows of the list from the focused one down, columns as they are shown from the focused one to
 * the right. null: nothing is focused or nothing was copied.
 */
export async function pasteRequestOf(
  grid: { readonly api: GridApi<ListRow>; readonly layer: ObjectLayer; readonly list: OpenedList },
  text: string,
  core: Client,
  survey: string,
): Promise<PasteRequest | null> {
  const { api, layer, list } = grid
  const focused = api.getFocusedCell()
  if (focused === null || text === '') return null
  const copied = cellsOfClipboard(text)
  const cells = copied.slice(0, MOST_ROWS)
  const known = new Set(listColumns[layer].map(({ name }) => name))
  // A cell of the column of marks is focused: the paste begins beside it.
  const shown = api.getAllDisplayedColumns().flatMap((each) => (known.has(each.getColId()) ? [each.getColId()] : []))
  const width = Math.max(...cells.map((row) => row.length))
  const columns = shown.slice(Math.max(0, shown.indexOf(focused.column.getColId()))).slice(0, width)
  // The grid holds only the pages in view, so the rows below come from the list itself.
  const from = focused.rowIndex
  const page = await core.lists.page({ survey, list: list.list, from, to: from + cells.length })
  if (!page.ok) return null
  const naming = listColumns[layer][0]?.name ?? ''
  return {
    layer,
    ids: page.value.rows.map(({ id }) => id),
    names: page.value.rows.map(({ values }) => String(values[naming] ?? '')),
    columns,
    cells: cells.map((row) => row.slice(0, columns.length)),
    leftOut: { rows: copied.length - cells.length, columns: width - columns.length },
  }
}
