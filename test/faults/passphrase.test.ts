import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { ensureKey, keyPath, openVault, readKey, rewrapKey } from '../../main/platform/keys.ts'
import { answerOf } from '../db/survey-bench.ts'
import { newFolder } from './cli-process.ts'

const LOOP = join(import.meta.dirname, 'rewrap-loop.ts')
const [ONE, OTHER] = ['第一个口令', 'the other one']

/** Kills a process in the middle of changing a passphrase back and forth. */
async function killWhileChanging(survey: string, afterMs: number): Promise<void> {
  const child = spawn(process.execPath, [LOOP, survey, ONE, OTHER], { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = new Promise((resolve) => child.once('close', resolve))
  await new Promise((resolve) => child.stdout.once('data', resolve))
  await pause(afterMs)
  child.kill('SIGKILL')
  await closed
}

it('one of the two passphrases opens the same key whenever the machine stops', async () => {
  for (let round = 0; round < 6; round++) {
    const survey = join(newFolder(), '调查.gpkg')
    await killWhileChanging(survey, 40 + 67 * round)
    const opened = [ONE, OTHER].map((passphrase) => readKey(survey, passphrase)).filter(({ ok }) => ok)
    expect(opened).toHaveLength(1)
    expect((JSON.parse(readFileSync(keyPath(survey), 'utf8')) as { format: unknown }).format).toBe('cundi-survey-key')
  }
}, 60_000)

it('what is sealed with the key stays readable through every change', () => {
  const survey = join(newFolder(), '调查.gpkg')
  const sealed = openVault(answerOf(ensureKey(survey, null))).encrypt('phone', '13800000000')
  answerOf(rewrapKey(survey, null, ONE))
  answerOf(rewrapKey(survey, ONE, OTHER))
  answerOf(rewrapKey(survey, OTHER, null))
  const key = answerOf(readKey(survey, null))
  expect(key === null ? null : openVault(key).decrypt('phone', sealed)).toBe('13800000000')
  expect(readdirSync(join(survey, '..'))).toEqual(['调查.gpkg.key'])
})
