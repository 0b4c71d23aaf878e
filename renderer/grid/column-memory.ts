import type { ColumnState } from 'ag-grid-community'
import { useEffect, useMemo, useRef } from 'react'
import type { ColumnPreference } from '../../shared/contract/application.ts'
import type { ListLayer } from '../../shared/model/list-columns.ts'
import { useApplication } from '../state/application.tsx'
import { Refused } from '../state/outcome.ts'

/** Columns that this machine's user chose for a layer: which, in which order, how wide, pinned. */
export interface ColumnMemory {
  /** null: as at first. */
  remembered(): ColumnState[] | null
  remember(state: readonly ColumnState[]): void
  forget(): void
}

/** A checkbox or a drag tells of many columns one after another; the settings are written once. */
const KEEP_AFTER_MS = 400

export function useColumnMemory(layer: ListLayer): ColumnMemory {
  const application = useApplication()
  const latest = useRef(application)
  useEffect(() => {
    latest.current = application
  })
  const waiting = useRef<(() => void) | null>(null)
  useEffect(() => () => waiting.current?.(), [])
  return useMemo(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const keep = (chosen: readonly ColumnPreference[] | null): void => {
      clearTimeout(timer)
      waiting.current = () => {
        clearTimeout(timer)
        waiting.current = null
        const { [layer]: before, ...others } = latest.current.state.columns
        if (JSON.stringify(before ?? null) === JSON.stringify(chosen)) return
        const columns = chosen === null ? others : { ...others, [layer]: chosen }
        // Settings that cannot be written are said where settings are; the table still shows what was chosen.
        latest.current.save({ columns }).catch(ignoreRefusal)
      }
      timer = setTimeout(() => waiting.current?.(), KEEP_AFTER_MS)
    }
    return {
      remembered: () => latest.current.state.columns[layer]?.map(stateOf) ?? null,
      remember: (state) => keep(state.map(preferenceOf)),
      forget: () => keep(null),
    }
  }, [layer])
}

const MARKS = 'ag-Grid-SelectionColumn'

const stateOf = ({ column, isHidden, pinned, width }: ColumnPreference): ColumnState => ({
  colId: column,
  hide: isHidden,
  // The marks of rows stand before whatever is kept at the left.
  pinned: column === MARKS ? 'left' : pinned,
  ...(width === null ? {} : { width }),
})

const preferenceOf = ({ colId, hide, pinned, width }: ColumnState): ColumnPreference => ({
  column: colId,
  isHidden: hide === true,
  pinned: pinned === true || pinned === 'left' ? 'left' : pinned === 'right' ? 'right' : null,
  width: width ?? null,
})

function ignoreRefusal(error: unknown): void {
  if (!(error instanceof Refused)) throw error
}
