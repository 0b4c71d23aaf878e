import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listEntries } from '../../db/history/journal.ts'
import { entryById, undoEntry } from '../../db/history/undo.ts'
import type { WritableDb } from '../../db/open/database.ts'
import { editObject, plainWrites } from '../../db/queries/edit-objects.ts'
import { rollbackSize } from '../../db/staging/rollback.ts'
import { createCore } from '../../main/core/core.ts'
import { editParcelByCode } from '../../main/core/parcel-procedures.ts'
import { generateSurvey } from '../builders/survey-generator.ts'
import { fictitiousIdNumber } from '../builders/survey-generator-people.ts'
import {
  AUTHOR,
  answerOf,
  asItStands,
  type Bench,
  benchOf,
  count,
  dumpObjects,
  type FilledBench,
  filledSurvey,
  inside,
  integrityFaults,
  newFolder,
  newSurvey,
  rtreeFaults,
} from './survey-bench.ts'

let sound: FilledBench
let survey: Bench
beforeAll(async () => {
  sound = await filledSurvey()
})
beforeEach(() => {
  const folder = newFolder()
  const path = join(folder, '历史.gpkg')
  copyFileSync(sound.path, path)
  copyFileSync(`${sound.path}.key`, `${path}.key`)
  survey = benchOf(path, folder)
})

const AT = '2026-03-01T02:03:04.567Z'
const REDO = { kind: 'redo' } as const
const state = (): ReturnType<typeof dumpObjects> => inside(survey.path, dumpObjects)
const parcelId = (nth: number): string =>
  asItStands(
    survey.path,
    (db) =>
      db.prepare<[number], { id: string }>('SELECT id FROM parcel ORDER BY fid LIMIT 1 OFFSET ?').get(nth)?.id ?? '',
  )
const editParcel = (
  db: WritableDb,
  nth: number,
  values: Readonly<Record<string, string | number | null>>,
  why: string | null,
) => editObject(db, { layer: 'parcel', id: parcelId(nth), rev: null, writes: plainWrites(values), why }, AUTHOR, AT)
/** One edit, with an opening and a closing of its own. */
const edit = (nth: number, remark: string | null): void => {
  inside(survey.path, (db) => editParcel(db, nth, { remark, declared_area_m2: 0.1 + 0.2 }, '外业核实'))
}
const lastEntry = (): string => asItStands(survey.path, (db) => listEntries(db).at(-1)?.id ?? '')
const codeOf = (outcome: Awaited<ReturnType<Bench['undo']>> | Awaited<ReturnType<Bench['rollback']>>): string =>
  outcome.ok ? 'done' : outcome.refusal.code
const expectSound = (): void =>
  expect(inside(survey.path, (db) => [...rtreeFaults(db), ...integrityFaults(db)])).toEqual([])

describe('undo and redo', () => {
  it('lead back and forth through edits, across openings', async () => {
    const states = [state()]
    for (const remark of ['甲', '乙', null]) {
      edit(0, remark)
      states.push(state())
    }
    for (const expected of [2, 1, 0]) {
      expect(codeOf(await survey.undo())).toBe('done')
      expect(state()).toEqual(states[expected])
    }
    for (const expected of [1, 2, 3]) {
      expect(codeOf(await survey.undo(REDO))).toBe('done')
      expect(state()).toEqual(states[expected])
    }
    expect(codeOf(await survey.undo(REDO))).toBe('journal.nothing')
    expect(state()).toEqual(states[3])
    expect(codeOf(await survey.undo())).toBe('done')
    expect(state()).toEqual(states[2])
    expectSound()
  })

  it('have nothing to redo after a new edit', async () => {
    edit(0, '甲')
    await survey.undo()
    edit(1, '乙')
    const before = state()
    expect(codeOf(await survey.undo(REDO))).toBe('journal.nothing')
    expect(state()).toEqual(before)
  })

  it('name the entry that stands in the way, and take nothing back then', async () => {
    edit(0, '甲')
    const first = lastEntry()
    edit(0, '乙')
    const before = state()
    expect(await survey.undo({ kind: 'entry', id: first })).toMatchObject({
      refusal: { code: 'journal.in-use', proposals: [lastEntry()] },
    })
    expect(state()).toEqual(before)
  })

  it('take an earlier entry back by itself where later ones touch other objects', async () => {
    const before = state()
    edit(0, '甲')
    const first = lastEntry()
    edit(1, '乙')
    expect(codeOf(await survey.undo({ kind: 'entry', id: first }))).toBe('done')
    expect(codeOf(await survey.undo())).toBe('done')
    expect(state()).toEqual(before)
  })

  it('take no entry back twice, and none that changed no object', async () => {
    edit(0, '甲')
    const first = lastEntry()
    await survey.undo()
    expect(codeOf(await survey.undo({ kind: 'entry', id: first }))).toBe('journal.nothing')
    const created = asItStands(survey.path, (db) => listEntries(db)[0]?.id ?? '')
    expect(codeOf(await survey.undo({ kind: 'entry', id: created }))).toBe('journal.nothing')
    await survey.assess()
    expect(codeOf(await survey.undo({ kind: 'entry', id: lastEntry() }))).toBe('journal.nothing')
  })

  it('see an undo of a later change to the same object as no change, and one of an earlier as one', async () => {
    edit(0, '甲')
    const first = lastEntry()
    edit(0, '乙')
    const second = lastEntry()
    await survey.undo()
    const undoOfSecond = lastEntry()
    expect(codeOf(await survey.undo({ kind: 'entry', id: first }))).toBe('done')
    expect(codeOf(await survey.undo({ kind: 'entry', id: undoOfSecond }))).toBe('journal.in-use')
    expect(codeOf(await survey.undo({ kind: 'entry', id: second }))).toBe('journal.nothing')
  })
})

describe('a batch', () => {
  it('is rolled back whole: the survey is as it was before it', async () => {
    const fresh = newSurvey(sound.source.villagesCsv)
    await fresh.importFile(sound.source.villagesShp, 'village')
    const before = inside(fresh.path, dumpObjects)
    const { batch } = await fresh.importFile(sound.source.parcelsShp, 'parcel')
    expect(answerOf(await fresh.rollback(batch ?? 0)).removed).toBe(sound.source.answer.parcels.imported)
    expect(inside(fresh.path, dumpObjects)).toEqual(before)
  })

  it('that updated rows gives them their earlier state back', async () => {
    const source = generateSurvey(join(survey.folder, '重测'), { parcels: 60, people: true, seed: 2, defects: {} })
    const before = state()
    const layer = await survey.importFile(source.parcelsShp, 'parcel', { onDuplicate: 'update' })
    expect(layer.updated).toBeGreaterThan(20)
    expect(state()).not.toEqual(before)
    expectSound()
    expect(answerOf(await survey.rollback(layer.batch ?? 0)).restored).toBe(layer.updated)
    expect(state()).toEqual(before)
    expectSound()
  })

  it('comes back bit for bit when its rollback is undone, goes again, and comes again', async () => {
    const before = state()
    const withoutIt: unknown[] = []
    for (let round = 0; round < 2; round++) {
      expect(codeOf(await survey.rollback(sound.batches.building))).toBe('done')
      withoutIt.push(state())
      expectSound()
      expect(codeOf(await survey.rollback(sound.batches.building))).toBe('batch.rolled-back')
      expect(codeOf(await survey.undo())).toBe('done')
      expect(state()).toEqual(before)
      expectSound()
    }
    expect(withoutIt[1]).toEqual(withoutIt[0])
    expect(asItStands(survey.path, (db) => count(db, 'import_batch WHERE rolled_back_at IS NOT NULL'))).toBe(0)
  })

  it('is asked about in the objects that it then removes and restores, where records of a list repeat one another', async () => {
    const list = async (name: string, ...rows: readonly string[]) => {
      const file = join(survey.folder, name)
      writeFileSync(file, ['姓名,身份证号,NHDM,备注', ...rows].join('\n'))
      const layer = await survey.importFile(file, 'person')
      return { ...layer, size: asItStands(survey.path, (db) => rollbackSize(db, layer.batch ?? 0)) }
    }
    const [known, other] = [fictitiousIdNumber(77_001), fictitiousIdNumber(77_002)]
    await list('一.csv', `李某,${known},H-9,`)
    const again = await list(
      '二.csv',
      `李某,${known},H-9,甲`,
      `李某,${known},,`,
      `张某,${other},H-9,`,
      `张某,${other},,`,
    )
    expect(again).toMatchObject({ imported: 1, updated: 3, size: { removed: 1, restored: 1 } })
    expect(answerOf(await survey.rollback(again.batch ?? 0))).toMatchObject(again.size ?? {})
    expect(answerOf(await survey.undo())).toMatchObject({ removed: 0, restored: 2 })
  })

  it('of updates comes back bit for bit too, and its undoing can be undone', async () => {
    const source = generateSurvey(join(survey.folder, '重测'), { parcels: 60, people: true, seed: 2, defects: {} })
    const before = state()
    const layer = await survey.importFile(source.parcelsShp, 'parcel', { onDuplicate: 'update' })
    const { batch } = layer
    const after = state()
    const { removed, restored } = answerOf(await survey.rollback(batch ?? 0))
    expect([removed, restored]).toEqual([layer.imported, layer.updated])
    // The rows of its households, persons and rights come along, and are counted no more than in the rollback.
    expect(answerOf(await survey.undo())).toMatchObject({ removed: 0, restored: removed + restored })
    expect(state()).toEqual(after)
    expect(codeOf(await survey.undo({ kind: 'entry', id: lastEntry() }))).toBe('done')
    expect(state()).toEqual(before)
    expectSound()
  })

  it('does not come back over another that brought the same households meanwhile', async () => {
    const fresh = newSurvey(sound.source.villagesCsv)
    const first = await fresh.importFile(sound.source.parcelsShp, 'parcel')
    await fresh.rollback(first.batch ?? 0)
    const rollback = asItStands(fresh.path, (db) => listEntries(db).at(-1)?.id ?? '')
    await fresh.importFile(sound.source.parcelsShp, 'parcel')
    const before = inside(fresh.path, dumpObjects)
    expect(codeOf(await fresh.undo({ kind: 'entry', id: rollback }))).toBe('journal.in-use')
    expect(inside(fresh.path, dumpObjects)).toEqual(before)
  })

  describe('stays while later work rests on it', () => {
    const expectInUse = async (batch: number, what: RegExp): Promise<void> => {
      const before = state()
      const outcome = await survey.rollback(batch)
      expect(codeOf(outcome)).toBe('batch.in-use')
      expect(outcome.ok ? '' : outcome.refusal.proposals?.join('\n')).toMatch(what)
      expect(state()).toEqual(before)
    }

    it('buildings on its parcels', () => expectInUse(sound.batches.parcel, /^building /m))
    it('parcels in its villages', async () => {
      const fresh = newSurvey()
      const villages = await fresh.importFile(sound.source.villagesShp, 'village')
      await fresh.importFile(sound.source.parcelsShp, 'parcel')
      expect(await fresh.rollback(villages.batch ?? 0)).toMatchObject({ refusal: { code: 'batch.in-use' } })
    })
    it('buildings on its parcels, where an undone rollback is undone again', async () => {
      answerOf(await survey.rollback(sound.batches.building))
      const ofBuildings = lastEntry()
      answerOf(await survey.rollback(sound.batches.parcel))
      answerOf(await survey.undo())
      const undone = lastEntry()
      answerOf(await survey.undo({ kind: 'entry', id: ofBuildings }))
      const outcome = await survey.undo({ kind: 'entry', id: undone })
      expect(outcome).toMatchObject({ refusal: { code: 'batch.in-use', params: { count: expect.any(Number) } } })
      expect(outcome.ok ? '' : outcome.refusal.proposals?.join('\n')).toMatch(/^building /m)
    })
    it('an edit', async () => {
      answerOf(await survey.rollback(sound.batches.building))
      edit(0, '甲')
      await expectInUse(sound.batches.parcel, /^edit 371703\d{6}JC\d{5}$/m)
    })
    it('an edit that was undone and redone', async () => {
      answerOf(await survey.rollback(sound.batches.building))
      edit(0, '甲')
      await survey.undo()
      await survey.undo(REDO)
      await expectInUse(sound.batches.parcel, /^edit /m)
    })
    it('a later import that updated its rows', async () => {
      answerOf(await survey.rollback(sound.batches.building))
      const source = generateSurvey(join(survey.folder, '重测'), { parcels: 60, people: true, seed: 2, defects: {} })
      await survey.importFile(source.parcelsShp, 'parcel', { onDuplicate: 'update' })
      await expectInUse(sound.batches.parcel, /^edit /m)
    })
    it('an edit from outside', async () => {
      answerOf(await survey.rollback(sound.batches.building))
      inside(survey.path, (db) => db.exec("UPDATE parcel SET remark = '外' WHERE fid = 1"))
      await expectInUse(sound.batches.parcel, /^edit /m)
    })
    it('but not one that was undone', async () => {
      answerOf(await survey.rollback(sound.batches.building))
      edit(0, '甲')
      await survey.undo()
      expect(codeOf(await survey.rollback(sound.batches.parcel))).toBe('done')
    })
  })
})

describe('the journal', () => {
  it('holds no personal number, whatever was imported, edited, rolled back and brought back', async () => {
    edit(0, '甲')
    await survey.undo()
    const source = generateSurvey(join(survey.folder, '重测'), { parcels: 60, people: true, seed: 2, defects: {} })
    const { batch } = await survey.importFile(source.parcelsShp, 'parcel', { onDuplicate: 'update' })
    await survey.rollback(batch ?? 0)
    await survey.undo()
    const text = asItStands(survey.path, (db) =>
      JSON.stringify([
        db.prepare('SELECT * FROM journal_entry').all(),
        db.prepare('SELECT before, after FROM journal_change').all(),
        db.prepare('SELECT * FROM import_batch').all(),
      ]),
    )
    expect(text).toContain('holder_name')
    for (let person = 0; person < 200; person++) expect(text.includes(fictitiousIdNumber(person))).toBe(false)
  })

  it('takes no personal number in a reason either', async () => {
    const core = createCore({
      author: AUTHOR,
      passphrase: null,
      resolveFile: (file) => file,
      version: 'test',
      language: 'zh',
    })
    const { survey: id } = answerOf(core.open(survey.path, 'write'))
    const why = `与${fictitiousIdNumber(3)}核对`
    expect(
      await editParcelByCode(core, { survey: id, parcel: '371703001001JC00001', values: { BZ: '甲' }, why }),
    ).toMatchObject({ refusal: { code: 'value.personal' } })
    core.closeAll()
  })

  it('says of every change who, when and what', () => {
    edit(0, '甲')
    const entry = asItStands(survey.path, (db) => listEntries(db).at(-1))
    expect(entry).toMatchObject({ ...AUTHOR, kind: 'edit', at: AT, why: '外业核实' })
    expect(
      asItStands(survey.path, (db) =>
        count(
          db,
          "journal_entry e WHERE kind = 'edit' AND NOT EXISTS (SELECT 1 FROM journal_change c WHERE c.entry = e.fid)",
        ),
      ),
    ).toBe(0)
  })

  it('keeps of an edit and of its undoing what changed, before and after, and no shape', async () => {
    const declared = asItStands(survey.path, (db) =>
      db
        .prepare<[], { area: string }>(
          "SELECT printf('%!.17g', declared_area_m2) AS area FROM parcel ORDER BY fid LIMIT 1",
        )
        .get(),
    )?.area
    edit(0, '甲')
    await survey.undo()
    const kept = asItStands(survey.path, (db) =>
      db
        .prepare<[], { before: string; after: string; before_geom: Uint8Array | null }>(
          'SELECT before, after, before_geom FROM journal_change ORDER BY fid DESC LIMIT 2',
        )
        .all()
        .toReversed()
        .map(({ before, after, before_geom }) => [JSON.parse(before), JSON.parse(after), before_geom]),
    )
    const was = { declared_area_m2: declared, remark: null }
    const is = { declared_area_m2: '0.30000000000000004', remark: '甲' }
    expect(kept).toEqual([
      [{ rev: 1, ...was }, { rev: 2, ...is }, null],
      [{ rev: 2, ...is }, { rev: 3, ...was }, null],
    ])
  })

  it('is written with the change or not at all', () => {
    const before = state()
    const entries = asItStands(survey.path, (db) => listEntries(db).length)
    inside(survey.path, (db) => {
      expect(() => editParcel(db, 0, { no_such_column: 1 }, null)).toThrow()
      expect(listEntries(db)).toHaveLength(entries)
      const entry = entryById(db, listEntries(db)[0]?.id ?? '')
      expect(entry === undefined ? null : undoEntry(db, entry, AUTHOR, AT)).toEqual({ kind: 'nothing' })
    })
    expect(state()).toEqual(before)
  })
})
