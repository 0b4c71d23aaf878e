import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { type Core, type CoreOptions, createCore } from '../../main/core/core.ts'
import { router } from '../../main/core/router.ts'
import type { JobProgress } from '../../shared/contract/job.ts'
import type { Outcome } from '../../shared/contract/outcome.ts'
import { AUTHOR, answerOf, newFolder } from '../db/survey-bench.ts'

const open: Core[] = []
afterAll(() => open.forEach((core) => core.closeAll()))

let folder: string
let settingsFile: string

/** A core as a window has it: settings kept, files by names. */
function coreWith(options: Partial<CoreOptions> = {}): Core {
  const core = createCore({
    author: AUTHOR,
    passphrase: null,
    resolveFile: (file) => join(folder, file),
    nameFile: basename,
    settingsFile,
    defaultFolder: folder,
    version: 'test',
    language: 'zh',
    ...options,
  })
  open.push(core)
  return core
}

const clientOf = (core: Core) => createRouterClient(router, { context: { core } })

async function ended<T>(job: AsyncIterator<JobProgress, Outcome<T>, unknown>): Promise<T> {
  for (;;) {
    const next = await job.next()
    if (next.done === true) return answerOf(next.value)
  }
}

beforeEach(() => {
  folder = newFolder()
  settingsFile = join(folder, 'config', 'settings.json')
})

async function newSurvey(): Promise<ReturnType<typeof clientOf>> {
  const client = clientOf(coreWith())
  const request = { file: 'a.gpkg', county: '371703', crs: null, villages: null, force: false }
  answerOf(await client.survey.create(request))
  return client
}

describe('recent files', () => {
  it('come with what is there, and go from the list alone', async () => {
    const client = await newSurvey()
    const { survey } = answerOf(await client.survey.open({ file: 'a.gpkg', mode: 'write' }))
    answerOf(await client.survey.close({ survey }))
    expect(answerOf(await client.application.state()).recent).toMatchObject([{ name: 'a.gpkg', isThere: true }])
    rmSync(join(folder, 'a.gpkg'))
    expect(answerOf(await client.application.state()).recent).toMatchObject([{ name: 'a.gpkg', isThere: false }])
    expect(answerOf(await client.application.forget({ file: 'a.gpkg' })).recent).toEqual([])
  })

  it('and how the map is drawn is kept, where a later version drew it otherwise it is as at first', async () => {
    const layers = [{ layer: 'parcel', isVisible: false, hasLabels: true, opacity: 0.4 } as const]
    answerOf(await clientOf(coreWith()).application.save({ map: { layers, drawing: 'canvas' } }))
    const client = clientOf(coreWith())
    expect(answerOf(await client.application.state()).map).toEqual({ layers, drawing: 'canvas' })
    writeFileSync(settingsFile, JSON.stringify({ operator: '李工', map: { layers: [{ layer: 'roads' }] } }))
    expect(answerOf(await client.application.state())).toMatchObject({ operator: '李工', map: null })
  })

  it('and the columns of tables, the sizes of panes and the unit of areas, whichever window chose them', async () => {
    const column = { column: 'holder_name', isHidden: false, pinned: 'left', width: 180 } as const
    answerOf(
      await clientOf(coreWith()).application.save({
        columns: { parcel: [column] },
        areaUnit: 'mu',
        panes: { tree: 0, map: 700 },
      }),
    )
    const client = clientOf(coreWith())
    expect(answerOf(await client.application.state())).toMatchObject({
      columns: { parcel: [column] },
      areaUnit: 'mu',
      panes: { tree: 0, map: 700 },
    })
    writeFileSync(
      settingsFile,
      JSON.stringify({ operator: '李工', columns: { road: [] }, areaUnit: 'acre', panes: { tree: -1 } }),
    )
    expect(answerOf(await client.application.state())).toMatchObject({
      operator: '李工',
      columns: {},
      areaUnit: null,
      panes: {},
    })
  })

  it('and other settings leave alone what a later version wrote', async () => {
    mkdirSync(join(folder, 'config'))
    writeFileSync(settingsFile, JSON.stringify({ operator: '李工', later: { a: 1 } }))
    answerOf(await clientOf(coreWith()).application.save({ theme: 'dark' }))
    expect(JSON.parse(readFileSync(settingsFile, 'utf8'))).toMatchObject({
      operator: '李工',
      theme: 'dark',
      later: { a: 1 },
    })
  })
})

describe('a survey with a passphrase', () => {
  const passphrase = '测绘一队 2026'

  it('asks for it, opens with it, is masked without it, and says when it is wrong', async () => {
    const client = await newSurvey()
    const first = answerOf(await client.survey.open({ file: 'a.gpkg', mode: 'write' }))
    expect(first.personal).toBe('open')
    expect(answerOf(await client.survey.look({ file: 'a.gpkg' })).asksPassphrase).toBe(false)
    answerOf(await client.backups.setPassphrase({ survey: first.survey, current: null, next: passphrase }))
    answerOf(await client.survey.close({ survey: first.survey }))

    expect(answerOf(await client.survey.look({ file: 'a.gpkg' })).asksPassphrase).toBe(true)
    const attempt = async (given: string | null) =>
      client.survey.open({ file: 'a.gpkg', mode: 'write', passphrase: given })
    const wrong = await attempt('something else')
    expect(wrong).toMatchObject({ ok: false, refusal: { code: 'key.wrong-passphrase', file: 'a.gpkg.key' } })
    for (const [given, personal] of [
      [null, 'masked'],
      [passphrase, 'open'],
    ] as const) {
      const opened = answerOf(await attempt(given))
      expect(opened.personal).toBe(personal)
      answerOf(await client.survey.close({ survey: opened.survey }))
    }
    expect(readFileSync(join(folder, 'a.gpkg.key'), 'utf8')).not.toContain('"key":')
  })

  it('keeps it nowhere: another window is asked again', async () => {
    const client = await newSurvey()
    const { survey } = answerOf(await client.survey.open({ file: 'a.gpkg', mode: 'write' }))
    answerOf(await client.backups.setPassphrase({ survey, current: null, next: passphrase }))
    answerOf(await client.survey.close({ survey }))
    const { survey: again } = answerOf(await client.survey.open({ file: 'a.gpkg', mode: 'write', passphrase }))
    answerOf(await client.survey.close({ survey: again }))
    expect(answerOf(await client.survey.open({ file: 'a.gpkg', mode: 'read' })).personal).toBe('masked')
    expect(readFileSync(settingsFile, 'utf8')).not.toContain(passphrase)
  })

  it('is not changed by somebody who does not know it', async () => {
    const client = await newSurvey()
    const { survey } = answerOf(await client.survey.open({ file: 'a.gpkg', mode: 'write' }))
    answerOf(await client.backups.setPassphrase({ survey, current: null, next: passphrase }))
    const before = readFileSync(join(folder, 'a.gpkg.key'), 'utf8')
    for (const current of [null, 'wrong wrong'])
      expect(await client.backups.setPassphrase({ survey, current, next: 'another one' })).toMatchObject({
        ok: false,
        refusal: { code: 'key.wrong-passphrase' },
      })
    expect(readFileSync(join(folder, 'a.gpkg.key'), 'utf8')).toBe(before)
    expect(readdirSync(folder).filter((name) => name.includes('scratch'))).toEqual([])
  })
})

it('a survey whose key file has gone says so', async () => {
  const client = await newSurvey()
  rmSync(join(folder, 'a.gpkg.key'))
  expect(answerOf(await client.survey.open({ file: 'a.gpkg', mode: 'write' })).personal).toBe('key-missing')
})

describe('a table of villages', () => {
  it('is told before a survey is made of it, by its towns, and refused with its line for another county', async () => {
    const client = createRouterClient(router, { context: { core: coreWith() } })
    const rows = ['371703107202,示例二村,仿山镇', '371703107203,示例五村,仿山镇', '371703102203,示例三村,']
    writeFileSync(join(folder, '村.csv'), ['code,name,town', ...rows].join('\n'))
    expect(answerOf(await client.survey.villages({ file: '村.csv', county: '371703' }))).toEqual({
      villages: 3,
      towns: [
        { name: '仿山镇', villages: 2 },
        { name: null, villages: 1 },
      ],
    })
    expect(await client.survey.villages({ file: '村.csv', county: '371702' })).toMatchObject({
      refusal: { code: 'villages.bad-code', record: 2 },
    })
  })
})

describe('the sample', () => {
  it('is made whole, under a name that is free, and left out where it is cancelled', async () => {
    const client = clientOf(coreWith())
    writeFileSync(join(folder, '示例.gpkg'), 'somebody else’s')
    const made = await ended(await client.survey.sample({ folder: null }))
    expect(made).toEqual({ file: '示例 2.gpkg', name: '示例 2.gpkg' })
    expect(readFileSync(join(folder, '示例.gpkg'), 'utf8')).toBe('somebody else’s')
    const { survey } = answerOf(await client.survey.open({ file: made.file, mode: 'read' }))
    const overview = answerOf(await client.survey.overview({ survey }))
    expect(overview.assessment?.counts.parcels.over).toEqual({ parcels: 17, overAreaM2: 468.5 })
    expect(overview).toMatchObject({ batches: { standing: 11, rejectedWaiting: 1 }, check: { changesSince: 0 } })
    expect(overview.parcels.areaM2).toBeCloseTo(18_616.5, 6)

    const abort = new AbortController()
    const job = await client.survey.sample({ folder: null }, { signal: abort.signal })
    await job.next()
    abort.abort()
    await expect(job.next()).rejects.toThrow()
    expect(existsSync(join(folder, '示例 3.gpkg'))).toBe(false)
    expect(existsSync(join(folder, '示例 3.gpkg.key'))).toBe(false)
  })
})

describe('snapshots of a survey', () => {
  it('are previewed against it and restored to a new name with the key', async () => {
    const client = await newSurvey()
    const { survey } = answerOf(await client.survey.open({ file: 'a.gpkg', mode: 'write' }))
    const { made } = await ended(await client.backups.take({ survey }))
    expect(made?.kind).toBe('snapshot')
    expect(await ended(await client.backups.take({ survey }))).toEqual({ made: null })
    const [snapshot] = answerOf(await client.backups.list({ file: 'a.gpkg' }))
    // Names stand for files of one folder here.
    const file = join('a.snapshots', snapshot?.snapshot ?? '')
    const preview = answerOf(await client.backups.preview({ snapshot: file, survey }))
    expect(preview).toMatchObject({ lastEntry: { kind: 'create' }, now: { entriesSince: 0 } })
    const restored = await ended(await client.backups.restore({ snapshot: file, file: 'a.gpkg', to: 'b.gpkg' }))
    expect(restored).toEqual({ file: 'b.gpkg', name: 'b.gpkg', keptAs: null })
    expect(answerOf(await client.survey.open({ file: 'b.gpkg', mode: 'write' })).personal).toBe('open')
  })

  it('are not restored over a survey that is open', async () => {
    const client = await newSurvey()
    const { survey } = answerOf(await client.survey.open({ file: 'a.gpkg', mode: 'write' }))
    const { made } = await ended(await client.backups.take({ survey }))
    const snapshot = join('a.snapshots', made?.snapshot ?? '')
    await expect(ended(await client.backups.restore({ snapshot, file: 'a.gpkg', to: 'a.gpkg' }))).rejects.toThrow(
      'survey.locked',
    )
  })
})
