import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listEntries } from '../../db/history/journal.ts'
import { parcelsByCode } from '../../db/queries/parcel-facts.ts'
import { createCore } from '../../main/core/core.ts'
import { openVault, readKey } from '../../main/platform/keys.ts'
import {
  answerOf,
  asItStands,
  type Bench,
  benchOf,
  count,
  type FilledBench,
  filledSurvey,
  inside,
  newFolder,
} from './survey-bench.ts'

let sound: FilledBench
let survey: Bench
beforeAll(async () => {
  sound = await filledSurvey()
})
beforeEach(() => {
  const folder = newFolder()
  const path = join(folder, '在改.gpkg')
  copyFileSync(sound.path, path)
  copyFileSync(`${sound.path}.key`, `${path}.key`)
  survey = benchOf(path, folder)
})

describe('a row edited outside that nobody has taken in yet', () => {
  it('has no area that could be told as the truth', () => {
    inside(survey.path, (db) =>
      db.exec('UPDATE parcel SET geom = (SELECT geom FROM parcel WHERE fid = 2) WHERE fid = 1'),
    )
    asItStands(survey.path, (db) => {
      const codes = db
        .prepare<[], { code: string }>('SELECT parcel_code AS code FROM parcel WHERE fid IN (1, 2) ORDER BY fid')
        .all()
      const faults = codes.map(({ code }) => parcelsByCode(db, code)[0]?.geometryFault)
      expect(faults).toEqual(['geometry.unverified', null])
    })
  })
})

describe('a personal number typed into texts from outside', () => {
  const number = '371703199001011231'
  const phone = '13812345678'
  const openAndClose = (): void => {
    const core = createCore({
      author: { operator: null, team: null },
      passphrase: null,
      resolveFile: (file) => file,
      version: 'test',
      language: 'zh',
    })
    answerOf(core.open(survey.path, 'write'))
    core.closeAll()
  }
  const typeIn = (): void =>
    inside(survey.path, (db) => {
      db.exec(`UPDATE parcel SET remark = '电话${phone}', holder_name = '${number}' WHERE fid = 1`)
      db.exec(`INSERT INTO household (household_code) VALUES ('${number}')`)
    })
  const texts = (): string =>
    asItStands(survey.path, (db) =>
      JSON.stringify([
        db.prepare('SELECT remark, holder_name, extra FROM parcel').all(),
        db.prepare('SELECT * FROM household').all(),
        db.prepare('SELECT before, after FROM journal_change').all(),
      ]),
    )

  it('is sealed in the form of the import when the survey is opened with its key', () => {
    typeIn()
    openAndClose()
    expect(texts()).not.toMatch(new RegExp(`${number}|${phone}`))
    asItStands(survey.path, (db) => {
      const row = db
        .prepare<[], { remark: string; holder: string; extra: string }>(
          'SELECT remark, holder_name AS holder, extra FROM parcel WHERE fid = 1',
        )
        .get()
      expect([row?.remark, row?.holder]).toEqual(['电话***********', '371703********1231'])
      const vault = openVault(answerOf(readKey(survey.path, null)) ?? new Uint8Array())
      const { holder_name: sealed } = JSON.parse(row?.extra ?? '{}') as {
        holder_name: { cipher: string; hash: string }
      }
      expect(sealed).toEqual({
        $personal: 'id-number',
        cipher: expect.any(String),
        masked: '371703********1231',
        hash: vault.hash(number),
      })
      expect(vault.decrypt('id-number', sealed.cipher)).toBe(number)
      expect(count(db, `household WHERE household_code = '#${vault.hash(number).slice(0, 16)}'`)).toBe(1)
      expect(listEntries(db).filter(({ kind }) => kind === 'outside')).toHaveLength(1)
    })
  })

  it('stays as it is without the key', () => {
    typeIn()
    rmSync(`${survey.path}.key`)
    openAndClose()
    expect(texts()).toContain(number)
  })
})
