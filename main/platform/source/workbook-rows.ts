import type { FieldValue } from '../../../shared/formats/source.ts'
import { sheetStream, type WorkbookParts } from './workbook-parts.ts'

/** One row of a sheet: its number in the sheet and its cells from column A on. */
export interface SheetRow {
  readonly rowNumber: number
  readonly cells: readonly FieldValue[]
}

/** The rows of a sheet that hold anything, in file order. exceljs costs a quarter second to load, so only here. */
export async function* sheetRows(parts: WorkbookParts, sheetPath: string): AsyncGenerator<SheetRow, void, undefined> {
  const { default: exceljs } = await import('exceljs')
  const stream = sheetStream(parts, sheetPath)
  const reader = new exceljs.stream.xlsx.WorkbookReader(stream, {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  })
  try {
    for await (const sheet of reader) {
      for await (const row of sheet) {
        const cells: FieldValue[] = []
        row.eachCell({ includeEmpty: false }, (cell, column) => {
          while (cells.length < column - 1) cells.push(null)
          cells.push(cellValue(cell.value))
        })
        if (cells.some((cell) => cell !== null)) yield { rowNumber: row.number, cells }
      }
    }
  } finally {
    stream.destroy()
  }
}

/** Dates are calendar dates: Excel has no time zone, and exceljs gives its serial number as UTC. */
function cellValue(value: unknown): FieldValue {
  if (value === null || value === undefined) return null
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'boolean') return value
  if (typeof value === 'string') return trimmed(value)
  if (value instanceof Date) return dateText(value)
  if (typeof value !== 'object') return null
  if ('richText' in value && Array.isArray(value.richText)) {
    return trimmed(value.richText.map((run: { readonly text?: string }) => run.text ?? '').join(''))
  }
  if ('result' in value) return cellValue(value.result)
  return 'text' in value ? cellValue(value.text) : null
}

function trimmed(text: string): FieldValue {
  const value = text.trim()
  return value === '' ? null : value
}

function dateText(date: Date): FieldValue {
  if (Number.isNaN(date.getTime())) return null
  const iso = date.toISOString()
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ')
}
