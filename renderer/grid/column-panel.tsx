import type { GridApi } from 'ag-grid-community'
import { Button, Checkbox, Popover } from 'antd'
import { useState } from 'react'
import type { ListRow } from '../../shared/contract/lists.ts'
import { type ListLayer, listColumns } from '../../shared/model/list-columns.ts'
import { useWords } from '../ui/words.tsx'
import { useColumnMemory } from './column-memory.ts'
import { titleOfColumn } from './columns.ts'

/** Which columns a table shows; remembered for each layer. */
export function ColumnPanel({ api, layer }: { readonly api: GridApi<ListRow> | null; readonly layer: ListLayer }) {
  const words = useWords()
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set())
  const read = (): void =>
    setShown(new Set(api?.getColumnState().flatMap(({ colId, hide }) => (hide === true ? [] : [colId])) ?? []))
  const memory = useColumnMemory(layer)
  const reset = (): void => {
    api?.resetColumnState()
    memory.forget()
    read()
  }
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={words.word('grid.columns.title')}
      onOpenChange={(open) => open && read()}
      content={
        <div className="grid-columns">
          {listColumns[layer].map((column) => (
            <Checkbox
              key={column.name}
              checked={shown.has(column.name)}
              onChange={({ target }) => {
                api?.setColumnsVisible([column.name], target.checked)
                read()
              }}
            >
              {titleOfColumn(column, words)}
            </Checkbox>
          ))}
          <Button size="small" onClick={reset}>
            {words.word('grid.columns.reset')}
          </Button>
        </div>
      }
    >
      <Button disabled={api === null}>{words.word('grid.columns')}</Button>
    </Popover>
  )
}
