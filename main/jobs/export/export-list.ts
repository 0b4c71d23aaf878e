import { basename } from 'node:path'
import { connect, holdState, inTransaction, type ReadConnection } from '../../../db/open/database.ts'
import { logExport } from '../../../db/queries/hand-over.ts'
import { ensureListCache } from '../../../db/queries/lists/list-cache.ts'
import type { ListQuestion } from '../../../db/queries/lists/list-where.ts'
import { listRows } from '../../../db/queries/lists/lists.ts'
import { orderedRows } from '../../../db/queries/lists/ordered-rows.ts'
import type { ListValue } from '../../../shared/contract/lists.ts'
import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import { csvLine, UTF8_MARK } from '../../../shared/formats/csv/write.ts'
import type { Language } from '../../../shared/lang/message.ts'
import { type ListColumn, listColumns, listTitle } from '../../../shared/model/list-columns.ts'
import { listCellText, listColumnTitle } from '../../../shared/model/list-text.ts'
import { roundHalfUp } from '../../../shared/model/round.ts'
import type { JobContext } from '../job.ts'
import { createChunkedFile } from './chunked-file.ts'
import { type Sheet, writeWorkbook } from './workbook.ts'
import { writeWhole } from './write-whole.ts'

export interface ExportListInput {
  readonly survey: string
  readonly query: ListQuestion
  /** In the order of writing; names that the list does not have are left out. */
  readonly columns: readonly string[]
  readonly to: string
  readonly format: 'xlsx' | 'csv'
  readonly force: boolean
  readonly language: Language
  /** The survey may be written, so that it says what was exported. */
  readonly isLogged: boolean
}

const PAGE_ROWS = 1000

/**
 * Writes the rows of a list as a window shows them, from one state of the survey. Nothing is at the target before it is whole.
 * Refusals: list.no-columns, target.*.
 */
export async function runExportList(
  input: ExportListInput,
  context: JobContext,
): Promise<Outcome<{ readonly rows: number }>> {
  const { survey, to, format } = input
  const columns = input.columns.flatMap(
    (name) => listColumns[input.query.layer].find((column) => column.name === name) ?? [],
  )
  if (columns.length === 0) return refuse({ code: 'list.no-columns' })
  const db = connect(survey, 'read')
  try {
    const written = await writeWhole({ to, format, survey, force: input.force }, context, (scratch) =>
      writeList(db, input, columns, scratch, context),
    )
    if (!written.ok) return written
    if (input.isLogged) await log(input, context)
    return done({ rows: written.value })
  } finally {
    db.close()
  }
}

async function writeList(
  db: ReadConnection,
  { query, format, language }: ExportListInput,
  columns: readonly ListColumn[],
  path: string,
  context: JobContext,
): Promise<number> {
  // Nothing can be made beside a state that is held.
  ensureListCache(db, ['plots', 'finding_count'])
  holdState(db)
  const { fids } = orderedRows(db, query)
  function* pages() {
    for (let from = 0; from < fids.length; from += PAGE_ROWS) {
      context.signal.throwIfAborted()
      context.report({ phase: 'write', done: from, total: fids.length })
      const rows = listRows(db, query.layer, Array.from(fids.subarray(from, from + PAGE_ROWS)))
      yield rows.map(({ values }) => columns.map((column) => cellOf(column, values[column.name] ?? null, language)))
    }
  }
  const sheet: Sheet = {
    name: listTitle(query.layer)[language],
    header: columns.map((column) => listColumnTitle(column, language)),
    textColumns: columns.map(({ type }) => type !== 'number' && type !== 'integer'),
    pages: pages(),
  }
  if (format === 'xlsx') await writeWorkbook(path, [sheet])
  else await writeCsv(path, sheet)
  return fids.length
}

/** Numbers stay numbers; what the file calls a number but is none, and every text, is what the window shows. */
function cellOf(column: ListColumn, value: ListValue, language: Language): ListValue {
  if (value === null) return null
  if (typeof value !== 'number' || column.codeList !== undefined || column.type === 'text')
    return listCellText(column, value, language)
  return column.area ? roundHalfUp(value, 2) : value
}

async function writeCsv(path: string, sheet: Sheet): Promise<void> {
  const file = await createChunkedFile(path)
  try {
    await file.writeText(`${UTF8_MARK}${csvLine(sheet.header)}`)
    for (const page of sheet.pages) await file.writeText(page.map(csvLine).join(''))
    await file.finish()
  } finally {
    await file.abandon()
  }
}

async function log({ survey, to, format }: ExportListInput, { author, withWriteAccess }: JobContext): Promise<void> {
  const db = connect(survey, 'write')
  try {
    await withWriteAccess(() =>
      inTransaction(db, () =>
        logExport(db, {
          at: new Date().toISOString(),
          author,
          format: `list-${format}`,
          target: basename(to),
          purpose: null,
        }),
      ),
    )
  } finally {
    db.close()
  }
}
