import { readdirSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { answerOf, type CliRun, runCli, workplace } from '../builders/run-cli.ts'

const work = workplace()
const program = join(import.meta.dirname, '..', '..', 'main', 'cli', 'demo.ts')
const LIMIT_MS = 20_000

async function demo(folder: string, args: readonly string[] = []): Promise<CliRun> {
  const run = await runCli(args, { program, env: { INIT_CWD: folder } })
  expect(run.status, run.stderr).toBe(0)
  expect(run.stderr).toBe('')
  return run
}

it('goes from shapefiles to a verified package within 20 s, with exit 0 although the check finds errors', async () => {
  const folder = work.folder('演示')
  const startedMs = performance.now()
  const { stdout } = await demo(folder)
  expect(performance.now() - startedMs).toBeLessThan(LIMIT_MS)
  for (const line of [
    '读取 96，导入 95',
    '超占 17 宗，超占面积 468.5 m²',
    '宗地重叠 × 1',
    '校验通过',
    '占用永久基本农田：未解决 2（新增 2，细碎 0），已解决 0，面积 360.00 m²',
    'max(0, 200.50 − 166) = 34.50 m²',
    join(folder, 'demo-output'),
  ]) {
    expect(stdout).toContain(line)
  }
  expect(readdirSync(join(folder, 'demo-output')).toSorted()).toEqual(
    ['示例.gpkg', '示例.gpkg.key', '示例成果.zip', '示例规划表.xlsx', '示例规划图.pdf'].toSorted(),
  )
  const survey = join(folder, 'demo-output', '示例.gpkg')
  expect(await answerOf(['verify', join(folder, 'demo-output', '示例成果.zip')])).toMatchObject({
    ok: true,
    problems: [],
  })
  const { result } = await answerOf<{ result: string }>(['explain', survey, '--parcel', '371703001002JC00007'])
  expect(result).toContain('34.50')
})

it('starts afresh each time, leaves what else stands in its folder, and speaks English where asked', async () => {
  const folder = work.folder('再次')
  await demo(folder)
  writeFileSync(join(folder, 'demo-output', 'notes.txt'), 'mine')
  const { stdout } = await demo(folder, ['--lang', 'en'])
  expect(stdout).toContain('read 96, imported 95')
  expect(stdout).toContain('34.50')
  expect(stdout.match(/[\u4e00-\u9fff]{12,}/g) ?? []).toEqual([])
  expect(readdirSync(join(folder, 'demo-output'))).toContain('notes.txt')
  const { batches } = await answerOf<{ batches: unknown[] }>(['batches', join(folder, 'demo-output', '示例.gpkg')])
  expect(batches).toHaveLength(11)
})

it('stops with the status of a step that cannot be done', async () => {
  const folder = work.folder('被锁')
  await demo(folder)
  const lock = { pid: process.pid, host: hostname(), started: null, operator: '某测绘员' }
  writeFileSync(join(folder, 'demo-output', '示例.gpkg.lock'), JSON.stringify(lock))
  const run = await runCli([], { program, env: { INIT_CWD: folder } })
  expect(run.status).toBe(3)
  expect(run.stderr).toContain('某测绘员')
})
