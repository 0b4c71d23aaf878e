import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { createRouterClient } from '@orpc/server'
import { beforeEach, expect, it } from 'vitest'
import { SCHEMA_VERSION } from '../../db/migrations/ladder.ts'
import { isEarlier, upgradeSurvey } from '../../db/open/upgrade-survey.ts'
import { readMetadata } from '../../db/schema/metadata.ts'
import { createCore } from '../../main/core/core.ts'
import { router } from '../../main/core/router.ts'
import { Cancelled } from '../../main/jobs/shared-flag.ts'
import { AUTHOR, answerOf, asItStands, count, integrityFaults, newFolder, opened } from './survey-bench.ts'

const GOLDEN = join(import.meta.dirname, '../fixtures/golden')
let path: string
beforeEach(() => {
  path = join(newFolder(), '旧版.gpkg')
  writeFileSync(path, gunzipSync(readFileSync(join(GOLDEN, 'survey-1.gpkg.gz'))))
  copyFileSync(join(GOLDEN, 'survey-1.key'), `${path}.key`)
})

const stateOf = (file: string) =>
  asItStands(file, (db) => [readMetadata(db, 'schema_version'), count(db, 'parcel'), count(db, 'journal_change')])

/** Stops where the upgrade asks for the nth time; answers whether it came so far. */
async function stoppedAt(nth: number): Promise<boolean> {
  let asked = 0
  const signal = {
    aborted: false,
    throwIfAborted() {
      if (++asked === nth) throw new Cancelled()
    },
  }
  try {
    await upgradeSurvey(path, AUTHOR, { signal, report: () => undefined })
    return false
  } catch (error) {
    if (error instanceof Cancelled) return true
    throw error
  }
}

it('an upgrade that is stopped leaves the survey as it was, and one that is not keeps it beside the new one', async () => {
  const before = stateOf(path)
  const files = readdirSync(dirname(path))
  let nth = 1
  for (; await stoppedAt(nth); nth += 1) {
    expect(stateOf(path), `stopped at ${nth}`).toEqual(before)
    expect(readdirSync(dirname(path)), `stopped at ${nth}`).toEqual(files)
  }
  // Once at least for the copy, and before and after each step.
  expect(nth).toBeGreaterThan(SCHEMA_VERSION)
  const backup = readdirSync(dirname(path)).find((name) => name.includes('.backup.')) ?? ''
  expect(readdirSync(dirname(path))).toHaveLength(files.length + 1)
  expect(stateOf(join(dirname(path), backup))).toEqual(before)
  const survey = opened(path)
  expect(survey.migratedFrom).toBeNull()
  expect(integrityFaults(survey.db)).toEqual([])
  survey.close()
  expect(isEarlier(path)).toBe(false)
})

it('a window upgrades in a thread of its own, which tells how far it is', async () => {
  const core = createCore({
    author: AUTHOR,
    passphrase: null,
    resolveFile: (file) => join(dirname(path), file),
    nameFile: basename,
    version: 'test',
    language: 'zh',
  })
  const client = createRouterClient(router, { context: { core } })
  const file = basename(path)
  expect(answerOf(await client.survey.look({ file })).isEarlier).toBe(true)
  const job = await client.survey.upgrade({ file })
  const first = await job.next()
  expect(first).toMatchObject({ done: false, value: { phase: 'copy' } })
  let next = first
  while (next.done !== true) next = await job.next()
  expect(answerOf(next.value).backup).toMatch(/^旧版\.v1-.*\.backup\.gpkg$/)
  expect(answerOf(await client.survey.look({ file })).isEarlier).toBe(false)
  expect(answerOf(await client.survey.open({ file, mode: 'write' })).migratedBackup).toBeNull()
  core.closeAll()
})
