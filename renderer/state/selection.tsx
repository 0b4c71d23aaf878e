import { createContext, type ReactNode, useContext, useMemo, useState } from 'react'
import type { ListLayer, ObjectSelection } from '../../shared/contract/lists.ts'

/** One object of one layer. */
export interface ObjectRef {
  readonly layer: ListLayer
  readonly id: string
}

/** What grid, map and side panel share: each shows it, each may change it. */
interface SelectionState {
  /** The object whose figures are shown. */
  readonly active: ObjectRef | null
  readonly hovered: ObjectRef | null
  /** What a bulk edit or an export would take. */
  readonly selection: ObjectSelection | null
  setActive(object: ObjectRef | null): void
  setHovered(object: ObjectRef | null): void
  setSelection(selection: ObjectSelection | null): void
}

const SelectionContext = createContext<SelectionState | null>(null)

export function SelectionProvider({ children }: { readonly children: ReactNode }) {
  const [active, setActive] = useState<ObjectRef | null>(null)
  const [hovered, setHovered] = useState<ObjectRef | null>(null)
  const [selection, setSelection] = useState<ObjectSelection | null>(null)
  const value = useMemo(
    () => ({ active, hovered, selection, setActive, setHovered, setSelection }),
    [active, hovered, selection],
  )
  return <SelectionContext value={value}>{children}</SelectionContext>
}

export function useSelection(): SelectionState {
  const value = useContext(SelectionContext)
  if (value === null) throw new Error('no selection around this component')
  return value
}
