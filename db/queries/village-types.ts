import type { RecordedTypeChange, VillageTypeChange, VillageTypes } from '../../shared/contract/standards-answers.ts'
import { localDay } from '../../shared/model/calendar-day.ts'
import { touchChanged } from '../geopackage/contents.ts'
import { recordRows, writeEntry } from '../history/journal.ts'
import { inTransaction, type ReadableDb, type WritableDb } from '../open/database.ts'
import type { Author } from '../schema/author.ts'
import { newId } from '../schema/new-id.ts'
import { villageFacts } from './villages.ts'

/** Records a change as one entry that can be undone; refused where the survey has no village of that code, or a change on that day. */
export function recordTypeChange(
  db: WritableDb,
  { village, type, since, document }: VillageTypeChange,
  author: Author,
  at: string,
): 'recorded' | 'no-village' | 'same-day' {
  return inTransaction(db, () => {
    const known = db.prepare<[string], { name: string | null }>('SELECT name FROM village WHERE code = ?').get(village)
    if (known === undefined) return 'no-village'
    // Which of two would hold from one day on?
    if (
      db.prepare('SELECT 1 FROM village_type_change WHERE village_code = ? AND since = ?').get(village, since) !==
      undefined
    )
      return 'same-day'
    const entry = writeEntry(db, {
      kind: 'edit',
      at,
      author,
      ...(document === null ? {} : { why: document }),
      summary: {
        action: 'create',
        table: 'village_type_change',
        columns: ['village_type'],
        objects: 1,
        village,
        ...(known.name === null ? {} : { villageName: known.name }),
        type,
        since,
      },
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

/** Every village with what it is today and each recorded change, the earliest first. */
export function villageTypes(db: ReadableDb, today = localDay()): readonly VillageTypes[] {
  const changes = Map.groupBy(typeChanges(db), ({ village }) => village)
  const now = villageFacts(db, today)
  return db
    .prepare<[], Omit<VillageTypes, 'today' | 'changes'>>(
      'SELECT id, code, name, town, village_type AS firstType FROM village ORDER BY code',
    )
    .all()
    .map((village) => ({
      ...village,
      today: now.get(village.code)?.type ?? null,
      changes: changes.get(village.code) ?? [],
    }))
}

/** Changes that stand, with the entry that wrote each. */
const typeChanges = (db: ReadableDb): readonly RecordedTypeChange[] =>
  db
    .prepare<[], RecordedTypeChange>(
      `SELECT c.village_code AS village, c.village_type AS type, c.since, c.document, e.id AS entry, e.at, e.operator
      FROM village_type_change c LEFT JOIN journal_entry e ON e.fid = (SELECT min(j.entry) FROM journal_change j
        WHERE j.object_id = c.id AND j.table_name = 'village_type_change' AND j.op = 'insert')
      ORDER BY c.village_code, c.since, c.fid`,
    )
    .all()
