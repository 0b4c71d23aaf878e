import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import type { ListLayer, ObjectSelection } from '../../shared/contract/lists.ts'

/** One object of one layer. */
export interface ObjectRef {
  readonly layer: ListLayer
  readonly id: string
}

/** What the pointer is over, in the table or on the map. */
export interface HoveredObject extends ObjectRef {
  readonly by: 'table' | 'map'
}

/** A box or polygon drawn on the map: its ring as x0, y0, x1, y1 … The layer's table lists what it touches. */
export interface ChosenArea {
  readonly layer: ListLayer
  readonly ring: readonly number[]
}

/** What grid, map and side panel share: each shows it, each may change it. */
interface SelectionState {
  /** The object whose figures are shown. */
  readonly active: ObjectRef | null
  readonly hovered: HoveredObject | null
  /** What a bulk edit would take; null: all that the table lists. */
  readonly selection: ObjectSelection | null
  readonly area: ChosenArea | null
  setActive(object: ObjectRef | null): void
  /** Table and map are left late and early: each takes away only its own. */
  setHovered(change: (now: HoveredObject | null) => HoveredObject | null): void
  setSelection(selection: ObjectSelection | null): void
  /** Another area also ends what was chosen. */
  setArea(area: ChosenArea | null): void
}

const SelectionContext = createContext<SelectionState | null>(null)

export function SelectionProvider({ children }: { readonly children: ReactNode }) {
  const [active, setActive] = useState<ObjectRef | null>(null)
  const [hovered, setHovered] = useState<HoveredObject | null>(null)
  const [selection, setSelection] = useState<ObjectSelection | null>(null)
  const [area, setOnlyArea] = useState<ChosenArea | null>(null)
  const setArea = useCallback((next: ChosenArea | null): void => {
    setOnlyArea(next)
    if (next !== null) setSelection(null)
  }, [])
  const value = useMemo(
    () => ({ active, hovered, selection, area, setActive, setHovered, setSelection, setArea }),
    [active, hovered, selection, area, setArea],
  )
  return <SelectionContext value={value}>{children}</SelectionContext>
}

export function useSelection(): SelectionState {
  const value = useContext(SelectionContext)
  if (value === null) throw new Error('no selection around this component')
  return value
}
