import { expect, it } from 'vitest'
import { createCore } from '../../main/core/core.ts'
import { receiveVisitor } from '../../main/core/visitor.ts'
import { AUTHOR, answerOf, newSurvey } from '../db/survey-bench.ts'

const newCore = () =>
  createCore({ author: AUTHOR, passphrase: null, resolveFile: (file) => file, version: 'test', language: 'zh' })

/** Whether nobody holds the survey. */
function isFree(path: string): boolean {
  const core = newCore()
  const isOpened = core.open(path, 'write').ok
  core.closeAll()
  return isOpened
}

it('a window leaves in peace when the process has closed its surveys before', async () => {
  const { path } = newSurvey()
  const core = newCore()
  const visitor = receiveVisitor(core)
  const { survey } = answerOf(visitor.core.open(path, 'write'))
  const leave = await core.session(survey).queue.enter()
  const left = visitor.leave()
  core.closeAll()
  leave()
  await expect(left).resolves.toBeUndefined()
  await expect(visitor.leave()).resolves.toBeUndefined()
  expect(isFree(path)).toBe(true)
})

it('a window that has gone opens nothing any more', async () => {
  const { path } = newSurvey()
  const visitor = receiveVisitor(newCore())
  await visitor.leave()
  expect(() => visitor.core.open(path, 'write')).toThrow()
  expect(isFree(path)).toBe(true)
})
