import { touchChanged, touchContents } from '../geopackage/contents.ts'
import { inTransaction, type ReadableDb, type WritableDb } from '../open/database.ts'
import type { Author } from '../schema/author.ts'
import { type ObjectTable, objectTables } from '../schema/tables.ts'
import { type ChangeGroup, changesOf } from './entry-changes.ts'
import { inTheWay } from './in-the-way.ts'
import { type Entry, writeEntry } from './journal.ts'
import { deleteRows, insertDeleted, insertedBy, restoreUpdated } from './restore.ts'
import { canBeUndone, lastChange, lastUndone, standingEntries } from './standing.ts'
import { type Steps, unwatched } from './steps.ts'

export type UndoResult =
  | { readonly kind: 'undone'; readonly entry: Entry; readonly restored: number; readonly removed: number }
  | { readonly kind: 'nothing' }
  /** An import is taken back as a batch, so that what rests on it is looked at. */
  | { readonly kind: 'import'; readonly batch: number }
  | { readonly kind: 'in-use'; readonly later: readonly string[] }

/** The entry that "undo" would take back. */
export const lastStanding = (db: ReadableDb): Entry | undefined => entryOf(db, lastChange(standingEntries(db)))

/** The undo that "redo" would take back. */
export const lastUndo = (db: ReadableDb): Entry | undefined => entryOf(db, lastUndone(standingEntries(db)))

const entryOf = (db: ReadableDb, link: { readonly id: string } | undefined): Entry | undefined =>
  link === undefined ? undefined : entryById(db, link.id)

export const entryById = (db: ReadableDb, id: string): Entry | undefined =>
  db
    .prepare<[string], Entry>(
      'SELECT fid, id, at, operator, team, kind, why, batch, undoes, summary FROM journal_entry WHERE id = ?',
    )
    .get(id)

/**
 * Takes one entry back: rows return to what they were before it, in one transaction and as one entry of its own. What is counted
 * of a batch is its own layer's records, as a rollback counts them, and not the households and rights that came along.
 */
export function undoEntry(db: WritableDb, entry: Entry, author: Author, at: string, steps = unwatched): UndoResult {
  const standing = standingEntries(db)
  if (!canBeUndone(entry.kind) || !standing.has(entry.id)) return { kind: 'nothing' }
  if (entry.kind === 'import' && entry.batch !== null) return { kind: 'import', batch: entry.batch }
  const groups = changesOf(db, entry.fid, steps)
  const later = inTheWay(db, entry, standing, groups, steps)
  if (later.length > 0) return { kind: 'in-use', later }
  steps.begins(groups.reduce((sum, { count }) => sum + count, 0))
  return inTransaction(db, () => {
    const undo = writeEntry(db, {
      kind: 'undo',
      at,
      author,
      undoes: entry.id,
      ...(entry.batch === null ? {} : { batch: entry.batch }),
    })
    const layer = entry.batch === null ? null : layerOfBatch(db, entry.batch)
    const tally = { restored: 0, removed: 0 }
    for (const table of objectTables) {
      const { restored, removed } = restoreTable(db, table, groups, entry.fid, undo.fid, steps)
      if (layer !== null && layer !== table) continue
      tally.restored += restored
      tally.removed += removed
    }
    if (entry.batch !== null) markBatch(db, entry, at)
    touch(db, groups, at)
    steps.signal.throwIfAborted()
    return { kind: 'undone', entry, ...tally }
  })
}

function restoreTable(
  db: WritableDb,
  table: ObjectTable,
  groups: readonly ChangeGroup[],
  entry: number,
  undo: number,
  steps: Steps,
): { readonly restored: number; readonly removed: number } {
  const [inserts, updates, deletes] = (['insert', 'update', 'delete'] as const).map((op) =>
    groups.find((group) => group.table === table && group.op === op),
  )
  const leaving = inserts === undefined ? [] : insertedBy(db, entry, inserts, steps)
  deleteRows(db, table, leaving, undo, steps)
  const updated = updates === undefined ? 0 : restoreUpdated(db, entry, undo, updates, steps)
  const inserted = deletes === undefined ? 0 : insertDeleted(db, entry, undo, deletes, steps)
  return { restored: updated + inserted, removed: leaving.length }
}

/** Finding an extent looks through a whole R-tree: only where shapes may have changed. */
function touch(db: WritableDb, groups: readonly ChangeGroup[], at: string): void {
  const moved = new Set(groups.filter(({ op, whole }) => op !== 'update' || whole).map(({ table }) => table))
  touchContents(db, [...moved], at)
  touchChanged(db, ['journal_entry', 'journal_change', ...groups.map(({ table }) => table)], at)
}

/** The batch that taking this entry back would roll back again; null: it does no such thing. */
export function batchRolledBackBy(db: ReadableDb, { kind, batch }: Entry): number | null {
  if (kind !== 'undo' || batch === null) return null
  const row = db
    .prepare<[number], { at: string | null }>('SELECT rolled_back_at AS at FROM import_batch WHERE fid = ?')
    .get(batch)
  return row?.at === null ? batch : null
}

const layerOfBatch = (db: ReadableDb, batch: number): string | null =>
  db.prepare<[number], { kind: string }>('SELECT kind FROM import_batch WHERE fid = ?').get(batch)?.kind ?? null

/** A rollback taken back makes the batch stand again; the undo of that makes it rolled back again. */
function markBatch(db: WritableDb, entry: Entry, at: string): void {
  const rolledBack = db
    .prepare<[number], { at: string | null }>('SELECT rolled_back_at AS at FROM import_batch WHERE fid = ?')
    .get(entry.batch ?? 0)?.at
  db.prepare('UPDATE import_batch SET rolled_back_at = ? WHERE fid = ?').run(
    rolledBack === null || rolledBack === undefined ? at : null,
    entry.batch,
  )
}
