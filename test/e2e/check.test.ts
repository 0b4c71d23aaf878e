import { afterEach, describe, expect, it } from 'vitest'
import { runCheck } from '../../main/jobs/check/run-check.ts'
import type { Rule } from '../../shared/quality/rule.ts'
import { rules } from '../../shared/quality/rules.ts'
import { shandongCeilings } from '../../shared/standards/sets/shandong.ts'
import { bowTie, codeOf, plot, soundParcel, type TestSurvey, testSurvey, VILLAGE } from '../builders/check-survey.ts'

const context = {
  signal: new AbortController().signal,
  report: () => undefined,
  withWriteAccess: <T>(work: () => T): Promise<T> => Promise.resolve(work()),
}

let open: TestSurvey[] = []
const survey = (...villages: Parameters<typeof testSurvey>): TestSurvey => {
  const made = testSurvey(...villages)
  open.push(made)
  return made
}
afterEach(() => {
  for (const made of open) made.close()
  open = []
})

const check = (s: TestSurvey, list = false) => runCheck(s.db, { list }, context)

/** Rules with findings and how many. */
async function counts(s: TestSurvey): Promise<Record<string, number>> {
  const { rules: checked } = await check(s)
  return Object.fromEntries(checked.filter((rule) => rule.findings > 0).map((rule) => [rule.id, rule.findings]))
}

describe('the answer', () => {
  it('lists every rule with its title, also without findings', async () => {
    const answer = await check(survey())
    expect(answer.rules.map((rule) => rule.id)).toEqual(rules.map((rule) => rule.id))
    expect(answer.rules.find((rule) => rule.id === 'parcel.overlap')).toEqual({
      id: 'parcel.overlap',
      title: { zh: '宗地重叠', en: 'overlapping parcels' },
      severity: 'error',
      findings: 0,
    })
    expect([answer.findings, answer.blocking, answer.list]).toEqual([0, 0, undefined])
  })

  it('counts all findings, and of them the errors that block', async () => {
    const s = survey()
    s.add('parcel', { ...soundParcel(1), parcel_code: 'A', approved_area_m2: 0 }, plot(0, 0, 10, 10))
    expect(await counts(s)).toEqual({ 'code.format': 1, 'area.approved-zero': 1 })
    const { findings, blocking } = await check(s)
    expect([findings, blocking]).toEqual([2, 1])
  })

  it('a waived error still counts and no longer blocks, also after a rerun', async () => {
    const s = survey()
    s.add('parcel', { ...soundParcel(1), parcel_code: 'A' }, plot(0, 0, 10, 10))
    const [finding] = (await check(s, true)).list ?? []
    s.db.prepare("INSERT INTO waiver (finding_id, why, at) VALUES (?, 'agreed', '2024-01-01')").run(finding?.id)
    for (let run = 0; run < 2; run++) {
      const answer = await check(s, true)
      expect([answer.findings, answer.blocking, answer.list?.[0]?.waived]).toEqual([1, 0, true])
    }
  })

  it('a rerun writes nothing, and a mended fault leaves', async () => {
    const s = survey()
    const id = s.add('parcel', { ...soundParcel(1), parcel_code: 'A' }, plot(0, 0, 10, 10))
    await check(s)
    const before = s.db.prepare('SELECT * FROM finding').all()
    const writes = s.db.prepare<[], { n: number }>('SELECT total_changes() AS n').get()?.n
    await check(s)
    expect(s.db.prepare('SELECT * FROM finding').all()).toEqual(before)
    // One row goes into the temporary stage, none into the survey.
    expect(s.db.prepare<[], { n: number }>('SELECT total_changes() AS n').get()?.n).toBe((writes ?? 0) + before.length)
    s.db.prepare('UPDATE parcel SET parcel_code = ?, rev = rev + 1 WHERE id = ?').run(codeOf(1), id)
    expect((await check(s)).findings).toBe(0)
    expect(s.db.prepare('SELECT count(*) AS n FROM finding').get()).toEqual({ n: 0 })
  })

  it('gives both subjects, the shared area and the place of an overlap', async () => {
    const s = survey()
    const a = s.add('parcel', soundParcel(1), plot(0, 0, 10, 10))
    const b = s.add('parcel', soundParcel(2), plot(9, 0, 10, 10))
    const [finding] = (await check(s, true)).list ?? []
    expect(finding).toMatchObject({
      rule: 'parcel.overlap',
      severity: 'error',
      waived: false,
      params: { sharedM2: 10 },
      place: [39_550_009.5, 3_880_005],
    })
    expect(finding?.subjects).toEqual([
      { kind: 'parcel', id: a, code: codeOf(1), record: 1 },
      { kind: 'parcel', id: b, code: codeOf(2), record: 2 },
    ])
  })

  it('a rule that breaks blocks, and the others go on', async () => {
    const s = survey()
    s.add('parcel', { ...soundParcel(1), parcel_code: 'A' }, plot(0, 0, 10, 10))
    const breaks: Rule = {
      id: 'code.missing',
      severity: 'warning',
      cites: '',
      rows: {
        parcel: () => {
          throw new Error('broken')
        },
      },
    }
    const format = rules.filter((rule) => rule.id === 'code.format')
    const answer = await runCheck(s.db, { list: true, rules: [breaks, ...format] }, context)
    expect(answer.rules.map(({ id, findings }) => [id, findings])).toEqual([
      ['code.missing', 0],
      ['code.format', 1],
      ['check.rule-failed', 1],
    ])
    expect(answer.blocking).toBe(2)
    s.db.exec('DROP TABLE import_note')
    const broken = await check(s)
    expect(broken.rules.at(-1)).toMatchObject({
      id: 'check.rule-failed',
      findings: rules.filter((rule) => rule.asks === 'import-notes').length,
    })
  })

  it('a cancelled check leaves the findings of the one before', async () => {
    const s = survey()
    s.add('parcel', { ...soundParcel(1), parcel_code: 'A' }, plot(0, 0, 10, 10))
    await check(s)
    s.add('parcel', { ...soundParcel(2), parcel_code: 'B' }, plot(20, 0, 10, 10))
    const cancel = new AbortController()
    await expect(
      runCheck(
        s.db,
        { list: false },
        { ...context, signal: cancel.signal, report: () => cancel.abort(new Error('cancelled')) },
      ),
    ).rejects.toThrow('cancelled')
    expect(s.db.inTransaction).toBe(false)
    expect(s.db.prepare('SELECT count(*) AS n FROM finding').get()).toEqual({ n: 1 })
  })
})

describe('parcels', () => {
  it('code.duplicate is each occurrence after the first in file order; blanks repeat nothing', async () => {
    const s = survey()
    for (let i = 0; i < 3; i++) s.add('parcel', soundParcel(1), plot(i * 20, 0, 10, 10))
    for (let i = 0; i < 2; i++) s.add('parcel', { ...soundParcel(9), parcel_code: null }, plot(i * 20, 40, 10, 10))
    expect(await counts(s)).toEqual({ 'code.duplicate': 2, 'code.missing': 2 })
  })

  it('parcel.overlap is pairs above 0.01 m², not shared walls and not 0.01 m² itself', async () => {
    const s = survey()
    s.add('parcel', soundParcel(1), plot(0, 0, 10, 16))
    s.add('parcel', soundParcel(2), plot(10, 0, 10, 16))
    s.add('parcel', soundParcel(3), plot(0, 16 - 1 / 1024, 10, 16))
    expect(await counts(s)).toEqual({})
    s.add('parcel', soundParcel(4), plot(-9.5, 0, 10, 16))
    expect(await counts(s)).toEqual({ 'parcel.overlap': 1 })
  })

  it('three parcels upon one another are three pairs', async () => {
    const s = survey()
    for (let i = 1; i <= 3; i++) s.add('parcel', soundParcel(i), plot(i, 0, 10, 10))
    expect(await counts(s)).toEqual({ 'parcel.overlap': 3 })
  })

  it('a parcel in the hole of another shares nothing with it; one across the hole does', async () => {
    const s = survey()
    const [[outer = new Float64Array()] = []] = plot(0, 0, 30, 30)
    const [[hole = new Float64Array()] = []] = plot(10, 10, 10, 10)
    s.add('parcel', soundParcel(1), [[outer, hole]])
    s.add('parcel', soundParcel(2), plot(10, 10, 10, 10))
    expect(await counts(s)).toEqual({})
    s.add('parcel', soundParcel(3), plot(11, 19, 2, 2))
    expect(await counts(s)).toEqual({ 'parcel.overlap': 2 })
  })

  it('an invalid parcel is told with its place and stays out of the overlaps', async () => {
    const s = survey()
    s.add('parcel', { ...soundParcel(1), geometry_fault: 'geometry.self-intersection' }, bowTie(0, 0))
    s.add('parcel', soundParcel(2), plot(0, 0, 10, 10))
    expect(await counts(s)).toEqual({ 'geometry.self-intersection': 1 })
    const [finding] = (await check(s, true)).list ?? []
    expect(finding).toMatchObject({
      params: { reason: 'Self-intersection', x: '39550005.00', y: '3880005.00' },
      place: [39_550_005, 3_880_005],
    })
  })

  it('a shape that another program wrote is judged before anything else', async () => {
    const s = survey()
    s.add('parcel', { ...soundParcel(1), geometry_fault: 'geometry.unverified' }, bowTie(0, 0))
    s.add('parcel', { ...soundParcel(2), geometry_fault: 'geometry.unverified' }, plot(20, 0, 10, 10))
    s.add('parcel', soundParcel(3), plot(25, 0, 10, 10))
    expect(await counts(s)).toEqual({ 'geometry.self-intersection': 1, 'parcel.overlap': 1 })
  })

  it('an invalid parcel that the file holds to be valid is told and makes no false overlap', async () => {
    const s = survey()
    s.add('parcel', soundParcel(1), bowTie(0, 0))
    s.add('parcel', soundParcel(2), plot(0, 0, 10, 10))
    expect(await counts(s)).toEqual({ 'geometry.self-intersection': 1 })
  })

  it('a broken geometry stops nothing', async () => {
    const s = survey()
    s.add('parcel', { ...soundParcel(1), geom: Uint8Array.of(71, 80, 0, 1, 0, 0) })
    s.add('parcel', soundParcel(2), plot(0, 0, 10, 10))
    s.add('parcel', soundParcel(3), plot(1, 0, 10, 10))
    expect((await counts(s))['parcel.overlap']).toBe(1)
  })

  it('parcel.outside-village needs a village whose boundary is known', async () => {
    const s = survey()
    s.add('parcel', soundParcel(1), plot(95, 0, 10, 10))
    s.add('parcel', soundParcel(2), plot(90, 20, 10, 10))
    expect(await counts(s)).toEqual({})
    const [[ring = new Float64Array()] = []] = plot(0, 0, 100, 100)
    const other = testSurvey([])
    open.push(other)
    other.add('village', { code: VILLAGE, village_type: 'near_suburb' }, [[ring]])
    other.add('parcel', soundParcel(1), plot(95, 0, 10, 10))
    other.add('parcel', soundParcel(2), plot(90, 20, 10, 10))
    other.add('parcel', soundParcel(3), plot(90, 40, 10.0005, 10))
    expect(await counts(other)).toEqual({ 'parcel.outside-village': 1 })
    expect((await check(other, true)).list?.[0]?.params).toEqual({ outsideM2: 50, villageCode: VILLAGE })
  })

  it('village rules follow the survey', async () => {
    const s = survey()
    s.add('parcel', { ...soundParcel(1), village_code: '371703101999' }, plot(0, 0, 10, 10))
    s.add('parcel', { ...soundParcel(2), village_code: null, village_proposed: VILLAGE }, plot(20, 0, 10, 10))
    s.add('parcel', { ...soundParcel(3), village_code: null, parcel_code: null }, plot(40, 0, 10, 10))
    expect(await counts(s)).toEqual({
      'village.unknown': 1,
      'village.derived': 1,
      'village.missing': 1,
      'code.missing': 1,
    })
  })
})

describe('buildings and patches', () => {
  it('building.outside-parcel: reaching out, in no parcel; not at the wall, not where the parcel is invalid', async () => {
    const s = survey()
    const home = s.add('parcel', soundParcel(1), plot(0, 0, 10, 10))
    const invalid = s.add('parcel', { ...soundParcel(2), geometry_fault: 'geometry.self-intersection' }, bowTie(40, 0))
    s.add('building', { parcel_id: home }, plot(0, 0, 5, 5))
    s.add('building', { parcel_id: home }, plot(0, 5, 10.0005, 5))
    s.add('building', { parcel_id: invalid }, plot(40, 0, 5, 5))
    expect(await counts(s)).toEqual({ 'geometry.self-intersection': 1 })
    s.add('building', { parcel_id: home }, plot(8, 2, 4, 5))
    s.add('building', { parcel_id: null }, plot(100, 2, 4, 5))
    expect((await counts(s))['building.outside-parcel']).toBe(2)
  })

  it('land_use is compared with its ellipsoidal area, buildings with their plane area', async () => {
    const s = survey()
    s.add('land_use', { declared_area_m2: 10_000, ellipsoid_area_m2: 9996 }, plot(0, 0, 100, 100))
    s.add('land_use', { declared_area_m2: 9996, ellipsoid_area_m2: 9996 }, plot(200, 0, 100, 100))
    const home = s.add('parcel', soundParcel(1), plot(0, 0, 10, 10))
    s.add('building', { parcel_id: home, footprint_area_m2: 22 }, plot(0, 0, 4, 5))
    expect(await counts(s)).toEqual({ 'area.declared-differs': 2 })
  })
})

describe('people', () => {
  it('person.id-conflict is the second name of one number; a blank is no name, one name twice no conflict', async () => {
    const s = survey()
    for (const [hash, name] of [
      ['h1', '甲一'],
      ['h1', '甲二'],
      ['h2', '乙一'],
      ['h2', null],
      ['h3', '丙一'],
      ['h3', '丙一'],
      [null, '丁一'],
      [null, '丁二'],
    ] as const) {
      s.add('person', { id_number_hash: hash, name })
    }
    expect(await counts(s)).toEqual({ 'person.id-conflict': 1 })
  })

  it('findings about persons hold neither name nor number', async () => {
    const s = survey()
    s.add('person', {
      id_number_hash: 'HASH',
      id_number_masked: '371703********1234',
      name: '甲一',
      id_number_fault: 'id.checksum',
    })
    s.add('person', { id_number_hash: 'HASH', id_number_masked: '371703********1234', name: '甲二' })
    await check(s)
    const stored = JSON.stringify(s.db.prepare('SELECT * FROM finding').all())
    expect(stored).toContain('person.id-conflict')
    for (const personal of ['甲', 'HASH', '371703*']) expect(stored).not.toContain(personal)
  })

  it('household.size-differs is the records that disagree; a blank says nothing', async () => {
    const s = survey()
    for (const [i, size] of [3, 4, null].entries())
      s.add('parcel', { ...soundParcel(i + 1), household_code: 'N1', household_size: size }, plot(i * 20, 0, 10, 10))
    s.add('parcel', { ...soundParcel(7), household_code: 'N2', household_size: 5 }, plot(80, 0, 10, 10))
    expect(await counts(s)).toEqual({ 'household.size-differs': 2 })
    s.add('household', { household_code: 'N2', village_code: VILLAGE, size: 6 })
    expect(await counts(s)).toEqual({ 'household.size-differs': 3, 'household.no-member': 1 })
  })

  it('a household has members by its persons or by the holder of its right', async () => {
    const s = survey()
    const [a, b] = ['N1', 'N2', 'N3'].map((code) => s.add('household', { household_code: code, village_code: VILLAGE }))
    s.add('person', { household_id: a ?? '', name: '甲一' })
    const holder = s.add('person', { name: '乙一' })
    const home = s.add('parcel', soundParcel(1), plot(0, 0, 10, 10))
    s.add('land_right', { parcel_id: home, tier: 'use', person_id: holder, household_id: b ?? '' })
    expect(await counts(s)).toEqual({ 'household.no-member': 1 })
  })
})

describe('what imports left', () => {
  const batch = (s: TestSurvey, fid: number, rolledBackAt: string | null, findings = '[]'): void => {
    s.db
      .prepare(`INSERT INTO import_batch (fid, id, file, layer, kind, at, read, imported, updated, skipped, rejected, deleted_records, findings, rolled_back_at)
      VALUES (?, ?, '宗地.shp', '宗地', 'parcel', '2024-01-01', 0, 0, 0, 0, 0, 0, ?, ?)`)
      .run(fid, `batch-${fid}`, findings, rolledBackAt)
  }
  const reject = (s: TestSurvey, of: number, record: number, mendedBy: number | null): void => {
    s.db
      .prepare('INSERT INTO import_rejected (batch, record, codes, attributes, mended_by) VALUES (?, ?, ?, ?, ?)')
      .run(of, record, '["geometry.missing"]', '{}', mendedBy)
  }

  it('rejected records wait until a batch that stands has mended them; those of a batch taken back are gone', async () => {
    const s = survey()
    batch(s, 1, null)
    batch(s, 2, '2024-01-02')
    batch(s, 3, null)
    reject(s, 1, 5, null)
    reject(s, 1, 6, 3)
    reject(s, 1, 7, 2)
    reject(s, 2, 8, null)
    expect(await counts(s)).toEqual({ 'import.rejected-pending': 2 })
    expect((await check(s, true)).list?.map((finding) => finding.params)).toContainEqual({
      file: '宗地.shp',
      record: 5,
      codes: 'geometry.missing',
    })
    expect((await check(s)).blocking).toBe(0)
  })

  it('notes about records follow the objects that came of them', async () => {
    const s = survey()
    batch(s, 1, null)
    const note = s.db.prepare('INSERT INTO import_note (batch, record, code) VALUES (1, ?, ?)')
    for (const record of [1, 2]) note.run(record, 'text.cut')
    note.run(1, 'geometry.z-dropped')
    s.add('parcel', { ...soundParcel(1), batch: 1 }, plot(0, 0, 10, 10))
    expect(await counts(s)).toEqual({ 'text.cut': 1, 'geometry.z-dropped': 1 })
  })

  it('facts about a file are one finding a batch that stands', async () => {
    const s = survey()
    const findings = JSON.stringify([
      { code: 'encoding.sniffed', severity: 'info', count: 1, examples: [] },
      { code: 'field.unknown', severity: 'info', count: 4, examples: [] },
    ])
    batch(s, 1, null, findings)
    batch(s, 2, '2024-01-02', findings)
    expect(await counts(s)).toEqual({ 'encoding.sniffed': 1, 'field.unknown': 1 })
  })
})

it('the built-in standards need the terrain of far-suburb villages only', () => {
  expect(
    shandongCeilings.standards
      .filter((standard) => standard.terrain !== null)
      .every((standard) => standard.villageType === 'far_suburb'),
  ).toBe(true)
})
