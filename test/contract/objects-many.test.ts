import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerOf, count, dumpObjects, type FilledBench, filledSurvey, newFolder } from '../db/survey-bench.ts'
import { finish } from './core-client.ts'
import { codeOf, type Opened, openClient } from './objects-bench.ts'

let sound: FilledBench
let at: Opened
beforeAll(async () => {
  sound = await filledSurvey({ parcels: 3000 })
})
beforeEach(() => {
  const path = join(newFolder(), '批量.gpkg')
  copyFileSync(sound.path, path)
  copyFileSync(`${sound.path}.key`, `${path}.key`)
  at = openClient(path)
})
afterEach(() => at.close())

const everything = { layer: 'parcel' as const, filters: [], search: null, area: null, sort: [] }
const allBut = (except: readonly string[]) => ({ kind: 'query' as const, query: everything, except: [...except] })
type Bulk = Parameters<Opened['client']['objects']['bulkEdit']>[0]
const bulk = (given: Pick<Bulk, 'selection' | 'values'> & Partial<Bulk>, signal?: AbortSignal) =>
  at.client.objects
    .bulkEdit({ survey: at.survey, why: '统一更正', ...given }, signal === undefined ? {} : { signal })
    .then(finish)
const entries = (): number => count(at.db, 'journal_entry')

describe('a bulk edit', () => {
  it('is one entry over all chosen objects but the exceptions, and is undone and done again whole', async () => {
    const before = dumpObjects(at.db)
    const entriesBefore = entries()
    const spared = at.nth('parcel', 5)
    const edited = answerOf(await bulk({ selection: allBut([spared]), values: { LYZT: '空置', BZ: '统一' } }))
    const total = count(at.db, 'parcel')
    expect(edited).toMatchObject({ objects: total - 1, gone: 0 })
    expect(entries()).toBe(entriesBefore + 1)
    expect(count(at.db, "parcel WHERE utilisation = '2' AND remark = '统一'")).toBe(total - 1)
    const after = dumpObjects(at.db)
    expect(codeOf(await at.client.history.undo({ survey: at.survey, entry: null }).then(finish))).toBe('done')
    expect(dumpObjects(at.db)).toEqual(before)
    expect(codeOf(await at.client.history.redo({ survey: at.survey }).then(finish))).toBe('done')
    expect(dumpObjects(at.db)).toEqual(after)
  })

  it('moves no household out of the village where its plots are', async () => {
    const before = dumpObjects(at.db)
    const selection = { kind: 'query' as const, query: { ...everything, layer: 'household' as const }, except: [] }
    expect(codeOf(await bulk({ selection, values: { village_code: '371703999999' } }))).toBe('household.plots-there')
    expect(dumpObjects(at.db)).toEqual(before)
  })

  it('cancelled before its end leaves nothing', async () => {
    const before = dumpObjects(at.db)
    const abort = new AbortController()
    const job = await at.client.objects.bulkEdit(
      { survey: at.survey, selection: allBut([]), values: { BZ: '不应留下' }, why: null },
      { signal: abort.signal },
    )
    const ended = (async () => {
      for (;;) {
        const next = await job.next()
        if (next.done === true) return next.value
        abort.abort()
      }
    })()
    abort.abort()
    await expect(ended).rejects.toThrow()
    expect(dumpObjects(at.db)).toEqual(before)
  })

  it('leaves rows alone that have the value already, and writes no entry where all have it', async () => {
    const ids = [at.nth('parcel', 0), at.nth('parcel', 1), 'gone since']
    const selection = { kind: 'ids' as const, layer: 'parcel' as const, ids }
    expect(answerOf(await bulk({ selection, values: { BZ: '一' } }))).toMatchObject({
      objects: 2,
      gone: 1,
      unchanged: 0,
    })
    const entriesBefore = entries()
    expect(answerOf(await bulk({ selection, values: { BZ: '一' } }))).toMatchObject({
      entry: null,
      objects: 0,
      unchanged: 2,
    })
    expect(entries()).toBe(entriesBefore)
  })

  it('refuses codes that name one object, bad values, and a key that two would share', async () => {
    expect(codeOf(await bulk({ selection: allBut([]), values: { ZDDM: '371703001001JC00001' } }))).toBe(
      'field.not-bulk',
    )
    expect(codeOf(await bulk({ selection: allBut([]), values: { QLLX: '42' } }))).toBe('value.not-in-list')
    const village = at.db
      .prepare<[], { code: string }>('SELECT village_code AS code FROM household ORDER BY fid DESC LIMIT 1')
      .get()
    const create = (values: Record<string, string>) =>
      at.client.objects.create({ survey: at.survey, layer: 'household', values, why: null })
    const first = answerOf(await create({ household_code: 'H-1' }))
    answerOf(await create({ household_code: 'H-1', village_code: village?.code ?? '' }))
    const selection = { kind: 'ids' as const, layer: 'household' as const, ids: [first.id] }
    const before = dumpObjects(at.db)
    expect(codeOf(await bulk({ selection, values: { village_code: village?.code ?? '' } }))).toBe('value.taken')
    expect(dumpObjects(at.db)).toEqual(before)
  })
})

describe('a paste', () => {
  const cells = [
    ['101.5', '空置', '甲'],
    ['abc', '2', '乙'],
  ]
  const columns = ['declared_area_m2', 'utilisation', 'remark']
  const paste = () => ({
    survey: at.survey,
    layer: 'parcel' as const,
    ids: [at.nth('parcel', 0), at.nth('parcel', 1)],
    columns,
    cells,
  })

  it('is shown before it is done: what changes, what cannot and why', async () => {
    const before = dumpObjects(at.db)
    const preview = answerOf(await at.client.objects.pastePreview(paste()))
    expect(preview).toMatchObject({ invalid: 1, gone: 0 })
    expect(preview.cells).toContainEqual(
      expect.objectContaining({ row: 1, column: 0, after: 'abc', problem: 'value.not-a-number' }),
    )
    expect(preview.cells).toContainEqual(expect.objectContaining({ row: 0, column: 0, after: 101.5, problem: null }))
    expect(dumpObjects(at.db)).toEqual(before)
  })

  it('puts the sound cells in as one entry, undone whole', async () => {
    const before = dumpObjects(at.db)
    const entriesBefore = entries()
    const { revs, changed } = answerOf(await at.client.objects.pastePreview(paste()))
    const pasted = answerOf(await at.client.objects.paste({ ...paste(), revs, why: null }).then(finish))
    expect(pasted).toMatchObject({ objects: 2, cells: changed, invalid: 1 })
    expect(entries()).toBe(entriesBefore + 1)
    const row = at.db.prepare<[string], object>('SELECT declared_area_m2, utilisation, remark FROM parcel WHERE id = ?')
    expect(row.get(at.nth('parcel', 0))).toEqual({ declared_area_m2: 101.5, utilisation: '2', remark: '甲' })
    answerOf(await at.client.history.undo({ survey: at.survey, entry: null }).then(finish))
    expect(dumpObjects(at.db)).toEqual(before)
  })

  it('names in the journal only the columns that it changed', async () => {
    const more = { ...paste(), columns: [...columns, 'standing'], cells: cells.map((row) => [...row, 'over']) }
    const { revs } = answerOf(await at.client.objects.pastePreview(more))
    answerOf(await at.client.objects.paste({ ...more, revs, why: null }).then(finish))
    const [entry] = answerOf(
      await at.client.history.list({
        survey: at.survey,
        order: 'newest',
        from: null,
        limit: 1,
        kinds: null,
        operators: null,
      }),
    ).entries
    expect(entry?.summary.columns).toEqual(columns)
  })

  it('is refused where an object has changed since the preview', async () => {
    const { revs } = answerOf(await at.client.objects.pastePreview(paste()))
    const id = at.nth('parcel', 0)
    answerOf(
      await at.client.objects.edit({ survey: at.survey, layer: 'parcel', id, rev: 1, values: { BZ: '先' }, why: null }),
    )
    expect(codeOf(await at.client.objects.paste({ ...paste(), revs, why: null }).then(finish))).toBe('paste.changed')
  })
})

it('lists the households of a village with their members and plots', async () => {
  const village =
    at.db.prepare<[], { code: string }>('SELECT village_code AS code FROM household ORDER BY fid LIMIT 1').get()
      ?.code ?? ''
  const listed = answerOf(await at.client.objects.households({ survey: at.survey, village }))
  expect(listed.households.length).toBe(count(at.db, `household WHERE village_code = '${village}'`))
  expect(listed.households[0]).toMatchObject({ layer: 'household', plots: expect.any(Number) })
  expect(listed.households.some(({ members, plots }) => members > 0 && plots > 0)).toBe(true)
})

it('counts homesteads as plots of a household, and no other parcel of theirs', async () => {
  const plot = at.db
    .prepare<[], { code: string; village: string; household: string }>(
      `SELECT parcel_code AS code, village_code AS village, household_code AS household FROM parcel
      WHERE substr(parcel_code, 13, 2) = 'JC' AND village_code NOTNULL AND household_code NOTNULL
      GROUP BY parcel_code HAVING count(*) = 1 ORDER BY min(fid) LIMIT 1`,
    )
    .get()
  if (plot === undefined) throw new Error('the survey has no homestead of a household')
  const { code, village, household } = plot
  const plots = async (): Promise<number | undefined> =>
    answerOf(await at.client.objects.households({ survey: at.survey, village })).households.find(
      ({ values }) => values.household_code === household,
    )?.plots
  const before = await plots()
  const values = { ZDDM: code.replace('JC', 'JB') }
  answerOf(await at.client.parcels.edit({ survey: at.survey, parcel: code, values, why: null }))
  expect(await plots()).toBe(Number(before) - 1)
})
