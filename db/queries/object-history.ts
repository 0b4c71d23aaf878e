import type { ListValue } from '../../shared/contract/lists.ts'
import type { ObjectEvent } from '../../shared/contract/object-answers.ts'
import type { ObjectLayer } from '../../shared/model/object-columns.ts'
import type { Entry } from '../history/journal.ts'
import { standingEntries } from '../history/standing.ts'
import type { ReadableDb } from '../open/database.ts'
import { dataColumns } from '../schema/row-json.ts'
import { entryOf } from './history.ts'
import { shownColumns } from './object-rows.ts'

type EntryRow = Omit<Entry, 'fid'>

interface ChangeRow extends EntryRow {
  readonly op: 'insert' | 'update' | 'delete'
  readonly before: string | null
  /** null: `before` is a whole row. */
  readonly after: string | null
  readonly shape: string | null
}

const MOST_EVENTS = 200

type State = Readonly<Record<string, ListValue>>

/** What happened to one object, newest first: each change with what the columns were before it and after it. */
export function objectHistory(db: ReadableDb, layer: ObjectLayer, id: string): readonly ObjectEvent[] {
  const changes = db
    .prepare<[string, string], ChangeRow>(
      `SELECT c.op, c.before, ${afterSql(db)} AS after, hex(c.before_geom) AS shape, e.id, e.at, e.operator, e.team, e.kind, e.why, e.batch, e.undoes, e.summary
      FROM journal_change c JOIN journal_entry e ON e.fid = c.entry
      WHERE c.object_id = ? AND c.table_name = ? ORDER BY c.fid DESC LIMIT ${MOST_EVENTS}`,
    )
    .all(id, layer)
  const standing = standingEntries(db)
  const shown = stateReader(db, layer)
  let next = currentState(db, layer, id, shown)
  const labelled = labeller(db)
  const events = changes.map((change): ObjectEvent => {
    const was = stateBefore(change, next, shown)
    const changed = whatChanged(change, was, next, shown)
    const event: ObjectEvent = {
      entry: entryOf(change),
      change: { table: layer, op: change.op, ...changed, fields: changed.fields.map(labelled) },
      undone: !standing.has(change.id),
    }
    next = was
    return event
  })
  const origin = changes.some(({ op }) => op === 'insert') ? undefined : importOf(db, layer, id)
  return origin === undefined ? events : [...events, origin]
}

interface Moment {
  readonly state: State
  readonly shape: string | null
}

/** A file that is only read may be of the first schema, which kept every row whole. */
const afterSql = (db: ReadableDb): string =>
  db.prepare<[], object>("SELECT 1 FROM pragma_table_info('journal_change') WHERE name = 'after'").get() === undefined
    ? 'NULL'
    : 'c.after'

/** The object before a change: whole where the entry kept it whole, else as it was afterwards but for what the entry kept. */
function stateBefore({ before, after, shape }: ChangeRow, next: Moment | null, shown: StateReader): Moment | null {
  if (before === null) return null
  const state = shown(JSON.parse(before) as State)
  return after === null ? { state, shape } : { state: { ...next?.state, ...state }, shape: next?.shape ?? null }
}

function whatChanged(
  { op, before, after }: ChangeRow,
  was: Moment | null,
  next: Moment | null,
  shown: StateReader,
): Pick<ObjectEvent['change'], 'fields' | 'geometryChanged'> {
  if (op !== 'update' || was === null) return { fields: [], geometryChanged: false }
  if (after !== null && before !== null)
    return {
      fields: differences(shown(JSON.parse(before) as State), shown(JSON.parse(after) as State)),
      geometryChanged: false,
    }
  if (next === null) return { fields: [], geometryChanged: false }
  return { fields: differences(was.state, next.state), geometryChanged: was.shape !== next.shape }
}

/** What a user would call the state: no keys of ours, masked forms under their column's own name. */
type StateReader = (row: State) => State

function stateReader(db: ReadableDb, layer: ObjectLayer): StateReader {
  const reals = new Set(
    dataColumns(db, layer)
      .filter(({ type }) => type === 'REAL')
      .map(({ name }) => name),
  )
  const columns = shownColumns(db, layer)
  return (row) =>
    Object.fromEntries(
      columns.flatMap(({ column, shown }) => {
        const value = row[column]
        if (value === undefined) return []
        return [[shown, value !== null && reals.has(column) ? Number(value) : value]]
      }),
    )
}

function currentState(db: ReadableDb, layer: ObjectLayer, id: string, shown: StateReader): Moment | null {
  const hasShape = db.prepare<[string], object>("SELECT 1 FROM pragma_table_info(?) WHERE name = 'geom'").get(layer)
  const row = db
    .prepare<[string], { shape: string | null } & Record<string, ListValue>>(
      `SELECT ${dataColumns(db, layer)
        .map(({ name }) => name)
        .join(', ')}, ${hasShape === undefined ? "''" : 'hex(geom)'} AS shape FROM ${layer} WHERE id = ?`,
    )
    .get(id)
  return row === undefined ? null : { state: shown(row), shape: row.shape }
}

/** What people call the object that a column refers to by its id. */
const REFERRED: Readonly<Record<string, string>> = {
  parcel_id: 'SELECT parcel_code FROM parcel WHERE id = ?',
  household_id: 'SELECT household_code FROM household WHERE id = ?',
  person_id: 'SELECT name FROM person WHERE id = ?',
}

type ChangedField = ObjectEvent['change']['fields'][number]

/** Puts codes and names in the place of ids; the id of an object that is gone, or has no code, stays. */
function labeller(db: ReadableDb): (field: ChangedField) => ChangedField {
  return (field) => {
    const sql = REFERRED[field.column]
    if (sql === undefined) return field
    const find = db.prepare<[ListValue], [label: string | null]>(sql).raw()
    const label = (id: ListValue): ListValue => (id === null ? null : (find.get(id)?.[0] ?? id))
    return { ...field, before: label(field.before), after: label(field.after) }
  }
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
    .prepare<[string], EntryRow>(
      `SELECT e.id, e.at, e.operator, e.team, e.kind, e.why, e.batch, e.undoes, e.summary
      FROM ${layer} t JOIN journal_entry e ON e.kind = 'import' AND e.batch = t.batch WHERE t.id = ? ORDER BY e.fid DESC LIMIT 1`,
    )
    .get(id)
  return row === undefined
    ? undefined
    : { entry: entryOf(row), change: { table: layer, op: 'insert', fields: [], geometryChanged: false }, undone: false }
}
