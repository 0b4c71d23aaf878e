import type { ColumnState } from 'ag-grid-community'
import type { ListLayer } from '../../shared/model/list-columns.ts'

/** Columns that this machine's user chose for a layer: which, in which order, how wide, pinned. */
const keyOf = (layer: ListLayer): string => `cundi.columns.${layer}`

export function rememberedColumns(layer: ListLayer): ColumnState[] | null {
  try {
    const parsed: unknown = JSON.parse(localStorage.getItem(keyOf(layer)) ?? 'null')
    return Array.isArray(parsed) ? (parsed as ColumnState[]) : null
  } catch {
    return null // not what we wrote: the columns as at first
  }
}

export const rememberColumns = (layer: ListLayer, state: readonly ColumnState[]): void =>
  localStorage.setItem(keyOf(layer), JSON.stringify(state.map(({ sort: _, sortIndex: __, ...kept }) => kept)))

export const forgetColumns = (layer: ListLayer): void => localStorage.removeItem(keyOf(layer))
