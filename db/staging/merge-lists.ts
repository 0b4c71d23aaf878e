import { recordRows } from '../history/journal.ts'
import type { WritableDb } from '../open/database.ts'
import { HOUSEHOLD_COLUMNS, HOUSEHOLD_OF } from './list-fates.ts'

const listed = (table: string): string =>
  `extra = CASE WHEN s.extra IS NULL THEN ${table}.extra ELSE json_patch(ifnull(${table}.extra, '{}'), s.extra) END, rev = ${table}.rev + 1`

/** A household list: known households gain what the list says of them, others are new. A blank says nothing. */
export function mergeHouseholdList(db: WritableDb, scratchCount: number, batch: number, entry: number): void {
  for (let i = 0; i < scratchCount; i++) {
    const staged = `s${i}.staged`
    recordRows(db, entry, 'household', 'update', `t.id IN (SELECT existing FROM ${staged} WHERE fate = 'update')`, [])
    db.prepare(`UPDATE household SET ${HOUSEHOLD_COLUMNS.map((c) => `${c} = ifnull(s.${c}, household.${c})`).join(', ')}, ${listed('household')}
      FROM ${staged} s WHERE s.existing = household.id AND s.fate = 'update'`).run()
    db.prepare(`INSERT INTO household (id, rev, village_code, household_code, ${HOUSEHOLD_COLUMNS.join(', ')}, extra, batch, source_record)
      SELECT id, 1, village_code, household_code, ${HOUSEHOLD_COLUMNS.join(', ')}, extra, ?, rec FROM ${staged} WHERE fate IS NULL ORDER BY rec`).run(
      batch,
    )
  }
}

/** A person list: a person known by number and name is joined to its household, others are new; so are households that only it names. */
export function mergePersonList(db: WritableDb, scratchCount: number, batch: number, entry: number): void {
  const columns = [
    'phone_cipher',
    'phone_masked',
    'account_cipher',
    'account_masked',
    'sex',
    'relation_to_head',
    'collective_member',
    'registration_type',
    'remark',
  ]
  const own = ['name', 'id_number_cipher', 'id_number_hash', 'id_number_masked', 'id_number_fault', ...columns, 'extra']
  for (let i = 0; i < scratchCount; i++) {
    const staged = `s${i}.staged`
    db.prepare(`INSERT INTO household (id, rev, village_code, household_code, batch, source_record)
      SELECT new_id(), 1, g.village_code, g.household_code, ?, g.rec FROM (SELECT min(rec) AS rec, village_code, household_code FROM ${staged} s
        WHERE household_code NOTNULL AND fate IS NOT 'merged' AND ${HOUSEHOLD_OF} IS NULL GROUP BY household_code, ifnull(village_code, '')) g ORDER BY g.rec`).run(
      batch,
    )
    recordRows(db, entry, 'person', 'update', `t.id IN (SELECT existing FROM ${staged} WHERE fate = 'update')`, [])
    db.prepare(`UPDATE person SET ${columns.map((c) => `${c} = ifnull(s.${c}, person.${c})`).join(', ')}, household_id = ifnull(${HOUSEHOLD_OF}, person.household_id), ${listed('person')}
      FROM ${staged} s WHERE s.existing = person.id AND s.fate = 'update'`).run()
    db.prepare(`INSERT INTO person (id, rev, household_id, ${own.join(', ')}, batch, source_record)
      SELECT s.id, 1, ${HOUSEHOLD_OF}, ${own.map((c) => `s.${c}`).join(', ')}, ?, s.rec FROM ${staged} s WHERE s.fate IS NULL ORDER BY s.rec`).run(
      batch,
    )
  }
}
