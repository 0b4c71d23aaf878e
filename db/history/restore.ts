import { assertOutsideEditTriggers, dropOutsideEditTriggers } from '../geopackage/outside-edits.ts'
import { assertRtreeTriggers, dropRtreeTriggers, rtreeName } from '../geopackage/rtree.ts'
import type { ReadableDb, WritableDb } from '../open/database.ts'
import { columnFromJsonSql, dataColumns, rowJsonSql, valueJsonSql } from '../schema/row-json.ts'
import { type FeatureTable, featureTables, type ObjectTable } from '../schema/tables.ts'
import { columnChangeWriter, type Values } from './column-changes.ts'
import type { ChangeGroup } from './entry-changes.ts'
import { hasGeometry, recordRows } from './journal.ts'
import { ranges, type Steps, slices, unwatched } from './steps.ts'

const isFeature = (table: ObjectTable): table is FeatureTable & ObjectTable =>
  (featureTables as readonly string[]).includes(table)

const LISTED = 'IN (SELECT value FROM json_each(?))'

/**
 * Deletes rows as ours and keeps them whole in the entry `keeper`: the triggers that watch other programs are away meanwhile.
 * `fids` in file order.
 */
export function deleteRows(
  db: WritableDb,
  table: ObjectTable,
  fids: readonly number[],
  keeper: number,
  steps: Steps = unwatched,
): void {
  if (fids.length === 0) return
  dropOutsideEditTriggers(db, table)
  if (isFeature(table)) dropRtreeTriggers(db, table)
  const unindex = isFeature(table) ? db.prepare(`DELETE FROM ${rtreeName(table)} WHERE id ${LISTED}`) : null
  const remove = db.prepare(`DELETE FROM ${table} WHERE fid ${LISTED}`)
  for (const slice of slices(fids, steps)) {
    const listed = JSON.stringify(slice)
    recordRows(db, keeper, table, 'delete', `t.fid ${LISTED}`, [listed])
    unindex?.run(listed)
    remove.run(listed)
    steps.done(slice.length)
  }
  if (isFeature(table)) assertRtreeTriggers(db, [table])
  assertOutsideEditTriggers(db, [table])
}

/** File numbers of the rows that an entry inserted and that are still there. */
export function insertedBy(db: ReadableDb, entry: number, group: ChangeGroup, steps: Steps): readonly number[] {
  const find = db
    .prepare<[number, number, number], [fid: number]>(
      `SELECT t.fid FROM journal_change c JOIN ${group.table} t ON t.id = c.object_id
      WHERE c.entry = ? AND c.fid BETWEEN ? AND ? AND c.table_name = '${group.table}' AND c.op = 'insert'`,
    )
    .raw()
  const found: number[] = []
  for (const { from, to } of ranges(group.first, group.last, steps))
    for (const [fid] of find.iterate(entry, from, to)) found.push(fid)
  return found.sort((a, b) => a - b)
}

interface UpdatedRow {
  readonly id: string
  readonly before: string
  /** Of the same columns as `before`; null: the row is not there. */
  readonly now: string | null
  /** 1: the shape is another one. */
  readonly moved: number
  readonly geom: Uint8Array | null
}

/**
 * Gives updated rows back what they were before `entry`, and keeps in `keeper` what they were until now. Only what differs is
 * written: a column costs a reading of the whole state, a shape goes through the R-tree's triggers, and a bulk edit changed one
 * column of two hundred thousand rows. Backwards, so that keys which went from row to row find their way back. Returns how many
 * rows came back: one that the entry changed twice is one.
 */
export function restoreUpdated(
  db: WritableDb,
  entry: number,
  keeper: number,
  { table, first, last }: ChangeGroup,
  steps: Steps,
): number {
  const page = db.prepare<[number, number, number], UpdatedRow>(
    `SELECT c.object_id AS id, c.before, CASE WHEN t.id NOTNULL THEN ${stateNowSql(db, table)} END AS now, ${shapeSql(db, table)}
    FROM journal_change c LEFT JOIN ${table} t ON t.id = c.object_id
    WHERE c.entry = ? AND c.fid BETWEEN ? AND ? AND c.table_name = '${table}' AND c.op = 'update' ORDER BY c.fid DESC`,
  )
  const restore = restorer(db, keeper, table)
  const restored = new Set<string>()
  for (const { from, to } of [...ranges(first, last, unwatched)].toReversed()) {
    steps.signal.throwIfAborted()
    const rows = page.all(entry, from, to).filter(({ now }) => now !== null)
    const moved = rows.flatMap((row) => (row.moved === 1 ? [row.id] : []))
    if (moved.length > 0) recordRows(db, keeper, table, 'update', `t.id ${LISTED}`, [JSON.stringify(moved)])
    for (const row of rows) {
      restore(row)
      restored.add(row.id)
    }
    steps.done(rows.length)
  }
  steps.signal.throwIfAborted()
  return restored.size
}

/** The whole row where the entry kept it whole, else the columns that it kept. */
const stateNowSql = (db: ReadableDb, table: ObjectTable): string => {
  const values = dataColumns(db, table).map((column) => `WHEN '${column.name}' THEN ${valueJsonSql(column, 't')}`)
  return `CASE WHEN c.after ISNULL THEN ${rowJsonSql(db, table, 't')}
    ELSE (SELECT json_group_object(key, CASE key ${values.join(' ')} END) FROM json_each(c.before)) END`
}

const shapeSql = (db: ReadableDb, table: ObjectTable): string =>
  hasGeometry(db, table)
    ? 'CASE WHEN c.after ISNULL THEN c.before_geom IS NOT t.geom ELSE 0 END AS moved, c.before_geom AS geom'
    : '0 AS moved, NULL AS geom'

/** Writes the columns of one row that differ from their earlier state; rows with the same differences share a statement. */
function restorer(db: WritableDb, keeper: number, table: ObjectTable): (row: UpdatedRow) => void {
  const columns = dataColumns(db, table).filter(({ name }) => name !== 'id' && name !== 'rev')
  const prepare = (sets: readonly string[]) =>
    db.prepare<{ id: string; before: string; geom?: Uint8Array | null }>(
      `UPDATE ${table} SET ${[...sets, 'rev = rev + 1'].join(', ')} WHERE id = @id`,
    )
  const statements = new Map<string, ReturnType<typeof prepare>>()
  const keep = columnChangeWriter(db, keeper, table)
  return ({ id, before, now, moved, geom }) => {
    const was = JSON.parse(before) as Values
    const is = JSON.parse(now ?? '{}') as Values
    const changed = columns.filter(({ name }) => name in was && was[name] !== (is[name] ?? null))
    const key = `${moved} ${changed.map(({ name }) => name).join(' ')}`
    const sets = changed.map((column) => `${column.name} = ${columnFromJsonSql(column, '@before')}`)
    const statement = statements.get(key) ?? prepare(moved === 1 ? [...sets, 'geom = @geom'] : sets)
    statements.set(key, statement)
    statement.run({ id, before, ...(moved === 1 ? { geom } : {}) })
    if (moved === 1) return
    const pick = (values: Values): Values => Object.fromEntries(changed.map(({ name }) => [name, values[name] ?? null]))
    keep(id, { rev: is.rev ?? null, ...pick(is) }, { rev: Number(is.rev) + 1, ...pick(was) })
  }
}

/** Puts rows back that `entry` deleted, and notes in `keeper` that they are new. */
export function insertDeleted(
  db: WritableDb,
  entry: number,
  keeper: number,
  { table, first, last }: ChangeGroup,
  steps: Steps,
): number {
  const columns = dataColumns(db, table)
  const names = columns.map(({ name }) => name)
  const values = columns.map((column) =>
    column.name === 'rev' ? "json_extract(c.before, '$.rev') + 1" : columnFromJsonSql(column, 'c.before'),
  )
  if (hasGeometry(db, table)) {
    names.push('geom')
    values.push('c.before_geom')
  }
  const deleted = `FROM journal_change c WHERE c.entry = ? AND c.fid BETWEEN ? AND ? AND c.table_name = '${table}' AND c.op = 'delete' ORDER BY c.fid`
  const insert = db.prepare(`INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')} ${deleted}`)
  const note = db.prepare(
    `INSERT INTO journal_change (entry, table_name, object_id, op) SELECT ?, c.table_name, c.object_id, 'insert' ${deleted}`,
  )
  const index = isFeature(table)
    ? db.prepare(`INSERT INTO ${rtreeName(table)} SELECT fid, ST_MinX(geom), ST_MaxX(geom), ST_MinY(geom), ST_MaxY(geom) FROM ${table}
      WHERE fid > ? AND geom NOTNULL AND NOT ST_IsEmpty(geom)`)
    : null
  const lastFid = db.prepare<[], { fid: number | null }>(`SELECT max(fid) AS fid FROM ${table}`)
  if (isFeature(table)) dropRtreeTriggers(db, table)
  let inserted = 0
  for (const { from, to } of ranges(first, last, steps)) {
    const end = lastFid.get()?.fid ?? 0
    const { changes } = insert.run(entry, from, to)
    index?.run(end)
    note.run(keeper, entry, from, to)
    inserted += changes
    steps.done(changes)
  }
  if (isFeature(table)) assertRtreeTriggers(db, [table])
  return inserted
}
