import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { createIdSequence, NEW_ID_SQL, newId } from '../../../db/schema/new-id.ts'
import { codeOf, terrains, villageTypes } from '../../../shared/model/code-lists.ts'
import { layers } from '../../../shared/model/layers.ts'
import { isUnusualParcelCode, isWellFormedParcelCode } from '../../../shared/model/parcel-code.ts'
import { roundHalfUp } from '../../../shared/model/round.ts'

const UUID7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

describe('roundHalfUp', () => {
  it.each([
    [1.005, 1.01],
    [2.675, 2.68],
    [0.125, 0.13],
    [-1.005, -1.01],
    [34.5, 34.5],
    [199.994999, 199.99],
    [0, 0],
    [1e21, 1e21],
    [1e-9, 0],
  ])('%d → %d', (value, rounded) => {
    expect(roundHalfUp(value)).toBe(rounded)
  })
})

describe('parcel codes (GB/T 37346)', () => {
  it.each([
    ['371703001001JC00001', true],
    ['371703001001JC00000', false],
    ['371703001001JZ00001', false],
    ['371703001001XC00001', false],
    ['371703001001JC0001', false],
    ['37170300100AJC00001', false],
    ['371703001001GH00001', true],
    ['371703001001jc00001', false],
    ['', false],
  ])('%s well formed: %s', (code, wellFormed) => {
    expect(isWellFormedParcelCode(code)).toBe(wellFormed)
  })
  it.each([
    ['371703001001GA00001', true],
    ['371703001001GC00001', true],
    ['371703001001GB00001', false],
    ['371703001001JA00001', false],
    ['371703001001ZC00001', false],
  ])('%s unusual: %s', (code, unusual) => {
    expect(isUnusualParcelCode(code)).toBe(unusual)
  })
})

describe('ids', () => {
  it('are UUIDv7, unique and in order', () => {
    const ids = Array.from({ length: 20_000 }, newId)
    expect(ids.every((id) => UUID7.test(id))).toBe(true)
    expect(new Set(ids).size).toBe(ids.length)
    expect([...ids].sort()).toEqual(ids)
  })
  it('of two threads are UUIDv7, unique, and all of one before all of the other', () => {
    const [first, second] = [createIdSequence(Date.now(), 0), createIdSequence(Date.now(), 1)]
    const ids = [...Array.from({ length: 70_000 }, first), ...Array.from({ length: 70_000 }, second)]
    expect(ids.every((id) => UUID7.test(id))).toBe(true)
    expect(new Set(ids).size).toBe(ids.length)
    expect([...ids].sort()).toEqual(ids)
  })
  it('made by plain SQL are UUIDv7 of this moment', () => {
    const db = new Database(':memory:')
    db.exec(`CREATE TABLE t (id TEXT DEFAULT ${NEW_ID_SQL}, n INTEGER)`)
    for (let n = 0; n < 500; n++) db.prepare('INSERT INTO t (n) VALUES (?)').run(n)
    const ids = db
      .prepare<[], { id: string }>('SELECT id FROM t')
      .all()
      .map((row) => row.id)
    expect(ids.every((id) => UUID7.test(id))).toBe(true)
    expect(new Set(ids).size).toBe(500)
    expect(Math.abs(Number.parseInt((ids[0] ?? '').replace('-', '').slice(0, 12), 16) - Date.now())).toBeLessThan(
      60_000,
    )
  })
})

describe('code lists and columns', () => {
  it.each([
    ['城中村', 'urban_village'],
    ['near_suburb', 'near_suburb'],
    ['远郊村', 'far_suburb'],
    ['集聚提升', null],
  ])('village type %s is %s', (text, code) => {
    expect(codeOf(villageTypes, text)).toBe(code)
  })
  it('terrain by its Chinese name', () => {
    expect(codeOf(terrains, '盐碱地')).toBe('saline')
  })
  it.each(Object.values(layers))('no two columns of $kind claim the same first field code', (layer) => {
    const firsts = layer.columns.map((column) => column.codes[0]).filter((code) => code !== undefined)
    expect(new Set(firsts).size).toBe(firsts.length)
  })
})
