import type { GridApi } from 'ag-grid-community'
import { Alert, App, Button, Empty, Input, Spin, Tag } from 'antd'
import { useMemo, useRef, useState } from 'react'
import type { ListFilter, ListQuery, ListRow } from '../../shared/contract/lists.ts'
import type { ListLayer } from '../../shared/model/list-columns.ts'
import { roundHalfUp } from '../../shared/model/round.ts'
import { BulkEditDialog } from '../app/bulk-edit-dialog.tsx'
import { useApplication } from '../state/application.tsx'
import { goTo, usePlace } from '../state/section.ts'
import { useSelection } from '../state/selection.tsx'
import { Later } from '../ui/later.tsx'
import { PanelButton } from '../ui/panel-button.tsx'
import { useTheme } from '../ui/theme.tsx'
import { useWords } from '../ui/words.tsx'
import { WriteButton } from '../ui/write-button.tsx'
import { allRows, chosenOf, countOfChosen } from './chosen-rows.ts'
import { ColumnPanel } from './column-panel.tsx'
import { ExportListButton } from './export-list-button.tsx'
import { FilterForm } from './filter-form.tsx'
import { filtersOfPlace, wordFilter } from './filters.ts'
import './grid.css'
import { ObjectGrid, type SortKey } from './object-grid.tsx'
import { useList } from './use-list.ts'

const M2_PER_MU = 2000 / 3

/** One layer as a table: search, filters (from the address and from here), columns, rows, and what they add up to. */
export function ObjectTable({ layer }: { readonly layer: ListLayer }) {
  const words = useWords()
  const { word } = words
  const { message } = App.useApp()
  const { state } = useApplication()
  const { params } = usePlace()
  const { selection, setSelection, area, setArea } = useSelection()
  const [isBulk, setBulk] = useState(false)
  const mode = useTheme(state.theme)
  const [typed, setTyped] = useState(params.search ?? '')
  const [added, setAdded] = useState<readonly ListFilter[]>([])
  const [sort, setSort] = useState<readonly SortKey[]>([])
  const [isAdding, setAdding] = useState(false)
  const [api, setApi] = useState<GridApi<ListRow> | null>(null)
  const waiting = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const [search, setSearch] = useState(params.search ?? '')

  const fromPlace = useMemo(() => filtersOfPlace(layer, params), [layer, params])
  const ring = area?.layer === layer ? area.ring : null
  const query: ListQuery = {
    layer,
    filters: [...fromPlace, ...added],
    search: search.trim() === '' ? null : search,
    area: ring === null ? null : [...ring],
    sort: [...sort],
  }
  const { list, refusal, isOpening } = useList(query)
  const searchSoon = (text: string): void => {
    clearTimeout(waiting.current)
    waiting.current = setTimeout(() => setSearch(text), 200)
  }
  const clear = (): void => {
    clearTimeout(waiting.current)
    setAdded([])
    setTyped('')
    setSearch('')
    if (ring !== null) setArea(null)
    goTo('survey', { layer })
  }
  const dropPlace = (dropped: ListFilter): void => {
    const kept = Object.entries(params).filter(
      ([name, value]) => !filtersOfPlace(layer, { [name]: value }).some(({ column }) => column === dropped.column),
    )
    goTo('survey', Object.fromEntries(kept))
  }
  const isFiltered = query.filters.length > 0 || query.search !== null || query.area !== null
  const chosen = chosenOf(selection, query)
  const chosenCount = countOfChosen(chosen, list?.count ?? 0)
  const chooseAll = (): void => setSelection(allRows(query))
  // Rows that are chosen, else all that the list shows.
  const bulk = chosen ?? allRows(query)

  return (
    <div className="grid-object-table">
      <div className="grid-tools">
        <Input.Search
          allowClear
          className="grid-search"
          aria-label={word('grid.search')}
          placeholder={word('grid.search')}
          title={word('grid.search.hint')}
          value={typed}
          onChange={({ target, nativeEvent }) => {
            setTyped(target.value)
            clearTimeout(waiting.current)
            // Letters of an input method are not searched for before they have become characters.
            if (!(nativeEvent instanceof InputEvent && nativeEvent.isComposing)) searchSoon(target.value)
          }}
          onCompositionEnd={({ currentTarget }) => searchSoon(currentTarget.value)}
          onSearch={(text) => setSearch(text)}
        />
        <PanelButton
          label={word('grid.filter')}
          title={word('grid.filter.add')}
          open={isAdding}
          onOpenChange={setAdding}
        >
          <FilterForm
            key={`${layer} ${added.length}`}
            layer={layer}
            onAdd={(filter) => {
              setAdded((before) => [...before, filter])
              setAdding(false)
            }}
          />
        </PanelButton>
        <ColumnPanel api={api} layer={layer} />
        <ExportListButton query={query} api={list === null || list.count === 0 ? null : api} />
        <WriteButton disabled={list === null || list.count === 0} onClick={() => setBulk(true)}>
          {word('bulk.title')}
        </WriteButton>
        {isBulk ? (
          <BulkEditDialog
            selection={bulk}
            count={chosen === null ? (list?.count ?? 0) : chosenCount}
            onClose={() => setBulk(false)}
          />
        ) : null}
      </div>
      {isFiltered ? (
        <div className="grid-filters">
          {fromPlace.map((filter) => (
            <Tag key={wordFilter(layer, filter, words)} closable onClose={() => dropPlace(filter)}>
              {wordFilter(layer, filter, words)}
            </Tag>
          ))}
          {added.map((filter, at) => (
            <Tag
              key={wordFilter(layer, filter, words)}
              closable
              onClose={() => setAdded((before) => before.filter((_, i) => i !== at))}
            >
              {wordFilter(layer, filter, words)}
            </Tag>
          ))}
          {ring === null ? null : (
            <Tag closable onClose={() => setArea(null)}>
              {word('grid.filter.area')}
            </Tag>
          )}
          <Button size="small" type="link" onClick={clear}>
            {word('grid.filter.clear')}
          </Button>
        </div>
      ) : null}
      {refusal === null ? null : <Alert type="error" title={words.refusal(refusal)} />}
      {list === null ? <Spin className="grid-waiting" /> : null}
      {list !== null && list.count === 0 ? (
        <Empty className="grid-waiting" description={word(isFiltered ? 'grid.empty' : 'grid.empty.survey')}>
          {isFiltered ? (
            <Button onClick={clear}>{word('grid.filter.clear')}</Button>
          ) : (
            <Button type="primary" onClick={() => goTo('import')}>
              {word('grid.to-import')}
            </Button>
          )}
        </Empty>
      ) : null}
      {list !== null && list.count > 0 ? (
        <Later>
          <ObjectGrid
            layer={layer}
            list={list}
            chosen={chosen}
            onAll={chooseAll}
            mode={mode}
            onSort={setSort}
            onReady={setApi}
            onCopied={(count) =>
              count < chosenCount
                ? message.warning(word('grid.copied.part', { count, chosen: chosenCount }))
                : message.success(word('grid.copied', { count }))
            }
          />
        </Later>
      ) : null}
      <footer className="grid-status" role="status" aria-busy={isOpening}>
        <span>{word('grid.count', { count: (list?.count ?? 0).toLocaleString('zh-CN') })}</span>
        {typeof list?.areaM2 === 'number' ? (
          <span>
            {word('grid.area', {
              m2: roundHalfUp(list.areaM2, 2).toLocaleString('zh-CN', { minimumFractionDigits: 2 }),
              mu: roundHalfUp(list.areaM2 / M2_PER_MU, 2).toLocaleString('zh-CN', { minimumFractionDigits: 2 }),
            })}
          </span>
        ) : null}
        {chosen === null ? null : <span>{word('grid.selected', { count: chosenCount })}</span>}
        {list === null || list.count === 0 || chosenCount === list.count ? null : (
          <Button size="small" type="link" title={word('grid.all.keys')} onClick={chooseAll}>
            {word('grid.all')}
          </Button>
        )}
        {chosen === null ? null : (
          <Button size="small" type="link" onClick={() => setSelection(null)}>
            {word('grid.none')}
          </Button>
        )}
      </footer>
    </div>
  )
}
