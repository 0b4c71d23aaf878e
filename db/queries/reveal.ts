import { touchChanged } from '../geopackage/contents.ts'
import { writeEntry } from '../history/journal.ts'
import { inTransaction, type WritableDb } from '../open/database.ts'
import type { Author } from '../schema/author.ts'

/**
 * The cipher of one personal number, and an entry that says who asked for it and why. null: the person has no such number, and
 * nothing is noted; undefined: there is no such person.
 */
export function revealNumber(
  db: WritableDb,
  request: { readonly id: string; readonly column: 'id_number' | 'phone' | 'account'; readonly why: string },
  author: Author,
  at: string,
): string | null | undefined {
  const { id, column, why } = request
  return inTransaction(db, () => {
    const row = db
      .prepare<[string], { cipher: string | null }>(`SELECT ${column}_cipher AS cipher FROM person WHERE id = ?`)
      .get(id)
    if (row === undefined || row.cipher === null) return row?.cipher
    writeEntry(db, { kind: 'personal-reveal', at, author, why, summary: { column, person: id } })
    touchChanged(db, ['journal_entry'], at)
    return row.cipher
  })
}
