import type { CancelSignal } from '../../shared/contract/job.ts'
import type { WritableDb } from '../open/database.ts'
import type { ImportFinding } from './batch.ts'

const EXAMPLES = 5

const union = (scratchCount: number, select: (schema: string) => string): string =>
  Array.from({ length: scratchCount }, (_, i) => select(`s${i}`)).join(' UNION ALL ')

/**
 * Households, persons and rights that the parcel records name. Rows of one NHDM in one village make one household; a name and
 * an identity number make a person; a right holder makes the right. The same number under another name is a second person and
 * a finding, never a rejection.
 */
export function mergePeople(db: WritableDb, scratchCount: number, batch: number, signal: CancelSignal): readonly ImportFinding[] {
  insertHouseholds(db, scratchCount, batch)
  signal.throwIfAborted()
  insertPersons(db, scratchCount, batch)
  signal.throwIfAborted()
  insertRights(db, scratchCount, batch, signal)
  return [...sizeConflicts(db, batch), ...nameConflicts(db, batch)]
}

function insertHouseholds(db: WritableDb, scratchCount: number, batch: number): void {
  const rows = union(scratchCount, (s) => `SELECT rec, village_code, household_code, household_size FROM ${s}.staged WHERE household_code NOTNULL AND fate IS NULL`)
  db.prepare(`INSERT INTO household (id, rev, village_code, household_code, size, batch, source_record)
    SELECT new_id(), 1, g.village_code, g.household_code, g.household_size, ?, g.rec
    FROM (SELECT min(rec) AS rec, village_code, household_code, household_size FROM (${rows}) GROUP BY household_code, ifnull(village_code, '')) g
    WHERE NOT EXISTS (SELECT 1 FROM household h WHERE h.household_code = g.household_code AND ifnull(h.village_code, '') = ifnull(g.village_code, ''))
    ORDER BY g.rec`).run(batch)
}

const HOUSEHOLD_OF = (row: string): string =>
  `(SELECT h.id FROM household h WHERE h.household_code = ${row}.household_code AND ifnull(h.village_code, '') = ifnull(${row}.village_code, ''))`

function insertPersons(db: WritableDb, scratchCount: number, batch: number): void {
  const rows = union(scratchCount, (s) => `SELECT p.rec, p.name, p.cipher, p.hash, p.masked, p.fault, r.household_code, r.village_code
    FROM ${s}.holder p JOIN ${s}.staged r USING (rec) WHERE p.hash NOTNULL AND r.fate IS NULL`)
  db.prepare(`INSERT INTO person (id, rev, household_id, name, id_number_cipher, id_number_hash, id_number_masked, id_number_fault, batch, source_record)
    SELECT new_id(), 1, ${HOUSEHOLD_OF('g')}, g.name, g.cipher, g.hash, g.masked, g.fault, ?, g.rec
    FROM (SELECT min(rec) AS rec, name, cipher, hash, masked, fault, household_code, village_code FROM (${rows}) GROUP BY hash, name) g
    WHERE NOT EXISTS (SELECT 1 FROM person q WHERE q.id_number_hash = g.hash AND q.name IS g.name)
    ORDER BY g.rec`).run(batch)
}

/** 1 and 2 are ownership, everything else that a parcel names is a right to use it. Qualification is never guessed. */
const TIER = "CASE WHEN r.right_type IN ('1', '2') THEN 'ownership' ELSE 'use' END"

function insertRights(db: WritableDb, scratchCount: number, batch: number, signal: CancelSignal): void {
  for (let i = 0; i < scratchCount; i++) {
    signal.throwIfAborted()
    db.prepare(`INSERT INTO land_right (id, rev, parcel_id, tier, person_id, household_id, holder_name, right_type, right_nature, batch, source_record)
      SELECT new_id(), 1, r.id, ${TIER}, (SELECT q.id FROM person q WHERE q.id_number_hash = p.hash AND q.name IS p.name), ${HOUSEHOLD_OF('r')},
        p.name, r.right_type, r.right_nature, ?, r.rec
      FROM s${i}.holder p JOIN s${i}.staged r USING (rec) WHERE r.fate IS NULL ORDER BY r.rec`).run(batch)
  }
}

/** Rows of one household that declare different sizes. */
function sizeConflicts(db: WritableDb, batch: number): readonly ImportFinding[] {
  const rows = db.prepare<[number], { rec: number; n: number }>(`SELECT min(source_record) AS rec, count(*) AS n FROM parcel
    WHERE batch = ? AND household_code NOTNULL GROUP BY household_code, ifnull(village_code, '') HAVING count(DISTINCT household_size) > 1`).all(batch)
  return finding('household.size-differs', rows)
}

/** One identity number under several names. */
function nameConflicts(db: WritableDb, batch: number): readonly ImportFinding[] {
  const rows = db.prepare<[number], { rec: number; n: number }>(`SELECT p.source_record AS rec, 1 AS n FROM person p
    WHERE p.batch = ? AND p.id_number_hash NOTNULL
      AND EXISTS (SELECT 1 FROM person q WHERE q.id_number_hash = p.id_number_hash AND q.fid < p.fid AND q.name IS NOT p.name)`).all(batch)
  return finding('person.id-conflict', rows)
}

function finding(code: string, rows: readonly { readonly rec: number; readonly n: number }[]): readonly ImportFinding[] {
  if (rows.length === 0) return []
  const examples = rows.slice(0, EXAMPLES).map(({ rec }) => ({ record: rec, params: {} }))
  return [{ code, severity: 'warning', count: rows.reduce((sum, row) => sum + row.n, 0), examples }]
}
