import { copyFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { beforeAll, describe, expect, it } from 'vitest'
import { generateSurvey } from '../builders/survey-generator.ts'
import { cundi, done, newFolder } from './cli-process.ts'
import { SURVEY } from './kill-stage.ts'
import { surveyState } from './survey-state.ts'

const files = { villages: '', plain: '', people: '' }

beforeAll(() => {
  const people = generateSurvey(newFolder(), { parcels: 60, people: true, defects: {} })
  files.villages = people.villagesCsv
  files.people = people.parcelsShp
  files.plain = generateSurvey(newFolder(), { parcels: 60, defects: {} }).parcelsShp
})

async function newSurvey(env: Readonly<Record<string, string>> = {}): Promise<string> {
  const survey = join(newFolder(), SURVEY)
  await done(['init', survey, '--county', '371703', '--villages', files.villages], { env })
  return survey
}

const importArgs = (survey: string, file: string): readonly string[] => [
  'import',
  survey,
  file,
  '--layer',
  'parcel',
  '--json',
]
const codeOf = (stdout: string): unknown => (JSON.parse(stdout) as { error?: { code?: unknown } }).error?.code

describe('the key beside a survey', () => {
  it('is readable by its owner alone', async () => {
    const survey = await newSurvey()
    expect(statSync(`${survey}.key`).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600)
  })

  it('is not needed for anything but new personal numbers', async () => {
    const survey = await newSurvey()
    await done(importArgs(survey, files.people))
    renameSync(`${survey}.key`, `${survey}.elsewhere`)
    const to = (name: string): string => join(survey, '..', name)
    for (const args of [
      ['info', survey],
      ['assess', survey],
      ['rollback', survey, '1'],
      ['undo', survey],
      ['export', survey, '--to', to('成果.zip'), '--format', 'package', '--allow-blocking'],
      ['export', survey, '--to', to('成果.xlsx'), '--format', 'xlsx'],
    ]) {
      const ended = await cundi(args)
      expect([args[0], ended.status, ended.stderr]).toEqual([args[0], 0, ''])
    }
  }, 60_000)

  it('is asked for where an import brings identity numbers, and nothing is changed', async () => {
    const survey = await newSurvey()
    rmSync(`${survey}.key`)
    const before = surveyState(survey).digests
    const refused = await cundi(importArgs(survey, files.people))
    expect([refused.status, codeOf(refused.stdout)]).toEqual([3, 'key.missing'])
    expect(surveyState(survey).digests).toEqual(before)
    expect((await cundi(importArgs(survey, files.plain))).status).toBe(0)
  }, 60_000)

  it('is asked for where an export hands personal numbers over', async () => {
    const survey = await newSurvey()
    await done(importArgs(survey, files.people))
    rmSync(`${survey}.key`)
    const refused = await cundi([
      'export',
      survey,
      '--to',
      join(survey, '..', 'x.xlsx'),
      '--format',
      'xlsx',
      '--with-personal',
      '发证',
      '--json',
    ])
    expect([refused.status, codeOf(refused.stdout)]).toEqual([3, 'key.missing'])
  }, 60_000)

  it('becomes the own key of a survey that has none when it first writes in it, not when it reads', async () => {
    const survey = await newSurvey()
    const stranger = `${await newSurvey()}.key`
    const db = new Database(survey)
    db.exec("DELETE FROM cundi_metadata WHERE key = 'key_check'")
    db.close()
    expect((await cundi(['info', survey])).status).toBe(0)
    await done(importArgs(survey, files.people))
    copyFileSync(stranger, `${survey}.key`)
    expect(codeOf((await cundi([...importArgs(survey, files.people)])).stdout)).toBe('key.wrong')
  }, 60_000)

  it("is refused where it is another survey's", async () => {
    const survey = await newSurvey()
    copyFileSync(`${await newSurvey()}.key`, `${survey}.key`)
    const before = surveyState(survey).digests
    const refused = await cundi(importArgs(survey, files.people))
    expect([refused.status, codeOf(refused.stdout)]).toEqual([3, 'key.wrong'])
    expect(surveyState(survey).digests).toEqual(before)
  }, 60_000)
})

describe('a key wrapped by a passphrase', () => {
  const passphrase = { CUNDI_PASSPHRASE: '定陶 correct horse 7' }

  it('opens with the passphrase, stays masked without it, and refuses another', async () => {
    const survey = await newSurvey(passphrase)
    const without = await cundi(importArgs(survey, files.people))
    expect([without.status, codeOf(without.stdout)]).toEqual([3, 'key.missing'])
    expect((await cundi(['info', survey])).status).toBe(0)
    const wrong = await cundi(importArgs(survey, files.people), { env: { CUNDI_PASSPHRASE: 'another' } })
    expect([wrong.status, codeOf(wrong.stdout)]).toEqual([3, 'key.wrong-passphrase'])
    expect((await cundi(importArgs(survey, files.people), { env: passphrase })).status).toBe(0)
  }, 60_000)
})
