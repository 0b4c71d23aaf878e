import { readFile, writeFile } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { connect } from '../../../db/open/database.ts'
import { legendSettings } from '../../../db/queries/plan-legend.ts'
import type { CancelSignal } from '../../../shared/contract/job.ts'
import { done, type Outcome, refuse } from '../../../shared/contract/outcome.ts'
import { legendOf } from '../../../shared/planning/legend.ts'
import {
  LEGEND_SHEET,
  legendHeader,
  legendRows,
  settingsOfJson,
  settingsOfRows,
} from '../../../shared/planning/legend-sheet.ts'
import { openWorkbook } from '../../platform/source/tables.ts'
import { sheetRows } from '../../platform/source/workbook-rows.ts'
import { writeWorkbook } from '../export/workbook.ts'
import { writeWhole } from '../export/write-whole.ts'
import type { JobContext } from '../job.ts'

export interface WriteLegendInput {
  readonly survey: string
  readonly to: string
  readonly force: boolean
}

/**
 * Writes a survey's legend for others: as a workbook everything that can be changed, as JSON what the survey has otherwise.
 * Refusals: target.*.
 */
export async function runWriteLegend(
  { survey, to, force }: WriteLegendInput,
  context: JobContext,
): Promise<Outcome<{ readonly path: string }>> {
  const db = connect(survey, 'read')
  const settings = legendSettings(db)
  db.close()
  const format = extname(to).toLowerCase() === '.json' ? 'json' : 'xlsx'
  const written = await writeWhole({ to, format, survey, force }, context, (scratch) =>
    format === 'json'
      ? writeFile(scratch, `${JSON.stringify({ settings }, null, 2)}\n`)
      : writeWorkbook(scratch, [
          {
            name: LEGEND_SHEET,
            header: legendHeader,
            textColumns: legendHeader.map(() => true),
            pages: [legendRows(legendOf(settings))],
          },
        ]),
  )
  return written.ok ? done({ path: to }) : written
}

type Read = NonNullable<ReturnType<typeof settingsOfRows>>

/** The settings of such a file, whatever their faults. Refusals: legend.unreadable, xlsx.damaged, zip.*. */
export async function readLegendFile(path: string, signal: CancelSignal): Promise<Outcome<Read>> {
  if (extname(path).toLowerCase() === '.xlsx') return workbookSettings(path, signal)
  try {
    const read = settingsOfJson(JSON.parse(await readFile(path, 'utf8')) as unknown)
    return read === null ? unreadable(path) : done(read)
  } catch {
    // Neither a missing brace nor a picture is worth more words than the form that is expected.
    return unreadable(path)
  }
}

const unreadable = (path: string): Outcome<never> => refuse({ code: 'legend.unreadable', file: basename(path) })

async function workbookSettings(path: string, signal: CancelSignal): Promise<Outcome<Read>> {
  const opened = await openWorkbook(path, basename(path), signal)
  if (!opened.ok) return opened
  try {
    for (const { path: sheetPath } of opened.value.sheets) {
      const rows: (string | number | null)[][] = []
      for await (const { cells } of sheetRows(opened.value, sheetPath))
        rows.push(cells.map((cell) => (typeof cell === 'string' || typeof cell === 'number' ? cell : null)))
      const read = settingsOfRows(rows)
      if (read !== null) return done(read)
    }
    return unreadable(path)
  } finally {
    opened.value.listing.close()
  }
}
