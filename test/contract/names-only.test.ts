import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, sep } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import { RPCHandler } from '@orpc/server/message-port'
import { afterAll, expect, it } from 'vitest'
import { createCore } from '../../main/core/core.ts'
import { answerNamesOnly, namesOnly } from '../../main/core/names-only.ts'
import { router } from '../../main/core/router.ts'
import { receiveVisitor } from '../../main/core/visitor.ts'
import type { contract } from '../../shared/contract/contract.ts'
import { generateSurvey } from '../builders/survey-generator.ts'

const folder = mkdtempSync(join(tmpdir(), 'cundi-names-'))
const core = createCore({
  author: { operator: '测试员', team: null },
  passphrase: null,
  resolveFile: (handle) => join(folder, ...handle.split('>')),
  nameFile: (path) => path.slice(folder.length + 1).replaceAll(sep, '>'),
  settingsFile: join(folder, 'settings.json'),
  version: '0.0.0',
  language: 'zh',
})
const { port1, port2 } = new MessageChannel()
const visitor = receiveVisitor(core)
new RPCHandler(router, answerNamesOnly).upgrade(port1, { context: { core: visitor.core } })
const client: ContractRouterClient<typeof contract> = createORPCClient(new RPCLink({ port: port2 }))

afterAll(async () => {
  await visitor.leave()
  port1.close()
  rmSync(folder, { recursive: true, force: true })
})

const heard: string[] = []
async function hear<T>(answer: Promise<T>): Promise<T> {
  const answered = await answer
  heard.push(JSON.stringify(answered))
  return answered
}

async function hearJob<T>(started: Promise<AsyncIterator<unknown, T, void>>): Promise<T> {
  const job = await started
  for (;;) {
    const next = await job.next()
    heard.push(JSON.stringify(next.value))
    if (next.done === true) return next.value
  }
}

const importOptions = {
  layers: [{ kind: 'parcel' as const, name: null }],
  encoding: null,
  sheet: null,
  headerRow: null,
  sourceCrs: null,
  swapAxes: false,
  datumParameters: null,
  map: {},
  onDuplicate: 'reject' as const,
  villageFromCode: false,
  dryRun: false,
}
const inspectOptions = { encoding: null, sheet: null, headerRow: null }
const newSurvey = { county: '371703', crs: null, villages: null, force: false }

it('tells a window names of files and never their folders, in answers and in refusals', async () => {
  generateSurvey(join(folder, 'source'), { parcels: 60 })
  mkdirSync(join(folder, 'out'))
  writeFileSync(join(folder, 'broken.gpkg'), 'SQLite format 3\0 and nothing more')
  writeFileSync(join(folder, 'bad.csv'), 'nothing,of,use\n')
  writeFileSync(
    join(folder, 'settings.json'),
    JSON.stringify({ recent: [{ path: join(folder, 'a.gpkg'), openedAt: '' }] }),
  )

  expect(await hear(client.survey.create({ file: 'a.gpkg', ...newSurvey }))).toMatchObject({ ok: true })
  for (const refused of [
    { file: 'a.gpkg', ...newSurvey },
    { file: 'nowhere>b.gpkg', ...newSurvey },
    { file: 'b.gpkg', ...newSurvey, villages: 'bad.csv' },
    { file: 'b.gpkg', ...newSurvey, villages: 'none.csv' },
  ])
    expect(await hear(client.survey.create(refused))).toMatchObject({ ok: false })
  for (const file of ['missing.gpkg', 'broken.gpkg', 'bad.csv', 'out'])
    expect(await hear(client.survey.open({ file, mode: 'write' }))).toMatchObject({ ok: false })

  const opened = await hear(client.survey.open({ file: 'a.gpkg', mode: 'write' }))
  if (!opened.ok) throw new Error(opened.refusal.code)
  const { survey } = opened.value
  await hear(client.survey.open({ file: 'a.gpkg', mode: 'write' }))
  await hear(client.survey.info({ survey }))
  await hear(client.application.state())
  for (const file of ['source>宗地.shp', 'source>none.shp', 'out', 'bad.csv'])
    await hearJob(client.source.inspect({ file, ...inspectOptions }))
  for (const file of ['source>宗地.shp', 'source>none.shp'])
    await hearJob(client.imports.run({ survey, file, ...importOptions }))
  await hear(client.imports.batches({ survey }))
  await hear(client.history.list({ survey, order: 'newest', from: null, limit: 50, kinds: null, operators: null }))
  for (const to of ['out>a.xlsx', 'out>a.xlsx', 'out>a.txt', 'nowhere>a.xlsx'])
    await hearJob(
      client.handover.export({ survey, to, format: 'xlsx', purpose: null, allowBlocking: true, force: false }),
    )
  await hearJob(client.handover.verify({ file: 'missing.zip' }))
  await hearJob(client.standards.assess({ survey, standards: 'none.json' }))

  expect(heard.length).toBeGreaterThan(25)
  expect(heard.filter((said) => said.includes(basename(folder)))).toEqual([])
  expect(heard.some((said) => said.includes('a.xlsx'))).toBe(true)
})

it('says of a fault only that it was one', async () => {
  const fault: unknown = await client.survey.info({ survey: 'never opened' }).catch((error: unknown) => error)
  expect(fault).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', message: 'Internal server error' })
  expect(JSON.stringify(fault)).not.toMatch(/never opened|no such|\.ts:|\.js:/)
})

it.each([
  ["EACCES: permission denied, open '/media/盘 1/调查 一/甲.gpkg'", "EACCES: permission denied, open '甲.gpkg'"],
  ['cannot open D:\\资料\\张\\调查\\甲.gpkg', 'cannot open 甲.gpkg'],
  ['\\\\server\\share\\甲.gpkg', '甲.gpkg'],
  ['1/2 亩', '1/2 亩'],
  ['km/h', 'km/h'],
])('takes the folders out of what the system says: %s', (detail, shown) => {
  const refusal = { code: 'io.failed', params: { detail } }
  expect(namesOnly({ ok: false, refusal })).toEqual({ ok: false, refusal: { ...refusal, params: { detail: shown } } })
})

it('leaves what people wrote as they wrote it', () => {
  const value = { rows: [{ values: { remark: '/media/盘 1/甲.txt', file: 'parcel.shp' } }], bytes: new Uint8Array([1]) }
  expect(namesOnly({ ok: true, value })).toEqual({ ok: true, value })
})
