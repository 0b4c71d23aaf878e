import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, cpSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { restoreSnapshot } from '../../db/backup/restore.ts'
import { connect, type WritableDb } from '../../db/open/database.ts'
import { newFolder, newSurvey } from '../db/survey-bench.ts'

const LOOP = join(import.meta.dirname, 'restore-loop.ts')
const NAME = '前王庄.gpkg'
const MOST_STEPS = 40

const prepared = newFolder()
const snapshot = join(newFolder(), '快照.gpkg')
let held: WritableDb | null = null

const mark = (db: WritableDb, word: string): void =>
  void db.prepare("UPDATE gpkg_contents SET description = ? WHERE table_name = 'parcel'").run(word)

/** A survey as a crash leaves it: its last change stands in the log alone. */
beforeAll(() => {
  const { path } = newSurvey()
  held = connect(path, 'write')
  held.pragma('journal_mode = WAL')
  mark(held, 'of the snapshot')
  held.pragma('wal_checkpoint(TRUNCATE)')
  copyFileSync(path, snapshot)
  mark(held, 'without its log')
  held.pragma('wal_checkpoint(TRUNCATE)')
  mark(held, 'whole')
  for (const ending of ['', '-wal']) copyFileSync(path + ending, join(prepared, NAME) + ending)
})
afterAll(() => held?.close())

/** What a survey says when it is opened where it stands; looking must not help, so a copy is looked at. */
function wordOf(folder: string, name: string): string {
  const aside = newFolder()
  for (const ending of ['', '-wal'])
    if (existsSync(join(folder, name) + ending)) copyFileSync(join(folder, name) + ending, join(aside, name) + ending)
  const db = connect(join(aside, name), 'write')
  const found = db
    .prepare<[], { description: string }>("SELECT description FROM gpkg_contents WHERE table_name = 'parcel'")
    .get()
  db.close()
  rmSync(aside, { recursive: true })
  return found?.description ?? ''
}

const surveysIn = (folder: string): readonly string[] => readdirSync(folder).filter((name) => name.endsWith('.gpkg'))

async function restore(folder: string, step: number): Promise<NodeJS.Signals | number | null> {
  const child = spawn(process.execPath, [LOOP, snapshot, join(folder, NAME), String(step)], { stdio: 'inherit' })
  const [status, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
  return signal ?? status
}

it('loses nothing of the survey that it replaces, whatever step it is killed at, nor does the next restore', async () => {
  const ends: (NodeJS.Signals | number | null)[] = []
  while (ends.at(-1) !== 0 && ends.length < MOST_STEPS) {
    const folder = newFolder()
    cpSync(prepared, folder, { recursive: true })
    ends.push(await restore(folder, ends.length + 1))
    const words = surveysIn(folder).map((name) => wordOf(folder, name))
    expect(words, `step ${ends.length}`).toContain('whole')
    if (existsSync(join(folder, NAME)))
      expect(['whole', 'of the snapshot'], `step ${ends.length}`).toContain(wordOf(folder, NAME))
    expect(restoreSnapshot(snapshot, join(folder, NAME), new Date()).kind).toBe('restored')
    expect(surveysIn(folder).map((name) => wordOf(folder, name))).toContain('whole')
    expect(wordOf(folder, NAME), `step ${ends.length}`).toBe('of the snapshot')
  }
  expect(ends.at(-1)).toBe(0)
  expect(ends.length).toBeGreaterThan(5)
  expect(new Set(ends.slice(0, -1))).toEqual(new Set(['SIGKILL']))
})
