import { rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { assertOutsideEditTriggers } from '../geopackage/outside-edits.ts'
import { assertRtreeTriggers } from '../geopackage/rtree.ts'
import { connect, type WritableDb } from '../open/database.ts'
import { objectTables } from '../schema/tables.ts'

/** Tables whose rows concern only the machine that they were written on. */
const LOCAL_TABLES = ['export_log', 'outside_edit'] as const

/** Schema cookie of a finished copy; a fixed one, because the source's counts what happened to its schema. */
const SCHEMA_COOKIE = 100

/**
 * Writes a copy of the survey to hand over: vacuumed, without what is local (export log, edits noted but not adopted, the
 * content of rejected records) and without ciphers and keyed hashes of personal values; masked forms stay.
 * The same survey gives the same bytes, whatever was exported or checked in between.
 *
 * @param when ISO time written wherever the copy itself would leave its own.
 * @param scratch a path on the target's disk for the first copy; removed again.
 */
export function writeCleanCopy(survey: WritableDb, target: string, scratch: string, when: string): void {
  survey.prepare('VACUUM INTO ?').run(scratch)
  const copy = connect(scratch, 'write')
  try {
    // Scratch: nobody needs it after a crash.
    copy.pragma('journal_mode = MEMORY')
    copy.pragma('synchronous = OFF')
    dropTriggers(copy)
    removeLocal(copy)
    removePersonal(copy)
    canonicalise(copy, when)
    assertRtreeTriggers(copy)
    assertOutsideEditTriggers(copy)
  } finally {
    copy.close()
  }
  vacuumInto(scratch, target)
  rmSync(scratch, { force: true, maxRetries: 5 })
}

/** They would act on our changes, and they are kept in the order of their making, which is history. */
function dropTriggers(copy: WritableDb): void {
  for (const { name } of copy
    .prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    .all()) {
    copy.exec(`DROP TRIGGER "${name.replaceAll('"', '""')}"`)
  }
}

function removeLocal(copy: WritableDb): void {
  for (const table of LOCAL_TABLES) copy.exec(`DELETE FROM ${table}`)
  // Codes and record numbers stay: the district sees that something was rejected, not what.
  copy.exec("UPDATE import_rejected SET attributes = '{}', shape = NULL")
  copy.exec("DELETE FROM cundi_metadata WHERE key = 'key_check'")
}

/** Ends of the names under which ciphers and keyed hashes stand, in columns and in JSON alike. */
const SECRET_NAME = /(^|_)(cipher|hash)$/

function removePersonal(copy: WritableDb): void {
  copy.function('without_secrets', { deterministic: true }, withoutSecrets as (...args: never[]) => unknown)
  for (const table of objectTables) {
    const columns = copy
      .prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)')
      .all(table)
      .map((c) => c.name)
    const secret = columns.filter((name) => SECRET_NAME.test(name))
    if (secret.length > 0) copy.exec(`UPDATE ${table} SET ${secret.map((name) => `${name} = NULL`).join(', ')}`)
    if (columns.includes('extra')) cleanJson(copy, table, 'extra')
  }
  cleanJson(copy, 'journal_change', 'before')
  cleanJson(copy, 'journal_entry', 'summary')
  cleanJson(copy, 'import_note', 'detail')
  cleanJson(copy, 'finding', 'detail')
}

function cleanJson(copy: WritableDb, table: string, column: string): void {
  copy.exec(
    `UPDATE ${table} SET ${column} = without_secrets(${column}) WHERE ${column} LIKE '%cipher"%' OR ${column} LIKE '%hash"%'`,
  )
}

/** JSON without the members whose name says cipher or hash, at any depth; what is no JSON goes whole. */
function withoutSecrets(json: string): string | null {
  try {
    return JSON.stringify(strip(JSON.parse(json)))
  } catch {
    return null // text that only looks like ours: better lost in the copy than handed over
  }
}

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !SECRET_NAME.test(name))
      .map(([name, inner]) => [name, strip(inner)]),
  )
}

/** What depends on the way here and not on the survey. */
function canonicalise(copy: WritableDb, when: string): void {
  for (const { name } of copy
    .prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE name LIKE 'sqlite_stat%'")
    .all())
    copy.exec(`DROP TABLE ${name}`)
  copy.exec(`CREATE TEMP TABLE ordered AS SELECT * FROM finding ORDER BY id;
    UPDATE ordered SET fid = rowid;
    DELETE FROM finding;
    INSERT INTO finding SELECT * FROM ordered;
    DROP TABLE ordered`)
  // GeoPackage wants milliseconds in this column.
  copy.prepare('UPDATE gpkg_contents SET last_change = ?').run(new Date(when).toISOString())
}

function vacuumInto(source: string, target: string): void {
  const db = new Database(source, { fileMustExist: true })
  try {
    // secure_delete passes on to the new file, whose unused bytes are then zero and not what memory held.
    db.pragma('secure_delete = ON')
    db.unsafeMode(true)
    db.pragma(`schema_version = ${SCHEMA_COOKIE}`)
    db.unsafeMode(false)
    db.prepare('VACUUM INTO ?').run(target)
  } finally {
    db.close()
  }
}
