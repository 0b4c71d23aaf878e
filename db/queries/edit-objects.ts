import type { ListValue } from '../../shared/contract/lists.ts'
import type { FieldConflict } from '../../shared/contract/object-answers.ts'
import type { CreatableLayer, ObjectLayer } from '../../shared/model/object-columns.ts'
import { findEditableColumn } from '../../shared/model/object-columns.ts'
import { touchChanged } from '../geopackage/contents.ts'
import { recordUpdate } from '../history/column-changes.ts'
import { recordRows, writeEntry } from '../history/journal.ts'
import { deleteRows } from '../history/restore.ts'
import { inTransaction, type ReadableDb, type WritableDb } from '../open/database.ts'
import type { Author } from '../schema/author.ts'
import { newId } from '../schema/new-id.ts'
import { dataColumns } from '../schema/row-json.ts'
import type { ObjectTable } from '../schema/tables.ts'
import type { SqlValue } from '../staging/row-writer.ts'
import { householdKey, plotIds, plotsLeftBehind } from './household-plots.ts'
import { type Followed, followVillageCode, householdsThatMeet } from './village-code.ts'

/** One column as the user knows it, what is stored for it, and how it may be shown (masked where it is personal). */
export interface ColumnWrite {
  readonly column: string
  readonly sets: Readonly<Record<string, SqlValue>>
  readonly shown: string | number | null
}

/** Columns that are stored as they stand. */
export const plainWrites = (values: Readonly<Record<string, string | number | null>>): readonly ColumnWrite[] =>
  Object.entries(values).map(([column, value]) => ({ column, sets: { [column]: value }, shown: value }))

export interface ObjectEdit {
  readonly layer: ObjectLayer
  readonly id: string
  /** The revision that the user saw; null: whatever it is. */
  readonly rev: number | null
  readonly writes: readonly ColumnWrite[]
  readonly why: string | null
}

/** Why values cannot stand in the survey. */
export type Obstacle =
  | { readonly kind: 'taken'; readonly column: string }
  | { readonly kind: 'no-such-object'; readonly column: string }
  /** A household cannot leave its village while plots there name it. */
  | { readonly kind: 'plots-there'; readonly column: string; readonly plots: number }
  /** A village cannot take a code under which its households would stand twice. */
  | { readonly kind: 'households-meet'; readonly column: string; readonly households: number }

export type EditOutcome =
  | { readonly kind: 'saved'; readonly rev: number }
  | { readonly kind: 'gone' }
  | { readonly kind: 'changed'; readonly rev: number; readonly fields: readonly FieldConflict[] }
  | Obstacle

type StoredRow = Readonly<Record<string, SqlValue>> & { readonly rev: number }

/** Changes one object as one entry of the journal; nothing is written where nothing differs. */
export function editObject(db: WritableDb, edit: ObjectEdit, author: Author, at: string): EditOutcome {
  const { layer, id, why } = edit
  return inTransaction(db, () => {
    const row = storedRow(db, layer, id, edit.writes)
    if (row === undefined) return { kind: 'gone' }
    const fields = edit.rev === null || edit.rev === row.rev ? [] : conflicts(db, edit, edit.rev, row)
    if (fields.length > 0) return { kind: 'changed', rev: row.rev, fields }
    const writes = edit.writes.filter((write) => differs(write, row))
    if (writes.length === 0) return { kind: 'saved', rev: row.rev }
    const obstacle = obstacleTo(db, layer, id, writes)
    if (obstacle !== null) return obstacle
    const summary = { action: 'edit', table: layer, columns: writes.map(({ column }) => column), objects: 1 }
    const entry = writeEntry(db, {
      kind: 'edit',
      at,
      author,
      ...(why === null ? {} : { why }),
      summary,
    })
    const carried = updateRow(db, entry.fid, layer, id, writes)
    if (carried.plots + carried.households > 0)
      db.prepare('UPDATE journal_entry SET summary = ? WHERE fid = ?').run(
        JSON.stringify({ ...summary, ...carried }),
        entry.fid,
      )
    touchChanged(db, [layer, ...goesAlong(layer), 'journal_entry', 'journal_change'], at)
    return { kind: 'saved', rev: row.rev + 1 }
  })
}

function storedRow(
  db: ReadableDb,
  layer: ObjectLayer,
  id: string,
  writes: readonly ColumnWrite[],
): StoredRow | undefined {
  const columns = [
    ...new Set(['rev', ...writes.flatMap(({ sets, column }) => [...Object.keys(sets), shownAs(sets, column)])]),
  ]
  return db.prepare<[string], StoredRow>(`SELECT ${columns.join(', ')} FROM ${layer} WHERE id = ?`).get(id)
}

const shownAs = (sets: ColumnWrite['sets'], column: string): string =>
  `${column}_masked` in sets ? `${column}_masked` : column

/** A cipher is another one each time; where there is a hash it says whether the number is the same. */
const differs = ({ sets }: ColumnWrite, row: StoredRow): boolean =>
  Object.keys(sets).some((column) => !column.endsWith('_cipher') && sets[column] !== row[column]) ||
  (Object.keys(sets).some((column) => column.endsWith('_cipher')) &&
    !Object.keys(sets).some((column) => column.endsWith('_hash')))

/** Columns of this edit that somebody has changed since the revision that the user saw; the journal knows what they were. */
function conflicts(db: ReadableDb, edit: ObjectEdit, rev: number, row: StoredRow): readonly FieldConflict[] {
  const since = db
    .prepare<[string, string, number], { before: string }>(
      "SELECT before FROM journal_change WHERE object_id = ? AND table_name = ? AND before IS NOT NULL AND json_extract(before, '$.rev') >= ? ORDER BY fid",
    )
    .all(edit.id, edit.layer, rev)
    .map(({ before }) => JSON.parse(before) as Readonly<Record<string, SqlValue>>)
  const isKnown = since[0]?.rev === rev
  const isSame = (column: string): boolean => {
    // An entry keeps the columns that it changed, or the whole row: the first that names this one tells what the user saw.
    const base = since.find((state) => column in state)
    const before = (base === undefined ? row[column] : base[column]) ?? null
    const now = row[column] ?? null
    return isKnown && (typeof now === 'number' && before !== null ? Number(before) === now : before === now)
  }
  return edit.writes
    .filter((write) => differs(write, row) && !Object.keys(write.sets).every(isSame))
    .map(({ column, sets, shown }) => ({
      column,
      theirs: (row[shownAs(sets, column)] ?? null) as ListValue,
      mine: shown,
    }))
}

/** Keys that only one row may have, and ids that must stand for something. `id` null: the object is new. */
export function obstacleTo(
  db: ReadableDb,
  layer: ObjectLayer,
  id: string | null,
  writes: readonly ColumnWrite[],
): Obstacle | null {
  for (const { column, sets } of writes) {
    const to = findEditableColumn(layer, column)?.reference
    const value = sets[column] ?? null
    if (to === undefined || value === null) continue
    if (db.prepare<[SqlValue], object>(`SELECT 1 FROM ${to} WHERE id = ?`).get(value) === undefined)
      return { kind: 'no-such-object', column }
  }
  const given = (column: string): SqlValue | undefined => writes.find(({ sets }) => column in sets)?.sets[column]
  if (layer === 'village' && given('code') !== undefined) {
    const other = db.prepare<[SqlValue, string], object>('SELECT 1 FROM village WHERE code = ? AND id <> ?')
    if (other.get(given('code') ?? null, id ?? '') !== undefined) return { kind: 'taken', column: 'code' }
    const households = householdsThatMeet(db, id ?? '', given('code') ?? null)
    return households === 0 ? null : { kind: 'households-meet', column: 'code', households }
  }
  if (layer !== 'household' || (given('household_code') === undefined && given('village_code') === undefined))
    return null
  const own = householdKey(db, id ?? '')
  const code = given('household_code') ?? own?.code ?? ''
  const villageGiven = given('village_code')
  const village = villageGiven === undefined ? (own?.village ?? null) : villageGiven
  const plots = id === null || villageGiven === undefined ? 0 : plotsLeftBehind(db, [id], village as string | null)
  if (plots > 0) return { kind: 'plots-there', column: 'village_code', plots }
  const other = db.prepare<[SqlValue, SqlValue, string], object>(
    "SELECT 1 FROM household WHERE household_code = ? AND ifnull(village_code, '') = ifnull(?, '') AND id <> ?",
  )
  return other.get(code, village, id ?? '') === undefined ? null : { kind: 'taken', column: 'household_code' }
}

/** SQL, values and columns of a write; a text that an import sealed beside its column goes with it. */
export function setsOf(
  db: ReadableDb,
  layer: ObjectLayer,
  writes: readonly ColumnWrite[],
): { readonly sql: string; readonly values: readonly SqlValue[]; readonly columns: readonly string[] } {
  const sets = { ...Object.assign({}, ...writes.map((write) => write.sets)) } as Record<string, SqlValue>
  if (layer === 'building' && 'parcel_code' in sets) Object.assign(sets, parcelOfCode(db, sets.parcel_code ?? null))
  const columns = Object.keys(sets)
  const assignments = columns.map((column) => `${column} = ?`)
  if (dataColumns(db, layer).some(({ name }) => name === 'extra')) {
    const paths = columns.map(
      (column) =>
        `CASE WHEN json_extract(extra, '$.${column}."$personal"') NOTNULL THEN '$.${column}' ELSE '$."no such field"' END`,
    )
    assignments.push(
      `extra = CASE WHEN instr(extra, '"$personal"') > 0 AND json_valid(extra) THEN json_remove(extra, ${paths.join(', ')}) ELSE extra END`,
    )
  }
  return {
    sql: [...assignments, 'rev = rev + 1'].join(', '),
    values: Object.values(sets),
    columns: [...columns, 'extra'],
  }
}

/** A building whose parcel code is corrected belongs to that parcel, where there is one. */
function parcelOfCode(db: ReadableDb, code: SqlValue): Readonly<Record<string, SqlValue>> {
  const parcel =
    code === null
      ? undefined
      : db
          .prepare<[SqlValue], { id: string }>('SELECT id FROM parcel WHERE parcel_code = ? ORDER BY fid LIMIT 1')
          .get(code)
  return parcel === undefined ? {} : { parcel_id: parcel.id, parcel_found_by: 'code' }
}

/**
 * Writes one row of an entry that has begun; what the row was stays in the journal. Plots name their household by its code, and
 * plots and households their village, so they go with it to another one: how many is the answer.
 */
export function updateRow(
  db: WritableDb,
  entry: number,
  layer: ObjectLayer,
  id: string,
  writes: readonly ColumnWrite[],
): Followed {
  const given = (column: string): SqlValue | undefined => writes.find(({ sets }) => column in sets)?.sets[column]
  const villageCode = layer === 'village' ? given('code') : undefined
  const followed = villageCode === undefined ? null : followVillageCode(db, entry, id, villageCode)
  const code = layer === 'household' ? given('household_code') : undefined
  const own = code === undefined ? undefined : householdKey(db, id)
  const plots = own === undefined || own.code === code ? [] : plotIds(db, own)
  for (const plot of plots) updateRow(db, entry, 'parcel', plot, plainWrites({ household_code: String(code) }))
  const { sql, values, columns } = setsOf(db, layer, writes)
  recordUpdate(db, entry, layer, columns, 't.id = ?', [id], () =>
    db.prepare(`UPDATE ${layer} SET ${sql} WHERE id = ?`).run(...values, id),
  )
  return followed ?? { plots: plots.length, households: 0 }
}

/** Tables whose rows go with an object of the layer to another code. */
export const goesAlong = (layer: ObjectLayer): readonly ObjectTable[] =>
  layer === 'village' ? ['parcel', 'household', 'village_type_change'] : layer === 'household' ? ['parcel'] : []

/** Makes an object; undo takes it away again. */
export function createObject(
  db: WritableDb,
  request: { readonly layer: CreatableLayer; readonly writes: readonly ColumnWrite[]; readonly why: string | null },
  author: Author,
  at: string,
): { readonly kind: 'created'; readonly id: string } | Obstacle {
  const { layer, writes, why } = request
  return inTransaction(db, () => {
    const obstacle = obstacleTo(db, layer, null, writes)
    if (obstacle !== null) return obstacle
    const id = newId()
    const sets = Object.assign({}, ...writes.map((write) => write.sets)) as Record<string, SqlValue>
    const columns = Object.keys(sets)
    const entry = writeEntry(db, {
      kind: 'edit',
      at,
      author,
      ...(why === null ? {} : { why }),
      summary: { action: 'create', table: layer, columns: writes.map(({ column }) => column), objects: 1 },
    })
    db.prepare(
      `INSERT INTO ${layer} (id, rev, ${columns.join(', ')}) VALUES (?, 1, ${columns.map(() => '?').join(', ')})`,
    ).run(id, ...Object.values(sets))
    recordRows(db, entry.fid, layer, 'insert', 't.id = ?', [id])
    touchChanged(db, [layer, 'journal_entry', 'journal_change'], at)
    return { kind: 'created', id }
  })
}

export type RemoveOutcome =
  | { readonly kind: 'removed' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'changed' }
  | { readonly kind: 'in-use'; readonly persons: number; readonly rights: number }

/** Takes an object away that nothing rests on; undo brings it back. */
export function removeObject(
  db: WritableDb,
  request: { readonly layer: CreatableLayer; readonly id: string; readonly rev: number; readonly why: string | null },
  author: Author,
  at: string,
): RemoveOutcome {
  const { layer, id, rev, why } = request
  return inTransaction(db, () => {
    const row = db.prepare<[string], { fid: number; rev: number }>(`SELECT fid, rev FROM ${layer} WHERE id = ?`).get(id)
    if (row === undefined) return { kind: 'gone' }
    if (row.rev !== rev) return { kind: 'changed' }
    const use = usersOf(db, layer, id)
    if (use.persons + use.rights > 0) return { kind: 'in-use', ...use }
    const entry = writeEntry(db, {
      kind: 'edit',
      at,
      author,
      ...(why === null ? {} : { why }),
      summary: { action: 'remove', table: layer, columns: [], objects: 1 },
    })
    deleteRows(db, layer, [row.fid], entry.fid)
    touchChanged(db, [layer, 'journal_entry', 'journal_change'], at)
    return { kind: 'removed' }
  })
}

function usersOf(
  db: ReadableDb,
  layer: CreatableLayer,
  id: string,
): { readonly persons: number; readonly rights: number } {
  const count = (from: string): number =>
    db.prepare<[string], { n: number }>(`SELECT count(*) AS n FROM ${from} = ?`).get(id)?.n ?? 0
  switch (layer) {
    case 'household':
      return { persons: count('person WHERE household_id'), rights: count('land_right WHERE household_id') }
    case 'person':
      return { persons: 0, rights: count('land_right WHERE person_id') }
    case 'land_right':
      return { persons: 0, rights: 0 }
  }
}
