import Database from 'better-sqlite3'
import { type LayerKind, layers, storedColumns } from '../../shared/model/layers.ts'
import { createRowWriter, type SqlValue } from './row-writer.ts'
import { PEOPLE_SQL, type PeopleKeys, peopleWriter, type StagedPeople, type StagedRight } from './scratch-people.ts'

/** What staging adds to the columns that a file can fill, by layer. */
const COMPUTED: Readonly<Record<LayerKind, readonly string[]>> = {
  village: ['area_m2', 'geometry_fault', 'extra'],
  parcel: ['village_proposed', 'area_m2', 'use_scheme', 'geometry_fault', 'extra'],
  building: ['parcel_id', 'parcel_found_by', 'area_m2', 'geometry_fault', 'extra'],
  land_use: ['class_scheme', 'ellipsoid_area_m2', 'geometry_fault', 'extra'],
  household: ['extra'],
  person: [
    'id_number_cipher',
    'id_number_hash',
    'id_number_masked',
    'id_number_fault',
    'phone_cipher',
    'phone_masked',
    'account_cipher',
    'account_masked',
    'extra',
  ],
  base_patch: ['plan_id', 'class_scheme', 'area_m2', 'ellipsoid_area_m2', 'geometry_fault', 'extra'],
  planned_patch: ['scenario_id', 'class_scheme', 'area_m2', 'ellipsoid_area_m2', 'geometry_fault', 'extra'],
  control_zone: ['scenario_id', 'zone_kind', 'area_m2', 'ellipsoid_area_m2', 'geometry_fault', 'extra'],
  plan_facility: ['scenario_id', 'stage', 'extra'],
  plan_project: ['scenario_id', 'extra'],
}

/** Columns of a staged row in binding order, after rec and id; then geom where the layer has geometry. */
export const stagedColumns = (kind: LayerKind): readonly string[] => [
  ...storedColumns(kind).map((column) => column.name),
  ...COMPUTED[kind],
]

/**
 * Those of them that a file with these columns can fill. Blanks that are the same in every row are left to SQLite: to bind one
 * costs as much as a number. `--village-from-code` names a village without a field of its own.
 */
export const filledColumns = (kind: LayerKind, fromFile: ReadonlySet<string>): readonly string[] =>
  stagedColumns(kind).filter((name) => fromFile.has(name) || name === 'village_code' || COMPUTED[kind].includes(name))

export interface ScratchWriter {
  /** `values` in the order of the columns that the file was made with, then geom for layers with geometry. */
  row(record: number, values: readonly SqlValue[], right: StagedRight | null): void
  /** How many rows there are so far. */
  rows(): number
  people(record: number, people: StagedPeople): StagedRight | null
  peopleKeys(): PeopleKeys
  rejected(record: number, codes: readonly string[], attributes: string, shape: Uint8Array | null): void
  /** A finding of a record that is kept; `lasting`: nothing in the survey itself will show it, so the batch remembers it. */
  note(record: number, code: string, params: Readonly<Record<string, string | number>>, lasting: boolean): void
  /** Number of a rejected record of this survey whose mended copy this record is. */
  mends(record: number, rejected: number): void
  close(): void
  /** Instead of close, when nobody will read what was staged: a cancel is not kept waiting. */
  discard(): void
}

/** Rows that are written together wait in memory; one as large as this does not. */
const LARGE_SHAPE_BYTES = 65_536

/** Written and read from front to back: the larger the page, the fewer the calls. */
const PAGE_BYTES = 16_384

/**
 * A scratch file for one thread's share of an import. It is thrown away after a crash, so it need not survive one: no
 * journal, no syncing. Nothing personal stands in it unencrypted.
 */
export function createScratch(
  path: string,
  kind: LayerKind,
  filled: readonly string[],
  nextId: () => string,
): ScratchWriter {
  const db = new Database(path)
  db.pragma(`page_size = ${PAGE_BYTES}`)
  db.pragma('journal_mode = OFF')
  db.pragma('synchronous = OFF')
  db.pragma('locking_mode = EXCLUSIVE')
  db.pragma('cache_size = -8192')
  const columns = stagedColumns(kind)
  const hasShape = layers[kind].geometryType !== null
  const shape = hasShape ? ['geom'] : []
  const all = ['rec', 'id', ...filled, ...shape, 'right_id', 'person_ref']
  db.exec(`CREATE TABLE staged (rec INTEGER PRIMARY KEY, id TEXT, ${[...columns, ...shape].map((name) => `${name} ${affinity(kind, name)}`).join(', ')}, right_id TEXT, person_ref INTEGER, existing TEXT, fate TEXT);
    CREATE INDEX staged_fate ON staged (fate) WHERE fate NOTNULL;
    CREATE TABLE rejected (rec INTEGER PRIMARY KEY, codes TEXT, attributes TEXT, shape BLOB);
    CREATE TABLE note (rec INTEGER, code TEXT, params TEXT, lasting INTEGER);
    CREATE TABLE mends (rec INTEGER PRIMARY KEY, rejected INTEGER);
    ${PEOPLE_SQL}`)
  const staged = createRowWriter(db, 'staged', all)
  const rejected = db.prepare('INSERT INTO rejected VALUES (?, ?, ?, ?)')
  const note = db.prepare('INSERT INTO note VALUES (?, ?, ?, ?)')
  const mends = db.prepare('INSERT INTO mends VALUES (?, ?)')
  const people = peopleWriter(db, nextId)
  db.exec('BEGIN')
  let rows = 0
  return {
    row(record, values, right) {
      rows = staged.add([record, nextId(), ...values, right?.id ?? null, right?.personRef ?? null])
      const last = values.at(-1)
      if (last instanceof Uint8Array && last.length > LARGE_SHAPE_BYTES) staged.flush()
    },
    rows: () => rows,
    people: people.add,
    peopleKeys: people.keys,
    rejected: (record, codes, attributes, blob) => void rejected.run(record, JSON.stringify(codes), attributes, blob),
    note: (record, code, params, lasting) => void note.run(record, code, JSON.stringify(params), lasting ? 1 : 0),
    mends: (record, id) => void mends.run(record, id),
    close: () => {
      staged.flush()
      people.flush()
      db.exec('COMMIT')
      db.close()
    },
    discard: () => void db.close(),
  }
}

function affinity(kind: LayerKind, name: string): string {
  const type = layers[kind].columns.find((column) => column.name === name)?.type
  if (type === 'number' || name.endsWith('_m2')) return 'REAL'
  return type === 'integer' ? 'INTEGER' : name === 'geom' ? 'BLOB' : 'TEXT'
}
