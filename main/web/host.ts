import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { RPCHandler } from '@orpc/server/ws'
import { WebSocketServer } from 'ws'
import type { Core } from '../core/core.ts'
import { router } from '../core/router.ts'
import { receiveVisitor } from '../core/visitor.ts'
import { securityHeaders } from './headers.ts'
import { servePage } from './pages.ts'

export interface WebHost {
  /** Address with the one-time token. */
  readonly address: string
  close(): Promise<void>
}

const COOKIE = 'cundi-session'

/** The same core behind loopback HTTP and a WebSocket, for machines without Electron. Bound to 127.0.0.1. */
export async function startWebHost(core: Core, pages: string, port = 0): Promise<WebHost> {
  let token: string | null = randomBytes(32).toString('base64url')
  const session = randomBytes(32).toString('base64url')
  const handler = new RPCHandler(router)
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
    if (!isOurHost(request, server)) return end(response, 403)
    const url = new URL(request.url ?? '/', 'http://127.0.0.1')
    const given = url.searchParams.get('token')
    if (given !== null) {
      if (token === null || !isSame(given, token)) return end(response, 403)
      token = null
      response.setHeader('Set-Cookie', `${COOKIE}=${session}; HttpOnly; SameSite=Strict; Path=/`)
      response.writeHead(303, { Location: '/' }).end()
      return
    }
    if (!hasSession(request, session)) return end(response, 403)
    if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405)
    servePage(pages, url.pathname, response)
  })
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 64 << 20 })
  server.on('upgrade', (request, socket, head) => {
    const isAllowed =
      request.url === '/rpc' &&
      isOurHost(request, server) &&
      isOurOrigin(request, server) &&
      hasSession(request, session)
    if (!isAllowed) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (ws) => {
      const visitor = receiveVisitor(core)
      ws.on('close', () => void visitor.leave())
      void handler.upgrade(ws, { context: { core: visitor.core } })
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    address: `http://127.0.0.1:${portOf(server)}/?token=${token}`,
    close: () =>
      new Promise((resolve) => {
        for (const client of sockets.clients) client.terminate()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port

const end = (response: ServerResponse, status: number): void => void response.writeHead(status).end()

const isOurHost = (request: IncomingMessage, server: Server): boolean =>
  [`127.0.0.1:${portOf(server)}`, `localhost:${portOf(server)}`].includes(request.headers.host ?? '')

const isOurOrigin = (request: IncomingMessage, server: Server): boolean =>
  [`http://127.0.0.1:${portOf(server)}`, `http://localhost:${portOf(server)}`].includes(request.headers.origin ?? '')

const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

function hasSession(request: IncomingMessage, session: string): boolean {
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim())
  const given = cookies.find((cookie) => cookie.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1)
  return given !== undefined && isSame(given, session)
}
