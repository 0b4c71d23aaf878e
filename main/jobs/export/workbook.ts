import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Language } from '../../../shared/lang/message.ts'
import { layers } from '../../../shared/model/layers.ts'
import type { ExportColumn } from './export-columns.ts'
import type { LayerExport } from './layer-reader.ts'

/** Rows that Excel holds on a sheet, its header among them. */
const MAX_SHEET_ROWS = 1_048_576
const COLUMN_WIDTH = 16
const TEXT_FORMAT = '@'

const UNITS: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  m2: { zh: '平方米', en: 'm²' },
  year: { zh: '年', en: 'year' },
  persons: { zh: '人', en: 'persons' },
}

/** A sheet of any table; codes and other text are text cells, so that no digit is lost. */
export interface Sheet {
  readonly name: string
  readonly header: readonly string[]
  readonly textColumns: readonly boolean[]
  readonly pages: Iterable<readonly (readonly (string | number | null)[])[]>
}

export const sheetOf = (layer: LayerExport, language: Language): Sheet => ({
  name: layers[layer.kind].title[language],
  header: layer.columns.map((column) => headerOf(column, language)),
  textColumns: layer.columns.map(
    (column) => column.personal !== null || (column.type !== 'number' && column.type !== 'integer'),
  ),
  pages: valuesOf(layer),
})

function* valuesOf(layer: LayerExport) {
  for (const page of layer.rows()) yield page.map((row) => row.values)
}

function headerOf(column: ExportColumn, language: Language): string {
  const unit = UNITS[column.unit ?? '']?.[language]
  return unit === undefined
    ? column.title[language]
    : language === 'zh'
      ? `${column.title.zh}（${unit}）`
      : `${column.title.en} (${unit})`
}

const MAX_BACKLOG_BYTES = 2_000_000

/**
 * What a sheet has handed on and the compressor has not taken yet. exceljs asks nobody to wait: at 200 000 rows 200 MB stood
 * here (measured). The numbers lie in its streams, which its types leave out; where they are not found nothing is waited for.
 */
function backlogBytes(worksheet: object): number {
  const pipes = memberOf(memberOf(worksheet, 'stream'), 'pipes')
  if (!Array.isArray(pipes)) return 0
  return pipes.reduce<number>((sum, pipe) => sum + numberOf(memberOf(memberOf(pipe, '_writableState'), 'length')), 0)
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0)

/** Writes the sheets one after the other as they are read. A sheet that is full goes on in a second one. */
export async function writeWorkbook(path: string, sheets: readonly Sheet[]): Promise<void> {
  // Loaded when it is needed: importing it costs a quarter of a second.
  const { default: excel } = await import('exceljs')
  const workbook = new excel.stream.xlsx.WorkbookWriter({ filename: path, useStyles: true, useSharedStrings: false })
  for (const sheet of sheets) {
    let part = 1
    let rows = 0
    let worksheet = addSheet(sheet, part)
    for (const page of sheet.pages) {
      for (const values of page) {
        if (++rows >= MAX_SHEET_ROWS) {
          worksheet.commit()
          worksheet = addSheet(sheet, ++part)
          rows = 1
        }
        worksheet.addRow([...values]).commit()
      }
      do await nextTurn()
      while (backlogBytes(worksheet) > MAX_BACKLOG_BYTES)
    }
    worksheet.commit()
  }
  await workbook.commit()

  function addSheet(sheet: Sheet, part: number) {
    const worksheet = workbook.addWorksheet(part === 1 ? sheet.name : `${sheet.name} ${part}`, {
      views: [{ state: 'frozen', ySplit: 1 }],
    })
    worksheet.columns = sheet.header.map((header, index) => ({
      header,
      width: COLUMN_WIDTH,
      style: sheet.textColumns[index] === true ? { numFmt: TEXT_FORMAT } : {},
    }))
    return worksheet
  }
}
