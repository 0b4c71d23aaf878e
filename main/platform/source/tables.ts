import { readFileSync, statSync } from 'node:fs'
import type { CancelSignal } from '../../../shared/contract/job.ts'
import type { Outcome } from '../../../shared/contract/outcome.ts'
import { done, refuse } from '../../../shared/contract/outcome.ts'
import { createCsvParser } from '../../../shared/formats/csv/parse.ts'
import type { FieldValue, SourceField, SourceIssue, SourceRecord } from '../../../shared/formats/source.ts'
import { decodeTable, decodeTableAs } from '../text-codec.ts'
import type { SourceLayer, SourceRef } from './layer.ts'
import { readWorkbookParts, type WorkbookParts } from './workbook-parts.ts'
import { type SheetRow, sheetRows } from './workbook-rows.ts'
import { listZip, ZIP_LIMITS } from './zip-listing.ts'

/** Lists of households and persons are small; what is larger than this is not one. */
const TABLE_LIMIT_BYTES = 200 * 1024 ** 2

/** Shared strings are held in memory, so a workbook's parts may not be as large as a map layer. */
const WORKBOOK_LIMITS = { ...ZIP_LIMITS, entryBytes: 256 * 1024 ** 2, totalBytes: 512 * 1024 ** 2 }

export interface TableOptions {
  /** What the user says a csv is written in; a workbook says so itself. */
  readonly encoding: string | null
  readonly sheet: string | null
  /** 1-based row of the column titles; null: the first row with at least two filled cells. */
  readonly headerRow: number | null
  readonly signal: CancelSignal
}

interface TableShape {
  readonly headerRow: number
  readonly fields: readonly SourceField[]
  readonly records: number
  readonly issues: readonly SourceIssue[]
}

/** Column titles as names: blanks become column_3, repeats get _2, _3 … */
function fieldsOf(cells: readonly FieldValue[]): SourceField[] {
  const taken = new Set<string>()
  return cells.map((cell, index) => {
    const wanted = cell === null ? `column_${index + 1}` : String(cell)
    let name = wanted
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${wanted}_${n}`
    taken.add(name.toLowerCase())
    return { name, type: 'text' }
  })
}

const isHeader = (row: SheetRow, headerRow: number | null): boolean =>
  headerRow === null ? row.cells.filter((cell) => cell !== null).length >= 2 : row.rowNumber >= headerRow

/** Reads a table through once: where its titles are and how many rows follow. null: no row has two filled cells. */
async function shapeOf(
  rows: AsyncIterable<SheetRow> | Iterable<SheetRow>,
  options: TableOptions,
): Promise<TableShape | null> {
  let header: SheetRow | null = null
  let records = 0
  for await (const row of rows) {
    if (header !== null) records++
    else if (isHeader(row, options.headerRow)) header = row
    if (records % 1000 === 0) options.signal.throwIfAborted()
  }
  if (header === null) return null
  const chosen = options.headerRow === null && header.rowNumber > 1
  return {
    headerRow: header.rowNumber,
    fields: fieldsOf(header.cells),
    records,
    issues: chosen ? [{ code: 'table.header-row', severity: 'info', detail: { row: header.rowNumber } }] : [],
  }
}

function tableLayer(
  name: string,
  file: string,
  shape: TableShape,
  ref: SourceRef,
  encoding: Pick<SourceLayer, 'encoding' | 'encodingFrom'>,
): SourceLayer {
  return {
    name,
    kind: 'table',
    file,
    ref,
    geometryType: null,
    hasZ: false,
    hasM: false,
    fields: shape.fields,
    records: shape.records,
    deletedRecords: 0,
    ...encoding,
    encodingProposals: [],
    declaredCrs: null,
    declaredFrom: 'layer',
    issues: shape.issues,
  }
}

/** Rows of a csv with their line numbers. Damage of the quoting is an issue of the layer. */
export function csvRows(text: string): { readonly rows: readonly SheetRow[]; readonly issues: readonly SourceIssue[] } {
  const parser = createCsvParser()
  const first = parser.push(text)
  const { rows, issues } = parser.finish()
  const cell = (value: string): FieldValue => (value.trim() === '' ? null : value.trim())
  const sheet = [...first, ...rows].map((row) => ({ rowNumber: row.line, cells: row.cells.map(cell) }))
  return { rows: sheet.filter((row) => row.cells.some((value) => value !== null)), issues }
}

export const decodedAs = (
  path: string,
  encoding: string | null,
): Outcome<{ readonly text: string; readonly encoding: string }> =>
  encoding === null ? decodeTable(readFileSync(path)) : decodeTableAs(readFileSync(path), encoding)

/** Codes: table.too-large, encoding.unknown, encoding.unknown-label, encoding.option-wrong, table.empty. */
export async function openCsv(
  path: string,
  name: string,
  file: string,
  options: TableOptions,
): Promise<Outcome<SourceLayer>> {
  if (statSync(path).size > TABLE_LIMIT_BYTES)
    return refuse({ code: 'table.too-large', file, params: { limitMb: TABLE_LIMIT_BYTES / 1024 ** 2 } })
  const decoded = decodedAs(path, options.encoding)
  if (!decoded.ok) return refuse({ ...decoded.refusal, file })
  const { rows, issues } = csvRows(decoded.value.text)
  const shape = await shapeOf(rows, options)
  if (shape === null) return refuse({ code: 'table.empty', file })
  const layer = tableLayer(
    name,
    file,
    shape,
    { format: 'csv', path, headerRow: shape.headerRow, encoding: options.encoding },
    { encoding: decoded.value.encoding, encodingFrom: options.encoding === null ? 'sniffed' : 'option' },
  )
  return done({ ...layer, issues: [...layer.issues, ...issues] })
}

export async function openWorkbook(path: string, file: string, signal: CancelSignal): Promise<Outcome<WorkbookParts>> {
  const listed = await listZip(path, WORKBOOK_LIMITS)
  if (!listed.ok)
    return refuse({ ...listed.refusal, code: listed.refusal.code === 'zip.bomb' ? 'zip.bomb' : 'xlsx.damaged', file })
  const parts = await readWorkbookParts(listed.value, signal)
  if (parts !== null && typeof parts !== 'string') return done(parts)
  listed.value.close()
  return refuse({ code: parts === 'zip.bomb' || parts === 'zip.encrypted' ? parts : 'xlsx.damaged', file })
}

/**
 * The sheets of a workbook that hold a table, one layer each; empty and hidden sheets are left out unless one is named.
 * Codes: xlsx.damaged, xlsx.sheet-missing (proposals: the sheets there are), table.empty, zip.bomb, zip.encrypted.
 */
export async function openXlsx(
  path: string,
  file: string,
  options: TableOptions,
): Promise<Outcome<readonly SourceLayer[]>> {
  const opened = await openWorkbook(path, file, options.signal)
  if (!opened.ok) return opened
  const parts = opened.value
  try {
    const names = parts.sheets.map((sheet) => sheet.name)
    const { sheet: wanted } = options
    if (wanted !== null && !names.includes(wanted)) {
      return refuse({
        code: 'xlsx.sheet-missing',
        file,
        params: { sheet: wanted, sheets: names.join(', ') },
        proposals: names,
      })
    }
    const layers: SourceLayer[] = []
    for (const sheet of parts.sheets) {
      if (wanted === null ? sheet.hidden : sheet.name !== wanted) continue
      const shape = await shapeOf(sheetRows(parts, sheet.path), options)
      if (shape === null) continue
      layers.push(
        tableLayer(
          sheet.name,
          file,
          shape,
          { format: 'xlsx', path, sheetPath: sheet.path, headerRow: shape.headerRow },
          { encoding: null, encodingFrom: null },
        ),
      )
    }
    return layers.length === 0 ? refuse({ code: 'table.empty', file }) : done(layers)
  } catch (error) {
    options.signal.throwIfAborted()
    // exceljs throws plain errors for XML it does not understand; the file is then no workbook that we can read.
    if (error instanceof TypeError || error instanceof RangeError) throw error
    return refuse({ code: 'xlsx.damaged', file })
  } finally {
    parts.listing.close()
  }
}

async function* rowsOf(
  ref: Extract<SourceRef, { format: 'csv' | 'xlsx' }>,
  signal: CancelSignal,
): AsyncGenerator<SheetRow, void, undefined> {
  if (ref.format === 'csv') {
    const decoded = decodedAs(ref.path, ref.encoding)
    if (decoded.ok) yield* csvRows(decoded.value.text).rows
    return
  }
  const opened = await openWorkbook(ref.path, ref.path, signal)
  if (!opened.ok) return
  try {
    yield* sheetRows(opened.value, ref.sheetPath)
  } finally {
    opened.value.listing.close()
  }
}

/** Rows `from` … `to` of a table, 1 being the first row below the titles that is not blank. */
export async function* tableRecords(
  ref: Extract<SourceRef, { format: 'csv' | 'xlsx' }>,
  fieldCount: number,
  range: {
    readonly from: number
    readonly to: number
    readonly batchRecords: number
    readonly columns: readonly number[] | null
    readonly signal: CancelSignal
  },
): AsyncGenerator<SourceRecord[], void, undefined> {
  const columns = range.columns ?? Array.from({ length: fieldCount }, (_, index) => index)
  let record = 0
  let batch: SourceRecord[] = []
  for await (const { rowNumber, cells } of rowsOf(ref, range.signal)) {
    if (rowNumber <= ref.headerRow) continue
    record++
    if (record < range.from) continue
    if (record > range.to) break
    const values = columns.map((column) => cells[column] ?? null)
    batch.push({ record, deleted: false, unreadable: null, geometry: null, values, issues: [] })
    if (batch.length === range.batchRecords) {
      range.signal.throwIfAborted()
      yield batch
      batch = []
    }
  }
  if (batch.length > 0) yield batch
}
