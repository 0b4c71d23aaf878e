import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { type IncomingHttpHeaders, type RequestOptions, request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createWindowCore } from '../../main/core/window-core.ts'
import { createDoorkeeper } from '../../main/web/doorkeeper.ts'
import { shareFolders } from '../../main/web/folders.ts'
import { builtPages, startWebHost, type WebHost } from '../../main/web/host.ts'
import { runningHost } from '../../main/web/running-host.ts'

const home = mkdtempSync(join(tmpdir(), 'cundi-door-'))
const pages = join(home, 'pages')
const settingsFile = join(home, 'cundi', 'settings.json')
const running = runningHost(settingsFile, ['here'])
const folders = shareFolders([home])
const core = createWindowCore(
  { resolveFile: folders.resolve, nameFile: folders.nameOf, browser: folders },
  { XDG_CONFIG_HOME: home },
)
let host: WebHost

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** As any program of the machine may ask: a path as it is given, any header. */
function ask(path: string, options: RequestOptions = {}, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port: host.port, path, ...options }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

const tokenPath = (): string => {
  const { pathname, search } = new URL(host.newAddress())
  return pathname + search
}
const ourOrigin = (): string => `http://127.0.0.1:${host.port}`

async function enter(): Promise<string> {
  const { headers } = await ask(tokenPath())
  return headers['set-cookie']?.[0]?.split(';')[0] ?? ''
}

/** What a socket is answered: its status, or 'open'. */
function knock(headers: Record<string, string>, path = '/rpc'): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, { headers })
    socket.on('open', () => {
      resolve('open')
      socket.terminate()
    })
    socket.on('unexpected-response', (_request, response) => resolve(String(response.statusCode)))
    socket.on('error', () => resolve('refused'))
  })
}

beforeAll(async () => {
  mkdirSync(join(pages, 'assets'), { recursive: true })
  writeFileSync(join(pages, 'index.html'), '<!doctype html><title>CunDi</title>')
  writeFileSync(join(pages, 'assets', 'a.js'), '1')
  writeFileSync(join(pages, '.secret'), 'hidden')
  writeFileSync(join(home, 'outside.txt'), 'outside')
  host = await startWebHost({ core, pages: builtPages(pages), secret: running.secret })
})
afterAll(async () => {
  await host.close()
  rmSync(home, { recursive: true, force: true })
})

describe('the one-time address', () => {
  it('lets one browser in, by a cookie that no script and no other site sees', async () => {
    const path = tokenPath()
    const first = await ask(path)
    expect(first.status).toBe(303)
    expect(first.headers.location).toBe('/')
    expect(first.headers['set-cookie']?.[0]).toMatch(
      /^cundi-session-\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/,
    )
    const replayed = await ask(path)
    expect(replayed).toMatchObject({ status: 403, body: '' })
    expect(replayed.headers['set-cookie']).toBeUndefined()
  })

  it('keeps out who brings none, a wrong one, or a wrong cookie', async () => {
    expect((await ask('/')).status).toBe(403)
    expect((await ask('/assets/a.js')).status).toBe(403)
    for (const token of ['', 'x', 'A'.repeat(43)]) expect((await ask(`/?token=${token}`)).status).toBe(403)
    for (const value of ['', 'x', 'A'.repeat(43)])
      expect((await ask('/', { headers: { cookie: `cundi-session-${host.port}=${value}` } })).status).toBe(403)
    const own = await enter()
    expect((await ask('/', { headers: { cookie: own } })).status).toBe(200)
    const [, session] = own.split('=')
    expect((await ask('/', { headers: { cookie: `cundi-session-1=${session}` } })).status).toBe(403)
  })

  it('is too old after a quarter of an hour', () => {
    let now = 0
    const door = createDoorkeeper(() => now)
    const [early, late] = [door.giveToken(), door.giveToken()]
    now = 14 * 60_000
    expect(door.exchange(early)).not.toBeNull()
    now = 16 * 60_000
    expect(door.exchange(late)).toBeNull()
  })

  it('has the port of last time where that is free: what a browser kept for the window is found again', async () => {
    const settings = join(home, 'again', 'settings.json')
    const before = runningHost(settings, ['here'])
    expect(before.lastPort()).toBeNull()
    before.announce(host.port)
    before.forget()
    const after = runningHost(settings, ['here'])
    expect(after.lastPort()).toBe(host.port)
    expect(await after.askForAddress()).toBeNull()
    const elsewhere = await startWebHost({ core, pages: builtPages(pages), wishedPort: host.port })
    await elsewhere.close()
    expect(elsewhere.port).not.toBe(host.port)
    const again = await startWebHost({ core, pages: builtPages(pages), wishedPort: elsewhere.port })
    await again.close()
    expect(again.port).toBe(elsewhere.port)
  })

  it('is given anew to a second start of the same user, and to nobody else', async () => {
    expect(await runningHost(settingsFile, ['here']).askForAddress()).toBeNull()
    running.announce(host.port)
    const record = join(home, 'cundi', 'hosts')
    const second = await runningHost(settingsFile, ['here']).askForAddress()
    expect(second).toMatch(new RegExp(`^${ourOrigin()}/\\?token=`))
    expect(await runningHost(settingsFile, ['elsewhere']).askForAddress()).toBeNull()
    if (process.platform !== 'win32') {
      expect(statSync(record).mode & 0o077).toBe(0)
      const [file = ''] = readdirSync(record)
      expect(statSync(join(record, file)).mode & 0o077).toBe(0)
    }
    const authorization = `Bearer ${running.secret}`
    const post = { method: 'POST', headers: { authorization } }
    expect((await ask('/address', post)).status).toBe(200)
    expect((await ask('/address', { ...post, headers: { authorization: 'Bearer x' } })).status).toBe(403)
    expect((await ask('/address', { ...post, headers: {} })).status).toBe(403)
    expect((await ask('/address', { headers: { authorization } })).status).toBe(403)
    for (const more of [{ origin: ourOrigin() }, { 'sec-fetch-site': 'same-origin' }, { host: 'evil.example' }])
      expect((await ask('/address', { ...post, headers: { authorization, ...more } })).status).toBe(403)
    running.forget()
    expect(await runningHost(settingsFile, ['here']).askForAddress()).toBeNull()
  })
})

describe('who asks', () => {
  it('must name this host: a name that was made to lead here does not', async () => {
    const cookie = await enter()
    for (const name of [
      'evil.example',
      `evil.example:${host.port}`,
      '127.0.0.1',
      `localhost:${host.port}`,
      `127.0.0.1:${host.port + 1}`,
    ]) {
      expect((await ask('/', { headers: { cookie, host: name } })).status, name).toBe(403)
      expect((await ask(tokenPath(), { headers: { host: name } })).status, name).toBe(403)
    }
  })

  it('must be our own page, over HTTP and over the socket', async () => {
    const cookie = await enter()
    const origin = ourOrigin()
    expect((await ask('/', { headers: { cookie, origin } })).status).toBe(200)
    for (const foreign of [
      'http://evil.example',
      'null',
      `http://127.0.0.1:${host.port + 1}`,
      `http://localhost:${host.port}`,
    ]) {
      expect((await ask('/', { headers: { cookie, origin: foreign } })).status, foreign).toBe(403)
      expect(await knock({ cookie, origin: foreign }), foreign).toBe('403')
    }
    for (const site of ['cross-site', 'same-site'])
      expect((await ask('/', { headers: { cookie, 'sec-fetch-site': site } })).status).toBe(403)
    expect(await knock({ cookie })).toBe('403')
    expect(await knock({ origin })).toBe('403')
    expect(await knock({ cookie, origin, host: 'evil.example' })).toBe('403')
    expect(await knock({ cookie, origin }, '/other')).toBe('403')
    expect(await knock({ cookie, origin })).toBe('open')
  })
})

describe('what is served', () => {
  it('is the built pages and nothing else, however the way out is written', async () => {
    const cookie = await enter()
    const get = (path: string): Promise<Answer> => ask(path, { headers: { cookie } })
    expect((await get('/')).body).toContain('CunDi')
    expect((await get('/assets/a.js')).status).toBe(200)
    for (const path of [
      '/../outside.txt',
      '/..%2foutside.txt',
      '/%2e%2e/outside.txt',
      '/%252e%252e%252foutside.txt',
      '/..%5coutside.txt',
      '/..\\outside.txt',
      '/assets/..%2f..%2foutside.txt',
      '//outside.txt',
      `/${home}/outside.txt`,
      '/assets',
      '/assets/',
      '/.secret',
      '/%2esecret',
      '/index.html%00',
      '/index.html::$DATA',
      '/%',
      'http://evil.example/../outside.txt',
    ]) {
      const answer = await get(path)
      expect(answer.status, path).toBeGreaterThanOrEqual(400)
      expect(answer.body, path).toBe('')
    }
  })

  it('says no without a word about itself', async () => {
    const cookie = await enter()
    for (const answer of [await ask('/'), await ask('/none.js', { headers: { cookie } })]) {
      expect(answer.body).toBe('')
      expect(answer.headers.server ?? answer.headers['x-powered-by']).toBeUndefined()
      expect(answer.headers['content-security-policy']).toMatch(/default-src 'none'; script-src 'self';/)
      expect(answer.headers['content-security-policy']).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/)
      expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
    }
  })

  it('takes no bodies, no methods and no headers that it has no use for', async () => {
    const cookie = await enter()
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'])
      expect((await ask('/', { method, headers: { cookie } })).status, method).toBe(405)
    expect((await ask('/', { headers: { cookie, 'x-long': 'x'.repeat(9000) } })).status).toBe(400)
    expect(await raw('GET http://[ HTTP/1.1\r\nHost: x\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/)
    expect(await raw('no request at all\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/)
    expect((await ask('/', { headers: { cookie } })).status).toBe(200)
  })

  it('closes the connection of who is turned away and does not close it', async () => {
    const asked = `GET /rpc HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`
    const socket = connect({ port: host.port, host: '127.0.0.1', allowHalfOpen: true }, () => socket.write(asked))
    // As long as the other end is not closed altogether, what is written to it is taken.
    const writing = setInterval(() => socket.write('x'), 200)
    const gone = await new Promise<NodeJS.ErrnoException>((resolve) => socket.once('error', resolve))
    clearInterval(writing)
    expect(gone.code).toMatch(/EPIPE|ECONNRESET/)
  })

  it('hangs up on a message that is too long, and on it alone', async () => {
    const cookie = await enter()
    const open = (): WebSocket =>
      new WebSocket(`ws://127.0.0.1:${host.port}/rpc`, { headers: { cookie, origin: ourOrigin() } })
    const [greedy, modest] = [open(), open()]
    await Promise.all([greedy, modest].map((socket) => new Promise((resolve) => socket.on('open', resolve))))
    const closed = new Promise((resolve) => greedy.on('close', resolve))
    greedy.on('error', () => undefined)
    greedy.send('x'.repeat((16 << 20) + 1))
    expect(await closed).toBe(1009)
    expect(modest.readyState).toBe(WebSocket.OPEN)
    modest.terminate()
  })
})

describe.skipIf(process.platform === 'win32')('the shared folders (links need rights on Windows)', () => {
  it('lead nowhere else by links, devices or names', () => {
    const root = join(home, 'shared')
    mkdirSync(join(root, 'sub'), { recursive: true })
    writeFileSync(join(root, 'a.shp'), '')
    writeFileSync(join(root, '.hidden'), '')
    symlinkSync(home, join(root, 'way-out'))
    symlinkSync(join(home, 'outside.txt'), join(root, 'file-out.shp'))
    symlinkSync(join(home, 'not-there.gpkg'), join(root, 'dangling.gpkg'))
    const shared = shareFolders([root])
    const top = shared.list(null)
    const folder = top.ok ? (top.value.entries[0]?.file ?? '') : ''
    const listed = shared.list(folder)
    expect(listed.ok && listed.value.entries.map(({ name }) => name).toSorted()).toEqual(['a.shp', 'sub'])
    expect(listed.ok && listed.value.parent).toBeNull()

    for (const name of [
      '',
      '.',
      '..',
      '../x',
      'a/b',
      'a\\b',
      'C:x',
      '.x',
      'x.',
      'x ',
      'con',
      'NUL.gpkg',
      'com1',
      'a\u0000b',
      'x'.repeat(300),
      'way-out',
      'file-out.shp',
      'dangling.gpkg',
    ])
      expect(shared.name(folder, name), name).toMatchObject({ ok: false, refusal: { code: 'file.bad-name' } })
    expect(shared.name('never given', 'x.gpkg')).toMatchObject({ ok: false, refusal: { code: 'file.unknown' } })
    expect(() => shared.resolve('never given')).toThrow('never given out')

    const named = shared.name(folder, '新 调查.gpkg')
    expect(named.ok && shared.resolve(named.value.file)).toBe(join(root, '新 调查.gpkg'))
    for (const outside of [
      join(home, 'outside.txt'),
      join(root, 'way-out', 'outside.txt'),
      join(root, 'dangling.gpkg'),
    ]) {
      expect(() => shared.resolve(shared.nameOf(outside)), outside).toThrow('leads out')
    }
    const dropped = join(home, 'dropped.shp')
    expect(shared.resolve(shared.nameOwn(dropped))).toBe(dropped)
  })

  it('notice a folder that became a link after it was listed', () => {
    const root = join(home, 'changing')
    mkdirSync(join(root, 'sub'), { recursive: true })
    const shared = shareFolders([root])
    const handle = shared.nameOf(join(root, 'sub', 'outside.txt'))
    const sub = shared.nameOf(join(root, 'sub'))
    expect(shared.resolve(handle)).toBe(join(root, 'sub', 'outside.txt'))
    rmSync(join(root, 'sub'), { recursive: true })
    symlinkSync(home, join(root, 'sub'))
    expect(() => shared.resolve(handle)).toThrow('leads out')
    expect(shared.list(sub)).toMatchObject({ ok: false, refusal: { code: 'file.unknown' } })
  })
})

/** The first line that bytes are answered with. */
function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(host.port, '127.0.0.1', () => socket.write(text))
    socket.setEncoding('utf8').once('data', (answer: string) => {
      resolve(answer.split('\r\n')[0] ?? '')
      socket.destroy()
    })
    socket.once('error', reject)
  })
}
