import type { ColDef } from 'ag-grid-community'
import type { ListRow, ListValue } from '../../../shared/contract/lists.ts'
import { type EditableColumn, findEditableColumn, type ObjectLayer } from '../../../shared/model/object-columns.ts'
import { CodeCellEditor } from './code-editor.tsx'
import { type EditorParams, TextCellEditor } from './text-editor.tsx'
import type { CellEdits } from './use-cell-edits.ts'

/** A column of the list that can be edited where it stands; joined and computed ones, and persons' numbers, cannot. */
function editableInGrid(layer: ObjectLayer, name: string): EditableColumn | null {
  const column = findEditableColumn(layer, name)
  return column === undefined || column.name !== name || column.personal !== undefined || column.reference !== undefined
    ? null
    : column
}

/** Adds editors by column type, and shows a cell that is being saved or could not be. */
export function editingColumn(
  layer: ObjectLayer,
  column: ColDef<ListRow>,
  stateAt: CellEdits['stateOf'],
  cellText: (value: ListValue) => string,
  unsaved: (text: string) => string,
): ColDef<ListRow> {
  const name = column.colId ?? ''
  const editable = editableInGrid(layer, name)
  if (editable === null) return column
  const stateOf = (row: ListRow | undefined) => (row === undefined ? undefined : stateAt(row.id, name))
  return {
    ...column,
    editable: ({ data }) => data !== undefined && data.id !== '',
    cellEditor: editable.codeList === undefined ? TextCellEditor : CodeCellEditor,
    cellEditorPopup: true,
    cellEditorParams: { layer, editable } satisfies EditorParams,
    // In an open editor AG Grid would begin anew with F2: without these parameters, and without what was typed.
    suppressKeyboardEvent: ({ editing, event }) => editing && event.key === 'F2',
    // What was typed stays in the cell until it is saved. A draft is no value: else AG Grid would find nothing changed and not save it.
    valueGetter: ({ data }) => {
      const state = stateOf(data)
      return textOf((state?.kind === 'unsaved' ? null : state?.text) ?? data?.values[name] ?? null)
    },
    valueFormatter: ({ data, value }) => {
      const state = stateOf(data)
      if (state?.kind === 'refused') return state.text
      if (state?.kind === 'unsaved') return unsaved(state.text)
      return cellText(state === undefined ? (data?.values[name] ?? null) : (value as ListValue))
    },
    tooltipValueGetter: ({ data }) => {
      const state = stateOf(data)
      return state?.kind === 'refused' ? state.message : cellText(data?.values[name] ?? null)
    },
    cellClassRules: {
      'grid-cell-unsaved': ({ data }) => stateOf(data)?.kind === 'unsaved',
      'grid-cell-saving': ({ data }) => stateOf(data)?.kind === 'saving',
      'grid-cell-refused': ({ data }) => stateOf(data)?.kind === 'refused',
    },
  }
}

const textOf = (value: ListValue): string => (value === null ? '' : String(value))
