import { AG_GRID_LOCALE_CN, AG_GRID_LOCALE_EN } from '@ag-grid-community/locale'
import {
  CellStyleModule,
  ColumnApiModule,
  ColumnHoverModule,
  CustomEditorModule,
  colorSchemeDark,
  type GridApi,
  InfiniteRowModelModule,
  LocaleModule,
  ModuleRegistry,
  RenderApiModule,
  RowApiModule,
  type RowClassRules,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  TooltipModule,
  themeQuartz,
} from 'ag-grid-community'
import { AgGridReact } from 'ag-grid-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ListRow, ObjectSelection } from '../../shared/contract/lists.ts'
import { type ListLayer, listColumns, listTitle } from '../../shared/model/list-columns.ts'
import type { PasteRequest } from '../commands/paste-cells.ts'
import { useCore } from '../state/core-context.ts'
import { useSelection } from '../state/selection.tsx'
import { useSurvey } from '../state/survey.tsx'
import { useWords } from '../ui/words.tsx'
import { CellProblems } from './cell-problems.tsx'
import { useColumnMemory } from './column-memory.ts'
import { cellText, gridColumns } from './columns.ts'
import { copyRows } from './copy-rows.ts'
import { editingColumn } from './editors/editing-columns.ts'
import { useCellEdits } from './editors/use-cell-edits.ts'
import { PasteDialog } from './paste-dialog.tsx'
import { pasteRequestOf } from './paste-request.ts'
import { useLateClick } from './use-late-click.ts'
import type { ShownList } from './use-list.ts'
import { useRowMarks } from './use-row-marks.ts'
import { useRows } from './use-rows.ts'

ModuleRegistry.registerModules([
  CellStyleModule,
  InfiniteRowModelModule,
  LocaleModule,
  CellStyleModule,
  ColumnApiModule,
  ColumnHoverModule,
  CustomEditorModule,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  TooltipModule,
])

const PAGE_ROWS = 100
/** Until its first page has come a table has this one row: rows without data would all be drawn twice. */
const ROWS_AT_FIRST = 1
/** Rows drawn above and below those in view. After a jump all are drawn at once, and twice: empty, then filled. */
const ROW_BUFFER = 3
/** A row that is being read; grid.css draws a bar in it. */
const rowClasses: RowClassRules<ListRow> = { 'grid-row-loading': ({ data }) => data === undefined }
const look = {
  light: themeQuartz.withParams({ accentColor: '#1f6f54', fontFamily: 'inherit', spacing: 5 }),
  dark: themeQuartz
    .withPart(colorSchemeDark)
    .withParams({ accentColor: '#5fc09b', backgroundColor: 'var(--surface)', fontFamily: 'inherit', spacing: 5 }),
}

export interface SortKey {
  readonly column: string
  readonly descending: boolean
}

interface GridProps {
  readonly layer: ListLayer
  readonly list: ShownList
  readonly chosen: ObjectSelection | null
  readonly onAll: () => void
  readonly mode: 'light' | 'dark'
  readonly onSort: (sort: readonly SortKey[]) => void
  readonly onReady: (api: GridApi<ListRow>) => void
  readonly onCopied: (rows: number) => void
}

const activeRule = (attribute: 'row-id' | 'row-index', value: string): string =>
  `.grid-table .ag-row[${attribute}="${CSS.escape(value)}"] { box-shadow: inset 3px 0 0 var(--accent); background: color-mix(in srgb, var(--accent) 12%, transparent); }`

/** What the pointer is over on the map. */
const hoveredRule = (id: string): string =>
  `.grid-table .ag-row[row-id="${CSS.escape(id)}"] { outline: 2px solid var(--accent); outline-offset: -2px; }`

/** An editor of a cell; the marks of rows are inputs too. */
const isTextField = (target: EventTarget): boolean =>
  target instanceof HTMLSelectElement || (target instanceof HTMLInputElement && target.type !== 'checkbox')

const isUnderPointer = (event: Event | null | undefined): boolean =>
  event?.target instanceof Element && event.target.matches(':hover')

/** The rows of one list. Choosing a row shows its figures; rows chosen together are what a bulk edit would take. */
export function ObjectGrid({ layer, list, chosen, onAll, mode, onSort, onReady, onCopied }: GridProps) {
  const words = useWords()
  const core = useCore()
  const { survey } = useSurvey()
  const { active, hovered, setActive, setHovered } = useSelection()
  const api = useRef<GridApi<ListRow> | null>(null)
  const [paste, setPaste] = useState<PasteRequest | null>(null)
  const readOnly = survey.readOnly !== null
  const refreshRow = useCallback((id: string): void => {
    const row = api.current?.isDestroyed() === false ? api.current.getRowNode(id) : undefined
    if (row !== undefined) api.current?.refreshCells({ rowNodes: [row], force: true })
  }, [])
  const edits = useCellEdits(layer, refreshRow)
  const { stateOf, save } = edits
  const columns = useMemo(
    () =>
      gridColumns(layer, words).map((column) => {
        const listed = listColumns[layer].find(({ name }) => name === column.colId)
        return readOnly || listed === undefined
          ? column
          : editingColumn(
              layer,
              column,
              stateOf,
              (value) => cellText(listed, value, words),
              (text) => words.word('grid.unsaved', { text }),
            )
      }),
    [layer, words, readOnly, stateOf],
  )
  const activeId = active?.layer === layer ? active.id : null
  const chosenHere = useRef<string | null>(null)
  const choose = (row: ListRow | undefined): void => {
    if (row === undefined || row.id === '') return
    chosenHere.current = row.id
    setActive({ layer, id: row.id })
  }
  const late = useLateClick(api, list.query, choose)
  const marks = useRowMarks(api, layer, chosen)
  const { show } = marks
  const { arrive } = late
  const arrived = useCallback((): void => {
    arrive()
    show()
  }, [arrive, show])
  const { source, shown } = useRows(list, api, arrived)
  const showActive = useCallback(
    async (id: string): Promise<void> => {
      const at = await core.lists.locate({ survey: survey.id, list: shown.current.list, id })
      if (!at.ok || at.value.at === null || api.current?.isDestroyed() !== false) return
      // Before the first page has come the table does not know how long it is.
      if (api.current.getDisplayedRowCount() <= at.value.at) api.current.setRowCount(shown.current.count, true)
      api.current.ensureIndexVisible(at.value.at)
    },
    [core, survey.id, shown],
  )
  useEffect(() => {
    // A row chosen in this table is in view: scrolling to it later would undo a jump made since, and close an editor just opened.
    if (activeId === null || activeId === chosenHere.current) return
    chosenHere.current = null
    // The list may have been renewed under the question; then the new one is asked.
    showActive(activeId).catch(() => undefined)
  }, [activeId, showActive])

  const memory = useColumnMemory(layer)
  const remember = (grid: GridApi<ListRow>): void => memory.remember(grid.getColumnState())
  return (
    <section
      className="grid-table"
      aria-label={words.word('grid.table', { layer: words.pick(listTitle(layer)) })}
      onKeyDown={(event) => {
        if (!(event.ctrlKey || event.metaKey) || event.key !== 'a' || isTextField(event.target)) return
        event.preventDefault()
        onAll()
      }}
      onCopy={(event) => {
        if (isTextField(event.target) || api.current === null || window.getSelection()?.toString() !== '') return
        event.preventDefault()
        onCopied(copyRows(event.clipboardData, api.current, layer, words))
      }}
      onPaste={(event) => {
        if (readOnly || isTextField(event.target) || api.current === null) return
        event.preventDefault()
        const text = event.clipboardData.getData('text/plain')
        // The list may have been renewed under the question; then the paste is asked for again by the user.
        pasteRequestOf({ api: api.current, layer, list }, text, core, survey.id).then(setPaste, () => undefined)
      }}
    >
      {/* Drawing the row anew instead would take the focus, and the second click of a double click, away. */}
      {activeId === null ? null : <style>{activeRule('row-id', activeId)}</style>}
      {hovered?.layer === layer ? <style>{hoveredRule(hovered.id)}</style> : null}
      {late.row === null ? null : <style>{activeRule('row-index', String(late.row))}</style>}
      <CellProblems edits={edits} />
      {paste === null ? null : <PasteDialog request={paste} onClose={() => setPaste(null)} />}
      <AgGridReact<ListRow>
        key={`${layer} ${words.language}`}
        theme={look[mode]}
        localeText={words.language === 'zh' ? AG_GRID_LOCALE_CN : AG_GRID_LOCALE_EN}
        rowModelType="infinite"
        datasource={source}
        cacheBlockSize={PAGE_ROWS}
        rowBuffer={ROW_BUFFER}
        maxBlocksInCache={20}
        infiniteInitialRowCount={ROWS_AT_FIRST}
        columnDefs={columns}
        rowClassRules={rowClasses}
        getRowId={({ data }) => (data.id === '' ? `gone-${Math.random()}` : data.id)}
        rowSelection={{ mode: 'multiRow', enableClickSelection: true, headerCheckbox: false }}
        selectionColumnDef={{ pinned: 'left' }}
        tooltipShowDelay={600}
        suppressCellFocus={false}
        readOnlyEdit
        stopEditingWhenCellsLoseFocus
        onCellEditRequest={({ data, colDef, newValue, oldValue }) => {
          const text = String(newValue ?? '')
          if (data.id !== '' && text !== String(oldValue ?? '')) void save(data, colDef.colId ?? '', text)
        }}
        onCellEditingStopped={({ data }) => data !== undefined && refreshRow(data.id)}
        onGridReady={({ api: ready }) => {
          api.current = ready
          const kept = memory.remembered()
          if (kept !== null) ready.applyColumnState({ state: kept, applyOrder: true })
          onReady(ready)
          if (activeId !== null) showActive(activeId).catch(() => undefined)
        }}
        onColumnMoved={({ api: grid, finished }) => finished && remember(grid)}
        onColumnResized={({ api: grid, finished }) => finished && remember(grid)}
        onColumnVisible={({ api: grid }) => remember(grid)}
        onColumnPinned={({ api: grid }) => remember(grid)}
        onSortChanged={({ api: grid }) =>
          onSort(
            grid
              .getColumnState()
              .filter(({ sort }) => sort !== null && sort !== undefined)
              .toSorted((a, b) => (a.sortIndex ?? 0) - (b.sortIndex ?? 0))
              .map(({ colId, sort }) => ({ column: colId, descending: sort === 'desc' })),
          )
        }
        onCellMouseDown={(event) => {
          marks.press(event)
          late.press(event)
        }}
        onRowClicked={({ data }) => choose(data)}
        onCellKeyDown={({ event, data, rowIndex }) => {
          if (!(event instanceof KeyboardEvent) || event.key !== 'Enter') return
          late.wait(data === undefined ? rowIndex : null)
          choose(data)
        }}
        // AG Grid tells of it late: by then the pointer may be on the map, and over another object.
        onCellMouseOver={({ data, event }) => {
          if (data !== undefined && isUnderPointer(event)) setHovered(() => ({ layer, id: data.id, by: 'table' }))
        }}
        onCellMouseOut={({ data }) => setHovered((now) => (now?.by === 'table' && now.id === data?.id ? null : now))}
        onSelectionChanged={marks.changed}
      />
    </section>
  )
}
