import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { securityHeaders } from '../web/headers.ts'
import { contentType, pageFile } from '../web/pages.ts'

const SCHEME = 'app'
export const PAGE_ORIGIN = `${SCHEME}://cundi`

/** Before the application is ready: the window's own scheme is a secure origin of its own. */
export function announceScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** app://cundi/… is a file of the built window with the strict headers, or nothing. */
export function servePages(pages: string): void {
  protocol.handle(SCHEME, async (request) => {
    const { origin, pathname } = originOf(request.url)
    const path = origin === PAGE_ORIGIN && request.method === 'GET' ? pageFile(pages, pathname) : null
    if (path === null) return new Response(null, { status: 404, headers: securityHeaders })
    return new Response(await readFile(path), { headers: { ...securityHeaders, 'Content-Type': contentType(path) } })
  })
}

/** Node's URL calls the origin of a scheme that it does not know "null". */
function originOf(address: string): { readonly origin: string; readonly pathname: string } {
  const { protocol: scheme, host, pathname } = new URL(address)
  return { origin: `${scheme}//${host}`, pathname }
}

export const isOurPage = (address: string): boolean => {
  try {
    return originOf(address).origin === PAGE_ORIGIN
  } catch {
    return false // not an address at all
  }
}
