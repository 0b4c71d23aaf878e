import type { CancelSignal } from '../../shared/contract/job.ts'
import { deleteRows } from '../history/restore.ts'
import { unwatched } from '../history/steps.ts'
import type { ReadableDb, WritableDb } from '../open/database.ts'
import type { ImportFinding } from './batch.ts'
import { createRefTable } from './ref-table.ts'
import type { PeopleKeys } from './scratch-people.ts'
import { eachSlice, goOn } from './slices.ts'

const EXAMPLES = 5

/**
 * Households, persons and rights that the parcel records name; the threads have met them already, so that the merge only asks
 * what the survey knows. Rows of one NHDM in one village make one household; a name and an identity number make a person. The
 * same number under another name is a second person and a finding (nameConflicts), never a rejection.
 */
export function mergePeople(
  db: WritableDb,
  keys: readonly PeopleKeys[],
  batch: number,
  entry: number,
  signal: CancelSignal,
): void {
  // What the survey holds is asked of its indexes; where it holds nothing these wait for the end of the load.
  const areNew = { household: isEmpty(db, 'main.household'), person: isEmpty(db, 'main.person') }
  for (let i = 0; i < keys.length; i++) {
    const scratch = `s${i}`
    forgetTheSettled(db, scratch)
    for (const table of ['household', 'person'] as const) {
      if (areNew[table]) sayMetBefore(db, table, keys, i, signal)
      else sayKnown(db, scratch, table, signal)
    }
    mergeHouseholds(db, scratch, batch, signal)
    mergePersons(db, scratch, batch, signal)
    replaceRights(db, scratch, entry, signal)
    mergeRights(db, scratch, batch, signal)
  }
}

type PeopleTable = keyof PeopleKeys

const isEmpty = (db: ReadableDb, table: string): boolean =>
  db.prepare<[], { n: number }>(`SELECT EXISTS (SELECT 1 FROM ${table}) AS n`).get()?.n === 0

/** Records that were skipped or rejected bring nobody; those that update a parcel do. */
function forgetTheSettled(db: WritableDb, scratch: string): void {
  const isSettled = `SELECT EXISTS (SELECT 1 FROM ${scratch}.staged WHERE fate = 'skip') OR EXISTS (SELECT 1 FROM ${scratch}.rejected WHERE codes LIKE '%code.exists%') AS n`
  if (db.prepare<[], { n: number }>(isSettled).get()?.n === 0) return
  db.prepare(
    `DELETE FROM ${scratch}.person WHERE ref NOT IN (SELECT person_ref FROM ${scratch}.staged WHERE person_ref NOTNULL AND fate IS NOT 'skip' AND ${goOn('rec')})`,
  ).run()
  // A list to look into, not a subquery a household: without an index each of those reads every record.
  db.prepare(`DELETE FROM ${scratch}.household WHERE (household_code, ifnull(village_code, '')) NOT IN (SELECT household_code, ifnull(village_code, '')
    FROM ${scratch}.staged WHERE household_code NOTNULL AND fate IS NOT 'skip' AND ${goOn('rec')})`).run()
}

/** SQL over a staged row g and a row q of the survey that is the same household or person. */
const KNOWN_AS = {
  household: "q.household_code = g.household_code AND ifnull(q.village_code, '') = ifnull(g.village_code, '')",
  person: 'q.id_number_hash = g.hash AND q.name IS g.name',
} as const

/** Most are new: rows that the survey does not know are looked up and not written. */
function sayKnown(db: WritableDb, scratch: string, table: PeopleTable, signal: CancelSignal): void {
  const meets = KNOWN_AS[table]
  const say = db.prepare(`UPDATE ${scratch}.${table} AS g SET known = (SELECT q.id FROM main.${table} q WHERE ${meets})
    WHERE ref BETWEEN ? AND ? AND EXISTS (SELECT 1 FROM main.${table} q WHERE ${meets})`)
  eachSlice(db, `${scratch}.${table}`, 'ref', signal, (from, to) => void say.run(from, to))
}

/** The same over two staged rows. */
const MET_AS = { household: KNOWN_AS.household, person: 'q.hash = g.hash AND q.name IS g.name' } as const

/** Rows of a scratch file that an earlier one has too: their short keys tell which rows to compare. */
function sayMetBefore(
  db: WritableDb,
  table: PeopleTable,
  keys: readonly PeopleKeys[],
  i: number,
  signal: CancelSignal,
): void {
  for (const [j, earlier] of keys.slice(0, i).entries()) {
    signal.throwIfAborted()
    const met = createRefTable()
    earlier[table].forEach((key, n) => void met.add(key, n + 1))
    const say = db.prepare(
      `UPDATE s${i}.${table} AS g SET known = ifnull(q.known, q.id) FROM s${j}.${table} q WHERE q.ref = ? AND g.ref = ? AND ${MET_AS[table]}`,
    )
    keys[i]?.[table].forEach((key, n) => {
      for (const ref of met.candidates(key)) say.run(ref, n + 1)
    })
  }
}

function mergeHouseholds(db: WritableDb, scratch: string, batch: number, signal: CancelSignal): void {
  const add =
    db.prepare(`INSERT OR FAIL INTO main.household (id, rev, village_code, household_code, size, batch, source_record)
    SELECT id, 1, village_code, household_code, size, ?, rec FROM ${scratch}.household WHERE ref BETWEEN ? AND ? AND known IS NULL ORDER BY ref`)
  eachSlice(db, `${scratch}.household`, 'ref', signal, (from, to) => void add.run(batch, from, to))
}

function mergePersons(db: WritableDb, scratch: string, batch: number, signal: CancelSignal): void {
  const add =
    db.prepare(`INSERT OR FAIL INTO main.person (id, rev, household_id, name, id_number_cipher, id_number_hash, id_number_masked, id_number_fault, batch, source_record)
    SELECT p.id, 1, ifnull(h.known, h.id), p.name, p.cipher, p.hash, p.masked, p.fault, ?, p.rec
    FROM ${scratch}.person p LEFT JOIN ${scratch}.household h ON h.ref = p.household_ref WHERE p.ref BETWEEN ? AND ? AND p.known IS NULL ORDER BY p.ref`)
  eachSlice(db, `${scratch}.person`, 'ref', signal, (from, to) => void add.run(batch, from, to))
}

/** 1 and 2 are ownership, everything else that a parcel names is a right to use it. Qualification is never guessed. */
const TIER = "CASE WHEN r.right_type IN ('1', '2') THEN 'ownership' ELSE 'use' END"

/**
 * A parcel that the file describes anew changes hands where it names another holder: the old rights of that tier leave, and stay
 * in the journal. A record that names nobody says nothing about them.
 */
function replaceRights(db: WritableDb, scratch: string, entry: number, signal: CancelSignal): void {
  if (
    db.prepare<[], { n: number }>(`SELECT EXISTS (SELECT 1 FROM ${scratch}.staged WHERE fate = 'update') AS n`).get()
      ?.n === 0
  )
    return
  const renamed = `${scratch}.staged r LEFT JOIN ${scratch}.person p ON p.ref = r.person_ref WHERE r.fate = 'update' AND r.right_id NOTNULL AND ${goOn('r.rec')}`
  db.prepare(`UPDATE ${scratch}.staged SET right_id = NULL WHERE rec IN (SELECT r.rec FROM ${renamed} AND EXISTS (SELECT 1 FROM main.land_right q
    WHERE q.parcel_id = r.existing AND q.tier = ${TIER} AND q.person_id IS ifnull(p.known, p.id) AND q.holder_name IS r.holder_name))`).run()
  const replaced = db
    .prepare<[], [fid: number]>(
      `SELECT fid FROM land_right WHERE (parcel_id, tier) IN (SELECT r.existing, ${TIER} FROM ${renamed}) ORDER BY fid`,
    )
    .raw()
    .all()
  deleteRows(
    db,
    'land_right',
    replaced.map(([fid]) => fid),
    entry,
    { ...unwatched, signal },
  )
}

/** The household of a right to use is its person's; household_id is for rights that a household holds as such. */
function mergeRights(db: WritableDb, scratch: string, batch: number, signal: CancelSignal): void {
  const add =
    db.prepare(`INSERT OR FAIL INTO main.land_right (id, rev, parcel_id, tier, person_id, holder_name, right_type, right_nature, batch, source_record)
    SELECT r.right_id, 1, ifnull(r.existing, r.id), ${TIER}, ifnull(p.known, p.id), r.holder_name, r.right_type, r.right_nature, ?, r.rec
    FROM ${scratch}.staged r LEFT JOIN ${scratch}.person p ON p.ref = r.person_ref
    WHERE r.rec BETWEEN ? AND ? AND r.right_id NOTNULL AND r.fate IS NOT 'skip' ORDER BY r.rec`)
  eachSlice(db, `${scratch}.staged`, 'rec', signal, (from, to) => void add.run(batch, from, to))
}

const KEY = "household_code, ifnull(village_code, '')"

/** Records that state a size while another record of their household states another. Asked before the merge. */
export function sizeConflicts(db: ReadableDb, scratchCount: number): readonly ImportFinding[] {
  const union = (select: (scratch: string) => string): string =>
    Array.from({ length: scratchCount }, (_, i) => select(`s${i}`)).join(' UNION ALL ')
  const within = union((scratch) => `SELECT ${KEY} FROM ${scratch}.household WHERE differs AND ${goOn('ref')}`)
  const across =
    scratchCount < 2
      ? ''
      : ` UNION SELECT a.household_code, ifnull(a.village_code, '') FROM s0.household a JOIN s1.household b
    ON a.household_code = b.household_code AND ifnull(a.village_code, '') = ifnull(b.village_code, '') WHERE a.size != b.size`
  const conflicts = db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM (${within}${across})`).get()?.n ?? 0
  if (conflicts === 0) return []
  const rows = db
    .prepare<[], { rec: number }>(
      union(
        (scratch) =>
          `SELECT rec FROM ${scratch}.staged WHERE fate IS NULL AND household_size NOTNULL AND (${KEY}) IN (${within}${across})`,
      ),
    )
    .all()
  return finding('household.size-differs', rows)
}

/** Whom the records of a scratch file bring: right holders of parcels, or the rows of a list that are new. */
const BROUGHT = {
  parcel: (scratch: string) => `SELECT hash, name, rec FROM ${scratch}.person WHERE ${goOn('ref')}`,
  person: (scratch: string) =>
    `SELECT id_number_hash AS hash, name, rec FROM ${scratch}.staged WHERE fate IS NULL AND ${goOn('rec')}`,
} as const

/** One identity number under several names, before the merge: what a dry run can tell. Settled records bring nobody here either. */
export function stagedNameConflicts(
  db: WritableDb,
  scratchCount: number,
  kind: keyof typeof BROUGHT,
): readonly ImportFinding[] {
  if (kind === 'parcel') for (let i = 0; i < scratchCount; i++) forgetTheSettled(db, `s${i}`)
  const all = Array.from({ length: scratchCount }, (_, i) => BROUGHT[kind](`s${i}`)).join(' UNION ALL ')
  // Numbers that stand under several names are few: they are found first, and only their records are looked at.
  const rows = db
    .prepare<[], { rec: number }>(`WITH staged AS MATERIALIZED (${all}), named AS (
      SELECT hash, name FROM staged UNION SELECT q.id_number_hash, q.name FROM person q WHERE q.id_number_hash IN (SELECT hash FROM staged)),
    several AS MATERIALIZED (SELECT hash FROM named WHERE hash NOTNULL AND name NOTNULL GROUP BY hash HAVING count(*) > 1),
    suspect AS MATERIALIZED (SELECT hash, name, rec FROM staged WHERE hash IN (SELECT hash FROM several))
    SELECT b.rec FROM suspect b WHERE b.name NOTNULL
    AND NOT EXISTS (SELECT 1 FROM person k WHERE k.id_number_hash = b.hash AND k.name = b.name) AND (
      EXISTS (SELECT 1 FROM suspect a WHERE a.hash = b.hash AND a.name != b.name AND a.rec < b.rec)
      OR EXISTS (SELECT 1 FROM person q WHERE q.id_number_hash = b.hash AND q.name != b.name)) ORDER BY b.rec`)
    .all()
  return finding('person.id-conflict', rows)
}

/** The same of a batch that stands in the survey: the index of hashes finds them without sorting. */
export function nameConflicts(db: ReadableDb, batch: number): readonly ImportFinding[] {
  const rows = db
    .prepare<[number], { rec: number }>(`SELECT p.source_record AS rec FROM (SELECT id_number_hash AS hash FROM person
      WHERE id_number_hash NOTNULL AND ${goOn('fid')} GROUP BY id_number_hash HAVING count(*) > 1) d
    JOIN person p ON p.id_number_hash = d.hash
    WHERE p.batch = ? AND EXISTS (SELECT 1 FROM person q WHERE q.id_number_hash = d.hash AND q.fid < p.fid AND q.name != p.name) ORDER BY p.source_record`)
    .all(batch)
  return finding('person.id-conflict', rows)
}

function finding(code: string, rows: readonly { readonly rec: number }[]): readonly ImportFinding[] {
  if (rows.length === 0) return []
  return [
    {
      code,
      severity: 'warning',
      count: rows.length,
      examples: rows.slice(0, EXAMPLES).map(({ rec }) => ({ record: rec, params: {} })),
    },
  ]
}
