import type { ReadableDb, WritableDb } from '../open/database.ts'
import type { Author } from '../schema/author.ts'
import { newId } from '../schema/new-id.ts'
import { rowJsonSql } from '../schema/row-json.ts'
import type { ObjectTable } from '../schema/tables.ts'

export type EntryKind =
  | 'create'
  | 'import'
  | 'rollback'
  | 'edit'
  | 'assess'
  | 'standards-saved'
  | 'standards-adopted'
  | 'simulation-saved'
  | 'plan-created'
  | 'plan-edited'
  | 'plan-copied'
  | 'plan-status'
  | 'plan-checked'
  | 'plan-decided'
  | 'plan-legend'
  | 'waive'
  | 'undo'
  | 'outside'
  | 'personal-export'
  | 'personal-reveal'

export interface NewEntry {
  readonly kind: EntryKind
  /** ISO 8601, UTC. */
  readonly at: string
  readonly author: Author
  readonly why?: string
  readonly batch?: number
  /** Id of the entry that this one takes back. */
  readonly undoes?: string
  /** Counts and names of fields; never a personal value. */
  readonly summary?: Readonly<Record<string, unknown>>
}

export interface Entry {
  readonly fid: number
  readonly id: string
  readonly at: string
  readonly operator: string | null
  readonly team: string | null
  readonly kind: EntryKind
  readonly why: string | null
  readonly batch: number | null
  readonly undoes: string | null
  readonly summary: string
}

/** One entry for one change, in the transaction of the change itself. */
export function writeEntry(db: WritableDb, entry: NewEntry): { readonly fid: number; readonly id: string } {
  const id = newId()
  const { lastInsertRowid } = db
    .prepare(
      `INSERT INTO journal_entry (id, at, operator, team, kind, why, batch, undoes, summary) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      id,
      entry.at,
      entry.author.operator,
      entry.author.team,
      entry.kind,
      entry.why ?? null,
      entry.batch ?? null,
      entry.undoes ?? null,
      JSON.stringify(entry.summary ?? {}),
    )
  return { fid: Number(lastInsertRowid), id }
}

export type ChangeOp = 'insert' | 'update' | 'delete'

/**
 * Records rows as they stand now, before the caller changes or deletes them (or, for 'insert', that they are new).
 * `where` is SQL over the table named t.
 */
export function recordRows(
  db: WritableDb,
  entry: number,
  table: ObjectTable,
  op: ChangeOp,
  where: string,
  params: readonly unknown[],
): number {
  const geom = hasGeometry(db, table) ? 't.geom' : 'NULL'
  const before = op === 'insert' ? 'NULL, NULL' : `${rowJsonSql(db, table, 't')}, ${geom}`
  return db
    .prepare(`INSERT INTO journal_change (entry, table_name, object_id, op, before, before_geom)
    SELECT ?, '${table}', t.id, '${op}', ${before} FROM ${table} t WHERE ${where} ORDER BY t.fid`)
    .run(entry, ...params).changes
}

export const hasGeometry = (db: ReadableDb, table: string): boolean =>
  db.prepare<[string], { n: number }>("SELECT count(*) AS n FROM pragma_table_info(?) WHERE name = 'geom'").get(table)
    ?.n === 1

export const listEntries = (db: ReadableDb): readonly Entry[] =>
  db
    .prepare<[], Entry>(
      'SELECT fid, id, at, operator, team, kind, why, batch, undoes, summary FROM journal_entry ORDER BY fid',
    )
    .all()

export const lastEntryTime = (db: ReadableDb): string | null =>
  db.prepare<[], { at: string | null }>('SELECT max(at) AS at FROM journal_entry').get()?.at ?? null
