import { Button } from 'antd'
import { type KeyboardEvent, useCallback, useRef, useState } from 'react'
import type { HouseholdLine } from '../../../shared/contract/object-answers.ts'
import { editableColumns } from '../../../shared/model/object-columns.ts'
import { ReadOnlyNote } from '../../ui/read-only.tsx'
import { useWords } from '../../ui/words.tsx'
import { QuickRow } from './quick-row.tsx'

/** What is typed of a household, in this order. */
const COLUMNS = ['household_code', 'head_name', 'size', 'remark'] as const
const columns = COLUMNS.flatMap((name) => editableColumns('household').filter((column) => column.name === name))

/** Lines drawn above the new one, those that were entered last; and how many earlier ones are drawn at a time. */
const DRAWN = 150

/** A village's households as one table that is filled by keyboard alone; a row is saved as it is left. */
export function QuickEntry(props: {
  readonly surveyId: string
  readonly village: string | null
  readonly households: readonly HouseholdLine[]
}) {
  const { surveyId, village, households } = props
  const { word, pick } = useWords()
  const table = useRef<HTMLTableElement>(null)
  const [made, setMade] = useState(0)
  const [drawn, setDrawn] = useState(DRAWN)
  const lines = households.slice(-drawn)
  const earlier = households.length - lines.length
  const focus = useCallback((row: number, column: number): void => {
    table.current?.querySelector<HTMLInputElement>(`[data-cell="${row} ${column}"]`)?.focus()
  }, [])
  const onKey = (event: KeyboardEvent<HTMLTableElement>): void => {
    const cell = (event.target as HTMLElement).dataset.cell
    if (cell === undefined) return
    const [row = 0, column = 0] = cell.split(' ').map(Number)
    const to = targetOf(event, row, column, lines.length)
    if (to === null) return
    event.preventDefault()
    focus(to.row, to.column)
  }
  return (
    <div className="quick-entry">
      <ReadOnlyNote />
      <p className="object-quiet" id="quick-entry-keys">
        {word('households.keys')}
      </p>
      {earlier === 0 ? null : (
        <p className="quick-entry-earlier">
          {word('households.drawn', { shown: lines.length, count: households.length })}{' '}
          <Button size="small" onClick={() => setDrawn(drawn + DRAWN)}>
            {word('households.earlier', { count: Math.min(DRAWN, earlier) })}
          </Button>
        </p>
      )}
      <div className="quick-entry-scroll">
        <table ref={table} onKeyDown={onKey} aria-describedby="quick-entry-keys">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.name} scope="col">
                  {pick(column.title)}
                </th>
              ))}
              <th scope="col">{word('households.members')}</th>
              <th scope="col">{word('households.plots')}</th>
              <th scope="col">{word('households.state')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, nth) => (
              <QuickRow
                key={line.id}
                surveyId={surveyId}
                village={village}
                columns={columns}
                at={nth}
                line={line}
                above={lines[nth - 1] ?? null}
              />
            ))}
            <QuickRow
              key={`new ${made}`}
              surveyId={surveyId}
              village={village}
              columns={columns}
              at={lines.length}
              line={null}
              above={lines.at(-1) ?? null}
              onMade={() => setMade((n) => n + 1)}
            />
          </tbody>
        </table>
      </div>
    </div>
  )
}

/** Where a key leads from a cell; null: it does something else. */
function targetOf(
  { key, shiftKey }: KeyboardEvent,
  row: number,
  column: number,
  last: number,
): { readonly row: number; readonly column: number } | null {
  switch (key) {
    case 'Enter':
      if (shiftKey) return column === 0 ? { row: row - 1, column: COLUMNS.length - 1 } : { row, column: column - 1 }
      return column === COLUMNS.length - 1 ? { row: row + 1, column: 0 } : { row, column: column + 1 }
    case 'ArrowUp':
      return { row: row - 1, column }
    case 'ArrowDown':
      return { row: Math.min(row + 1, last), column }
    case 'F8':
      return { row: last, column: 0 }
    default:
      return null
  }
}
