import { rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import type { CancelSignal } from '../../shared/contract/job.ts'
import { maskPersonal, personalKindInColumn, personalKindOfValue } from '../../shared/model/personal.ts'
import { assertOutsideEditTriggers } from '../geopackage/outside-edits.ts'
import { assertRtreeTriggers } from '../geopackage/rtree.ts'
import { connect, type WritableDb } from '../open/database.ts'
import { longDigitsSql, personalTextColumns } from '../schema/personal-texts.ts'
import { type ObjectTable, objectTables } from '../schema/tables.ts'

/** Tables whose rows concern only the machine that they were written on. */
const LOCAL_TABLES = ['export_log', 'outside_edit'] as const

/** Schema cookie of a finished copy; a fixed one, because the source's counts what happened to its schema. */
const SCHEMA_COOKIE = 100

/** Texts with a personal number in the clear, by table; tables without one are absent. */
export type MaskedTexts = Readonly<Partial<Record<ObjectTable, number>>>

/**
 * Writes a copy of the survey to hand over: vacuumed, without what is local (export log, edits noted but not adopted, the
 * content of rejected records) and without ciphers and keyed hashes of personal values; masked forms stay. A personal number
 * that somebody typed into a text stands masked in the copy. Returns how many texts of each table were masked.
 * The same survey gives the same bytes, whatever was exported or checked in between.
 *
 * @param when ISO time written wherever the copy itself would leave its own.
 * @param scratch a path on the target's disk for the first copy; removed again, but for a cancel, which is heard between its steps.
 */
export function writeCleanCopy(
  survey: WritableDb,
  target: string,
  scratch: string,
  when: string,
  signal: CancelSignal,
): MaskedTexts {
  survey.prepare('VACUUM INTO ?').run(scratch)
  signal.throwIfAborted()
  const copy = connect(scratch, 'write')
  const masked: Partial<Record<ObjectTable, number>> = {}
  try {
    // Scratch: nobody needs it after a crash.
    copy.pragma('journal_mode = MEMORY')
    copy.pragma('synchronous = OFF')
    dropTriggers(copy)
    removeLocal(copy)
    removePersonal(copy, signal)
    for (const table of objectTables) {
      signal.throwIfAborted()
      const count = maskTexts(copy, table)
      if (count > 0) masked[table] = count
    }
    canonicalise(copy, when)
    assertRtreeTriggers(copy)
    assertOutsideEditTriggers(copy)
  } finally {
    copy.close()
  }
  signal.throwIfAborted()
  vacuumInto(scratch, target)
  rmSync(scratch, { force: true, maxRetries: 5 })
  return masked
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

function removePersonal(copy: WritableDb, signal: CancelSignal): void {
  copy.function('without_secrets', { deterministic: true }, cleanNested as (...args: never[]) => unknown)
  for (const table of objectTables) {
    signal.throwIfAborted()
    const columns = copy
      .prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)')
      .all(table)
      .map((c) => c.name)
    const secret = columns.filter((name) => SECRET_NAME.test(name))
    if (secret.length > 0) copy.exec(`UPDATE ${table} SET ${secret.map((name) => `${name} = NULL`).join(', ')}`)
    if (columns.includes('extra')) cleanJson(copy, table, 'extra')
  }
  cleanStates(copy, signal)
  cleanJson(copy, 'journal_entry', 'summary')
  cleanJson(copy, 'import_note', 'detail')
  cleanJson(copy, 'finding', 'detail')
  cleanJson(copy, 'finding', 'subjects')
}

const mayBePersonal = (json: string): string =>
  `${json} LIKE '%cipher"%' OR ${json} LIKE '%hash"%' OR ${longDigitsSql(json)}`

/** Earlier and later states of rows: numbers stand in them as text too, so only what is text in the table is looked at. */
function cleanStates(copy: WritableDb, signal: CancelSignal): void {
  const changed = new Set(
    copy
      .prepare<[], { name: string }>('SELECT DISTINCT table_name AS name FROM journal_change')
      .all()
      .map(({ name }) => name),
  )
  for (const table of objectTables) {
    signal.throwIfAborted()
    if (!changed.has(table)) continue
    const columns = new Set(personalTextColumns(copy, table))
    const clean = (json: string): string | null =>
      withoutSecrets(json, (name, text) => (columns.has(name) ? maskIn(table, name, text) : text))
    copy.function('clean_state', { deterministic: true }, clean as (...args: never[]) => unknown)
    for (const state of ['before', 'after'])
      copy.exec(
        `UPDATE journal_change SET ${state} = clean_state(${state}) WHERE table_name = '${table}' AND (${mayBePersonal(state)})`,
      )
  }
}

const maskAny = (text: string): string => {
  const kind = personalKindOfValue(text)
  return kind === null ? text : maskPersonal(kind, text)
}

const maskIn = (table: ObjectTable, column: string, text: string): string => {
  const kind = personalKindInColumn(table, column, text)
  return kind === null ? text : maskPersonal(kind, text)
}

/** Columns by which rows are told apart: two numbers must not become one. */
const KEYS: ReadonlySet<string> = new Set(['code', 'village_code', 'household_code'])

/** Masks personal numbers in the text columns of a table; how many texts that were. */
function maskTexts(copy: WritableDb, table: ObjectTable): number {
  let count = 0
  for (const column of personalTextColumns(copy, table)) {
    const rows = copy
      .prepare<[], { fid: number; text: string }>(
        `SELECT fid, ${column} AS text FROM ${table} WHERE typeof(${column}) = 'text' AND ${longDigitsSql(column)} ORDER BY fid`,
      )
      .all()
    const write = copy.prepare(`UPDATE ${table} SET ${column} = ? WHERE fid = ?`)
    for (const { fid, text } of rows) {
      const masked = maskIn(table, column, text)
      if (masked === text) continue
      write.run(KEYS.has(column) && (table === 'household' || table === 'village') ? `${masked}~${fid}` : masked, fid)
      count++
    }
  }
  return count
}

function cleanJson(copy: WritableDb, table: string, column: string): void {
  copy.exec(`UPDATE ${table} SET ${column} = without_secrets(${column}) WHERE ${mayBePersonal(column)}`)
}

/** What becomes of a text in JSON, by the name of its member. */
type Clean = (name: string, text: string) => string

/** JSON without the members whose name says cipher or hash, at any depth, its texts cleaned; what is no JSON goes whole. */
function withoutSecrets(json: string, clean: Clean): string | null {
  try {
    return JSON.stringify(strip(JSON.parse(json), '', clean))
  } catch {
    return null // text that only looks like ours: better lost in the copy than handed over
  }
}

const cleanNested = (json: string): string | null => withoutSecrets(json, (_, text) => maskAny(text))

function strip(value: unknown, name: string, clean: Clean): unknown {
  if (typeof value === 'string') return name === 'extra' ? cleanNested(value) : clean(name, value)
  if (Array.isArray(value)) return value.map((inner) => strip(inner, name, clean))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([inner]) => !SECRET_NAME.test(inner))
      .map(([inner, member]) => [inner, strip(member, inner, clean)]),
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
