import type { CellMouseDownEvent, GridApi, SelectionChangedEvent } from 'ag-grid-community'
import { type RefObject, useCallback, useEffect, useRef } from 'react'
import type { ListRow, ObjectSelection } from '../../shared/contract/lists.ts'
import type { ListLayer } from '../../shared/model/list-columns.ts'
import { useSelection } from '../state/selection.tsx'

/** Marks of rows: they show what is chosen, here or on the map, and choose. */
export interface RowMarks {
  /** Marks the rows that are there; to be called when more have come. */
  show(): void
  /** Hears every press in the table. */
  press(event: CellMouseDownEvent<ListRow>): void
  changed(event: SelectionChangedEvent<ListRow>): void
}

/** What a click on a row means, by the key that is held: it alone, one more or one less, all up to it. */
type Reach = 'alone' | 'one' | 'range'

/** The table holds pages of its list, so that what is chosen may be of rows that have never been read. */
export function useRowMarks(
  api: RefObject<GridApi<ListRow> | null>,
  layer: ListLayer,
  chosen: ObjectSelection | null,
): RowMarks {
  const { setSelection } = useSelection()
  const latest = useRef(chosen)
  const reach = useRef<Reach>('alone')
  const show = useCallback((): void => {
    const grid = api.current
    if (grid === null || grid.isDestroyed()) return
    const isChosen = testOf(latest.current)
    const off = grid.getSelectedNodes().filter(({ data }) => data === undefined || !isChosen(data.id))
    if (off.length > 0) grid.setNodesSelected({ nodes: off, newValue: false })
    if (latest.current === null) return
    const on: typeof off = []
    grid.forEachNode((node) => {
      if (node.data !== undefined && isChosen(node.data.id) && node.isSelected() === false) on.push(node)
    })
    if (on.length > 0) grid.setNodesSelected({ nodes: on, newValue: true })
  }, [api])
  useEffect(() => {
    latest.current = chosen
    show()
  }, [chosen, show])
  return {
    show,
    press({ event }) {
      if (!(event instanceof MouseEvent)) return
      reach.current = event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'one' : 'alone'
    },
    changed({ api: grid, source, selectedNodes }) {
      if (source !== 'rowClicked' && source !== 'checkboxSelected' && source !== 'spaceKey') return
      const before = latest.current
      const by = source === 'rowClicked' ? reach.current : 'one'
      if (before?.kind === 'query' && by === 'one') {
        setSelection({ ...before, except: exceptionsOf(grid, before.except) })
        return
      }
      // The event is told late; rows that have come meanwhile may have been marked as they were before.
      const here = (selectedNodes ?? []).flatMap(({ data }) => data?.id ?? [])
      const kept = before?.kind === 'ids' && by !== 'alone' ? before.ids : []
      const elsewhere = kept.filter((id) => grid.getRowNode(id) === undefined)
      const ids = [...elsewhere, ...here.filter((id) => !elsewhere.includes(id))]
      setSelection(ids.length === 0 ? null : { kind: 'ids', layer, ids })
    },
  }
}

function testOf(chosen: ObjectSelection | null): (id: string) => boolean {
  if (chosen === null) return () => false
  if (chosen.kind === 'query') {
    const except = new Set(chosen.except)
    return (id) => id !== '' && !except.has(id)
  }
  const ids = new Set(chosen.ids)
  return (id) => ids.has(id)
}

/** Of all but some: taking a mark away makes one more exception, setting it one less. */
function exceptionsOf(grid: GridApi<ListRow>, before: readonly string[]): string[] {
  const except = new Set(before)
  grid.forEachNode((node) => {
    if (node.data === undefined || node.data.id === '') return
    if (node.isSelected() === true) except.delete(node.data.id)
    else except.add(node.data.id)
  })
  return [...except]
}
