import { touchContents } from '../geopackage/contents.ts'
import { assertOutsideEditTriggers, dropOutsideEditTriggers } from '../geopackage/outside-edits.ts'
import { assertRtreeTriggers, dropRtreeTriggers, rtreeName } from '../geopackage/rtree.ts'
import { inTransaction, type ReadableDb, type WritableDb } from '../open/database.ts'
import type { Author } from '../schema/author.ts'
import { columnFromJsonSql, dataColumns, rowJsonSql } from '../schema/row-json.ts'
import { type FeatureTable, featureTables, type ObjectTable, objectTables } from '../schema/tables.ts'
import { type Entry, hasGeometry, recordRows, writeEntry } from './journal.ts'
import { brokenLinks } from './links.ts'
import { canBeUndone, effectiveSince, lastChange, lastUndone, type Standing, standingEntries } from './standing.ts'

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
export function undoEntry(db: WritableDb, entry: Entry, author: Author, at: string): UndoResult {
  const standing = standingEntries(db)
  if (!canBeUndone(entry.kind) || !standing.has(entry.id)) return { kind: 'nothing' }
  if (entry.kind === 'import' && entry.batch !== null) return { kind: 'import', batch: entry.batch }
  const later = [
    ...new Set([...laterChanges(db, entry, standing), ...takenKeys(db, entry), ...brokenLinks(db, entry.fid)]),
  ]
  if (later.length > 0) return { kind: 'in-use', later }
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
      const { restored, removed } = restoreTable(db, table, entry.fid, undo.fid)
      if (layer !== null && layer !== table) continue
      tally.restored += restored
      tally.removed += removed
    }
    if (entry.batch !== null) markBatch(db, entry, at)
    touchContents(db, [...objectTables, 'journal_entry', 'journal_change'], at)
    return { kind: 'undone', entry, ...tally }
  })
}

/** Entries that changed the same objects since, and still have an effect. */
function laterChanges(db: ReadableDb, entry: Entry, standing: Standing): readonly string[] {
  const touching = db
    .prepare<[number], { fid: number }>(`SELECT DISTINCT other.entry AS fid FROM journal_change c
    JOIN journal_change other ON other.object_id = c.object_id AND other.entry > c.entry WHERE c.entry = ?`)
    .all(entry.fid)
  const fids = new Set(touching.map(({ fid }) => fid))
  return effectiveSince(standing, entry.fid)
    .filter((link) => fids.has(link.fid))
    .map((link) => link.id)
}

/** SQL over a returning row c.before and a row t that stands: the keys that only one row may have. */
const UNIQUE_KEYS = {
  village: "t.code = json_extract(c.before, '$.code')",
  household:
    "t.household_code = json_extract(c.before, '$.household_code') AND ifnull(t.village_code, '') = ifnull(json_extract(c.before, '$.village_code'), '')",
} as const satisfies Partial<Record<ObjectTable, string>>

/** Imports whose rows now have a key that a returning row had: the same village or household came in again. */
function takenKeys(db: ReadableDb, entry: Entry): readonly string[] {
  return Object.entries(UNIQUE_KEYS).flatMap(([table, sameKey]) =>
    db
      .prepare<
        [number, string],
        { id: string }
      >(`SELECT DISTINCT ifnull(e.id, t.id) AS id FROM journal_change c JOIN ${table} t ON ${sameKey} AND t.id <> c.object_id
      LEFT JOIN journal_entry e ON e.kind = 'import' AND e.batch = t.batch
      WHERE c.entry = ? AND c.table_name = ? AND c.op <> 'insert'
        AND t.id NOT IN (SELECT object_id FROM journal_change WHERE entry = c.entry AND op = 'insert')`)
      .all(entry.fid, table)
      .map(({ id }) => id),
  )
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

const isFeature = (table: ObjectTable): table is FeatureTable => (featureTables as readonly string[]).includes(table)

function restoreTable(
  db: WritableDb,
  table: ObjectTable,
  entry: number,
  undo: number,
): { restored: number; removed: number } {
  const counts = db
    .prepare<[number, string], { op: string; n: number }>(
      'SELECT op, count(*) AS n FROM journal_change WHERE entry = ? AND table_name = ? GROUP BY op',
    )
    .all(entry, table)
  if (counts.length === 0) return { restored: 0, removed: 0 }
  const ids = (op: string): string =>
    `t.id IN (SELECT object_id FROM journal_change WHERE entry = ? AND table_name = '${table}' AND op = '${op}')`
  recordRows(db, undo, table, 'delete', ids('insert'), [entry])
  recordRows(db, undo, table, 'update', ids('update'), [entry])
  const removed = deleteRows(
    db,
    table,
    `id IN (SELECT object_id FROM journal_change WHERE entry = ${entry} AND table_name = '${table}' AND op = 'insert')`,
  )
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

const PAGE = 1000

interface UpdatedRow {
  readonly fid: number
  readonly id: string
  readonly before: string
  /** As rowJsonSql writes it now; null: the row is not there. */
  readonly now: string | null
  /** 1: the shape is another one. */
  readonly moved: number
  readonly geom: Uint8Array | null
}

/**
 * Gives updated rows back what they were before `entry`. Only what differs is written: a column costs a reading of the whole
 * state, a shape goes through the R-tree's triggers, and a bulk edit changed one column of two hundred thousand rows.
 */
export function restoreUpdatedRows(db: WritableDb, table: ObjectTable, entry: number): number {
  const restore = restorer(db, table)
  const shape = hasGeometry(db, table) ? '(c.before_geom IS NOT t.geom) AS moved, c.before_geom' : '0 AS moved, NULL'
  const page = db.prepare<[number, string, number], UpdatedRow>(
    `SELECT c.fid, c.object_id AS id, c.before, CASE WHEN t.id NOTNULL THEN ${rowJsonSql(db, table, 't')} END AS now, ${shape} AS geom
    FROM journal_change c LEFT JOIN ${table} t ON t.id = c.object_id
    WHERE c.entry = ? AND c.table_name = ? AND c.op = 'update' AND c.fid < ? ORDER BY c.fid DESC LIMIT ${PAGE}`,
  )
  let restored = 0
  for (let below = Number.MAX_SAFE_INTEGER; ; ) {
    const changes = page.all(entry, table, below)
    for (const change of changes) restore(change)
    restored += changes.length
    const last = changes.at(-1)
    if (last === undefined || changes.length < PAGE) return restored
    below = last.fid
  }
}

/** Writes the columns of one row that differ from their earlier state; rows with the same differences share a statement. */
function restorer(db: WritableDb, table: ObjectTable): (row: UpdatedRow) => void {
  const columns = dataColumns(db, table).filter(({ name }) => name !== 'id' && name !== 'rev')
  type Restore = ReturnType<typeof prepare>
  const prepare = (sets: readonly string[]) =>
    db.prepare<{ id: string; before: string; geom?: Uint8Array | null }>(
      `UPDATE ${table} SET ${[...sets, 'rev = rev + 1'].join(', ')} WHERE id = @id`,
    )
  const statements = new Map<string, Restore>()
  return ({ id, before, now, moved, geom }) => {
    if (now === null) return
    const was = JSON.parse(before) as Readonly<Record<string, unknown>>
    const is = JSON.parse(now) as Readonly<Record<string, unknown>>
    const changed = columns.filter(({ name }) => (was[name] ?? null) !== (is[name] ?? null))
    const key = `${moved} ${changed.map(({ name }) => name).join(' ')}`
    const sets = changed.map((column) => `${column.name} = ${columnFromJsonSql(column, '@before')}`)
    const statement = statements.get(key) ?? prepare(moved === 1 ? [...sets, 'geom = @geom'] : sets)
    statements.set(key, statement)
    statement.run({ id, before, ...(moved === 1 ? { geom } : {}) })
  }
}

/** Puts rows back that `entry` deleted. */
export function insertFromJournal(db: WritableDb, table: ObjectTable, entry: number): number {
  const columns = dataColumns(db, table)
  const names = columns.map((column) => column.name)
  const values = columns.map((column) =>
    column.name === 'rev' ? "json_extract(c.before, '$.rev') + 1" : columnFromJsonSql(column, 'c.before'),
  )
  if (hasGeometry(db, table)) {
    names.push('geom')
    values.push('c.before_geom')
  }
  const last = db.prepare<[], { fid: number | null }>(`SELECT max(fid) AS fid FROM ${table}`).get()?.fid ?? 0
  if (isFeature(table)) dropRtreeTriggers(db, table)
  const { changes } = db
    .prepare(`INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')} FROM journal_change c
    WHERE c.entry = ? AND c.table_name = '${table}' AND c.op = 'delete' ORDER BY c.fid`)
    .run(entry)
  if (isFeature(table)) {
    db.prepare(`INSERT INTO ${rtreeName(table)} SELECT fid, ST_MinX(geom), ST_MaxX(geom), ST_MinY(geom), ST_MaxY(geom) FROM ${table}
      WHERE fid > ? AND geom NOTNULL AND NOT ST_IsEmpty(geom)`).run(last)
    assertRtreeTriggers(db, [table])
  }
  return changes
}
