import type { VillageTypeChange } from '../../shared/contract/standards-answers.ts'
import { touchChanged } from '../geopackage/contents.ts'
import { recordRows, writeEntry } from '../history/journal.ts'
import { inTransaction, type ReadableDb, type WritableDb } from '../open/database.ts'
import type { Author } from '../schema/author.ts'
import { newId } from '../schema/new-id.ts'

/** Records a change as one entry that can be undone; 'no-village' where the survey has none of that code. */
export function recordTypeChange(
  db: WritableDb,
  { village, type, since, document }: VillageTypeChange,
  author: Author,
  at: string,
): 'recorded' | 'no-village' {
  return inTransaction(db, () => {
    if (db.prepare('SELECT 1 FROM village WHERE code = ?').get(village) === undefined) return 'no-village'
    const entry = writeEntry(db, {
      kind: 'edit',
      at,
      author,
      ...(document === null ? {} : { why: document }),
      summary: { action: 'create', table: 'village_type_change', columns: ['village_type'], objects: 1 },
    })
    const id = newId()
    db.prepare(
      'INSERT INTO village_type_change (id, rev, village_code, village_type, since, document) VALUES (?, 1, ?, ?, ?, ?)',
    ).run(id, village, type, since, document)
    recordRows(db, entry.fid, 'village_type_change', 'insert', 't.id = ?', [id])
    touchChanged(db, ['village_type_change', 'journal_entry', 'journal_change'], at)
    return 'recorded'
  })
}

/** In the order of the days from which they hold. */
export const typeChanges = (db: ReadableDb): readonly VillageTypeChange[] =>
  db
    .prepare<[], VillageTypeChange>(
      'SELECT village_code AS village, village_type AS type, since, document FROM village_type_change ORDER BY village_code, since, fid',
    )
    .all()
