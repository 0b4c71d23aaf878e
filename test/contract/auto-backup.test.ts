import { setTimeout as pause } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { startAutoBackup } from '../../main/core/auto-backup.ts'
import { createChanges } from '../../main/core/changes.ts'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'

const settings = { folder: null, everyMinutes: 1, keepLast: 1, keepDays: 1 }
const TICK_MS = 10
const LONG_MS = 20 * TICK_MS

/** How many snapshots were made, with what each attempt answers. */
function start(answer: () => Promise<Outcome<null>> = () => Promise.resolve(done(null)), everyMinutes = 1) {
  const changes = createChanges()
  let taken = 0
  const backup = startAutoBackup({
    changes,
    settings: () => ({ ...settings, everyMinutes }),
    take: () => {
      taken++
      return answer()
    },
    minuteMs: TICK_MS,
    firstAfterMs: TICK_MS,
  })
  return {
    changes,
    backup,
    get taken() {
      return taken
    },
  }
}

it('makes one after opening, then only when something has changed and nobody writes', async () => {
  const survey = start()
  await vi.waitFor(() => expect(survey.taken).toBe(1))
  await pause(LONG_MS)
  survey.changes.announce(1)
  await pause(LONG_MS)
  expect(survey.taken).toBe(1)
  survey.changes.announce(0)
  await vi.waitFor(() => expect(survey.taken).toBe(2))
  await survey.backup.stop()
})

it('makes none where none are wanted', async () => {
  const survey = start(undefined, 0)
  await pause(LONG_MS)
  expect(survey.taken).toBe(0)
  await survey.backup.stop()
})

it('says when the disk is full, and tries again', async () => {
  let isFull = true
  const survey = start(() =>
    Promise.resolve(isFull ? refuse({ code: 'io.failed', params: { reason: 'SQLITE_FULL' } }) : done(null)),
  )
  await vi.waitFor(() =>
    expect(survey.changes.now().backupFailure).toMatchObject({ params: { reason: 'SQLITE_FULL' } }),
  )
  isFull = false
  await vi.waitFor(() => expect(survey.changes.now().backupFailure).toBeNull())
  await survey.backup.stop()
})

it('stopping waits for the one that is being made and lets no other begin', async () => {
  let finish: () => void = () => undefined
  const survey = start(
    () =>
      new Promise((resolve) => {
        finish = () => resolve(done(null))
      }),
  )
  await vi.waitFor(() => expect(survey.taken).toBe(1))
  let isStopped = false
  const stopped = survey.backup.stop().then(() => {
    isStopped = true
  })
  await pause(TICK_MS)
  expect(isStopped).toBe(false)
  finish()
  await stopped
  survey.changes.announce(1)
  survey.changes.announce(0)
  await pause(LONG_MS)
  expect(survey.taken).toBe(1)
})
