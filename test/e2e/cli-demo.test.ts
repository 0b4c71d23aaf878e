import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { answerOf, runDemo, workplace } from '../builders/run-cli.ts'

const work = workplace()
const LIMIT_MS = 20_000

it('goes from shapefiles to a verified package within 20 s, with exit 0 although the check finds errors', async () => {
  const folder = work.folder('演示')
  const startedMs = performance.now()
  const { status, stdout, stderr } = await runDemo(folder)
  expect(performance.now() - startedMs).toBeLessThan(LIMIT_MS)
  expect([status, stderr]).toEqual([0, ''])
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
