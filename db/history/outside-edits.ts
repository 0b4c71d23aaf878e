import { readBlob } from '../../shared/geo/geopackage-blob.ts'
import { planeAreaM2 } from '../../shared/geo/plane-area.ts'
import { touchContents } from '../geopackage/contents.ts'
import { inTransaction, type ReadableDb, type WritableDb } from '../open/database.ts'
import type { Author } from '../schema/author.ts'
import { readMetadata } from '../schema/metadata.ts'
import { ID_PATTERN, newId } from '../schema/new-id.ts'
import { longDigitsSql, personalTextColumns } from '../schema/personal-texts.ts'
import { dataColumns, rowJsonSql } from '../schema/row-json.ts'
import { isObjectTable, type ObjectTable } from '../schema/tables.ts'
import { columnChangeWriter, type Values } from './column-changes.ts'
import { hasGeometry, writeEntry } from './journal.ts'

interface Note {
  readonly fid: number
  readonly table_name: string
  readonly object_id: string
  readonly op: 'insert' | 'update' | 'delete'
  readonly before: string | null
  readonly before_geom: Uint8Array | null
}

/** A geometry that another program wrote; the next check or assessment settles whether it is valid. */
const UNVERIFIED = 'geometry.unverified'

/** A text as its column shows it, and what is kept of it beside the columns. */
export interface SealedText {
  readonly shown: string
  readonly sealed: Readonly<Record<string, unknown>>
}

/** Seals a personal number that stands in a text column; null: the text holds none. */
export type SealText = (table: ObjectTable, column: string, text: string) => SealedText | null

/** How to seal in the survey with that key_check; null: without a key, or with another survey's, nothing is sealed. */
export type SealerFor = (keyCheck: string | null) => SealText | null

/** Per object what it was before the first edit from outside and what happened in the end; null: it came and went. */
function fold(notes: readonly Note[]): readonly Note[] {
  const byObject = new Map<string, Note | null>()
  for (const note of notes) {
    const key = `${note.table_name} ${note.object_id}`
    const first = byObject.get(key)
    if (first === undefined || first === null) byObject.set(key, note)
    else if (note.op === 'delete') byObject.set(key, first.op === 'insert' ? null : { ...first, op: 'delete' })
    else if (note.op === 'insert' && first.op === 'delete') byObject.set(key, { ...first, op: 'update' })
  }
  return [...byObject.values()].filter((note) => note !== null)
}

/**
 * Takes rows that GDAL, QGIS or plain SQL changed in the live file into the journal, as one entry "edited outside CunDi",
 * computes again what the file derives from them, and seals personal numbers that were typed into texts.
 */
export function adoptOutsideEdits(db: WritableDb, author: Author, sealerFor: SealerFor = () => null): number {
  const waiting = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM outside_edit').get()?.n ?? 0
  if (waiting === 0) return 0
  return inTransaction(db, () => {
    const notes = fold(db.prepare<[], Note>('SELECT * FROM outside_edit ORDER BY fid').all())
    const at = new Date().toISOString()
    const entry = writeEntry(db, { kind: 'outside', at, author, summary: { objects: notes.length } })
    const sealText = sealerFor(readMetadata(db, 'key_check'))
    const touched = new Set<string>(['journal_entry', 'journal_change'])
    for (const note of notes) {
      if (!isObjectTable(note.table_name)) continue
      touched.add(note.table_name)
      const id = note.op === 'insert' ? soundId(db, note.table_name, note.object_id) : note.object_id
      if (note.op !== 'delete') {
        if (sealText !== null) sealRow(db, note.table_name, id, sealText)
        derive(db, note.table_name, id)
      }
      record(db, entry.fid, note.table_name, id, note)
    }
    touchContents(db, [...touched], at)
    // Also what the triggers noted of our own changes just now.
    db.prepare('DELETE FROM outside_edit').run()
    return notes.length
  })
}

/** What the trigger noted of the row before, whole only where the row has gone or has another shape now. */
function record(db: WritableDb, entry: number, table: ObjectTable, id: string, note: Note): void {
  const { op, before, before_geom: shape } = note
  const kept = hasGeometry(db, table) ? 't.geom IS ?' : '? ISNULL'
  const now =
    op === 'update' && before !== null
      ? db
          .prepare<[Uint8Array | null, string], { state: string; kept: number }>(
            `SELECT ${rowJsonSql(db, table, 't')} AS state, ${kept} AS kept FROM ${table} t WHERE t.id = ?`,
          )
          .get(shape, id)
      : undefined
  if (now?.kept === 1)
    columnChangeWriter(db, entry, table)(id, JSON.parse(before ?? '{}') as Values, JSON.parse(now.state) as Values)
  else
    db.prepare(
      'INSERT INTO journal_change (entry, table_name, object_id, op, before, before_geom) VALUES (?, ?, ?, ?, ?, ?)',
    ).run(entry, table, id, op, before, shape)
}

/** A row that was appended with a column "id" of its own gets an id of ours: the file's keys are UUIDs, whoever wrote the row. */
function soundId(db: WritableDb, table: ObjectTable, given: string): string {
  if (ID_PATTERN.test(given)) return given
  const id = newId()
  db.prepare(`UPDATE ${table} SET id = ?, rev = rev + 1 WHERE id = ?`).run(id, given)
  return id
}

/** Rights have no `extra`: there a number stays where it is, and hand-overs mask it. */
const keepsOtherFields = (db: ReadableDb, table: ObjectTable): boolean =>
  dataColumns(db, table).some(({ name }) => name === 'extra')

/** As at import: the column shows the masked form, `extra` keeps the number sealed under the column's name. */
function sealRow(db: WritableDb, table: ObjectTable, id: string, sealText: SealText): void {
  const row = keepsOtherFields(db, table)
    ? db
        .prepare<[string], { sound: number }>(
          `SELECT extra IS NULL OR (json_valid(extra) AND json_type(extra) = 'object') AS sound FROM ${table} WHERE id = ?`,
        )
        .get(id)
    : undefined
  if (row?.sound !== 1) return
  for (const column of personalTextColumns(db, table)) {
    const found = db
      .prepare<[string], { text: string }>(
        `SELECT ${column} AS text FROM ${table} WHERE id = ? AND typeof(${column}) = 'text' AND ${longDigitsSql(column)}`,
      )
      .get(id)
    const sealed = found === undefined ? null : sealText(table, column, found.text)
    if (sealed === null) continue
    const isTaken =
      table === 'household' &&
      column === 'household_code' &&
      db
        .prepare<[string, string], object>('SELECT 1 FROM household WHERE household_code = ? AND id <> ? LIMIT 1')
        .get(sealed.shown, id) !== undefined
    // The same number stands for another household already: each keeps a code of its own.
    const shown = isTaken ? `${sealed.shown}-${id.slice(-4)}` : sealed.shown
    db.prepare(
      `UPDATE ${table} SET ${column} = ?, rev = rev + 1, extra = json_patch(ifnull(extra, '{}'), ?) WHERE id = ?`,
    ).run(shown, JSON.stringify({ [column]: sealed.sealed }), id)
  }
}

function derive(db: WritableDb, table: ObjectTable, id: string): void {
  if (!hasGeometry(db, table) || table === 'boundary_point') {
    db.prepare(`UPDATE ${table} SET rev = rev + 1 WHERE id = ?`).run(id)
    return
  }
  const geom =
    db.prepare<[string], { geom: Uint8Array | null }>(`SELECT geom FROM ${table} WHERE id = ?`).get(id)?.geom ?? null
  const fault = geom === null ? null : UNVERIFIED
  if (table === 'land_use')
    db.prepare('UPDATE land_use SET rev = rev + 1, ellipsoid_area_m2 = NULL, geometry_fault = ? WHERE id = ?').run(
      fault,
      id,
    )
  else
    db.prepare(`UPDATE ${table} SET rev = rev + 1, area_m2 = ?, geometry_fault = ? WHERE id = ?`).run(
      areaOf(geom),
      fault,
      id,
    )
}

function areaOf(geom: Uint8Array | null): number | null {
  if (geom === null) return null
  const read = readBlob(geom)
  return 'geometry' in read && read.geometry?.type === 'MultiPolygon' ? planeAreaM2(read.geometry.polygons) : null
}

/** Rows whose geometry nobody has checked since another program wrote it. */
export const unverifiedRows = (
  db: ReadableDb,
  table: ObjectTable,
): readonly { readonly id: string; readonly geom: Uint8Array }[] =>
  db
    .prepare<[string], { id: string; geom: Uint8Array }>(`SELECT id, geom FROM ${table} WHERE geometry_fault = ?`)
    .all(UNVERIFIED)
