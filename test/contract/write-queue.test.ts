import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createRouterClient } from '@orpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCore } from '../../main/core/core.ts'
import { router } from '../../main/core/router.ts'
import { createWriteQueue } from '../../main/core/write-queue.ts'
import { generateSurvey } from '../builders/survey-generator.ts'
import { finish } from './core-client.ts'

const folder = mkdtempSync(join(tmpdir(), 'cundi-queue-'))
const core = createCore({
  author: { operator: '测试员', team: null },
  passphrase: null,
  resolveFile: (file) => join(folder, file),
  version: '0.0.0',
  language: 'zh',
})
const client = createRouterClient(router, { context: { core } })
/** Twice 100 ms, because the test machine's two cores are both at work. */
const LONGEST_SILENCE_MS = 200

beforeAll(() => {
  generateSurvey(join(folder, 'first'), { parcels: 50 })
  generateSurvey(join(folder, 'second'), { parcels: 30_000, people: true, seed: 7 })
})
afterAll(() => {
  core.closeAll()
  rmSync(folder, { recursive: true, force: true })
})

const importOf = (survey: string, file: string) => ({
  survey,
  file,
  layers: [{ kind: 'parcel' as const, name: null }],
  encoding: null,
  sheet: null,
  headerRow: null,
  sourceCrs: null,
  swapAxes: false,
  datumParameters: null,
  map: {},
  onDuplicate: 'skip' as const,
  villageFromCode: false,
  dryRun: false,
})

describe('one writer at a time', () => {
  it('lets writers in by the order in which they came', async () => {
    const queue = createWriteQueue()
    const order: number[] = []
    const write = async (n: number): Promise<void> => {
      const leave = await queue.enter()
      await new Promise((resolve) => setTimeout(resolve, 5))
      order.push(n)
      leave()
    }
    await Promise.all([write(1), write(2), write(3)])
    expect(order).toEqual([1, 2, 3])
  })

  it('lets one that is cancelled go at once, and the next only when those before it have left', async () => {
    const counts: number[] = []
    const queue = createWriteQueue((writers) => counts.push(writers))
    const leave = await queue.enter()
    const abort = new AbortController()
    const cancelled = queue.enter(abort.signal)
    let isIn = false
    const third = queue.enter().then((leaveThird) => {
      isIn = true
      leaveThird()
    })
    abort.abort()
    await expect(cancelled).rejects.toThrow()
    expect(isIn).toBe(false)
    leave()
    await third
    expect(counts.at(-1)).toBe(0)
  })

  it('keeps the answering thread free while an edit waits for a merge, and then makes the edit', async () => {
    await client.survey.create({
      file: 'queue.gpkg',
      county: '371703',
      crs: null,
      villages: 'first/villages.csv',
      force: false,
    })
    const opened = await client.survey.open({ file: 'queue.gpkg', mode: 'write' })
    if (!opened.ok) throw new Error(opened.refusal.code)
    const { survey } = opened.value
    const first = await finish(await client.imports.run(importOf(survey, 'first/宗地.shp')))
    expect(first.ok).toBe(true)
    const code =
      core
        .session(survey)
        .survey.db.prepare<[], { code: string }>(
          'SELECT parcel_code AS code FROM parcel WHERE parcel_code NOTNULL ORDER BY fid',
        )
        .get()?.code ?? ''

    const delay = monitorEventLoopDelay({ resolution: 5 })
    delay.enable()
    const importing = finish(await client.imports.run(importOf(survey, 'second/宗地.shp')))
    const edits: Promise<{ readonly ok: boolean }>[] = []
    let answers = 0
    const timer = setInterval(() => {
      // An edit is made only while the merge writes, so that the first waits for certain, and the next tick sees it waiting.
      const { writers } = core.session(survey).changes.now()
      if (writers > 1) answers++
      if (writers > 0 && edits.length < 20)
        edits.push(
          client.parcels.edit({ survey, parcel: code, values: { BZ: `第 ${edits.length + 1} 次` }, why: null }),
        )
    }, 50)
    const imported = await importing
    clearInterval(timer)
    const made = await Promise.all(edits)
    delay.disable()

    expect(imported.ok && imported.value.layers[0]?.imported).toBeGreaterThan(29_000)
    expect(made.length).toBeGreaterThan(0)
    expect(made.every((edit) => edit.ok)).toBe(true)
    expect(core.session(survey).survey.db.prepare('SELECT remark FROM parcel WHERE parcel_code = ?').get(code)).toEqual(
      { remark: `第 ${edits.length} 次` },
    )
    expect(answers).toBeGreaterThan(0)
    expect(delay.max / 1e6).toBeLessThan(LONGEST_SILENCE_MS)
  })

  it('cancels an import within a second and leaves the survey as it was', async () => {
    const opened = await client.survey.create({
      file: 'cancel.gpkg',
      county: '371703',
      crs: null,
      villages: null,
      force: false,
    })
    expect(opened.ok).toBe(true)
    const open = await client.survey.open({ file: 'cancel.gpkg', mode: 'write' })
    if (!open.ok) throw new Error(open.refusal.code)
    for (const wait of [150, 500, 900]) {
      const abort = new AbortController()
      let stoppedAt = 0
      setTimeout(() => {
        stoppedAt = performance.now()
        abort.abort()
      }, wait)
      await expect(
        client.imports.run(importOf(open.value.survey, 'second/宗地.shp'), { signal: abort.signal }).then(finish),
      ).rejects.toThrow()
      expect(performance.now() - stoppedAt).toBeLessThan(1000)
      const info = await client.survey.info({ survey: open.value.survey })
      expect(info.ok && info.value.layers.every((layer) => layer.count === 0) && info.value.batches === 0).toBe(true)
    }
  })
})
