import { copyFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { checkpointInThread } from '../../main/core/auto-snapshot.ts'
import { type IdleCheckpoint, startIdleCheckpoint } from '../../main/core/idle-checkpoint.ts'
import { AUTHOR, answerOf, inside, newFolder, newSurvey } from '../db/survey-bench.ts'
import { coreClient } from './core-client.ts'

const LOOK_MS = 20

const { core, client } = coreClient()
let checkpoint: IdleCheckpoint | null = null
afterEach(async () => {
  await checkpoint?.stop()
  core.closeAll()
})

async function openWithCheckpoint() {
  const { path } = newSurvey()
  const { survey } = answerOf(await client.survey.open({ file: path, mode: 'write' }))
  const { changes, queue } = core.session(survey)
  const run = vi.fn(() => checkpointInThread(path, AUTHOR, queue.quiet))
  checkpoint = startIdleCheckpoint({ changes, hasLog: false, run, lookMs: LOOK_MS })
  const add = async (code: string) =>
    answerOf(
      await client.objects.create({
        survey,
        layer: 'household',
        values: { household_code: code, village_code: null },
        why: null,
      }),
    )
  return { path, survey, add, run, logBytes: () => statSync(`${path}-wal`).size }
}

it('empties the log in a pause, so that a copy of the file alone holds every edit', async () => {
  const { path, survey, add, logBytes } = await openWithCheckpoint()
  const { revision } = (await add('H1')) && core.session(survey).changes.now()
  expect(logBytes()).toBeGreaterThan(0)
  await vi.waitFor(() => expect(logBytes()).toBe(0), 10_000)
  expect(core.session(survey).changes.now()).toMatchObject({ revision, writers: 0 })
  const copy = join(newFolder(), 'U盘.gpkg')
  copyFileSync(path, copy)
  const codes = inside(copy, (db) => db.prepare('SELECT household_code AS code FROM household').all())
  expect(codes).toEqual([{ code: 'H1' }])
  answerOf(await client.objects.edit({ survey, ...(await latest(survey)), values: { remark: '再改' }, why: null }))
})

it('leaves a log alone that somebody still reads, and empties it when it is stopped', async () => {
  const { path, survey, add, run, logBytes } = await openWithCheckpoint()
  const reader = core.session(survey).survey.db
  await add('H1')
  const rows = reader.prepare('SELECT * FROM household UNION ALL SELECT * FROM household').iterate()
  rows.next()
  await vi.waitFor(() => expect(run.mock.settledResults[0]).toEqual({ type: 'fulfilled', value: false }), 10_000)
  expect(logBytes()).toBeGreaterThan(0)
  rows.return?.()
  await checkpoint?.stop()
  expect(logBytes()).toBe(0)
  expect(statSync(path).size).toBeGreaterThan(0)
})

async function latest(survey: string) {
  const row = core
    .session(survey)
    .survey.db.prepare<[], { id: string; rev: number }>('SELECT id, rev FROM household ORDER BY fid DESC LIMIT 1')
    .get()
  return { layer: 'household' as const, id: row?.id ?? '', rev: row?.rev ?? 0 }
}
