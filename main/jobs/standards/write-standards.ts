import { writeFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { done, type Outcome } from '../../../shared/contract/outcome.ts'
import { type SetSheet, sheetsOfSet } from '../../../shared/standards/set-sheets.ts'
import type { StandardSet } from '../../../shared/standards/standard-set.ts'
import { type Sheet, writeWorkbook } from '../export/workbook.ts'
import { writeWhole } from '../export/write-whole.ts'
import type { JobContext } from '../job.ts'

export interface WriteStandardsInput {
  readonly survey: string
  readonly set: StandardSet
  readonly to: string
  readonly force: boolean
}

/** Writes a set as JSON or as a workbook, by the target's name. Refusals: target.*. */
export async function runWriteStandards(
  { survey, set, to, force }: WriteStandardsInput,
  context: JobContext,
): Promise<Outcome<{ readonly path: string }>> {
  const format = extname(to).toLowerCase() === '.json' ? 'json' : 'xlsx'
  const written = await writeWhole({ to, format, survey, force }, context, (scratch) =>
    format === 'json'
      ? writeFile(scratch, `${JSON.stringify(set, null, 2)}\n`)
      : writeWorkbook(scratch, sheetsOfSet(set).map(asSheet)),
  )
  return written.ok ? done({ path: to }) : written
}

/** Numbers stay numbers, so that a spreadsheet can reckon with them; everything else is text. */
const asSheet = ({ name, header, rows }: SetSheet): Sheet => ({
  name,
  header,
  textColumns: header.map((_, i) => !rows.some((row) => typeof row[i] === 'number')),
  pages: [rows],
})
