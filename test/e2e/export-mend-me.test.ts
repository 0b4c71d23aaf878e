import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeMendMe } from '../../main/jobs/export/mend-me.ts'
import { readEntries } from '../unit/bag/zip-entries.ts'
import { makeSurvey, newFolder, reopen, SECRETS } from './hand-over-builder.ts'

async function mendMe(batch = 1) {
  const to = join(newFolder(), '修正.zip')
  const survey = reopen(makeSurvey())
  const tag =
    survey.db
      .prepare<[], { value: string }>("SELECT value FROM cundi_metadata WHERE key = 'survey_id'")
      .get()
      ?.value.slice(-4) ?? ''
  const outcome = await writeMendMe({
    survey,
    batch,
    to,
    force: false,
    wordReason: (code) => `原因 ${code}`,
    signal: new AbortController().signal,
  })
  survey.close()
  return { to, outcome, tag }
}

describe('the mend-me file', () => {
  it('carries every rejected record with its reason, and references where numbers stood', async () => {
    const { to, outcome, tag } = await mendMe()
    expect(outcome).toMatchObject({ ok: true, value: { records: 2 } })
    const entries = await readEntries(to)
    expect([...entries.keys()]).toEqual([
      'rejected-1.cpg',
      'rejected-1.dbf',
      'rejected-1.prj',
      'rejected-1.shp',
      'rejected-1.shx',
      'rejected-1.xlsx',
    ])
    const table = Buffer.from(entries.get('rejected-1.dbf') ?? '').toString('latin1')
    expect(table).toContain(`@R1.${tag}`)
    expect(table).toContain('geometry.missing')
    for (const secret of SECRETS) expect(table.includes(secret)).toBe(false)
    for (const [path, bytes] of await readEntries(writeTemporary(entries.get('rejected-1.xlsx') ?? new Uint8Array()))) {
      for (const secret of SECRETS) expect(Buffer.from(bytes).toString().includes(secret), path).toBe(false)
    }
  })

  it.skipIf(spawnSync('ogrinfo', ['--version']).status !== 0)(
    'is read by GDAL: null shapes, shapes, official codes and Chinese field names',
    async () => {
      const { to } = await mendMe()
      const text = execFileSync('ogrinfo', ['-al', `/vsizip/${to}/rejected-1.shp`], { encoding: 'utf8' })
      expect(text).toContain('Feature Count: 2')
      expect(text).toContain('ZDDM (String) = 371703001001JC00013')
      expect(text).toContain('备注 (String) = 无图形')
      expect(text).toContain('ZDDM (String) = 371703001001JC00001')
      expect(text).toContain('BEIZHU2 (String) = x')
      expect(text).toContain('POLYGON ((39374600 3882000')
    },
  )

  it('is refused for an unknown batch', async () => {
    expect((await mendMe(5)).outcome).toMatchObject({ refusal: { code: 'batch.unknown' } })
  })
})

function writeTemporary(bytes: Uint8Array): string {
  const path = join(newFolder(), 'x.zip')
  writeFileSync(path, bytes)
  expect(readFileSync(path).length).toBeGreaterThan(0)
  return path
}
