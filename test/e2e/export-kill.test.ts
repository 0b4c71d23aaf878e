import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { verifyPackage } from '../../main/jobs/verify/verify.ts'
import { sweepScratch } from '../../main/platform/files.ts'
import { exportTo, makeSurvey, newFolder, reopen, SECRETS } from './hand-over-builder.ts'

const ROUNDS = 12
const EXPORT_FOR_EVER = `
  import { exportTo } from ${JSON.stringify(new URL('./hand-over-builder.ts', import.meta.url).href)}
  const [survey, to, format] = process.argv.slice(1)
  console.log('ready')
  for (;;) await exportTo(survey, to, format, { force: true })`

/** Starts exporting again and again in a process of its own, and kills it after so many milliseconds. */
async function killWhileExporting(survey: string, to: string, format: string, afterMs: number): Promise<void> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', EXPORT_FOR_EVER, survey, to, format], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  await pause(afterMs)
  child.kill('SIGKILL')
  await once(child, 'exit')
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
}

describe('an export that is killed', () => {
  it('leaves a sound survey, a whole package or none, and no scratch after the next opening or export', async () => {
    const survey = makeSurvey(newFolder(), 4000)
    const beside = join(survey, '..')
    for (let round = 0; round < ROUNDS; round++) {
      const folder = round % 2 === 0 ? beside : newFolder()
      const to = join(folder, '成果.zip')
      await killWhileExporting(survey, to, 'package', 20 + Math.random() * 300)
      for (const path of filesUnder(folder)) {
        const bytes = readFileSync(path, 'latin1')
        for (const secret of SECRETS) expect(bytes.includes(secret), path).toBe(false)
      }
      const open = reopen(survey)
      expect(open.db.pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }])
      expect(open.db.pragma('foreign_key_check')).toEqual([])
      open.close()
      if (folder !== beside) await sweepScratch(folder)
      expect(readdirSync(folder).filter((name) => name.includes('.scratch-'))).toEqual([])
      if (!existsSync(to)) continue
      expect(await verifyPackage(to, new AbortController().signal, () => undefined)).toMatchObject({
        value: { ok: true, counts: { parcel: 4000 } },
      })
    }
  })

  it('leaves a whole folder or none', async () => {
    const survey = makeSurvey(newFolder(), 4000)
    for (let round = 0; round < 4; round++) {
      const to = join(newFolder(), '成果')
      await killWhileExporting(survey, to, 'geojson', 50 + Math.random() * 400)
      if (existsSync(to)) expect(readFileSync(join(to, 'parcel.geojson'), 'utf8').endsWith(']}\n')).toBe(true)
      expect((await exportTo(survey, to, 'geojson', { force: true })).ok).toBe(true)
      expect(readdirSync(join(to, '..'))).toEqual(['成果'])
    }
  })
})
