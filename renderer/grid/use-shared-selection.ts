import type { CellMouseDownEvent, GridApi, SelectionChangedEvent } from 'ag-grid-community'
import { type RefObject, useCallback, useEffect, useRef } from 'react'
import type { ListRow } from '../../shared/contract/lists.ts'
import type { ListLayer } from '../../shared/model/list-columns.ts'
import { useSelection } from '../state/selection.tsx'

/** Rows chosen in the table and objects chosen on the map are the same ones. */
export interface SharedSelection {
  /** Marks the rows that are there; to be called when more have come. */
  show(): void
  /** Hears every press in the table. */
  press(event: CellMouseDownEvent<ListRow>): void
  changed(event: SelectionChangedEvent<ListRow>): void
}

const none: readonly string[] = []

export function useSharedSelection(api: RefObject<GridApi<ListRow> | null>, layer: ListLayer): SharedSelection {
  const { selection, setSelection } = useSelection()
  const ids = selection?.layer === layer ? selection.ids : none
  const latest = useRef(ids)
  const isAdding = useRef(false)
  const show = useCallback((): void => {
    const grid = api.current
    if (grid === null || grid.isDestroyed()) return
    const wanted = new Set(latest.current)
    const off = grid.getSelectedNodes().filter(({ data }) => data === undefined || !wanted.has(data.id))
    if (off.length > 0) grid.setNodesSelected({ nodes: off, newValue: false })
    if (wanted.size === 0) return
    const on: typeof off = []
    grid.forEachNode((node) => {
      if (node.data !== undefined && wanted.has(node.data.id) && node.isSelected() === false) on.push(node)
    })
    if (on.length > 0) grid.setNodesSelected({ nodes: on, newValue: true })
  }, [api])
  useEffect(() => {
    latest.current = ids
    show()
  }, [ids, show])
  return {
    show,
    press({ event }) {
      isAdding.current = event instanceof MouseEvent && (event.ctrlKey || event.metaKey || event.shiftKey)
    },
    changed({ api: grid, source, selectedNodes }) {
      if (source !== 'rowClicked' && source !== 'checkboxSelected' && source !== 'spaceKey') return
      // The event is told late; rows that have come meanwhile may have been marked as they were before.
      const here = (selectedNodes ?? []).flatMap(({ data }) => data?.id ?? [])
      // Objects chosen on the map may be of rows that have never been read.
      const isAdded = source !== 'rowClicked' || isAdding.current
      const elsewhere = isAdded ? latest.current.filter((id) => grid.getRowNode(id) === undefined) : none
      const chosen = [...elsewhere, ...here.filter((id) => !elsewhere.includes(id))]
      setSelection(chosen.length === 0 ? null : { layer, ids: chosen })
    },
  }
}
