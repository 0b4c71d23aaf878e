import type { HistoryEntry } from '../../shared/contract/answers.ts'
import type { ListValue } from '../../shared/contract/lists.ts'
import type { ObjectEvent } from '../../shared/contract/object-answers.ts'
import type { ObjectLayer } from '../../shared/model/object-columns.ts'
import { standingEntries } from '../history/standing.ts'
import type { ReadableDb } from '../open/database.ts'
import { dataColumns } from '../schema/row-json.ts'
import { shownColumns } from './object-rows.ts'

interface ChangeRow {
  readonly op: 'insert' | 'update' | 'delete'
  readonly before: string | null
  readonly shape: string | null
  readonly id: string
  readonly at: string
  readonly operator: string | null
  readonly team: string | null
  readonly kind: string
  readonly why: string | null
  readonly batch: number | null
  readonly undoes: string | null
  readonly summary: string
}

const MOST_EVENTS = 200

type State = Readonly<Record<string, ListValue>>

/** What happened to one object, newest first: each change with what the columns were before it and after it. */
export function objectHistory(db: ReadableDb, layer: ObjectLayer, id: string): readonly ObjectEvent[] {
  const changes = db
    .prepare<[string, string], ChangeRow>(
      `SELECT c.op, c.before, hex(c.before_geom) AS shape, e.id, e.at, e.operator, e.team, e.kind, e.why, e.batch, e.undoes, e.summary
      FROM journal_change c JOIN journal_entry e ON e.fid = c.entry
      WHERE c.object_id = ? AND c.table_name = ? ORDER BY c.fid DESC LIMIT ${MOST_EVENTS}`,
    )
    .all(id, layer)
  const standing = standingEntries(db)
  const now = currentState(db, layer, id)
  let after: State | null = now?.state ?? null
  let shapeAfter = now?.shape ?? null
  const events = changes.map(({ op, before, shape, summary, ...entry }): ObjectEvent => {
    const was = before === null ? null : stateOf(db, layer, JSON.parse(before) as State)
    const event: ObjectEvent = {
      entry: entryOf({ ...entry, summary }),
      change: {
        table: layer,
        op,
        fields: op === 'update' && was !== null && after !== null ? differences(was, after) : [],
        geometryChanged: op === 'update' && was !== null && after !== null && shape !== shapeAfter,
      },
      undone: !standing.has(entry.id),
    }
    after = was
    shapeAfter = shape
    return event
  })
  const origin = changes.some(({ op }) => op === 'insert') ? undefined : importOf(db, layer, id)
  return origin === undefined ? events : [...events, origin]
}

const entryOf = ({ id, summary, ...entry }: Omit<ChangeRow, 'op' | 'before' | 'shape'>): HistoryEntry => ({
  entry: id,
  ...entry,
  summary: JSON.parse(summary) as Readonly<Record<string, unknown>>,
})

/** What a user would call the state: no keys of ours, masked forms under their column's own name. */
function stateOf(db: ReadableDb, layer: ObjectLayer, row: State): State {
  const reals = new Set(
    dataColumns(db, layer)
      .filter(({ type }) => type === 'REAL')
      .map(({ name }) => name),
  )
  return Object.fromEntries(
    shownColumns(db, layer).map(({ column, shown }) => {
      const value = row[column] ?? null
      return [shown, value !== null && reals.has(column) ? Number(value) : value]
    }),
  )
}

function currentState(
  db: ReadableDb,
  layer: ObjectLayer,
  id: string,
): { readonly state: State; readonly shape: string | null } | undefined {
  const hasShape = db.prepare<[string], object>("SELECT 1 FROM pragma_table_info(?) WHERE name = 'geom'").get(layer)
  const row = db
    .prepare<[string], { shape: string | null } & Record<string, ListValue>>(
      `SELECT ${dataColumns(db, layer)
        .map(({ name }) => name)
        .join(', ')}, ${hasShape === undefined ? "''" : 'hex(geom)'} AS shape FROM ${layer} WHERE id = ?`,
    )
    .get(id)
  return row === undefined ? undefined : { state: stateOf(db, layer, row), shape: row.shape }
}

/** Kept beside the columns by CunDi itself: what follows from another column is no change of its own. */
const FOLLOWS = /^(use_scheme|class_scheme|parcel_found_by|id_number_fault|batch|source_record)$/

const differences = (before: State, after: State): ObjectEvent['change']['fields'] =>
  Object.keys(before)
    .filter((column) => !FOLLOWS.test(column) && (before[column] ?? null) !== (after[column] ?? null))
    .map((column) => ({ column, before: before[column] ?? null, after: after[column] ?? null }))

/** A bulk import writes no row for each object; the batch that an object names tells where it came from. */
function importOf(db: ReadableDb, layer: ObjectLayer, id: string): ObjectEvent | undefined {
  const row = db
    .prepare<[string], Omit<ChangeRow, 'op' | 'before' | 'shape'>>(
      `SELECT e.id, e.at, e.operator, e.team, e.kind, e.why, e.batch, e.undoes, e.summary
      FROM ${layer} t JOIN journal_entry e ON e.kind = 'import' AND e.batch = t.batch WHERE t.id = ? ORDER BY e.fid DESC LIMIT 1`,
    )
    .get(id)
  return row === undefined
    ? undefined
    : { entry: entryOf(row), change: { table: layer, op: 'insert', fields: [], geometryChanged: false }, undone: false }
}
