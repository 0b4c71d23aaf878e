import { touchContents } from '../geopackage/contents.ts'
import { recordRows, writeEntry } from '../history/journal.ts'
import { inTransaction, type WritableDb } from '../open/database.ts'
import type { Author } from '../schema/author.ts'
import type { SqlValue } from '../staging/scratch.ts'

export interface ParcelEdit {
  readonly id: string
  /** Columns of the parcel table with their new values. */
  readonly values: Readonly<Record<string, SqlValue>>
  readonly why: string | null
}

/** Changes attributes of one parcel; what they were stays in the journal. */
export function editParcel(db: WritableDb, edit: ParcelEdit, author: Author, at: string): void {
  const columns = Object.keys(edit.values)
  inTransaction(db, () => {
    const entry = writeEntry(db, {
      kind: 'edit',
      at,
      author,
      ...(edit.why === null ? {} : { why: edit.why }),
      summary: { table: 'parcel', columns },
    })
    recordRows(db, entry.fid, 'parcel', 'update', 't.id = ?', [edit.id])
    db.prepare(
      `UPDATE parcel SET ${columns.map((column) => `${column} = @${column}`).join(', ')}, rev = rev + 1 WHERE id = @id`,
    ).run({ ...edit.values, id: edit.id })
    touchContents(db, ['parcel', 'journal_entry', 'journal_change'], at)
  })
}
