import { Button, Segmented, Space } from 'antd'
import { useState } from 'react'
import { useWords } from '../ui/words.tsx'
import { useImportActions } from './actions.ts'
import type { Source } from './wizard.ts'

/** A list's sheets and first rows: which row holds the titles is chosen by clicking it. */
export function SheetChoice({ source }: { readonly source: Source }) {
  const { word } = useWords()
  const { again } = useImportActions()
  const tables = source.examined?.tables ?? []
  const first = tables.find(({ rows }) => rows.length > 0)?.sheet ?? null
  const [sheet, setSheet] = useState<string | null>(source.sheet ?? first)
  const table = tables.find((candidate) => candidate.sheet === sheet) ?? tables[0]
  if (table === undefined) return null
  const titleRow = source.headerRow ?? source.examined?.layers.find(({ name }) => name === sheet)?.headerRow
  const headerRow = titleRow ?? source.examined?.layers[0]?.headerRow ?? null
  return (
    <div className="import-sheet">
      <Space wrap>
        {tables.length > 1 ? (
          <Segmented
            aria-label={word('import.sheet')}
            value={sheet ?? ''}
            options={tables.map(({ sheet: name, hidden }) => ({
              value: name ?? '',
              label: hidden ? word('import.sheet.hidden', { name: name ?? '' }) : (name ?? ''),
            }))}
            onChange={(name) => setSheet(name)}
          />
        ) : null}
        <span className="import-quiet">{word('import.sheet.advice')}</span>
        {source.headerRow === null && source.sheet === null ? null : (
          <Button size="small" onClick={() => void again(source, { headerRow: null, sheet: null })}>
            {word('import.sheet.auto')}
          </Button>
        )}
      </Space>
      <div className="import-scroll">
        <table className="import-table">
          <tbody>
            {table.rows.map(({ row, cells }) => (
              <tr key={row} className={row === headerRow ? 'import-title-row' : undefined}>
                <th scope="row">
                  <Button
                    size="small"
                    type={row === headerRow ? 'primary' : 'text'}
                    aria-pressed={row === headerRow}
                    aria-label={word('import.sheet.row', { row })}
                    onClick={() => void again(source, { headerRow: row, sheet: table.sheet })}
                  >
                    {row}
                  </Button>
                </th>
                {cells.map((cell, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
