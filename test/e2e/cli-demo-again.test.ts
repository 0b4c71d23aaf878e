import { readdirSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { answerOf, runDemo, workplace } from '../builders/run-cli.ts'

const work = workplace()

it('starts afresh each time, leaves what else stands in its folder, and speaks English where asked', async () => {
  const folder = work.folder('再次')
  expect(await runDemo(folder)).toMatchObject({ status: 0 })
  writeFileSync(join(folder, 'demo-output', 'notes.txt'), 'mine')
  const { status, stdout } = await runDemo(folder, ['--lang', 'en'])
  expect(status).toBe(0)
  expect(stdout).toContain('read 96, imported 95')
  expect(stdout).toContain('34.50')
  expect(stdout.match(/[\u4e00-\u9fff]{12,}/g) ?? []).toEqual([])
  expect(readdirSync(join(folder, 'demo-output'))).toContain('notes.txt')
  const { batches } = await answerOf<{ batches: unknown[] }>(['batches', join(folder, 'demo-output', '示例.gpkg')])
  expect(batches).toHaveLength(11)
})

it('stops with the status of a step that cannot be done', async () => {
  const folder = work.folder('被锁')
  expect(await runDemo(folder)).toMatchObject({ status: 0 })
  const lock = { pid: process.pid, host: hostname(), started: null, operator: '某测绘员' }
  writeFileSync(join(folder, 'demo-output', '示例.gpkg.lock'), JSON.stringify(lock))
  const run = await runDemo(folder)
  expect(run.status).toBe(3)
  expect(run.stderr).toContain('某测绘员')
})
