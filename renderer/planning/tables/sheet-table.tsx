import { memo } from 'react'
import type { PlanSheet, SheetCell } from '../../../shared/planning/tables/sheet-parts.ts'
import { keysScroll } from '../keys-scroll.ts'
import { decimalText } from '../plan-figures.ts'

const decimals = { ha: 4, 'two-decimals': 2, integer: 0 } as const

const textOf = ({ value, format }: SheetCell): string =>
  typeof value === 'number' && format !== 'text' ? decimalText(value, decimals[format]) : String(value)

/** A printed table as it stands: cells with their spans; why a figure is missing is its title. */
export const SheetTable = memo(function SheetTable({ sheet }: { readonly sheet: PlanSheet }) {
  return (
    <div className="planning-card">
      <div ref={keysScroll} className="planning-scroll">
        <table className="planning-table planning-sheet" aria-label={sheet.name}>
          <tbody>
            {sheet.rows.map((cells, row) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a printed table are their places
              <tr key={row}>
                {cells.map((cell, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: and so are its cells
                  <Cell key={column} cell={cell} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
})

function Cell({ cell }: { readonly cell: SheetCell }) {
  const spans = { colSpan: cell.columns, rowSpan: cell.rows, title: cell.why ?? undefined }
  const className = `planning-sheet-${cell.role}${cell.format === 'text' ? '' : ' planning-sheet-figure'}`
  return cell.role === 'header' ? (
    <th {...spans} scope="col" className={className}>
      {textOf(cell)}
    </th>
  ) : (
    <td {...spans} className={className}>
      {textOf(cell)}
    </td>
  )
}
