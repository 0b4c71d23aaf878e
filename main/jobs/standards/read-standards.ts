import { readFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { CancelSignal } from '../../../shared/contract/job.ts'
import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import { readStandardSet } from '../../../shared/standards/set-file.ts'
import { type SetSheet, setFromSheets } from '../../../shared/standards/set-sheets.ts'
import type { StandardSet } from '../../../shared/standards/standard-set.ts'
import { openWorkbook } from '../../platform/source/tables.ts'
import { sheetRows } from '../../platform/source/workbook-rows.ts'
import type { JobContext } from '../job.ts'

/** Reads a set out of a JSON file or a workbook, whatever its faults. Refusals: standards.unreadable, xlsx.damaged, zip.*. */
export async function runReadStandards(
  { path }: { readonly path: string },
  { signal }: Pick<JobContext, 'signal'>,
): Promise<Outcome<StandardSet>> {
  const content =
    extname(path).toLowerCase() === '.xlsx' ? await workbookContent(path, signal) : await jsonContent(path)
  if (!content.ok) return content
  const read = readStandardSet(content.value)
  return 'set' in read ? done(read.set) : unreadable(path, read.wrongAt)
}

const unreadable = (path: string, reason: string): Outcome<never> =>
  refuse({ code: 'standards.unreadable', file: basename(path), params: { reason } })

async function jsonContent(path: string): Promise<Outcome<unknown>> {
  try {
    return done(JSON.parse(await readFile(path, 'utf8')) as unknown)
  } catch {
    // Neither a missing brace nor a picture is worth more words than the form that is expected.
    return unreadable(path, 'JSON')
  }
}

async function workbookContent(path: string, signal: CancelSignal): Promise<Outcome<unknown>> {
  const opened = await openWorkbook(path, basename(path), signal)
  if (!opened.ok) return opened
  try {
    const sheets: SetSheet[] = []
    for (const { name, path: sheetPath } of opened.value.sheets) {
      const rows: (string | number | null)[][] = []
      for await (const { cells } of sheetRows(opened.value, sheetPath))
        rows.push(cells.map((cell) => (typeof cell === 'string' || typeof cell === 'number' ? cell : null)))
      const [header = [], ...rest] = rows
      sheets.push({ name, header: header.map((cell) => String(cell ?? '')), rows: rest })
    }
    return done(setFromSheets(sheets))
  } finally {
    opened.value.listing.close()
  }
}
