import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { generateSurvey } from '../builders/survey-generator.ts'
import { cundi, listing, newFolder } from './cli-process.ts'
import { prepare, SURVEY } from './kill-stage.ts'
import { surveyState } from './survey-state.ts'

const PARCELS = 20_000
const MINUTES = 60_000
const HEARD_WITHIN_MS = 1000
/** A check that ran to its end and found errors. */
const BLOCKED = 1
const MOMENTS = [0.4, 0.7, 0.9]

const prepared = { villages: '', imported: '', rolledBack: '' }
let parcels = ''

beforeAll(async () => {
  const people = generateSurvey(newFolder(), { parcels: PARCELS, people: true })
  parcels = people.parcelsShp
  prepared.villages = await prepare(null, (survey) => [
    ['init', survey, '--county', '371703', '--villages', people.villagesCsv],
  ])
  prepared.imported = await prepare(prepared.villages, (survey) => [['import', survey, parcels, '--layer', 'parcel']])
  prepared.rolledBack = await prepare(prepared.imported, (survey) => [['rollback', survey, '1']])
}, 2 * MINUTES)

const jobs: readonly {
  readonly name: string
  readonly from: () => string
  readonly args: (survey: string) => readonly string[]
}[] = [
  {
    name: 'an import',
    from: () => prepared.villages,
    args: (survey) => ['import', survey, parcels, '--layer', 'parcel'],
  },
  { name: 'a rollback', from: () => prepared.imported, args: (survey) => ['rollback', survey, '1'] },
  { name: 'an undo of a rollback', from: () => prepared.rolledBack, args: (survey) => ['undo', survey] },
  { name: 'an assessment', from: () => prepared.imported, args: (survey) => ['assess', survey] },
  { name: 'a check', from: () => prepared.imported, args: (survey) => ['check', survey] },
  {
    name: 'an export',
    from: () => prepared.imported,
    args: (survey) => [
      'export',
      survey,
      '--to',
      join(survey, '..', '成果.zip'),
      '--format',
      'package',
      '--allow-blocking',
    ],
  },
]

/** A module that presses Ctrl+C when the command line begins to load its parts. */
const IMPATIENT = `data:text/javascript,${encodeURIComponent(`import { registerHooks } from 'node:module'
registerHooks({ resolve(name, context, next) {
  if (name.endsWith('run-cli.ts')) process.kill(process.pid, 'SIGINT')
  return next(name, context)
} })`)}`

describe('Ctrl+C', () => {
  it('is heard while the program is still being loaded', async () => {
    const folder = newFolder()
    cpSync(prepared.villages, folder, { recursive: true })
    const survey = join(folder, SURVEY)
    const options = { env: { NODE_OPTIONS: `--import=${IMPATIENT}` } }
    const ended = await cundi(['import', survey, parcels, '--layer', 'parcel', '--json'], options)
    expect(ended.status).toBe(130)
    expect(JSON.parse(ended.stdout)).toMatchObject({ error: { code: 'cli.cancelled' } })
  })

  for (const job of jobs)
    it(
      `ends ${job.name} within a second, with 130 and nothing changed`,
      async () => {
        const whole = await runIn(job, null)
        const durationMs = whole.ended.elapsedMs
        const heard: number[] = []
        for (const moment of MOMENTS) {
          const { ended, before, after, left } = await runIn(job, durationMs * moment)
          const where = `${job.name}, at ${moment} of ${Math.round(durationMs)} ms: ${ended.stderr}`
          // A signal that met the last moment finds the work done, and then it is wholly done.
          if (ended.status === 0 || ended.status === BLOCKED) continue
          expect(ended.status, where).toBe(130)
          expect(ended.afterSignalMs, where).toBeLessThan(HEARD_WITHIN_MS)
          heard.push(Math.round(ended.afterSignalMs ?? 0))
          expect(after, where).toEqual(before)
          expect(left, where).toEqual([SURVEY, `${SURVEY}.key`])
          expect(ended.stdout, where).toBe('')
        }
        expect(heard.length).toBeGreaterThan(0)
        console.log(`${job.name} (${Math.round(durationMs)} ms): heard after ${heard.join(', ')} ms`)
      },
      3 * MINUTES,
    )
})

/** The check that an export begins with is work of its own: its findings stay when the export after it is cancelled. */
function tablesOf(survey: string): Readonly<Record<string, string>> {
  const { finding: _, ...tables } = surveyState(survey).digests
  return tables
}

async function runIn(job: (typeof jobs)[number], afterMs: number | null) {
  const folder = newFolder()
  cpSync(job.from(), folder, { recursive: true })
  const survey = join(folder, SURVEY)
  const before = tablesOf(survey)
  const ended =
    afterMs === null
      ? await cundi(job.args(survey))
      : await cundi(job.args(survey), { kill: { signal: 'SIGINT', afterMs } })
  const answer = { ended, before, left: listing(folder), after: tablesOf(survey) }
  rmSync(folder, { recursive: true })
  return answer
}
