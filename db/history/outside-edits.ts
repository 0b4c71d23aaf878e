import { planeAreaM2 } from '../../shared/geo/plane-area.ts'
import { readBlob } from '../../shared/geo/geopackage-blob.ts'
import { touchContents } from '../geopackage/contents.ts'
import { inTransaction, type ReadableDb, type WritableDb } from '../open/database.ts'
import type { Author } from '../schema/author.ts'
import { ID_PATTERN, newId } from '../schema/new-id.ts'
import { isObjectTable, type ObjectTable } from '../schema/tables.ts'
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
 * and computes again what the file derives from them.
 */
export function adoptOutsideEdits(db: WritableDb, author: Author): number {
  const waiting = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM outside_edit').get()?.n ?? 0
  if (waiting === 0) return 0
  return inTransaction(db, () => {
    const notes = fold(db.prepare<[], Note>('SELECT * FROM outside_edit ORDER BY fid').all())
    const at = new Date().toISOString()
    const entry = writeEntry(db, { kind: 'outside', at, author, summary: { objects: notes.length } })
    const record = db.prepare('INSERT INTO journal_change (entry, table_name, object_id, op, before, before_geom) VALUES (?, ?, ?, ?, ?, ?)')
    const touched = new Set<string>(['journal_entry', 'journal_change'])
    for (const note of notes) {
      if (!isObjectTable(note.table_name)) continue
      touched.add(note.table_name)
      const id = note.op === 'insert' ? soundId(db, note.table_name, note.object_id) : note.object_id
      record.run(entry.fid, note.table_name, id, note.op, note.before, note.before_geom)
      if (note.op !== 'delete') derive(db, note.table_name, id)
    }
    touchContents(db, [...touched], at)
    // Also what the triggers noted of our own changes just now.
    db.prepare('DELETE FROM outside_edit').run()
    return notes.length
  })
}

/** A row that was appended with a column "id" of its own gets an id of ours: the file's keys are UUIDs, whoever wrote the row. */
function soundId(db: WritableDb, table: ObjectTable, given: string): string {
  if (ID_PATTERN.test(given)) return given
  const id = newId()
  db.prepare(`UPDATE ${table} SET id = ?, rev = rev + 1 WHERE id = ?`).run(id, given)
  return id
}

function derive(db: WritableDb, table: ObjectTable, id: string): void {
  if (!hasGeometry(db, table) || table === 'boundary_point') {
    db.prepare(`UPDATE ${table} SET rev = rev + 1 WHERE id = ?`).run(id)
    return
  }
  const geom = db.prepare<[string], { geom: Uint8Array | null }>(`SELECT geom FROM ${table} WHERE id = ?`).get(id)?.geom ?? null
  const fault = geom === null ? null : UNVERIFIED
  if (table === 'land_use') db.prepare('UPDATE land_use SET rev = rev + 1, ellipsoid_area_m2 = NULL, geometry_fault = ? WHERE id = ?').run(fault, id)
  else db.prepare(`UPDATE ${table} SET rev = rev + 1, area_m2 = ?, geometry_fault = ? WHERE id = ?`).run(areaOf(geom), fault, id)
}

function areaOf(geom: Uint8Array | null): number | null {
  if (geom === null) return null
  const read = readBlob(geom)
  return 'geometry' in read && read.geometry?.type === 'MultiPolygon' ? planeAreaM2(read.geometry.polygons) : null
}

/** Rows whose geometry nobody has checked since another program wrote it. */
export const unverifiedRows = (db: ReadableDb, table: ObjectTable): readonly { readonly id: string; readonly geom: Uint8Array }[] =>
  db.prepare<[string], { id: string; geom: Uint8Array }>(`SELECT id, geom FROM ${table} WHERE geometry_fault = ?`).all(UNVERIFIED)
