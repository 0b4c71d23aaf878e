import { recordRows } from '../history/journal.ts'
import type { WritableDb } from '../open/database.ts'

const PARCEL_HOUSEHOLD = `(SELECT p.household_code FROM parcel p WHERE p.parcel_code = s.parcel_code AND p.household_code NOTNULL LIMIT 1)`
const PARCEL_VILLAGE = `(SELECT p.village_code FROM parcel p WHERE p.parcel_code = s.parcel_code LIMIT 1)`

/** A list names its household by NHDM, or by the code of a parcel that belongs to it; its village likewise. */
function resolveHouseholds(db: WritableDb, schema: string): void {
  db.prepare(`UPDATE ${schema}.staged AS s SET household_code = ${PARCEL_HOUSEHOLD} WHERE household_code IS NULL AND parcel_code NOTNULL`).run()
  db.prepare(`UPDATE ${schema}.staged AS s SET village_code = ${PARCEL_VILLAGE} WHERE village_code IS NULL AND parcel_code NOTNULL`).run()
  // NHDM without a village: the household of that code, where only one village has it.
  db.prepare(`UPDATE ${schema}.staged AS s SET village_code = (SELECT h.village_code FROM household h WHERE h.household_code = s.household_code)
    WHERE village_code IS NULL AND 1 = (SELECT count(*) FROM household h WHERE h.household_code = s.household_code)`).run()
}

const HOUSEHOLD_OF = `(SELECT h.id FROM household h WHERE h.household_code = s.household_code AND ifnull(h.village_code, '') = ifnull(s.village_code, ''))`

/** A household list: known households gain what the list says of them, others are new. A blank says nothing. */
export function mergeHouseholdList(db: WritableDb, scratchCount: number, batch: number, entry: number): void {
  for (let i = 0; i < scratchCount; i++) {
    const schema = `s${i}`
    resolveHouseholds(db, schema)
    db.prepare(`UPDATE ${schema}.staged AS s SET existing = ${HOUSEHOLD_OF} WHERE fate IS NULL`).run()
    recordRows(db, entry, 'household', 'update', `t.id IN (SELECT existing FROM ${schema}.staged WHERE existing NOTNULL AND fate IS NULL)`, [])
    db.prepare(`UPDATE household SET head_name = ifnull(s.head_name, household.head_name), size = ifnull(s.size, household.size),
      remark = ifnull(s.remark, household.remark), extra = ifnull(s.extra, household.extra), rev = household.rev + 1
      FROM ${schema}.staged s WHERE s.existing = household.id AND s.fate IS NULL`).run()
    db.prepare(`INSERT INTO household (id, rev, village_code, household_code, head_name, size, remark, extra, batch, source_record)
      SELECT g.id, 1, g.village_code, g.household_code, g.head_name, g.size, g.remark, g.extra, ?, g.rec
      FROM (SELECT min(rec) AS rec, * FROM ${schema}.staged WHERE existing IS NULL AND fate IS NULL AND household_code NOTNULL
        GROUP BY household_code, ifnull(village_code, '')) g ORDER BY g.rec`).run(batch)
  }
}

/** A person list: a person known by number and name is joined to its household, others are new. */
export function mergePersonList(db: WritableDb, scratchCount: number, batch: number, entry: number): void {
  for (let i = 0; i < scratchCount; i++) {
    const schema = `s${i}`
    resolveHouseholds(db, schema)
    db.prepare(`INSERT INTO household (id, rev, village_code, household_code, batch, source_record)
      SELECT new_id(), 1, g.village_code, g.household_code, ?, g.rec FROM (SELECT min(rec) AS rec, village_code, household_code FROM ${schema}.staged
        WHERE household_code NOTNULL AND fate IS NULL GROUP BY household_code, ifnull(village_code, '')) g
      WHERE NOT EXISTS (SELECT 1 FROM household h WHERE h.household_code = g.household_code AND ifnull(h.village_code, '') = ifnull(g.village_code, ''))`).run(batch)
    db.prepare(`UPDATE ${schema}.staged AS s SET existing = (SELECT q.id FROM person q WHERE q.id_number_hash = s.id_number_hash AND q.name IS s.name)
      WHERE id_number_hash NOTNULL AND fate IS NULL`).run()
    recordRows(db, entry, 'person', 'update', `t.id IN (SELECT existing FROM ${schema}.staged WHERE existing NOTNULL AND fate IS NULL)`, [])
    const columns = ['phone_cipher', 'phone_masked', 'account_cipher', 'account_masked', 'sex', 'relation_to_head', 'collective_member', 'registration_type', 'remark', 'extra']
    db.prepare(`UPDATE person SET ${columns.map((c) => `${c} = ifnull(s.${c}, person.${c})`).join(', ')}, household_id = ifnull(${HOUSEHOLD_OF}, person.household_id), rev = person.rev + 1
      FROM ${schema}.staged s WHERE s.existing = person.id AND s.fate IS NULL`).run()
    const own = ['name', 'id_number_cipher', 'id_number_hash', 'id_number_masked', 'id_number_fault', ...columns]
    db.prepare(`INSERT INTO person (id, rev, household_id, ${own.join(', ')}, batch, source_record)
      SELECT s.id, 1, ${HOUSEHOLD_OF}, ${own.map((c) => `s.${c}`).join(', ')}, ?, s.rec FROM ${schema}.staged s WHERE s.existing IS NULL AND s.fate IS NULL ORDER BY s.rec`).run(batch)
  }
}
