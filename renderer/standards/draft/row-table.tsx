import { DeleteOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { withMember, withoutMember } from './fields.tsx'

/** Members of a list, each a row that is typed into, with a way to take one away and to add one. */
export function RowTable<T>(props: {
  readonly title: string
  readonly columns: readonly string[]
  readonly rows: readonly T[]
  readonly add: string
  readonly fresh: () => T
  readonly remove: (row: T, n: number) => string
  /** One field a column. */
  readonly fields: (row: T, change: (next: Partial<T>) => void) => readonly ReactNode[]
  readonly onChange: (rows: readonly T[]) => void
}) {
  const { title, columns, rows, onChange } = props
  return (
    <table className="standards-table standards-editable" aria-label={title}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
          <td />
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what names a row is typed into and may repeat for a while
          <tr key={i}>
            {props
              .fields(row, (next) => onChange(withMember(rows, i, next)))
              .map((field, at) => (
                <td key={columns[at]}>{field}</td>
              ))}
            <td className="standards-cell-actions">
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={props.remove(row, i + 1)}
                onClick={() => onChange(withoutMember(rows, i))}
              />
            </td>
          </tr>
        ))}
        <tr>
          <td colSpan={columns.length + 1}>
            <Button size="small" onClick={() => onChange([...rows, props.fresh()])}>
              {props.add}
            </Button>
          </td>
        </tr>
      </tbody>
    </table>
  )
}
