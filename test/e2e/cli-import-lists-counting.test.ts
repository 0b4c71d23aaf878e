import { writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { beforeEach, describe, expect, it } from 'vitest'
import { layer, OTHER_VILLAGE, parcelCode, VILLAGE, villagesCsvText, writeShapefile } from '../builders/cli-files.ts'
import { answerOf, workplace } from '../builders/run-cli.ts'

const work = workplace()
const villagesCsv = work.path('villages.csv')
writeFileSync(villagesCsv, villagesCsvText)

interface Answer {
  readonly batch: number | null
  readonly read: number
  readonly imported: number
  readonly updated: number
  readonly skipped: number
  readonly rejected: number
  readonly deletedRecords: number
  readonly findings: readonly {
    readonly code: string
    readonly severity: string
    readonly count: number
    readonly examples: readonly { readonly record: number }[]
  }[]
}

const code = (n: number): string => `${VILLAGE}${String(n).padStart(4, '0')}`
const SHARED_CODE = '000000000007'
const numbers = ['371703199001010016', '371703199202020027', '371703198503030038'] as const

/** Parcels 1 and 2 are of known households, parcel 3 of none; a code stands in two villages. */
const surveyed = layer([
  { ZDDM: parcelCode(1), XZCDM: VILLAGE, QLR: '赵文文', NHDM: code(1), SFZH: numbers[0] },
  { ZDDM: parcelCode(2), XZCDM: VILLAGE, QLR: '钱武文', NHDM: code(2), SFZH: null },
  { ZDDM: parcelCode(3), XZCDM: VILLAGE, QLR: '孙春文', NHDM: null, SFZH: null },
  { ZDDM: parcelCode(4), XZCDM: VILLAGE, QLR: null, NHDM: SHARED_CODE, SFZH: null },
  { ZDDM: '371703102203JC00001', XZCDM: OTHER_VILLAGE, QLR: null, NHDM: SHARED_CODE, SFZH: null },
])

let survey = ''
beforeEach(async () => {
  survey = await work.survey(villagesCsv)
  await answerOf(['import', survey, writeShapefile(work.folder('shp'), '宗地', surveyed), '--layer', 'parcel'])
})

function rowsOf(sql: string): unknown[] {
  const db = new Database(survey, { readonly: true })
  const rows = db.prepare(sql).raw().all()
  db.close()
  return rows
}

/** Everything that a list may change; rev counts changes, so it alone differs after a change was taken back. */
const stateOf = (): unknown => [
  rowsOf('SELECT id, village_code, household_code, head_name, size, remark, extra, batch FROM household ORDER BY id'),
  rowsOf(`SELECT id, household_id, name, id_number_hash, id_number_masked, phone_cipher, phone_masked, account_cipher, sex, relation_to_head,
    collective_member, registration_type, remark, extra, batch FROM person ORDER BY id`),
  rowsOf('SELECT id, person_id, household_id, holder_name FROM land_right ORDER BY id'),
]

function listFile(rows: readonly (readonly string[])[]): string {
  const path = work.path('名单.csv')
  writeFileSync(path, rows.map((row) => row.join(',')).join('\n'))
  return path
}

const findingsOf = (answer: Answer): unknown =>
  Object.fromEntries(
    answer.findings.filter((f) => f.severity !== 'info').map((f) => [f.code, f.examples.map((e) => e.record)]),
  )

/** Dry run and import of one list; both must say the same, and count every row once. */
async function take(kind: 'household' | 'person', rows: readonly (readonly string[])[]): Promise<Answer> {
  const before = stateOf()
  const args = ['import', survey, listFile(rows), '--layer', kind]
  const dry = await answerOf<Answer>([...args, '--dry-run'])
  expect(stateOf()).toEqual(before)
  const answer = await answerOf<Answer>(args)
  expect({ ...dry, seconds: 0, batch: answer.batch }).toEqual({ ...answer, seconds: 0 })
  expect(answer.imported + answer.updated + answer.skipped + answer.rejected + answer.deletedRecords).toBe(answer.read)
  return answer
}

const households = [
  ['XZCDM', 'NHDM', 'ZDDM', '户主', 'JTRK', 'BZ', '组别'],
  [VILLAGE, code(1), '', '赵文文', '4', '', '一组'], // known
  ['', '', parcelCode(2), '钱武文', '', '', ''], // known by its parcel
  [VILLAGE, code(9), '', '李新文', '', '', ''], // new
  [VILLAGE, code(9), '', '', '5', '新立户', '二组'], // fills it
  [VILLAGE, code(9), '', '李旧文', '6', '', ''], // contradicts it
  ['', '', parcelCode(99), '周某文', '3', '', ''], // no such parcel
  ['', '', parcelCode(3), '孙春文', '3', '', ''], // a parcel without household
  ['', SHARED_CODE, '', '吴某文', '3', '', ''], // of which village?
]
const persons = [
  ['XZCDM', 'NHDM', 'ZDDM', '姓名', 'SFZH', '联系电话', '与户主关系', '性别'],
  [VILLAGE, code(1), '', '赵文文', numbers[0], '13800000001', '户主', ''], // known with its right
  [VILLAGE, code(8), '', '赵文文', numbers[0], '', '', '男'], // the same, moved: contradicts
  [VILLAGE, code(9), '', '李新文', numbers[1], '', '', ''], // new, with a new household
  [VILLAGE, code(9), '', '李新文', numbers[1], '13800000002', '户主', ''], // fills it
  [VILLAGE, code(9), '', '李小文', '', '', '子', ''], // no number
  [VILLAGE, code(9), '', '李小文', '', '', '子', ''], // a namesake, for all we know
  ['', '', parcelCode(99), '周某文', numbers[2], '13800000003', '', ''], // no such parcel
  ['', '', '', '郑某文', '', '', '', ''], // names no household
]

describe('a household list', () => {
  it('counts known households as updated, and each row once', async () => {
    expect(await take('household', households)).toMatchObject({
      read: 8,
      imported: 1,
      updated: 4,
      skipped: 0,
      rejected: 3,
    })
    expect(await take('household', households)).toMatchObject({
      read: 8,
      imported: 0,
      updated: 5,
      skipped: 0,
      rejected: 3,
    })
  })

  it('rejects rows whose household cannot be told, and keeps them as the file wrote them', async () => {
    const answer = await take('household', households)
    expect(answer.findings).toContainEqual(
      expect.objectContaining({ code: 'household.unknown', severity: 'error', count: 3 }),
    )
    const kept = rowsOf(
      `SELECT record, codes, attributes FROM import_rejected WHERE batch = ${answer.batch} ORDER BY record`,
    ) as [number, string, string][]
    expect(kept.map(([record, codes]) => [record, codes])).toEqual(
      [6, 7, 8].map((record) => [record, '["household.unknown"]']),
    )
    expect(kept.map(([, , attributes]) => JSON.parse(attributes) as unknown)).toEqual([
      { XZCDM: null, NHDM: null, ZDDM: parcelCode(99), 户主: '周某文', JTRK: 3, BZ: null },
      { XZCDM: null, NHDM: null, ZDDM: parcelCode(3), 户主: '孙春文', JTRK: 3, BZ: null },
      { XZCDM: null, NHDM: SHARED_CODE, ZDDM: null, 户主: '吴某文', JTRK: 3, BZ: null },
    ])
  })

  it('joins the rows of one household: the first stands, later ones fill its blanks, and contradictions are named', async () => {
    const answer = await take('household', households)
    expect(rowsOf(`SELECT head_name, size, remark, extra FROM household WHERE household_code = '${code(9)}'`)).toEqual([
      ['李新文', 5, '新立户', '{"组别":"二组"}'],
    ])
    expect(findingsOf(answer)).toEqual({
      'household.size-differs': [5],
      'household.row-differs': [5],
      'household.unknown': [6, 7, 8],
    })
    expect(rowsOf(`SELECT record, code FROM import_note WHERE batch = ${answer.batch} ORDER BY record, code`)).toEqual([
      [5, 'household.row-differs'],
      [5, 'household.size-differs'],
    ])
  })

  it('keeps what is known of a household beside the list', async () => {
    await take('household', [
      ['XZCDM', 'NHDM', '户主', '电表'],
      [VILLAGE, code(1), '赵文文', 'A-1'],
    ])
    await take('household', [
      ['XZCDM', 'NHDM', '户主', '组别'],
      [`${VILLAGE}0000000`, code(1), '', '一组'],
    ])
    const [[head, extra]] = rowsOf(`SELECT head_name, extra FROM household WHERE household_code = '${code(1)}'`) as [
      [string, string],
    ]
    expect([head, JSON.parse(extra)]).toEqual(['赵文文', { XZCDM: `${VILLAGE}0000000`, 电表: 'A-1', 组别: '一组' }])
  })

  it('says of a row with NHDM that its parcel is unknown', async () => {
    const answer = await take('household', [
      ['XZCDM', 'NHDM', 'ZDDM', '户主'],
      [VILLAGE, code(1), parcelCode(99), '赵文文'],
    ])
    expect(answer).toMatchObject({ read: 1, updated: 1, rejected: 0 })
    expect(findingsOf(answer)).toEqual({ 'parcel.unknown': [1] })
  })
})

describe('a person list', () => {
  it('makes one person of rows with the same number and name, and none of rows with a name alone', async () => {
    const answer = await take('person', persons)
    expect(answer).toMatchObject({ read: 8, imported: 4, updated: 3, skipped: 0, rejected: 1 })
    const listed =
      rowsOf(`SELECT q.name, q.id_number_masked IS NOT NULL, q.phone_masked IS NOT NULL, q.relation_to_head, q.sex, h.household_code
      FROM person q LEFT JOIN household h ON h.id = q.household_id WHERE q.name IN ('赵文文', '李新文', '李小文', '郑某文') ORDER BY q.source_record, q.fid`)
    expect(listed.toSorted()).toEqual(
      [
        ['赵文文', 1, 1, '户主', '男', code(1)],
        ['李新文', 1, 1, '户主', null, code(9)],
        ['李小文', 0, 0, '子', null, code(9)],
        ['李小文', 0, 0, '子', null, code(9)],
        ['郑某文', 0, 0, null, null, null],
      ].toSorted(),
    )
    expect(findingsOf(answer)).toMatchObject({ 'person.row-differs': [2], 'household.unknown': [7] })
    expect(rowsOf(`SELECT count(*) FROM household WHERE household_code = '${code(8)}'`)).toEqual([[0]])
  })

  it('keeps a rejected row with its numbers sealed', async () => {
    const { batch } = await take('person', persons)
    const [[attributes]] = rowsOf(`SELECT attributes FROM import_rejected WHERE batch = ${batch}`) as [[string]]
    const kept = JSON.parse(attributes) as Record<
      string,
      { readonly $personal: string; readonly cipher: string } | string | null
    >
    expect(kept).toMatchObject({
      ZDDM: parcelCode(99),
      姓名: '周某文',
      SFZH: { $personal: 'id-number' },
      联系电话: { $personal: 'phone' },
    })
    expect(attributes).not.toContain(numbers[2])
    expect(attributes).not.toContain('13800000003')
  })

  it('imported twice changes nobody a second time but those without a number', async () => {
    await take('person', persons)
    expect(await take('person', persons)).toMatchObject({ read: 8, imported: 3, updated: 4, rejected: 1 })
    expect(
      rowsOf('SELECT name, count(*) FROM person WHERE id_number_hash NOTNULL GROUP BY name ORDER BY name').toSorted(),
    ).toEqual(
      [
        ['李新文', 1],
        ['赵文文', 1],
      ].toSorted(),
    )
  })
})

describe.each([
  ['household', households],
  ['person', persons],
  [
    'person',
    [
      ['XZCDM', 'NHDM', '姓名', 'SFZH'],
      [VILLAGE, code(8), '赵文文', numbers[0]],
    ],
  ], // a known person moves to a new household
] as const)('a %s list', (kind, rows) => {
  it.each(['rollback', 'undo'])('leaves no trace after %s, and is back when that is undone', async (command) => {
    const before = stateOf()
    const { batch } = await take(kind, rows)
    const after = stateOf()
    expect(after).not.toEqual(before)
    await answerOf(command === 'undo' ? ['undo', survey] : ['rollback', survey, String(batch)])
    expect(stateOf()).toEqual(before)
    await answerOf(['undo', survey])
    expect(stateOf()).toEqual(after)
  })
})
