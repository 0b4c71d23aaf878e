import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { RPCHandler } from '@orpc/server/ws'
import { WebSocketServer } from 'ws'
import type { Core } from '../core/core.ts'
import { answerNamesOnly } from '../core/names-only.ts'
import { router } from '../core/router.ts'
import { receiveVisitor, type Visitor } from '../core/visitor.ts'
import { createDoorkeeper, isSameSecret } from './doorkeeper.ts'
import { securityHeaders } from './headers.ts'
import { servePage } from './pages.ts'
import type { Uploads } from './uploads.ts'

export interface WebHost {
  readonly port: number
  /** A new address with a one-time token. */
  newAddress(): string
  /** Resolves when every window has left: its jobs have taken back what they began and its surveys are closed. */
  close(): Promise<void>
}

export interface WebHostOptions {
  readonly core: Core
  /** Answers what a window that is in asks of the pages. */
  readonly pages: PageServer
  readonly port?: number
  /** Taken instead of any other where it is free and `port` names none. */
  readonly wishedPort?: number | null
  /** Takes what is dropped on a page; without it nothing is taken. */
  readonly uploads?: Uploads
  /** Instead of the strict ones (development). */
  readonly headers?: Readonly<Record<string, string>>
  /** POST /address with this secret is answered with a new address: the next `npm start` of the same user. */
  readonly secret?: string
}

export type PageServer = (pathname: string, request: IncomingMessage, response: ServerResponse) => void

/** Pages of a built window. */
export const builtPages =
  (folder: string): PageServer =>
  (pathname, _request, response) =>
    servePage(folder, pathname, response)

const LIMITS = {
  headerBytes: 8 << 10,
  /** One message of a window; long lists go in pages and files by upload. */
  messageBytes: 16 << 20,
  /** A page, its files and a few more windows. */
  connections: 128,
  windows: 16,
  /** For who sends its headers byte by byte, or none. */
  headersMs: 10_000,
  lookEveryMs: 5_000,
  /** To read why it was turned away; then the connection is closed from here. */
  farewellMs: 1_000,
  idleMs: 10_000,
} as const

/** The same core behind loopback HTTP and a WebSocket, for machines without Electron. Bound to 127.0.0.1. */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const { core, pages, headers = securityHeaders } = options
  const door = createDoorkeeper()
  const server = createServer({
    maxHeaderSize: LIMITS.headerBytes,
    headersTimeout: LIMITS.headersMs,
    connectionsCheckingInterval: LIMITS.lookEveryMs,
  })
  // Bodies are taken from known windows only; a large one may take its time.
  server.requestTimeout = 0
  server.keepAliveTimeout = LIMITS.idleMs
  server.maxConnections = LIMITS.connections
  const newAddress = (): string => `${originOf(server)}/?token=${door.giveToken()}`
  const isKnown = (request: IncomingMessage): boolean => {
    const session = cookieOf(request, cookieName(server))
    return session !== null && door.knows(session)
  }

  /** The status that a request is turned away with; null: it is being answered. */
  const answer = (request: IncomingMessage, response: ServerResponse): number | null => {
    const url = addressOf(request)
    if (url === null) return 400
    if (!isOurHost(request, server)) return 403
    if (url.pathname === '/address') return answerSecret(request, response)
    if (!isFromOurselves(request, server)) return 403
    const token = url.searchParams.get('token')
    if (token !== null) return answerToken(request, response, token)
    if (!isKnown(request)) return 403
    if (options.uploads !== undefined && request.method === 'POST' && url.pathname.startsWith('/upload/')) {
      // A page always names its origin when it posts.
      if (request.headers.origin === undefined) return 403
      void options.uploads.receive(request, response, url.pathname)
      return null
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return 405
    pages(url.pathname, request, response)
    return null
  }
  const answerToken = (request: IncomingMessage, response: ServerResponse, token: string): number | null => {
    const session = request.method === 'GET' ? door.exchange(token) : null
    if (session === null) return 403
    response.setHeader('Set-Cookie', `${cookieName(server)}=${session}; HttpOnly; SameSite=Strict; Path=/`)
    response.writeHead(303, { Location: '/' }).end()
    return null
  }
  const answerSecret = ({ method, headers: asked }: IncomingMessage, response: ServerResponse): number | null => {
    // A browser would name its page.
    const isProgram = asked.origin === undefined && asked['sec-fetch-site'] === undefined
    const isOurs = options.secret !== undefined && isSameSecret(asked.authorization ?? '', `Bearer ${options.secret}`)
    if (method !== 'POST' || !isProgram || !isOurs) return 403
    response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' }).end(newAddress())
    return null
  }
  server.on('request', (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    const refused = answer(request, response)
    // Nothing more is taken from this connection, an unread body least of all.
    if (refused !== null) response.writeHead(refused, { Connection: 'close' }).end()
  })

  const sockets = new WebSocketServer({ noServer: true, maxPayload: LIMITS.messageBytes, clientTracking: true })
  const handler = new RPCHandler(router, answerNamesOnly)
  const visitors = new Set<Visitor>()
  const leaving = new Set<Promise<void>>()
  const leave = (visitor: Visitor): void => {
    if (!visitors.delete(visitor)) return
    // A survey that cannot be closed as it should be is no reason to end the other windows.
    const left: Promise<void> = visitor
      .leave()
      .catch((error: unknown) => process.emitWarning(String(error)))
      .finally(() => leaving.delete(left))
    leaving.add(left)
  }
  server.on('upgrade', (request, socket, head) => {
    const isAllowed =
      request.url === '/rpc' &&
      isOurHost(request, server) &&
      // A page of another port of this machine is "same-site" and would bring our cookie: the origin must be ours to the letter.
      request.headers.origin === originOf(server) &&
      isKnown(request) &&
      sockets.clients.size < LIMITS.windows
    if (!isAllowed) {
      hangUp(socket)
      return
    }
    sockets.handleUpgrade(request, socket, head, (ws) => {
      const visitor = receiveVisitor(core)
      visitors.add(visitor)
      ws.on('error', () => ws.terminate())
      ws.on('close', () => leave(visitor))
      void handler.upgrade(ws, { context: { core: visitor.core } })
    })
  })
  // A browser opens connections ahead of need: to one that said nothing in time 408 says "ask again", and 400 would be shown.
  server.on('clientError', (error: NodeJS.ErrnoException, socket) =>
    hangUp(socket, error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request'),
  )

  const port = options.port ?? 0
  const wished = port === 0 ? (options.wishedPort ?? 0) : port
  await listen(server, wished).catch((error: unknown) => {
    // Somebody else has it, or may alone have it.
    if (wished === port) throw error
    return listen(server, port)
  })
  return {
    port: portOf(server),
    newAddress,
    async close() {
      await new Promise<void>((resolve) => {
        for (const client of sockets.clients) client.terminate()
        server.close(() => resolve())
        server.closeAllConnections()
      })
      for (const visitor of visitors) leave(visitor)
      await Promise.all(leaving)
    },
  }
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port
const originOf = (server: Server): string => `http://127.0.0.1:${portOf(server)}`

/** Cookies know no ports: two hosts of one machine must not take each other's. */
const cookieName = (server: Server): string => `cundi-session-${portOf(server)}`

function hangUp(socket: Duplex, status = '403 Forbidden'): void {
  socket.on('error', () => socket.destroy())
  if (!socket.writable) {
    socket.destroy()
    return
  }
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`)
  // Who neither reads nor closes would keep one of the few connections for good.
  setTimeout(() => socket.destroy(), LIMITS.farewellMs).unref()
}

function addressOf(request: IncomingMessage): URL | null {
  try {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    return url.origin === 'http://127.0.0.1' ? url : null // as a proxy would be asked
  } catch {
    return null // not an address
  }
}

const isOurHost = (request: IncomingMessage, server: Server): boolean =>
  request.headers.host === `127.0.0.1:${portOf(server)}`

/** What a browser says of the page that asks: ours, or the user at the address bar. Programs say nothing and have no cookie. */
function isFromOurselves({ headers }: IncomingMessage, server: Server): boolean {
  const site = headers['sec-fetch-site']
  return (
    (headers.origin === undefined || headers.origin === originOf(server)) &&
    (site === undefined || site === 'same-origin' || site === 'none')
  )
}

function cookieOf(request: IncomingMessage, name: string): string | null {
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim())
  return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1) ?? null
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      // A connection that the system could not hand over is no reason to end the windows that are open.
      server.on('error', (error) => process.emitWarning(error))
      resolve()
    })
  })
