import type { GridApi, IDatasource } from 'ag-grid-community'
import { type RefObject, useEffect, useMemo } from 'react'
import type { ListRow } from '../../shared/contract/lists.ts'
import { useCore } from '../state/core-context.ts'
import { useSurvey } from '../state/survey.tsx'
import { type CurrentList, pagesOf } from './data-source.ts'
import type { ShownList } from './use-list.ts'

/**
 * Source of a table's rows. After a change of the survey the newer list of the same query is read where the table stands: a new
 * source would throw whoever has just edited row 150 000 back to the first rows.
 */
export function useRows(
  list: ShownList,
  api: RefObject<GridApi<ListRow> | null>,
  arrived: () => void,
): { readonly source: IDatasource; readonly shown: CurrentList } {
  const core = useCore()
  const { survey } = useSurvey()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another query begins anew, the same one goes on
  const shown = useMemo<CurrentList>(() => ({ current: list }), [list.query])
  const source = useMemo(() => pagesOf(core, survey.id, shown, arrived), [core, survey.id, shown, arrived])
  useEffect(() => {
    if (shown.current === list) return
    shown.current = list
    const grid = api.current
    if (grid === null || grid.isDestroyed()) return
    if (grid.getDisplayedRowCount() !== list.count) grid.setRowCount(list.count, true)
    grid.refreshInfiniteCache()
  }, [api, list, shown])
  return { source, shown }
}
