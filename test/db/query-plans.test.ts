import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ReadableDb } from '../../db/open/database.ts'
import type { OpenSurvey } from '../../db/open/open-survey.ts'
import { historyPage } from '../../db/queries/history.ts'
import { objectAnswer } from '../../db/queries/object-answer.ts'
import { villageHouseholds } from '../../db/queries/village-households.ts'
import { objectLayers } from '../../shared/model/object-columns.ts'
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
  [
    "a household's plots",
    'SELECT t.id FROM parcel t WHERE t.village_code IS ? AND t.household_code = ? ORDER BY t.fid',
    /INDEX parcel_household \(village_code=\? AND household_code=\?\)/,
  ],
  ['households of a village', 'SELECT id FROM household WHERE village_code IS ?', /INDEX household_village/],
  ['rights of a household', 'SELECT id FROM land_right WHERE household_id = ?', /INDEX land_right_household/],
  [
    'what each assessment found for a parcel',
    'SELECT run FROM assessment WHERE parcel_id = ? ORDER BY run DESC',
    /INDEX assessment_parcel/,
  ],
  [
    'what each assessment found for a household',
    'SELECT run FROM household_assessment WHERE household_code = ? AND village_code IS ? ORDER BY run DESC',
    /INDEX household_assessment_household/,
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

/** Tables whose rows are many: no click may look through one. */
const LARGE = 'parcel|building|land_use|household|person|land_right|assessment|journal_change|t|p|q|c|a'

/** The statements that a question really asks, with their plans. */
function plansOf(ask: (db: ReadableDb) => unknown): readonly string[] {
  const asked = new Set<string>()
  const { db } = survey
  ask({
    ...{ inTransaction: db.inTransaction, name: db.name },
    pragma: (source, options) => db.pragma(source, options),
    prepare: (sql) => {
      asked.add(sql)
      return db.prepare(sql)
    },
  })
  return [...asked].map((sql) => `${sql}\n${planOf(sql)}`)
}

const anyId = (table: string): string =>
  survey.db.prepare<[], { id: string }>(`SELECT id FROM ${table} ORDER BY fid LIMIT 1`).get()?.id ?? ''

describe('a click looks through no large table', () => {
  const expectNoScan = (plans: readonly string[]): void => {
    expect(plans.length).toBeGreaterThan(0)
    for (const plan of plans) expect(plan).not.toMatch(new RegExp(`^SCAN (${LARGE})\\b(?! VIRTUAL)`, 'm'))
  }

  it.each(objectLayers)('on one %s', (layer) => {
    expectNoScan(plansOf((db) => expect(objectAnswer(db, layer, anyId(layer))).toBeDefined()))
  })

  it('on the households of a village', () => {
    const { code } = survey.db.prepare<[], { code: string }>('SELECT code FROM village').get() ?? { code: '' }
    expectNoScan(plansOf((db) => villageHouseholds(db, code)))
  })

  it('on the history', () => {
    const request = { order: 'newest', from: null, limit: 50, kinds: null, operators: null } as const
    expectNoScan(plansOf((db) => historyPage(db, request)))
  })

  it('and one that would is seen', () => {
    const plans = plansOf((db) => db.prepare("SELECT id FROM parcel t WHERE ifnull(t.village_code, '') = ?"))
    expect(() => expectNoScan(plans)).toThrow()
  })
})

describe('an index serves', () => {
  it.each(hot)('%s', (_, sql, index) => {
    expect(planOf(sql)).toMatch(index)
    expect(planOf(sql)).not.toMatch(/SCAN (?!r VIRTUAL)/)
  })
})
