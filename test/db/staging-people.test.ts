import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { writeEntry } from '../../db/history/journal.ts'
import { inTransaction, type WritableDb } from '../../db/open/database.ts'
import type { OpenSurvey } from '../../db/open/open-survey.ts'
import { insertBatch } from '../../db/staging/batch.ts'
import { withIndexesAfterwards } from '../../db/staging/later-indexes.ts'
import { mergePeople } from '../../db/staging/merge-people.ts'
import { shortKey } from '../../db/staging/ref-table.ts'
import { createScratch } from '../../db/staging/scratch.ts'
import type { PeopleKeys } from '../../db/staging/scratch-people.ts'
import { AUTHOR, newFolder, newSurvey, opened } from './survey-bench.ts'

const noSignal = new AbortController().signal
const VILLAGE = '371703001001'
const AT = '2026-11-26T00:00:00.000Z'

let survey: OpenSurvey
beforeEach(() => {
  survey = opened(newSurvey().path)
})
afterEach(() => survey.close())

/** Two codes that the threads' tables take for one until they compare the rows. */
const ALIKE = ['17940291844871', '34234331937500'] as const

type Person = readonly [householdCode: string, name: string, hash: string]
let ids = 0

function scratchOf(path: string, people: readonly Person[]): PeopleKeys {
  const nextId = (): string => `id-${++ids}`
  const scratch = createScratch(path, 'parcel', [], nextId)
  people.forEach(([householdCode, holderName, hash], i) => {
    const number = { cipher: 'c', hash, masked: 'm', fault: null }
    const right = scratch.people(i + 1, {
      villageCode: VILLAGE,
      householdCode,
      householdSize: null,
      holderName,
      number,
    })
    scratch.row(i + 1, [null], right)
  })
  const keys = scratch.peopleKeys()
  scratch.close()
  return keys
}

/** Merges the people of two threads' shares, as one import does. */
function merge(db: WritableDb, first: readonly Person[], second: readonly Person[]): void {
  const folder = newFolder()
  const keys = [first, second].map((people, i) => {
    const path = join(folder, `分 ${i}`)
    const found = scratchOf(path, people)
    db.prepare(`ATTACH ? AS s${i}`).run(path)
    return found
  })
  inTransaction(db, () => {
    const kind = 'parcel'
    const batch = insertBatch(db, {
      file: 'f',
      layer: 'l',
      kind,
      at: AT,
      author: AUTHOR,
      encoding: null,
      sourceCrs: null,
    })
    const entry = writeEntry(db, { kind: 'import', at: AT, author: AUTHOR, batch, summary: {} })
    mergePeople(db, keys, batch, entry.fid, noSignal)
  })
  db.exec('DETACH s0; DETACH s1')
}

const rows = (db: WritableDb, sql: string): unknown => db.prepare(sql).raw().all()
const PERSONS = `SELECT h.household_code, p.name, p.id_number_hash, count(r.fid) FROM person p
  JOIN household h ON h.id = p.household_id JOIN land_right r ON r.person_id = p.id GROUP BY p.id ORDER BY p.fid`

describe('people whom both threads met', () => {
  it('are one household and one person each, whether the survey was empty or not', () => {
    const { db } = survey
    const [a, b] = ALIKE
    expect(shortKey(a)).toBe(shortKey(b))
    const first: readonly Person[] = [
      [a, '示例甲', 'h1'],
      ['02', '示例乙', 'h2'],
    ]
    const second: readonly Person[] = [
      [b, '示例丙', 'h3'],
      [a, '示例甲', 'h1'],
      ['02', '示例丁', 'h2'],
    ]
    merge(db, first, second)
    expect(rows(db, 'SELECT household_code FROM household ORDER BY fid')).toEqual([[a], ['02'], [b]])
    const met = [
      [a, '示例甲', 'h1', 2],
      ['02', '示例乙', 'h2', 1],
      [b, '示例丙', 'h3', 1],
      ['02', '示例丁', 'h2', 1],
    ]
    expect(rows(db, PERSONS)).toEqual(met)
    merge(db, second, first)
    expect(rows(db, PERSONS)).toEqual(met.map((row) => [...row.slice(0, 3), Number(row[3]) * 2]))
    expect(rows(db, 'SELECT count(*) FROM household')).toEqual([[3]])
  })
})

describe('indexes that wait for the end of a load', () => {
  const indexes = (): readonly string[] =>
    survey.db
      .prepare<[], string>("SELECT sql FROM sqlite_schema WHERE type = 'index' AND sql NOTNULL ORDER BY sql")
      .pluck()
      .all()

  it('stand again when it ends, and what it asks of earlier rows never goes', () => {
    const { db } = survey
    const before = indexes()
    const missing = (): readonly string[] => {
      let away: readonly string[] = []
      inTransaction(db, () =>
        withIndexesAfterwards(db, 'parcel', 5000, noSignal, () => {
          away = before.filter((sql) => !indexes().includes(sql)).map((sql) => /INDEX (\w+)/.exec(sql)?.[1] ?? sql)
        }),
      )
      expect(indexes()).toEqual(before)
      return away
    }
    expect(missing()).toContain('person_id_number')
    merge(db, [['01', '示例甲', 'h1']], [])
    const asked = ['household_key', 'person_id_number', 'land_right_parcel']
    expect(missing().filter((name) => asked.includes(name))).toEqual([])
  })
})
