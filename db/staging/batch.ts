import type { LayerKind } from '../../shared/model/layers.ts'
import type { ReadableDb, WritableDb } from '../open/database.ts'
import type { Author } from '../schema/author.ts'
import { newId } from '../schema/new-id.ts'

/** One finding of an import: how many records, and the first few of them. Never a personal value. */
export interface ImportFinding {
  readonly code: string
  readonly severity: 'error' | 'warning' | 'info'
  readonly count: number
  readonly examples: readonly {
    readonly record: number | null
    readonly params: Readonly<Record<string, string | number>>
  }[]
}

/** What came of every physical record: read = imported + updated + skipped + rejected + deletedRecords. */
export interface RecordCounts {
  readonly read: number
  readonly imported: number
  readonly updated: number
  readonly skipped: number
  readonly rejected: number
  readonly deletedRecords: number
}

export interface NewBatch {
  readonly file: string
  readonly layer: string
  readonly kind: LayerKind
  readonly at: string
  readonly author: Author
  readonly encoding: string | null
  readonly sourceCrs: string | null
}

export function insertBatch(db: WritableDb, batch: NewBatch): number {
  const { lastInsertRowid } = db
    .prepare(`INSERT INTO import_batch (id, file, layer, kind, at, operator, team, encoding, source_crs, read, imported, updated, skipped, rejected, deleted_records, findings)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, 0, '[]')`)
    .run(
      newId(),
      batch.file,
      batch.layer,
      batch.kind,
      batch.at,
      batch.author.operator,
      batch.author.team,
      batch.encoding,
      batch.sourceCrs,
    )
  return Number(lastInsertRowid)
}

export function closeBatch(
  db: WritableDb,
  batch: number,
  counts: RecordCounts,
  findings: readonly ImportFinding[],
): void {
  db.prepare(
    'UPDATE import_batch SET read = ?, imported = ?, updated = ?, skipped = ?, rejected = ?, deleted_records = ?, findings = ? WHERE fid = ?',
  ).run(
    counts.read,
    counts.imported,
    counts.updated,
    counts.skipped,
    counts.rejected,
    counts.deletedRecords,
    JSON.stringify(findings),
    batch,
  )
}

export interface BatchRow {
  readonly batch: number
  readonly file: string
  readonly layer: string
  readonly kind: LayerKind
  readonly at: string
  readonly operator: string | null
  readonly imported: number
  readonly updated: number
  readonly rejected: number
  readonly rolledBackAt: string | null
}

export const listBatches = (db: ReadableDb): readonly BatchRow[] =>
  db
    .prepare<[], BatchRow>(
      'SELECT fid AS batch, file, layer, kind, at, operator, imported, updated, rejected, rolled_back_at AS rolledBackAt FROM import_batch ORDER BY fid',
    )
    .all()

export const findBatch = (db: ReadableDb, batch: number): BatchRow | undefined =>
  listBatches(db).find((row) => row.batch === batch)

export interface BatchDetailRow extends BatchRow {
  readonly team: string | null
  readonly encoding: string | null
  readonly sourceCrs: string | null
  readonly read: number
  readonly skipped: number
  readonly deletedRecords: number
  readonly findings: readonly ImportFinding[]
  readonly pending: number
  /** The entry whose undoing brings a rolled back batch back. */
  readonly rollbackEntry: string | null
}

/** All that the survey keeps about one batch. */
export function batchDetail(db: ReadableDb, batch: number): BatchDetailRow | undefined {
  const row = findBatch(db, batch)
  const more = db
    .prepare<
      [number],
      Omit<BatchDetailRow, keyof BatchRow | 'findings' | 'pending' | 'rollbackEntry'> & { findings: string }
    >(
      'SELECT team, encoding, source_crs AS sourceCrs, read, skipped, deleted_records AS deletedRecords, findings FROM import_batch WHERE fid = ?',
    )
    .get(batch)
  if (row === undefined || more === undefined) return undefined
  const pending = db
    .prepare<[number], { n: number }>(
      `SELECT count(*) AS n FROM import_rejected r WHERE r.batch = ? AND ${PENDING_SQL}`,
    )
    .get(batch)
  return {
    ...row,
    ...more,
    findings: JSON.parse(more.findings) as ImportFinding[],
    pending: pending?.n ?? 0,
    rollbackEntry: row.rolledBackAt === null ? null : latestRollback(db, batch),
  }
}

/** The rollback itself, or the undo that took its own undo back. */
const latestRollback = (db: ReadableDb, batch: number): string | null =>
  db
    .prepare<[number], { id: string }>(
      "SELECT id FROM journal_entry WHERE batch = ? AND kind IN ('rollback', 'undo') ORDER BY fid DESC LIMIT 1",
    )
    .get(batch)?.id ?? null

/** SQL: a rejected record r that still waits; one whose mended copy was rolled back waits again. */
export const PENDING_SQL =
  '(r.mended_by IS NULL OR EXISTS (SELECT 1 FROM import_batch m WHERE m.fid = r.mended_by AND m.rolled_back_at NOTNULL))'
