import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCheckJob } from '../../main/jobs/check/run-check.ts'
import { type ExportInput, runExport } from '../../main/jobs/export/run-export.ts'
import type { JobContext } from '../../main/jobs/job.ts'
import { verifyPackage } from '../../main/jobs/verify/verify.ts'
import { readEntries } from '../unit/bag/zip-entries.ts'
import { AUTHOR, makeSurvey, newFolder, reopen } from './hand-over-builder.ts'

const context: JobContext = {
  signal: new AbortController().signal,
  report: () => undefined,
  author: AUTHOR,
  key: Buffer.alloc(32, 7),
  withWriteAccess: async (work) => work(),
}

const input = (survey: string, options: Partial<ExportInput> = {}): ExportInput => ({
  survey,
  to: join(newFolder(), '成果.zip'),
  format: 'package',
  purpose: null,
  allowBlocking: false,
  force: false,
  version: '0.1.0',
  ...options,
})

async function packaged(survey: string, options: Partial<ExportInput> = {}): Promise<string> {
  const request = input(survey, options)
  const outcome = await runExport(request, context)
  if (!outcome.ok) throw new Error(outcome.refusal.code)
  return request.to
}

describe('a package with its own check', () => {
  it('verifies, and is the same again after a check and other exports', async () => {
    const survey = makeSurvey()
    const first = await packaged(survey)
    await runCheckJob({ survey, list: false }, context)
    await packaged(survey, { to: join(newFolder(), 'x.xlsx'), format: 'xlsx' })
    const second = await packaged(survey)
    expect(readFileSync(second).equals(readFileSync(first))).toBe(true)
    expect(await verifyPackage(second, context.signal, context.report)).toMatchObject({
      ok: true,
      value: { ok: true, problems: [], counts: { parcel: 12 } },
    })
  })

  it('is refused while parcels overlap, and carries the errors where that is allowed', async () => {
    const survey = makeSurvey()
    const open = reopen(survey)
    open.db.exec('UPDATE parcel SET geom = (SELECT geom FROM parcel WHERE fid = 4), rev = rev + 1 WHERE fid = 5')
    open.close()
    expect(await runExport(input(survey), context)).toMatchObject({ ok: false, refusal: { code: 'export.blocked' } })
    const path = await packaged(survey, { allowBlocking: true })
    expect(Buffer.from((await readEntries(path)).get('成果/bag-info.txt') ?? '').toString()).toContain(
      'CunDi-Unwaived-Error: parcel.overlap 1\n',
    )
  })
})
