import { PushpinOutlined } from '@ant-design/icons'
import type { GridApi } from 'ag-grid-community'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import type { ListRow } from '../../shared/contract/lists.ts'
import { type ListLayer, listColumns } from '../../shared/model/list-columns.ts'
import { PanelButton } from '../ui/panel-button.tsx'
import { useWords } from '../ui/words.tsx'
import { useColumnMemory } from './column-memory.ts'
import { titleOfColumn } from './columns.ts'

/** Which columns a table shows, and which of them stay in view at the left; remembered for each layer. */
export function ColumnPanel({ api, layer }: { readonly api: GridApi<ListRow> | null; readonly layer: ListLayer }) {
  const words = useWords()
  const { word } = words
  const [isOpen, setOpen] = useState(false)
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set())
  const [pinned, setPinned] = useState<ReadonlySet<string>>(new Set())
  const read = (): void => {
    const columns = api?.getColumnState() ?? []
    setShown(new Set(columns.flatMap(({ colId, hide }) => (hide === true ? [] : [colId]))))
    setPinned(new Set(columns.flatMap(({ colId, pinned: side }) => (side === 'left' ? [colId] : []))))
  }
  const memory = useColumnMemory(layer)
  const reset = (): void => {
    api?.resetColumnState()
    memory.forget()
    read()
  }
  return (
    <PanelButton
      label={word('grid.columns')}
      title={word('grid.columns.title')}
      disabled={api === null}
      open={isOpen}
      onOpenChange={(open) => {
        setOpen(open)
        if (open) read()
      }}
    >
      <div className="grid-columns">
        {listColumns[layer].map((column) => (
          <div key={column.name} className="grid-columns-line">
            <Checkbox
              checked={shown.has(column.name)}
              onChange={({ target }) => {
                api?.setColumnsVisible([column.name], target.checked)
                read()
              }}
            >
              {titleOfColumn(column, words)}
            </Checkbox>
            <Button
              size="small"
              // Another type would be another button to React, and the focus lost.
              type="text"
              icon={<PushpinOutlined />}
              aria-pressed={pinned.has(column.name)}
              aria-label={word('grid.columns.pin', { column: titleOfColumn(column, words) })}
              title={word('grid.columns.pin', { column: titleOfColumn(column, words) })}
              disabled={!shown.has(column.name)}
              onClick={() => {
                api?.setColumnsPinned([column.name], pinned.has(column.name) ? null : 'left')
                read()
              }}
            />
          </div>
        ))}
        <p className="grid-columns-keys">{word('grid.columns.keys')}</p>
        <Button size="small" onClick={reset}>
          {word('grid.columns.reset')}
        </Button>
      </div>
    </PanelButton>
  )
}
