import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { fictitiousIdNumber } from '../builders/survey-generator-people.ts'
import { answerOf, count, dumpObjects, type FilledBench, filledSurvey, newFolder } from '../db/survey-bench.ts'
import { finish } from './core-client.ts'
import { codeOf, type Opened, openClient } from './objects-bench.ts'

let sound: FilledBench
let path: string
let at: Opened
beforeAll(async () => {
  sound = await filledSurvey()
  await sound.assess()
  await sound.check()
})
beforeEach(() => {
  path = join(newFolder(), '对象.gpkg')
  copyFileSync(sound.path, path)
  copyFileSync(`${sound.path}.key`, `${path}.key`)
  at = openClient(path)
})
afterEach(() => at.close())

const get = async (layer: 'village' | 'parcel' | 'household' | 'person' | 'land_right' | 'building', id: string) =>
  answerOf(await at.client.objects.get({ survey: at.survey, layer, id }))
type Edit = Parameters<Opened['client']['objects']['edit']>[0]
const edit = (given: Pick<Edit, 'layer' | 'id' | 'values'> & Partial<Edit>) =>
  at.client.objects.edit({ survey: at.survey, rev: 1, why: null, ...given })
const undo = () => at.client.history.undo({ survey: at.survey, entry: null }).then(finish)
const redo = () => at.client.history.redo({ survey: at.survey }).then(finish)
const restart = (): void => {
  at.close()
  at = openClient(path)
}

describe('an object', () => {
  it('is shown with its figures, its standing, its people and where it came from', async () => {
    const parcel = await get('parcel', at.nth('parcel'))
    expect(parcel.areas?.planeM2).toBeCloseTo(Number(parcel.values.area_m2), 6)
    expect(parcel.areas?.ellipsoidM2).toBeGreaterThan(0)
    expect(parcel.extent).toHaveLength(4)
    expect(parcel.rights[0]?.values.tier).toBe('use')
    expect(parcel.persons[0]?.values.id_number).toMatch(/\*{8}/)
    expect(parcel.household?.values.household_code).toBe(parcel.values.household_code)
    expect(parcel.standing?.assessed).toMatchObject({ stale: false })
    expect(parcel.standing?.explained.steps.length).toBeGreaterThan(0)
    expect(parcel.history.map(({ entry }) => entry.kind)).toEqual(['import'])
    expect(JSON.stringify(parcel)).not.toMatch(/cipher|_hash/)
  })

  it('tells its changes with what was and what is, and that the assessment is of an earlier state', async () => {
    const id = at.nth('parcel')
    answerOf(await edit({ layer: 'parcel', id, values: { ZDMJ: '201.5' }, why: '外业核实' }))
    await undo()
    const { history, standing } = await get('parcel', id)
    expect(history.map(({ entry, undone }) => [entry.kind, undone])).toEqual([
      ['undo', false],
      ['edit', true],
      ['import', false],
    ])
    expect(history[1]?.change.fields).toMatchObject([{ column: 'declared_area_m2', after: 201.5 }])
    expect(standing?.assessed?.stale).toBe(true)
  })

  it('that is gone is said to be gone', async () => {
    expect(codeOf(await at.client.objects.get({ survey: at.survey, layer: 'parcel', id: 'none' }))).toBe(
      'object.not-found',
    )
  })
})

describe('an edit', () => {
  it.each([
    ['ZDMJ', 'abc', 'value.not-a-number'],
    ['ZDMJ', '-1', 'value.negative'],
    ['JTRK', '2.5', 'value.not-whole'],
    ['QDSJ', '2020-13-01', 'value.not-a-date'],
    ['QLLX', '42', 'value.not-in-list'],
    ['ZDDM', '371703', 'value.parcel-code'],
    ['BZ', fictitiousIdNumber(7), 'value.personal'],
    ['ZDMJ', '13812345678', 'value.personal'],
    ['area_m2', '1', 'field.not-editable'],
  ])('of %s to %s is refused and changes nothing', async (field, text, code) => {
    const before = dumpObjects(at.db)
    expect(codeOf(await edit({ layer: 'parcel', id: at.nth('parcel'), values: { [field]: text } }))).toBe(code)
    expect(dumpObjects(at.db)).toEqual(before)
  })

  it('takes codes by their title, dates as people write them and blanks as nothing', async () => {
    const id = at.nth('parcel')
    const values = { QLLX: '宅基地使用权', QDSJ: '1998年3月2日', BZ: '  ', YT: '072' }
    expect(answerOf(await edit({ layer: 'parcel', id, values }))).toMatchObject({ kind: 'saved', rev: 2 })
    expect((await get('parcel', id)).values).toMatchObject({
      right_type: '5',
      acquired_on: '1998-03-02',
      remark: null,
      use_code: '072',
      use_scheme: 'land-class-2002',
    })
  })

  it('that meets a change of the same column shows both values and writes nothing', async () => {
    const id = at.nth('parcel')
    answerOf(await edit({ layer: 'parcel', id, values: { ZDMJ: '201', BZ: '甲' } }))
    const late = await edit({ layer: 'parcel', id, values: { ZDMJ: '202' } })
    expect(answerOf(late)).toEqual({
      kind: 'conflict',
      code: 'object.changed',
      rev: 2,
      fields: [{ column: 'declared_area_m2', theirs: 201, mine: 202 }],
    })
    expect((await get('parcel', id)).values.declared_area_m2).toBe(201)
  })

  it('of another column than the one that was changed meanwhile goes through', async () => {
    const id = at.nth('parcel')
    answerOf(await edit({ layer: 'parcel', id, values: { BZ: '甲' } }))
    expect(answerOf(await edit({ layer: 'parcel', id, values: { ZDMJ: '202' } }))).toMatchObject({
      kind: 'saved',
      rev: 3,
    })
    expect((await get('parcel', id)).values).toMatchObject({ remark: '甲', declared_area_m2: 202 })
  })

  it('that changes nothing writes no entry', async () => {
    const id = at.nth('parcel')
    const { values } = await get('parcel', id)
    const saved = await edit({ layer: 'parcel', id, values: { ZDMJ: String(values.declared_area_m2) } })
    expect(answerOf(saved)).toMatchObject({ kind: 'saved', rev: 1 })
    expect((await get('parcel', id)).history).toHaveLength(1)
  })

  it('that gives a household another code takes its plots along, and one undo brings all back', async () => {
    const { id, values, parcels } = await get('household', at.nth('household'))
    expect(parcels.length).toBeGreaterThan(0)
    const before = dumpObjects(at.db)
    answerOf(await edit({ layer: 'household', id, values: { household_code: `${values.village_code}9999` } }))
    const renamed = await get('household', id)
    expect(renamed.parcels.map((plot) => plot.id)).toEqual(parcels.map((plot) => plot.id))
    expect(codeOf(await edit({ layer: 'household', id, rev: 2, values: { village_code: '371703999999' } }))).toBe(
      'household.plots-there',
    )
    answerOf(await undo())
    expect(dumpObjects(at.db)).toEqual(before)
  })

  it('that corrects the code of a village takes its plots and households along, and one undo brings all back', async () => {
    const id = at.nth('village')
    const own = String((await get('village', id)).values.code)
    const rows = (code: string) =>
      ['parcel', 'household'].map((table) => count(at.db, `${table} WHERE village_code = '${code}'`))
    const before = { rows: rows(own), objects: dumpObjects(at.db) }
    expect(Math.min(...before.rows)).toBeGreaterThan(0)
    answerOf(await edit({ layer: 'village', id, values: { code: '371703999001' } }))
    expect(rows('371703999001')).toEqual(before.rows)
    expect(rows(own)).toEqual([0, 0])
    answerOf(await undo())
    expect(dumpObjects(at.db)).toEqual(before.objects)

    const household = at.db
      .prepare<[string], { code: string }>(
        'SELECT household_code AS code FROM household WHERE village_code = ? LIMIT 1',
      )
      .get(own)
    const values = { household_code: household?.code ?? '', village_code: '371703999001' }
    answerOf(await at.client.objects.create({ survey: at.survey, layer: 'household', values, why: null }))
    expect(
      codeOf(
        await edit({ layer: 'village', id, rev: (await get('village', id)).rev, values: { code: '371703999001' } }),
      ),
    ).toBe('village.households-meet')
  })

  it('cannot give a household the code of another', async () => {
    const [first, second] = [at.nth('household', 0), at.nth('household', 1)]
    const { values } = await get('household', first)
    const taken = { household_code: String(values.household_code), village_code: String(values.village_code) }
    expect(codeOf(await edit({ layer: 'household', id: second, values: taken }))).toBe('value.taken')
    expect(codeOf(await edit({ layer: 'household', id: second, values: { household_code: null } }))).toBe(
      'value.required',
    )
  })
})

describe("a person's number", () => {
  it('is encrypted, shown masked, and in full only for a reason that the journal keeps', async () => {
    const id = at.nth('person')
    const number = fictitiousIdNumber(4711)
    const saved = answerOf(await edit({ layer: 'person', id, values: { id_number: number, phone: '13812345678' } }))
    expect(saved).toMatchObject({ values: { phone: '138****5678' } })
    expect(JSON.stringify([saved, await get('person', id)])).not.toContain(number)
    const ask = (why: string) => at.client.objects.reveal({ survey: at.survey, id, column: 'id_number', why })
    expect(codeOf(await ask(' '))).toBe('reason.missing')
    expect(codeOf(await ask(`核对 ${number}`))).toBe('value.personal')
    expect(answerOf(await ask('登记核对')).value).toBe(number)
    const [last] = at.db
      .prepare<[], { kind: string; why: string; summary: string }>(
        'SELECT kind, why, summary FROM journal_entry ORDER BY fid DESC LIMIT 1',
      )
      .all()
    expect(last).toMatchObject({ kind: 'personal-reveal', why: '登记核对' })
    expect(last?.summary).not.toContain(number)
  })

  it('that fails its check is kept with a warning', async () => {
    const values = { id_number: '371703199001011234' }
    expect(answerOf(await edit({ layer: 'person', id: at.nth('person'), values }))).toMatchObject({
      warnings: [{ column: 'id_number', code: 'id.checksum' }],
    })
  })

  it('cannot be written or shown without the key, other columns can', async () => {
    at.close()
    rmSync(`${path}.key`)
    at = openClient(path)
    const id = at.nth('person')
    expect(codeOf(await edit({ layer: 'person', id, values: { phone: '13812345678' } }))).toBe('key.missing')
    const shown = await at.client.objects.reveal({ survey: at.survey, id, column: 'id_number', why: '核对' })
    expect(codeOf(shown)).toBe('key.missing')
    expect(codeOf(await edit({ layer: 'person', id, values: { sex: '女' } }))).toBe('done')
  })
})

describe('making and taking away', () => {
  it('leads back and forth by undo and redo, across restarts', async () => {
    const village = String((await get('household', at.nth('household'))).values.village_code)
    const states = [dumpObjects(at.db)]
    const household = answerOf(
      await at.client.objects.create({
        survey: at.survey,
        layer: 'household',
        values: { household_code: `${village}9999`, village_code: village, head_name: '王某' },
        why: null,
      }),
    )
    states.push(dumpObjects(at.db))
    const person = answerOf(
      await at.client.objects.create({
        survey: at.survey,
        layer: 'person',
        values: { household_id: household.id, name: '王某', id_number: fictitiousIdNumber(99) },
        why: null,
      }),
    )
    states.push(dumpObjects(at.db))
    answerOf(await at.client.objects.remove({ survey: at.survey, layer: 'person', id: person.id, rev: 1, why: '重复' }))
    states.push(dumpObjects(at.db))
    for (const expected of [2, 1, 0]) {
      restart()
      answerOf(await undo())
      expect(dumpObjects(at.db)).toEqual(states[expected])
    }
    for (const expected of [1, 2, 3]) {
      restart()
      answerOf(await redo())
      expect(dumpObjects(at.db)).toEqual(states[expected])
    }
  })

  it('is refused while something rests on the object', async () => {
    const person = at.nth('person')
    const { rev } = await get('person', person)
    const remove = (layer: 'person' | 'household', id: string) =>
      at.client.objects.remove({ survey: at.survey, layer, id, rev, why: null })
    expect(codeOf(await remove('person', person))).toBe('object.in-use')
    expect(codeOf(await remove('household', at.nth('household')))).toBe('object.in-use')
  })

  it('cannot be undone by itself once something refers to it', async () => {
    const create = (layer: 'household' | 'person', values: Record<string, string>) =>
      at.client.objects.create({ survey: at.survey, layer, values, why: null })
    const household = answerOf(await create('household', { household_code: 'H-1' }))
    const made =
      at.db.prepare<[], { id: string }>('SELECT id FROM journal_entry ORDER BY fid DESC LIMIT 1').get()?.id ?? ''
    answerOf(await create('person', { household_id: household.id, name: '李某' }))
    const undone = await at.client.history.undo({ survey: at.survey, entry: made }).then(finish)
    expect(codeOf(undone)).toBe('journal.in-use')
    expect(codeOf(await undo())).toBe('done')
    expect(codeOf(await at.client.history.undo({ survey: at.survey, entry: made }).then(finish))).toBe('done')
  })

  it('is told by its code where another came to belong to it', async () => {
    const create = (layer: 'household' | 'person', values: Record<string, string>) =>
      at.client.objects.create({ survey: at.survey, layer, values, why: null }).then(answerOf)
    const household = await create('household', { household_code: 'H-1' })
    const person = await create('person', { name: '李某' })
    answerOf(await edit({ layer: 'person', id: person.id, values: { household_id: household.id } }))
    const { history } = await get('person', person.id)
    expect(history[0]?.change.fields).toEqual([{ column: 'household_id', before: null, after: 'H-1' }])
  })

  it('asks for what an object cannot be without', async () => {
    const create = (values: Record<string, string>) =>
      at.client.objects.create({ survey: at.survey, layer: 'land_right', values, why: null })
    const parcel = at.nth('parcel')
    expect(codeOf(await create({ tier: 'qualification' }))).toBe('value.required')
    expect(codeOf(await create({ parcel_id: 'none', tier: 'qualification' }))).toBe('value.no-such-object')
    expect(codeOf(await create({ parcel_id: parcel, tier: '资格权', holder_name: '王某' }))).toBe('done')
    expect((await get('parcel', parcel)).rights.map(({ values }) => values.tier)).toContain('qualification')
  })
})
