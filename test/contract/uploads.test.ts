import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { type RequestOptions, request } from 'node:http'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWindowCore } from '../../main/core/window-core.ts'
import { shareFolders } from '../../main/web/folders.ts'
import { startWebHost, type WebHost } from '../../main/web/host.ts'
import { createUploads, type Uploads } from '../../main/web/uploads.ts'
import { newFolder } from '../db/survey-bench.ts'

const home = newFolder()
const parent = join(home, 'scratch')
const folders = shareFolders([home])
let room = 1_000_000
let uploads: Uploads
let host: WebHost
let cookie = ''

interface Answer {
  readonly status: number
  readonly body: string
}

function ask(path: string, options: RequestOptions, body: Uint8Array | string = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: host.port, path, ...options }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
    })
    // A host that takes no more hangs up in the middle of the body.
    asked.on('error', (error) => (room < 1000 ? resolve({ status: 507, body: '{}' }) : reject(error)))
    asked.end(body)
  })
}

const send = (
  set: string,
  name: string,
  body: Uint8Array | string = 'x',
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> =>
  ask(
    `/upload/${set}/${name}`,
    { method: 'POST', headers: { Origin: `http://127.0.0.1:${host.port}`, Cookie: cookie, ...headers } },
    body,
  )

const pathOf = ({ body }: Answer): string => folders.resolve(JSON.parse(body).value.file)
const codeOf = ({ body }: Answer): string => JSON.parse(body).refusal.code

/** Files of the set, and whatever came to stand outside of all sets. */
function kept(set: string): readonly string[] {
  const roots = readdirSync(parent)
  const mine = roots.map((root) => join(parent, root, set)).filter((place) => existsSync(place))
  const outside = [home, parent, ...roots.map((root) => join(parent, root))].flatMap((place) => readdirSync(place))
  return [...mine.flatMap((place) => readdirSync(place)), ...outside.filter((name) => name.includes('evil'))]
}

beforeAll(async () => {
  mkdirSync(parent)
  uploads = createUploads({ nameOf: folders.nameOwn, parent, room: async () => room })
  const core = createWindowCore(
    { resolveFile: folders.resolve, nameFile: folders.nameOf, browser: folders, uploads },
    { XDG_CONFIG_HOME: home },
  )
  host = await startWebHost({ core, pages: (_path, _request, response) => response.writeHead(404).end(), uploads })
  const { pathname, search } = new URL(host.newAddress())
  cookie = await new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port: host.port, path: pathname + search }, ({ headers }) =>
      resolve(headers['set-cookie']?.[0]?.split(';')[0] ?? ''),
    )
      .on('error', reject)
      .end()
  })
})

afterAll(async () => {
  await host.close()
  await uploads.end()
})

describe('a file that is sent to the host', () => {
  it('stands beside its siblings, as it was sent, for this user alone', async () => {
    const set = uploads.open()
    const shp = await send(set, encodeURIComponent('宗地 一.shp'), new Uint8Array([0, 1, 255]))
    const dbf = await send(set, encodeURIComponent('宗地 一.dbf'))
    expect([shp.status, dbf.status]).toEqual([200, 200])
    expect(dirname(pathOf(shp))).toBe(dirname(pathOf(dbf)))
    expect([...readFileSync(pathOf(shp))]).toEqual([0, 1, 255])
    if (process.platform !== 'win32') expect(statSync(pathOf(shp)).mode & 0o077).toBe(0)
    uploads.close(set)
  })

  it.each([
    '..%2F..%2Fevil.shp',
    '..%5Cevil.shp',
    '%2Fetc%2Fpasswd',
    'C%3A%5Cevil.shp',
    '..',
    '.hidden',
    'nul.shp',
    'a%00.shp',
    'a%0A.shp',
    'a.shp.',
    '%20',
    `${'a'.repeat(241)}`,
    '%E0%A4%A',
  ])('called %j is not taken', async (name) => {
    const set = uploads.open()
    expect((await send(set, name)).status).toBeGreaterThanOrEqual(400)
    expect(kept(set)).toEqual([])
    uploads.close(set)
  })

  it('is not taken from another page, a page without a name, a stranger or another host', async () => {
    const set = uploads.open()
    const path = `/upload/${set}/a.shp`
    const ours = `http://127.0.0.1:${host.port}`
    const refused = [
      await send(set, 'a.shp', 'x', { Origin: 'http://evil.example' }),
      await send(set, 'a.shp', 'x', { Origin: `http://127.0.0.1:${host.port + 1}` }),
      await send(set, 'a.shp', 'x', { Origin: 'null' }),
      await send(set, 'a.shp', 'x', { Cookie: '' }),
      await send(set, 'a.shp', 'x', { Host: 'evil.example' }),
      await ask(path, { method: 'POST', headers: { Cookie: cookie } }, 'x'),
    ]
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403])
    expect((await ask(path, { method: 'PUT', headers: { Cookie: cookie, Origin: ours } }, 'x')).status).toBe(405)
    expect(kept(set)).toEqual([])
    uploads.close(set)
  })

  it('goes into no set that was not opened, nor into one that is closed', async () => {
    const closed = uploads.open()
    uploads.close(closed)
    for (const set of [closed, '00000000-0000-4000-8000-000000000000']) {
      const answer = await send(set, 'a.shp')
      expect([answer.status, codeOf(answer)]).toEqual([404, 'file.unknown'])
    }
  })

  it('does not replace one that came before', async () => {
    const set = uploads.open()
    const first = await send(set, 'a.shp', 'first')
    const second = await send(set, 'a.shp', 'second')
    expect([second.status, codeOf(second)]).toEqual([409, 'upload.exists'])
    expect(readFileSync(pathOf(first), 'utf8')).toBe('first')
    uploads.close(set)
  })

  it('that is larger than the room on the disk leaves nothing, whether it says its size or not', async () => {
    const set = uploads.open()
    room = 100
    try {
      expect((await send(set, 'a.shp', new Uint8Array(101))).status).toBe(507)
      const unsaid = await send(set, 'b.shp', new Uint8Array(5000), { 'Transfer-Encoding': 'chunked' })
      expect(unsaid.status).toBe(507)
      for (let i = 0; i < 50 && kept(set).length > 0; i++) await pause(20)
      expect(kept(set)).toEqual([])
    } finally {
      room = 1_000_000
    }
    uploads.close(set)
  })

  it('leaves with its set', async () => {
    const set = uploads.open()
    const path = pathOf(await send(set, 'a.shp'))
    uploads.close(set)
    for (let i = 0; i < 50 && existsSync(dirname(path)); i++) await pause(20)
    expect(existsSync(dirname(path))).toBe(false)
  })
})

it('what a killed host left is removed by the next one, and what a living one keeps is not', async () => {
  const own = newFolder()
  mkdirSync(join(own, 'cundi-upload-999999999-abcdef'))
  mkdirSync(join(own, `cundi-upload-${process.pid}-abcdef`))
  const next = createUploads({ nameOf: (path) => path, parent: own })
  next.open()
  for (let i = 0; i < 50 && readdirSync(own).includes('cundi-upload-999999999-abcdef'); i++) await pause(20)
  expect(readdirSync(own)).not.toContain('cundi-upload-999999999-abcdef')
  expect(readdirSync(own)).toContain(`cundi-upload-${process.pid}-abcdef`)
  await next.end()
})
