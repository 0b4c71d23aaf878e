import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OpenSurvey } from '../../db/open/open-survey.ts'
import { filledSurvey, opened } from './survey-bench.ts'

let survey: OpenSurvey
beforeAll(async () => {
  const bench = await filledSurvey()
  await bench.assess()
  survey = opened(bench.path)
})
afterAll(() => survey.close())

const planOf = (sql: string): string =>
  survey.db
    .prepare<number[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...[...sql.matchAll(/\?/g)].map(() => 1))
    .map(({ detail }) => detail)
    .join('\n')

/** The questions that are asked once a row or once a click, in the words in which they are asked. */
const hot: readonly (readonly [name: string, sql: string, index: RegExp])[] = [
  ['a parcel by its code', 'SELECT id FROM parcel WHERE parcel_code = ?', /USING (COVERING )?INDEX parcel_code/],
  ['an object by its id', 'SELECT geom FROM parcel WHERE id = ?', /sqlite_autoindex_parcel_1/],
  ['the village of a code', 'SELECT id FROM village WHERE code = ?', /sqlite_autoindex_village_2/],
  [
    'candidates by the R-tree',
    'SELECT p.id FROM rtree_parcel_geom r JOIN parcel p ON p.fid = r.id WHERE r.minx <= ? AND r.maxx >= ? AND r.miny <= ? AND r.maxy >= ?',
    /SCAN r VIRTUAL TABLE INDEX 2:[\s\S]*SEARCH p USING INTEGER PRIMARY KEY/,
  ],
  ['what happened to an object', 'SELECT entry FROM journal_change WHERE object_id = ?', /INDEX journal_change_object/],
  [
    'what an entry changed',
    "SELECT object_id FROM journal_change WHERE entry = ? AND table_name = 'parcel' AND op = 'insert'",
    /INDEX journal_change_entry/,
  ],
  [
    'changes since, as undo asks',
    'SELECT DISTINCT other.entry FROM journal_change c JOIN journal_change other ON other.object_id = c.object_id AND other.entry > c.entry WHERE c.entry = ?',
    /SEARCH c USING INDEX journal_change_entry[\s\S]*SEARCH other USING INDEX journal_change_object/,
  ],
  [
    'rows that an undo restores',
    "SELECT t.id FROM parcel t WHERE t.id IN (SELECT object_id FROM journal_change WHERE entry = ? AND table_name = 'parcel' AND op = 'update')",
    /SEARCH t USING (COVERING )?INDEX sqlite_autoindex_parcel_1/,
  ],
  ['buildings of a parcel', 'SELECT id FROM building WHERE parcel_id = ?', /INDEX building_parcel/],
  ['rights in a parcel', 'SELECT id FROM land_right WHERE parcel_id = ?', /INDEX land_right_parcel/],
  ['rights of a person', 'SELECT id FROM land_right WHERE person_id = ?', /INDEX land_right_person/],
  ['persons of a number', 'SELECT id FROM person WHERE id_number_hash = ?', /INDEX person_id_number/],
  ['members of a household', 'SELECT id FROM person WHERE household_id = ?', /INDEX person_household/],
  [
    'a household by village and code',
    "SELECT id FROM household WHERE household_code = ? AND ifnull(village_code, '') = ?",
    /INDEX household_key/,
  ],
  ['assessments of a parcel', 'SELECT excess_m2 FROM assessment WHERE parcel_id = ?', /INDEX assessment_parcel/],
  ['rejected records of a batch', 'SELECT record FROM import_rejected WHERE batch = ?', /INDEX import_rejected_batch/],
  ['notes of a batch', 'SELECT code FROM import_note WHERE batch = ?', /INDEX import_note_batch/],
  [
    'the next page of rows',
    'SELECT id FROM parcel WHERE fid > ? ORDER BY fid LIMIT 4000',
    /SEARCH parcel USING INTEGER PRIMARY KEY \(rowid>\?\)$/,
  ],
]

describe('an index serves', () => {
  it.each(hot)('%s', (_, sql, index) => {
    expect(planOf(sql)).toMatch(index)
    expect(planOf(sql)).not.toMatch(/SCAN (?!r VIRTUAL)/)
  })
})
