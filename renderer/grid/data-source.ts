import type { IDatasource, IGetRowsParams } from 'ag-grid-community'
import type { ListRow, OpenedList } from '../../shared/contract/lists.ts'
import type { Client } from '../state/client.ts'

/** The list whose rows are shown now; a newer one of the same query may take its place. */
export interface CurrentList {
  current: OpenedList
}

/** Pages of a list, as AG Grid asks for them. Rows that have gone since leave an empty line, so that no other shifts. */
export function pagesOf(core: Client, survey: string, shown: CurrentList, arrived: () => void): IDatasource {
  return {
    getRows({ startRow, endRow, successCallback, failCallback }: IGetRowsParams<ListRow>) {
      const { list, count } = shown.current
      core.lists.page({ survey, list, from: startRow, to: endRow }).then(
        (page) => {
          if (!page.ok) return failCallback()
          const { rows, gone } = page.value
          successCallback([...rows, ...Array.from({ length: gone }, () => goneRow)], count)
          arrived()
        },
        () => failCallback(),
      )
    },
  }
}

const goneRow: ListRow = { id: '', rev: 0, values: {} }
