import type { CellMouseDownEvent, GridApi } from 'ag-grid-community'
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { ListRow } from '../../shared/contract/lists.ts'

interface Awaited {
  readonly row: number
  /** Whether the rows chosen before stay chosen. */
  readonly isAdded: boolean
}

/** A click on a row that is still being read: the row is marked, and chosen when it has come. */
export interface LateClick {
  readonly row: number | null
  /** Hears every press in the table: the next one, wherever it is, takes the place of one that waits. */
  press(event: CellMouseDownEvent<ListRow>): void
  /** As a press on a row without its data, by a key. */
  wait(row: number | null): void
  /** After rows have come. */
  arrive(): void
}

/** `query`: another one forgets what was clicked in the list before. */
export function useLateClick(
  api: RefObject<GridApi<ListRow> | null>,
  query: string,
  choose: (row: ListRow) => void,
): LateClick {
  const [row, setRow] = useState<number | null>(null)
  const awaited = useRef<Awaited | null>(null)
  const chooser = useRef(choose)
  useEffect(() => {
    chooser.current = choose
  })
  const keep = useCallback((next: Awaited | null): void => {
    awaited.current = next
    setRow(next?.row ?? null)
  }, [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another query has other rows
  useEffect(() => () => keep(null), [query, keep])
  const press = useCallback(
    // The press and not the click: the row is drawn anew when it comes, and a button let go then is no click on it.
    ({ data, rowIndex, event }: CellMouseDownEvent<ListRow>): void => {
      if (!(event instanceof MouseEvent) || event.button !== 0) return
      const isAdded = event.ctrlKey || event.metaKey || event.shiftKey
      keep(data === undefined && rowIndex !== null ? { row: rowIndex, isAdded } : null)
    },
    [keep],
  )
  const wait = useCallback((at: number | null): void => keep(at === null ? null : { row: at, isAdded: false }), [keep])
  const arrive = useCallback((): void => {
    if (awaited.current === null || api.current === null || api.current.isDestroyed()) return
    const node = api.current.getDisplayedRowAtIndex(awaited.current.row)
    if (node?.data === undefined) return
    node.setSelected(true, !awaited.current.isAdded, 'rowClicked')
    keep(null)
    chooser.current(node.data)
  }, [api, keep])
  return { row, press, wait, arrive }
}
