import { touchContents } from '../geopackage/contents.ts'
import { assertOutsideEditTriggers, dropOutsideEditTriggers } from '../geopackage/outside-edits.ts'
import { assertRtreeTriggers, dropRtreeTriggers, rtreeName } from '../geopackage/rtree.ts'
import { inTransaction, type ReadableDb, type WritableDb } from '../open/database.ts'
import type { Author } from '../schema/author.ts'
import { columnFromJsonSql, dataColumns } from '../schema/row-json.ts'
import { type FeatureTable, featureTables, type ObjectTable, objectTables } from '../schema/tables.ts'
import { type Entry, hasGeometry, recordRows, writeEntry } from './journal.ts'

export type UndoResult =
  | { readonly kind: 'undone'; readonly entry: Entry; readonly restored: number; readonly removed: number }
  | { readonly kind: 'nothing' }
  /** An import is taken back as a batch, so that what rests on it is looked at. */
  | { readonly kind: 'import'; readonly batch: number }
  | { readonly kind: 'in-use'; readonly later: readonly string[] }

const UNDOABLE = "('import', 'rollback', 'edit', 'outside', 'undo')"
const ENTRY = 'fid, id, at, operator, team, kind, why, batch, undoes, summary'
const NOT_UNDONE = 'NOT EXISTS (SELECT 1 FROM journal_entry u WHERE u.undoes = e.id AND NOT EXISTS (SELECT 1 FROM journal_entry r WHERE r.undoes = u.id))'

/** The entry that "undo" would take back: the latest that stands, undo itself left aside. */
export const lastStanding = (db: ReadableDb): Entry | undefined =>
  db.prepare<[], Entry>(`SELECT ${ENTRY} FROM journal_entry e WHERE kind IN ${UNDOABLE} AND kind != 'undo' AND ${NOT_UNDONE} ORDER BY fid DESC LIMIT 1`).get()

/** The undo that "redo" would take back. */
export const lastUndo = (db: ReadableDb): Entry | undefined =>
  db.prepare<[], Entry>(`SELECT ${ENTRY} FROM journal_entry e WHERE kind = 'undo' AND ${NOT_UNDONE} ORDER BY fid DESC LIMIT 1`).get()

export const entryById = (db: ReadableDb, id: string): Entry | undefined =>
  db.prepare<[string], Entry>(`SELECT ${ENTRY} FROM journal_entry e WHERE id = ?`).get(id)

/** Takes one entry back: rows return to what they were before it, in one transaction and as one entry of its own. */
export function undoEntry(db: WritableDb, entry: Entry, author: Author, at: string): UndoResult {
  if (entry.kind === 'import' && entry.batch !== null) return { kind: 'import', batch: entry.batch }
  const later = db.prepare<[number, number], { id: string }>(`SELECT DISTINCT e.id FROM journal_change c
    JOIN journal_change other ON other.object_id = c.object_id AND other.entry > c.entry
    JOIN journal_entry e ON e.fid = other.entry
    WHERE c.entry = ? AND e.fid > ? AND e.kind != 'undo' AND ${NOT_UNDONE}`).all(entry.fid, entry.fid)
  if (later.length > 0) return { kind: 'in-use', later: later.map((row) => row.id) }
  return inTransaction(db, () => {
    const undo = writeEntry(db, { kind: 'undo', at, author, undoes: entry.id, ...(entry.batch === null ? {} : { batch: entry.batch }) })
    const tally = { restored: 0, removed: 0 }
    for (const table of objectTables) {
      const { restored, removed } = restoreTable(db, table, entry.fid, undo.fid)
      tally.restored += restored
      tally.removed += removed
    }
    if (entry.batch !== null) markBatch(db, entry, at)
    touchContents(db, objectTables, at)
    return { kind: 'undone', entry, ...tally }
  })
}

/** A rollback taken back makes the batch stand again; the undo of that makes it rolled back again. */
function markBatch(db: WritableDb, entry: Entry, at: string): void {
  const rolledBack = db.prepare<[number], { at: string | null }>('SELECT rolled_back_at AS at FROM import_batch WHERE fid = ?').get(entry.batch ?? 0)?.at
  db.prepare('UPDATE import_batch SET rolled_back_at = ? WHERE fid = ?').run(rolledBack === null || rolledBack === undefined ? at : null, entry.batch)
}

const isFeature = (table: ObjectTable): table is FeatureTable => (featureTables as readonly string[]).includes(table)

function restoreTable(db: WritableDb, table: ObjectTable, entry: number, undo: number): { restored: number; removed: number } {
  const counts = db.prepare<[number, string], { op: string; n: number }>('SELECT op, count(*) AS n FROM journal_change WHERE entry = ? AND table_name = ? GROUP BY op').all(entry, table)
  if (counts.length === 0) return { restored: 0, removed: 0 }
  const ids = (op: string): string => `t.id IN (SELECT object_id FROM journal_change WHERE entry = ? AND table_name = '${table}' AND op = '${op}')`
  recordRows(db, undo, table, 'delete', ids('insert'), [entry])
  recordRows(db, undo, table, 'update', ids('update'), [entry])
  const removed = deleteRows(db, table, `id IN (SELECT object_id FROM journal_change WHERE entry = ${entry} AND table_name = '${table}' AND op = 'insert')`)
  const updated = restoreUpdatedRows(db, table, entry)
  const inserted = insertFromJournal(db, table, entry)
  recordRows(db, undo, table, 'insert', ids('delete'), [entry])
  return { restored: updated + inserted, removed }
}

/** Deletes rows as ours: the triggers that watch other programs are away meanwhile. */
export function deleteRows(db: WritableDb, table: ObjectTable, where: string, params: readonly unknown[] = []): number {
  dropOutsideEditTriggers(db, table)
  if (isFeature(table)) {
    dropRtreeTriggers(db, table)
    db.prepare(`DELETE FROM ${rtreeName(table)} WHERE id IN (SELECT fid FROM ${table} WHERE ${where})`).run(...params)
  }
  const { changes } = db.prepare(`DELETE FROM ${table} WHERE ${where}`).run(...params)
  if (isFeature(table)) assertRtreeTriggers(db, [table])
  assertOutsideEditTriggers(db, [table])
  return changes
}

/** Gives updated rows back what they were before `entry`. */
export function restoreUpdatedRows(db: WritableDb, table: ObjectTable, entry: number): number {
  const columns = dataColumns(db, table).filter((column) => column.name !== 'id' && column.name !== 'rev')
  const sets = columns.map((column) => `${column.name} = ${columnFromJsonSql(column, '@before')}`)
  if (hasGeometry(db, table)) sets.push('geom = @geom')
  const restore = db.prepare<{ id: string; before: string; geom: Uint8Array | null }>(`UPDATE ${table} SET ${sets.join(', ')}, rev = rev + 1 WHERE id = @id`)
  const changes = db.prepare<[number, string], { id: string; before: string; geom: Uint8Array | null }>(
    "SELECT object_id AS id, before, before_geom AS geom FROM journal_change WHERE entry = ? AND table_name = ? AND op = 'update' ORDER BY fid DESC").all(entry, table)
  for (const { id, before, geom } of changes) restore.run(hasGeometry(db, table) ? { id, before, geom } : { id, before } as { id: string; before: string; geom: null })
  return changes.length
}

function insertFromJournal(db: WritableDb, table: ObjectTable, entry: number): number {
  const columns = dataColumns(db, table)
  const names = columns.map((column) => column.name)
  const values = columns.map((column) => (column.name === 'rev' ? "json_extract(c.before, '$.rev') + 1" : columnFromJsonSql(column, 'c.before')))
  if (hasGeometry(db, table)) {
    names.push('geom')
    values.push('c.before_geom')
  }
  const last = db.prepare<[], { fid: number | null }>(`SELECT max(fid) AS fid FROM ${table}`).get()?.fid ?? 0
  if (isFeature(table)) dropRtreeTriggers(db, table)
  const { changes } = db.prepare(`INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')} FROM journal_change c
    WHERE c.entry = ? AND c.table_name = '${table}' AND c.op = 'delete' ORDER BY c.fid`).run(entry)
  if (isFeature(table)) {
    db.prepare(`INSERT INTO ${rtreeName(table)} SELECT fid, ST_MinX(geom), ST_MaxX(geom), ST_MinY(geom), ST_MaxY(geom) FROM ${table}
      WHERE fid > ? AND geom NOTNULL AND NOT ST_IsEmpty(geom)`).run(last)
    assertRtreeTriggers(db, [table])
  }
  return changes
}
