import Database from 'better-sqlite3'
import { type LayerKind, layers, storedColumns } from '../../shared/model/layers.ts'
import { createRefTable, type RefTable, shortKey } from './ref-table.ts'
import { createRowWriter, type RowWriter, type SqlValue } from './row-writer.ts'
import { createTableFile } from './table-file.ts'

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

/** An identity number as it may be stored, and the code of what is wrong with it. */
export interface StagedNumber {
  readonly cipher: string
  readonly hash: string
  readonly masked: string
  readonly fault: string | null
}

/** Whom a parcel's record names: its household and its right holder. */
export interface StagedPeople {
  readonly villageCode: string | null
  readonly householdCode: string | null
  readonly householdSize: number | null
  readonly holderName: string | null
  readonly number: StagedNumber | null
}

/** The right that a record's holder has: its own id, and the person where the record gives a number. */
export interface StagedRight {
  readonly id: string
  readonly personRef: number | null
}

/** A 32-bit key of each household and person in a scratch file, in the order of their refs: equal ones have equal keys. */
export interface PeopleKeys {
  readonly household: Int32Array<ArrayBuffer>
  readonly person: Int32Array<ArrayBuffer>
}

export interface ScratchWriter {
  /** `values` in the order of stagedColumns, then geom for layers with geometry. */
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
}

/** Written and read from front to back: the larger the page, the fewer the calls. */
const PAGE_BYTES = 16_384

/**
 * A scratch file for one thread's share of an import. It is thrown away after a crash, so it need not survive one: no
 * journal, no syncing. Nothing personal stands in it unencrypted.
 */
export function createScratch(path: string, kind: LayerKind, nextId: () => string): ScratchWriter {
  const db = openScratch(path)
  db.exec(`CREATE TABLE rejected (rec INTEGER PRIMARY KEY, codes TEXT, attributes TEXT, shape BLOB);
    CREATE TABLE note (rec INTEGER, code TEXT, params TEXT, lasting INTEGER);
    CREATE TABLE mends (rec INTEGER PRIMARY KEY, rejected INTEGER);
    ${PEOPLE_SQL}`)
  const staged = stagedWriter(db, path, kind)
  const rejected = db.prepare('INSERT INTO rejected VALUES (?, ?, ?, ?)')
  const note = db.prepare('INSERT INTO note VALUES (?, ?, ?, ?)')
  const mends = db.prepare('INSERT INTO mends VALUES (?, ?)')
  const people = peopleWriter(db, nextId)
  db.exec('BEGIN')
  let rows = 0
  return {
    row(record, values, right) {
      rows++
      staged.add(record, [nextId(), right?.id ?? null, right?.personRef ?? null, ...values])
    },
    rows: () => rows,
    people: people.add,
    peopleKeys: people.keys,
    rejected: (record, codes, attributes, blob) => void rejected.run(record, JSON.stringify(codes), attributes, blob),
    note: (record, code, params, lasting) => void note.run(record, code, JSON.stringify(params), lasting ? 1 : 0),
    mends: (record, id) => void mends.run(record, id),
    close: () => {
      people.flush()
      db.exec('COMMIT')
      staged.close()
    },
  }
}

interface StagedWriter {
  add(record: number, values: readonly SqlValue[]): void
  /** Closes the database too, which then has all rows. */
  close(): void
}

/** Rows go past SQLite, page by page; those that need more than a page go through it once the others are there. */
function stagedWriter(db: Database.Database, path: string, kind: LayerKind): StagedWriter {
  const shape = layers[kind].geometryType === null ? [] : ['geom']
  const columns = [...stagedColumns(kind), ...shape]
  const bound = ['rec', 'id', 'right_id', 'person_ref', ...columns]
  const form = `(rec INTEGER PRIMARY KEY, id TEXT, right_id TEXT, person_ref INTEGER, ${columns.map((name) => `${name} ${affinity(kind, name)}`).join(', ')}, existing TEXT, fate TEXT)`
  db.exec(
    `CREATE TABLE staged ${form}; CREATE INDEX staged_fate ON staged (fate) WHERE fate NOTNULL; CREATE TABLE long ${form}`,
  )
  const long = db.prepare(`INSERT INTO long (${bound.join(', ')}) VALUES (${bound.map(() => '?').join(', ')})`)
  const root = db
    .prepare<[], { page: number }>("SELECT rootpage AS page FROM sqlite_schema WHERE name = 'staged'")
    .get()
  const rows = createTableFile(`${path}-rows`, PAGE_BYTES, bound.length)
  let longRows = 0
  return {
    add(record, values) {
      if (!rows.add(record, values)) longRows += long.run(record, ...values).changes
    },
    close() {
      db.close()
      rows.moveInto(path, root?.page ?? 0)
      if (longRows > 0)
        withScratch(path, (again) => again.exec('INSERT INTO staged SELECT * FROM long; DELETE FROM long'))
    },
  }
}

function withScratch(path: string, work: (db: Database.Database) => void): void {
  const db = openScratch(path)
  try {
    work(db)
  } finally {
    db.close()
  }
}

function openScratch(path: string): Database.Database {
  const db = new Database(path)
  db.pragma(`page_size = ${PAGE_BYTES}`)
  db.pragma('journal_mode = OFF')
  db.pragma('synchronous = OFF')
  db.pragma('locking_mode = EXCLUSIVE')
  db.pragma('cache_size = -8192')
  return db
}

/** `known` is the id of the row that the survey or an earlier scratch file already has for it; NULL: it is new. */
const PEOPLE_SQL = `
    CREATE TABLE household (ref INTEGER PRIMARY KEY, rec INTEGER, id TEXT, village_code TEXT, household_code TEXT, size INTEGER, differs INTEGER, known TEXT);
    CREATE TABLE person (ref INTEGER PRIMARY KEY, rec INTEGER, id TEXT, household_ref INTEGER, name TEXT, cipher TEXT, hash TEXT, masked TEXT, fault TEXT, known TEXT);`

interface PeopleWriter {
  readonly add: ScratchWriter['people']
  keys(): PeopleKeys
  flush(): void
}

/** Rows of one household, and records of one name and number, meet here as they come: the merge has nothing to group. */
function peopleWriter(db: Database.Database, nextId: () => string): PeopleWriter {
  const households = createRowWriter(db, 'household', HOUSEHOLD_COLUMNS)
  const persons = createRowWriter(db, 'person', PERSON_COLUMNS)
  const met = { household: createRefTable(), person: createRefTable() }
  const household = householdFinder(db, households, met.household, nextId)
  const person = personFinder(db, persons, met.person, nextId)
  return {
    add(record, people) {
      const householdRef = people.householdCode === null ? null : household(record, people.householdCode, people)
      const personRef = people.number === null ? null : person(record, people.number, people.holderName, householdRef)
      return people.holderName === null && personRef === null ? null : { id: nextId(), personRef }
    },
    keys: () => ({ household: met.household.keys(), person: met.person.keys() }),
    flush() {
      households.flush()
      persons.flush()
    },
  }
}

const HOUSEHOLD_COLUMNS = ['village_code', 'household_code', 'size', 'differs', 'rec', 'id'] as const
const [SIZE, DIFFERS] = [HOUSEHOLD_COLUMNS.indexOf('size'), HOUSEHOLD_COLUMNS.indexOf('differs')]

function householdFinder(
  db: Database.Database,
  rows: RowWriter,
  met: RefTable,
  nextId: () => string,
): (record: number, code: string, people: StagedPeople) => number {
  const stored = db
    .prepare<[number], SqlValue[]>('SELECT village_code, household_code, size FROM household WHERE ref = ?')
    .raw()
  const sayDiffers = db.prepare('UPDATE household SET differs = 1 WHERE ref = ?')
  const learnSize = db.prepare('UPDATE household SET size = ? WHERE ref = ?')
  const compare = (ref: number, known: SqlValue[], size: number): void => {
    if (known[SIZE] === size) return
    const isNews = known[SIZE] === null
    if (rows.waiting(ref) === known) known[isNews ? SIZE : DIFFERS] = isNews ? size : 1
    else if (isNews) learnSize.run(size, ref)
    else sayDiffers.run(ref)
  }
  return (record, code, { villageCode, householdSize }) => {
    const key = shortKey(code) ^ (villageCode === null ? 0 : shortKey(villageCode))
    for (const ref of met.candidates(key)) {
      const known = rows.waiting(ref) ?? stored.get(ref)
      if (known === undefined || known[0] !== villageCode || known[1] !== code) continue
      if (householdSize !== null) compare(ref, known, householdSize)
      return ref
    }
    const ref = rows.add([villageCode, code, householdSize, null, record, nextId()])
    met.add(key, ref)
    return ref
  }
}

const PERSON_COLUMNS = ['hash', 'name', 'rec', 'id', 'household_ref', 'cipher', 'masked', 'fault'] as const

function personFinder(
  db: Database.Database,
  rows: RowWriter,
  met: RefTable,
  nextId: () => string,
): (record: number, number: StagedNumber, name: string | null, householdRef: number | null) => number {
  const stored = db.prepare<[number], SqlValue[]>('SELECT hash, name FROM person WHERE ref = ?').raw()
  return (record, { cipher, hash, masked, fault }, name, householdRef) => {
    const key = shortKey(hash)
    for (const ref of met.candidates(key)) {
      const known = rows.waiting(ref) ?? stored.get(ref)
      if (known !== undefined && known[0] === hash && known[1] === name) return ref
    }
    const ref = rows.add([hash, name, record, nextId(), householdRef, cipher, masked, fault])
    met.add(key, ref)
    return ref
  }
}

function affinity(kind: LayerKind, name: string): string {
  const type = layers[kind].columns.find((column) => column.name === name)?.type
  if (type === 'number' || name.endsWith('_m2')) return 'REAL'
  return type === 'integer' ? 'INTEGER' : name === 'geom' ? 'BLOB' : 'TEXT'
}
