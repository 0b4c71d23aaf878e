import { Pagination } from 'antd'
import { memo, useState } from 'react'
import type { PlanSheet, SheetCell } from '../../../shared/planning/tables/sheet-parts.ts'
import { useWords } from '../../ui/words.tsx'
import { keysScroll } from '../keys-scroll.ts'
import { decimalText } from '../plan-figures.ts'

const decimals = { ha: 4, 'two-decimals': 2, integer: 0 } as const

const textOf = ({ value, format }: SheetCell): string =>
  typeof value === 'number' && format !== 'text' ? decimalText(value, decimals[format]) : String(value)

/** Rows below the heading that are drawn at once: a plan of a district has thousands. */
const PAGE = 100
const HEADING: ReadonlySet<SheetCell['role']> = new Set(['title', 'unit', 'header'])

/** A printed table as it stands, page by page where it is long: cells with their spans; why a figure is missing is its title. */
export const SheetTable = memo(function SheetTable({ sheet }: { readonly sheet: PlanSheet }) {
  const { word } = useWords()
  const [page, setPage] = useState(1)
  const first = sheet.rows.findIndex((cells) => !cells.every(({ role }) => HEADING.has(role)))
  const head = first < 0 ? sheet.rows.length : first
  const body = sheet.rows.slice(head)
  const rows = [...sheet.rows.slice(0, head), ...body.slice((page - 1) * PAGE, page * PAGE)]
  return (
    <div className="planning-card">
      {body.length > PAGE ? (
        <Pagination
          size="small"
          current={page}
          pageSize={PAGE}
          total={body.length}
          showSizeChanger={false}
          showTotal={(count) => word('planning.tables.rows', { count })}
          onChange={setPage}
        />
      ) : null}
      <div ref={keysScroll} className="planning-scroll">
        <table className="planning-table planning-sheet" aria-label={sheet.name}>
          <tbody>
            {rows.map((cells, row) => (
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
