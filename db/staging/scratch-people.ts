import type Database from 'better-sqlite3'
import { createRefTable, type RefTable, shortKey } from './ref-table.ts'
import { createRowWriter, type RowWriter, type SqlValue } from './row-writer.ts'

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

/** `known` is the id of the row that the survey or an earlier scratch file already has for it; NULL: it is new. */
export const PEOPLE_SQL = `
    CREATE TABLE household (ref INTEGER PRIMARY KEY, rec INTEGER, id TEXT, village_code TEXT, household_code TEXT, size INTEGER, differs INTEGER, known TEXT);
    CREATE TABLE person (ref INTEGER PRIMARY KEY, rec INTEGER, id TEXT, household_ref INTEGER, name TEXT, cipher TEXT, hash TEXT, masked TEXT, fault TEXT, known TEXT);`

interface PeopleWriter {
  add(record: number, people: StagedPeople): StagedRight | null
  keys(): PeopleKeys
  flush(): void
}

/** Rows of one household, and records of one name and number, meet here as they come: the merge has nothing to group. */
export function peopleWriter(db: Database.Database, nextId: () => string): PeopleWriter {
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
