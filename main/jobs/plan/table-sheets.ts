import { writeFile } from 'node:fs/promises'
import type { Cell, Worksheet } from 'exceljs'
import type { CancelSignal } from '../../../shared/contract/job.ts'
import { done, type Outcome } from '../../../shared/contract/outcome.ts'
import type { Language } from '../../../shared/lang/message.ts'
import type { CheckedTable } from '../../../shared/planning/table-check.ts'
import type { PlanTables } from '../../../shared/planning/tables/plan-tables.ts'
import type { CellFormat, CellRole, PlanSheet, SheetCell } from '../../../shared/planning/tables/sheet-parts.ts'
import { sheetsOfTables } from '../../../shared/planning/tables/sheets.ts'
import { writeWhole } from '../export/write-whole.ts'
import { withFixedDates } from './fixed-zip.ts'

export interface WritePlanTablesInput {
  readonly to: string
  /** The survey beside which nothing may be replaced. */
  readonly survey: string
  readonly force: boolean
  readonly tables: PlanTables
  readonly checked: readonly CheckedTable[]
  readonly language: Language
}

/** Writes a plan's tables as one workbook, a sheet a table, whole or not at all. Refusals: target.*. */
export async function writePlanTables(
  { to, survey, force, tables, checked, language }: WritePlanTablesInput,
  signal: CancelSignal,
): Promise<Outcome<{ readonly path: string }>> {
  const written = await writeWhole({ to, format: 'xlsx', survey, force }, { signal }, async (scratch) => {
    signal.throwIfAborted()
    await writeFile(scratch, await workbookOf(sheetsOfTables(tables, checked, language)))
  })
  return written.ok ? done({ path: to }) : written
}

/** Sheets as the bytes of a workbook; the same sheets give the same bytes. */
async function workbookOf(sheets: readonly PlanSheet[]): Promise<Buffer> {
  // Loaded when it is needed: importing it costs a quarter of a second.
  const { default: excel } = await import('exceljs')
  const workbook = new excel.Workbook()
  workbook.creator = 'CunDi'
  workbook.lastModifiedBy = 'CunDi'
  workbook.created = FIXED
  workbook.modified = FIXED
  for (const sheet of sheets) fill(workbook.addWorksheet(sheet.name, { views: [viewOf(sheet)] }), sheet)
  return withFixedDates(Buffer.from(await workbook.xlsx.writeBuffer()))
}

/** A workbook says when it was made; the tables say of which plan and year they are, and no clock is asked. */
const FIXED = new Date(Date.UTC(1980, 0, 1))

const viewOf = (sheet: PlanSheet) => ({ state: 'frozen' as const, ySplit: sheet.headRows })

const NUMBER_FORMATS: Readonly<Record<CellFormat, string>> = {
  text: '@',
  ha: '0.0000',
  'two-decimals': '0.00',
  integer: '0',
}

function fill(worksheet: Worksheet, sheet: PlanSheet): void {
  const covered = new Set<string>()
  const widths = Array.from({ length: sheet.columnCount }, () => LEAST_WIDTH)
  sheet.rows.forEach((cells, at) => {
    const row = at + 1
    let column = 1
    for (const cell of cells) {
      while (covered.has(`${row} ${column}`)) column++
      write(worksheet.getCell(row, column), cell)
      const [right, below] = [column + cell.columns - 1, row + cell.rows - 1]
      if (cell.columns > 1 || cell.rows > 1) {
        worksheet.mergeCells(row, column, below, right)
        for (let r = row; r <= below; r++) for (let c = column; c <= right; c++) covered.add(`${r} ${c}`)
      } else widths[column - 1] = Math.max(widths[column - 1] ?? LEAST_WIDTH, widthOf(cell))
      column = right + 1
    }
  })
  widths.forEach((width, at) => {
    worksheet.getColumn(at + 1).width = width
  })
  const wide = widths.reduce((sum, width) => sum + width, 0)
  sheet.rows.forEach(([first], at) => {
    // A spreadsheet fits the height of a row to its cells, but not to merged ones: a long note would be cut.
    if (first?.role === 'note') worksheet.getRow(at + 1).height = LINE_POINTS * Math.ceil(textWidth(first.value) / wide)
  })
}

const LEAST_WIDTH = 12
const MOST_WIDTH = 48

const LINE_POINTS = 15

const widthOf = ({ value, role }: SheetCell): number =>
  OVER_ALL.has(role) ? LEAST_WIDTH : Math.min(MOST_WIDTH, textWidth(value))

/** In digits, with room for one on either side; a Chinese character is as wide as two. */
const textWidth = (value: string | number): number =>
  [...String(value)].reduce((sum, one) => sum + (one > '\u2e7f' ? 2 : 1), 2)

function write(cell: Cell, { value, format, role }: SheetCell): void {
  cell.value = value
  cell.numFmt = NUMBER_FORMATS[format]
  cell.font = { bold: BOLD.has(role), size: role === 'title' ? 14 : 10 }
  cell.alignment = {
    vertical: 'middle',
    horizontal: HORIZONTAL[role] ?? (typeof value === 'number' ? 'right' : 'left'),
    wrapText: true,
  }
  if (!OVER_ALL.has(role)) cell.border = BOX
}

const OVER_ALL: ReadonlySet<CellRole> = new Set(['title', 'unit', 'note'])

const BOLD: ReadonlySet<CellRole> = new Set(['title', 'header', 'group', 'total'])
const HORIZONTAL: Partial<Readonly<Record<CellRole, 'center' | 'right' | 'left'>>> = {
  title: 'center',
  unit: 'right',
  header: 'center',
  note: 'left',
}
const LINE = { style: 'thin' } as const
const BOX = { top: LINE, left: LINE, bottom: LINE, right: LINE } as const
