import { existsSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import Database from 'better-sqlite3'
import iconv from 'iconv-lite'
import { describe, expect, it } from 'vitest'
import { SCHEMA_VERSION } from '../../db/migrations/ladder.ts'
import { answerOf, refusalOf, workplace } from '../builders/run-cli.ts'

const work = workplace()
const HEADER = 'code,name,town,village_type,terrain,population,households\n'
let files = 0

function csv(content: string | Uint8Array): string {
  files += 1
  const path = work.path(`名录 ${files}.csv`)
  writeFileSync(path, content)
  return path
}

const target = (): string => work.path(`调查 ${++files}.gpkg`)
const init = (villages: string, survey = target()) =>
  answerOf(['init', survey, '--county', '371703', '--villages', villages])
const initRefused = async (villages: string) => {
  const survey = target()
  const error = await refusalOf(['init', survey, '--county', '371703', '--villages', villages])
  expect(existsSync(survey)).toBe(false)
  return error
}

function villagesOf(survey: string): unknown[] {
  const db = new Database(survey, { readonly: true })
  const rows = db
    .prepare('SELECT code, name, town, village_type, terrain, population, households FROM village ORDER BY code')
    .raw()
    .all()
  db.close()
  return rows
}

const allTypes = `${HEADER}371703107201,示例一村,仿山镇,城中村,平原,1040,260
371703107202,示例二村,仿山镇,near_suburb,盐碱地,,
371703107203,示例三村,冉固镇,远郊村,山区平地,0,0
371703107204,,,far_suburb,山坡,,
371703107205,示例五村,,近郊村,saline,,
371703107206,示例六村,,urban_village,hill_flat,,
371703107207,示例七村,,,hill_slope,,
371703107208,示例八村,,,,,
`
const allTypesRead = [
  ['371703107201', '示例一村', '仿山镇', 'urban_village', 'plain', 1040, 260],
  ['371703107202', '示例二村', '仿山镇', 'near_suburb', 'saline', null, null],
  ['371703107203', '示例三村', '冉固镇', 'far_suburb', 'hill_flat', 0, 0],
  ['371703107204', null, null, 'far_suburb', 'hill_slope', null, null],
  ['371703107205', '示例五村', null, 'near_suburb', 'saline', null, null],
  ['371703107206', '示例六村', null, 'urban_village', 'hill_flat', null, null],
  ['371703107207', '示例七村', null, null, 'hill_slope', null, null],
  ['371703107208', '示例八村', null, null, null, null, null],
]

describe('init', () => {
  it('answers file, schemaVersion, crs and villages, and nothing else', async () => {
    const survey = target()
    expect(await init(csv(allTypes), survey)).toEqual({
      file: survey,
      schemaVersion: SCHEMA_VERSION,
      crs: 'EPSG:4527',
      villages: 8,
    })
  })

  it('makes an empty survey without a list of villages', async () => {
    expect(await answerOf(['init', target(), '--county', '371703'])).toMatchObject({ crs: 'EPSG:4527', villages: 0 })
  })

  it('takes another CGCS2000 zone, and asks for one where the county has none built in', async () => {
    expect(await answerOf(['init', target(), '--county', '371703', '--crs', 'EPSG:4526'])).toMatchObject({
      crs: 'EPSG:4526',
    })
    const survey = target()
    expect(await refusalOf(['init', survey, '--county', '659001'])).toMatchObject({ code: 'crs.needed' })
    expect(existsSync(survey)).toBe(false)
    expect(await answerOf(['init', survey, '--county', '659001', '--crs', 'EPSG:4521'])).toMatchObject({
      crs: 'EPSG:4521',
    })
    expect((await refusalOf(['init', target(), '--county', '371703', '--crs', 'EPSG:4326'])).code).toBe(
      'crs.not-a-zone',
    )
  })

  it('refuses a county that is not six digits and a folder that is not there', async () => {
    expect((await refusalOf(['init', target(), '--county', '3717'], { status: 2 })).code).toBe('county.bad-code')
    expect((await refusalOf(['init', work.path('无/调查.gpkg'), '--county', '371703'])).code).toBe(
      'target.folder-missing',
    )
  })
})

describe('villages.csv', () => {
  it.each([
    ['UTF-8 without BOM', Buffer.from(allTypes)],
    ['UTF-8 with BOM and Windows line ends', Buffer.from(`\uFEFF${allTypes.replaceAll('\n', '\r\n')}`)],
    ['GBK', iconv.encode(allTypes, 'gbk')],
  ])('is read in %s, with English codes or Chinese names, and its blanks stay null', async (_, bytes) => {
    const survey = target()
    await init(csv(bytes), survey)
    expect(villagesOf(survey)).toEqual(allTypesRead)
  })

  it('may have its columns in another order and leave some out', async () => {
    const survey = target()
    await init(csv('village_type,code\n城中村,371703107201\n'), survey)
    expect(villagesOf(survey)).toEqual([['371703107201', null, null, 'urban_village', null, null, null]])
  })

  it.each([
    ['an unknown type', '371703107202,乙村,,镇中村,,,', '镇中村'],
    ['an unknown terrain', '371703107202,乙村,,城中村,沙漠,,', '沙漠'],
    ['a code of another county', '371702107202,乙村,,,,,', '371702107202'],
    ['a code that is too short', '37170310720,乙村,,,,,', '37170310720'],
    ['a code with letters', '37170310720A,乙村,,,,,', '37170310720A'],
    ['a missing code', ',乙村,,,,,', ''],
    ['a repeated code', '371703107201,乙村,,,,,', '371703107201'],
    ['a population in words', '371703107202,乙村,,,,一千,', '一千'],
  ])('is exit 3 with the line for %s, and no survey is made', async (_, line, value) => {
    const file = csv(`${HEADER}371703107201,甲村,,,,,\n\n${line}\n`)
    const error = await initRefused(file)
    expect(error).toMatchObject({ file, record: 4 })
    expect(error.message).toContain('4')
    expect(error.message).toContain(value)
    expect(error.message).toContain(basename(file))
  })

  it('is exit 3 when there is none, or none that can be read', async () => {
    expect(await initRefused(work.path('没有.csv'))).toMatchObject({ file: work.path('没有.csv') })
    expect((await initRefused(csv('名称,类型\n甲村,城中村\n'))).code).toBe('villages.no-code-column')
    expect((await initRefused(csv(''))).code).toMatch(/\./)
    expect((await initRefused(csv(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70)))).code).toBe(
      'villages.unreadable-text',
    )
  })
})
