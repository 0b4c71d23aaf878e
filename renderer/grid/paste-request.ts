import type { GridApi } from 'ag-grid-community'
import type { ListRow, OpenedList } from '../../shared/contract/lists.ts'
import type { ObjectLayer } from '../../shared/model/object-columns.ts'
import { cellsOfClipboard, type PasteRequest } from '../commands/paste-cells.ts'
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
  const cells = cellsOfClipboard(text).slice(0, MOST_ROWS)
  const shown = api.getAllDisplayedColumns().map((column) => column.getColId())
  const width = Math.max(...cells.map((row) => row.length))
  const columns = shown.slice(shown.indexOf(focused.column.getColId())).slice(0, width)
  // The grid holds only the pages in view, so the rows below come from the list itself.
  const from = focused.rowIndex
  const page = await core.lists.page({ survey, list: list.list, from, to: from + cells.length })
  if (!page.ok) return null
  return {
    layer,
    ids: page.value.rows.map(({ id }) => id),
    columns,
    cells: cells.map((row) => row.slice(0, columns.length)),
  }
}
