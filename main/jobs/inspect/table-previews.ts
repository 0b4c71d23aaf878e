import type { TablePreview } from '../../../shared/contract/examined.ts'
import type { CancelSignal } from '../../../shared/contract/job.ts'
import { type PersonalKind, personalKindOfName } from '../../../shared/model/personal.ts'
import { splitFileName } from '../../platform/source/siblings.ts'
import { csvRows, decodedAs, openWorkbook } from '../../platform/source/tables.ts'
import { type SheetRow, sheetRows } from '../../platform/source/workbook-rows.ts'
import { showCell } from './text-samples.ts'

const ROWS_SHOWN = 12
const COLUMNS_SHOWN = 30

/** The first rows of each sheet of a workbook, or of a csv, as they stand; nothing for other files. */
export async function tablePreviews(
  path: string,
  encoding: string | null,
  signal: CancelSignal,
): Promise<readonly TablePreview[]> {
  switch (splitFileName(path).extension) {
    case 'csv': {
      const decoded = decodedAs(path, encoding)
      if (!decoded.ok) return []
      return [{ sheet: null, hidden: false, rows: shownRows(csvRows(decoded.value.text).rows.slice(0, ROWS_SHOWN)) }]
    }
    case 'xlsx':
      return workbookPreviews(path, signal)
    default:
      return []
  }
}

async function workbookPreviews(path: string, signal: CancelSignal): Promise<readonly TablePreview[]> {
  const opened = await openWorkbook(path, path, signal)
  if (!opened.ok) return []
  const previews: TablePreview[] = []
  try {
    for (const { name, hidden, path: sheetPath } of opened.value.sheets) {
      const rows: SheetRow[] = []
      for await (const row of sheetRows(opened.value, sheetPath)) {
        rows.push(row)
        if (rows.length === ROWS_SHOWN) break
      }
      previews.push({ sheet: name, hidden, rows: shownRows(rows) })
    }
  } finally {
    opened.value.listing.close()
  }
  return previews
}

/** Which row holds the titles is not known yet, so a column is personal as soon as one of its cells is called so. */
function shownRows(rows: readonly SheetRow[]): TablePreview['rows'] {
  const width = Math.min(COLUMNS_SHOWN, Math.max(0, ...rows.map(({ cells }) => cells.length)))
  const personal = Array.from({ length: width }, (_, column): PersonalKind | null => {
    const kinds = rows.map(({ cells }) => personalKindOfName(String(cells[column] ?? '')))
    return kinds.find((kind) => kind !== null) ?? null
  })
  return rows.map(({ rowNumber, cells }) => ({
    row: rowNumber,
    cells: personal.map((kind, column) => {
      const cell = cells[column] ?? null
      const isTitle = personalKindOfName(String(cell ?? '')) !== null
      return showCell(cell, isTitle ? null : kind)
    }),
  }))
}
