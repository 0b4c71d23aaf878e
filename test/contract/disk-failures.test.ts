import { expect, it } from 'vitest'
import { createCore } from '../../main/core/core.ts'
import { answerDiskFailures } from '../../main/core/disk-failures.ts'
import { AUTHOR, answerOf, newSurvey } from '../db/survey-bench.ts'

const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' })

it('a disk that fills up while a window edits or a job runs is said with the name of the survey; a bug stays one', async () => {
  const { path } = newSurvey()
  const core = createCore({
    author: AUTHOR,
    passphrase: null,
    resolveFile: (file) => file,
    version: 'test',
    language: 'zh',
  })
  const { survey } = answerOf(core.open(path, 'write'))
  const context = { core }
  const refused = { ok: false, refusal: { code: 'io.failed', file: '前王庄.gpkg', params: { reason: 'SQLITE_FULL' } } }
  const edit = { input: { survey }, context, next: () => Promise.reject(full) }
  expect(await answerDiskFailures(edit)).toEqual(refused)
  const making = { input: { file: path }, context, next: () => Promise.reject(full) }
  expect(await answerDiskFailures(making)).toEqual(refused)

  async function* job() {
    yield { phase: 'merge', done: 1, total: 2 }
    throw full
  }
  const stream = (await answerDiskFailures({
    input: { survey },
    context,
    next: async () => job(),
  })) as AsyncIterator<unknown>
  expect(await stream.next()).toEqual({ done: false, value: { phase: 'merge', done: 1, total: 2 } })
  expect(await stream.next()).toEqual({ done: true, value: refused })

  const bug = new TypeError('a bug')
  await expect(answerDiskFailures({ input: {}, context, next: () => Promise.reject(bug) })).rejects.toBe(bug)
  core.closeAll()
})
