import type { CancelSignal } from '../../shared/contract/job.ts'
import type { ObjectLayer } from '../../shared/model/object-columns.ts'
import { touchChanged } from '../geopackage/contents.ts'
import { recordUpdate } from '../history/column-changes.ts'
import { writeEntry } from '../history/journal.ts'
import { inTransaction, type WritableDb } from '../open/database.ts'
import type { Author } from '../schema/author.ts'
import { type ColumnWrite, goesAlong, type Obstacle, obstacleTo, setsOf, updateRow } from './edit-objects.ts'
import { plotsLeftBehind } from './household-plots.ts'

/** Rows a slice: between slices the signal is asked. */
const SLICE = 500

export interface ManyEdited {
  readonly kind: 'edited'
  /** null: nothing differed, and no entry was written. */
  readonly entry: string | null
  readonly objects: number
  readonly gone: number
}

interface Progress {
  readonly signal: CancelSignal
  report(done: number): void
}

export interface BulkEdit {
  readonly layer: ObjectLayer
  readonly ids: readonly string[]
  readonly writes: readonly ColumnWrite[]
  readonly why: string | null
}

/**
 * Gives all objects the same values, in slices of one transaction and as one entry; rows that have them already stay as they
 * are. Cancelled before its end, nothing has happened.
 */
export function editMany(
  db: WritableDb,
  edit: BulkEdit,
  author: Author,
  at: string,
  progress: Progress,
): ManyEdited | Obstacle {
  const { layer, ids, writes, why } = edit
  return inTransaction(db, () => {
    const obstacle = obstacleTo(db, layer, null, writes)
    if (obstacle !== null && obstacle.kind !== 'taken') return obstacle
    const village = layer === 'household' ? writes.find(({ sets }) => 'village_code' in sets) : undefined
    const plots =
      village === undefined ? 0 : plotsLeftBehind(db, ids, (village.sets.village_code ?? null) as string | null)
    if (plots > 0) return { kind: 'plots-there', column: 'village_code', plots }
    const entry = writeEntry(db, { kind: 'edit', at, author, ...(why === null ? {} : { why }) })
    const { sql, values, columns } = setsOf(db, layer, writes)
    const asked = writes.flatMap(({ sets }) => Object.keys(sets))
    const given = asked.map((column) => writes.find(({ sets }) => column in sets)?.sets[column] ?? null)
    const chosen = 'IN (SELECT value FROM json_each(?))'
    const differing = (row: string): string =>
      `${row}id ${chosen} AND NOT (${asked.map((column) => `${row}${column} IS ?`).join(' AND ')})`
    const update = db.prepare(`UPDATE ${layer} SET ${sql} WHERE ${differing('')}`)
    const here = db.prepare<[string], { n: number }>(`SELECT count(*) AS n FROM ${layer} WHERE id ${chosen}`)
    let objects = 0
    let found = 0
    for (let from = 0; from < ids.length; from += SLICE) {
      progress.signal.throwIfAborted()
      const slice = JSON.stringify(ids.slice(from, from + SLICE))
      found += here.get(slice)?.n ?? 0
      const changed = writing(() =>
        recordUpdate(
          db,
          entry.fid,
          layer,
          columns,
          differing('t.'),
          [slice, ...given],
          () => update.run(...values, slice, ...given).changes,
        ),
      )
      if (changed === 'taken') return takenBack(db, layer)
      objects += changed
      progress.report(Math.min(from + SLICE, ids.length))
    }
    progress.signal.throwIfAborted()
    finishEntry(db, entry, at, objects, { action: 'bulk', table: layer, columns: writes.map(({ column }) => column) })
    return { kind: 'edited', entry: objects === 0 ? null : entry.id, objects, gone: ids.length - found }
  })
}

/** A key that another row has; SQLite takes the statement back, the caller the transaction. */
function writing(run: () => number): number | 'taken' {
  try {
    return run()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_CONSTRAINT_UNIQUE') return 'taken'
    throw error
  }
}

function takenBack(db: WritableDb, layer: ObjectLayer): Obstacle {
  db.exec('ROLLBACK; BEGIN')
  return { kind: 'taken', column: layer === 'village' ? 'code' : 'household_code' }
}

function finishEntry(
  db: WritableDb,
  entry: { readonly fid: number },
  at: string,
  objects: number,
  summary: { readonly action: string; readonly table: ObjectLayer; readonly columns: readonly string[] },
): void {
  if (objects === 0) {
    db.prepare('DELETE FROM journal_entry WHERE fid = ?').run(entry.fid)
    return
  }
  db.prepare('UPDATE journal_entry SET summary = ? WHERE fid = ?').run(
    JSON.stringify({ ...summary, objects }),
    entry.fid,
  )
  touchChanged(db, [summary.table, ...goesAlong(summary.table), 'journal_entry', 'journal_change'], at)
}

export interface PasteRow {
  readonly id: string
  /** The revision that the preview showed. */
  readonly rev: number
  readonly writes: readonly ColumnWrite[]
}

/** Writes the cells of a paste, each row its own values, as one entry. An object that has changed since the preview stops it. */
export function pasteRows(
  db: WritableDb,
  request: {
    readonly layer: ObjectLayer
    readonly rows: readonly PasteRow[]
    readonly columns: readonly string[]
    readonly why: string | null
  },
  author: Author,
  at: string,
  progress: Progress,
): ManyEdited | Obstacle | { readonly kind: 'changed'; readonly count: number } {
  const { layer, rows, columns, why } = request
  return inTransaction(db, () => {
    const revOf = db.prepare<[string], { rev: number }>(`SELECT rev FROM ${layer} WHERE id = ?`)
    const standing = rows.filter(({ id }) => revOf.get(id) !== undefined)
    const moved = standing.filter(({ id, rev }) => revOf.get(id)?.rev !== rev).length
    if (moved > 0) return { kind: 'changed', count: moved }
    const entry = writeEntry(db, { kind: 'edit', at, author, ...(why === null ? {} : { why }) })
    for (const [nth, { id, writes }] of standing.entries()) {
      if (nth % SLICE === 0) {
        progress.signal.throwIfAborted()
        progress.report(nth)
      }
      const obstacle = obstacleTo(db, layer, id, writes)
      if (obstacle !== null) {
        db.exec('ROLLBACK; BEGIN')
        return obstacle
      }
      updateRow(db, entry.fid, layer, id, writes)
    }
    progress.signal.throwIfAborted()
    finishEntry(db, entry, at, standing.length, { action: 'paste', table: layer, columns })
    return {
      kind: 'edited',
      entry: standing.length === 0 ? null : entry.id,
      objects: standing.length,
      gone: rows.length - standing.length,
    }
  })
}
