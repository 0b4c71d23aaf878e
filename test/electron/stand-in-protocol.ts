type Handler = (request: Request) => Promise<Response>
type RequestListener = (
  details: { readonly url: string },
  callback: (answer: { readonly cancel?: boolean }) => void,
) => void

const handlers = new Map<string, Handler>()
const announced = new Map<string, Readonly<Record<string, boolean>>>()
let listener: RequestListener | null = null

let isReady = false
export const setReady = (): void => {
  isReady = true
}
export function whenReadyOnly(what: string): void {
  if (!isReady) throw new Error(`${what} before the application is ready`)
}

export const protocol = {
  registerSchemesAsPrivileged(schemes: readonly { scheme: string; privileges: Record<string, boolean> }[]): void {
    if (isReady) throw new Error('schemes are announced before the application is ready')
    for (const { scheme, privileges } of schemes) announced.set(scheme, privileges)
  },
  handle(scheme: string, handler: Handler): void {
    whenReadyOnly('protocol.handle')
    if (announced.get(scheme)?.standard !== true || announced.get(scheme)?.secure !== true)
      throw new Error(`the scheme ${scheme} was not announced as standard and secure before ready`)
    handlers.set(scheme, handler)
  },
}

export const webRequest = {
  onBeforeRequest(given: RequestListener): void {
    listener = given
  },
}

/** No Chromium knows app://: there it is a host of a name that cannot exist, and https for a secure context. */
const HOST_ENDING = '.app-scheme.invalid'
export const realAddress = (address: string): string =>
  address.replace(/^app:\/\/([^/]+)/, (_, host: string) => `https://${host}${HOST_ENDING}`)
export const shownAddress = (address: string): string =>
  address.replace(/^https:\/\/([^/]+?)\.app-scheme\.invalid/, (_, host: string) => `app://${host}`)

/** Whether the application cancels a request; one that is of no scheme of its own is never let through here. */
export function isCancelled(url: string): boolean {
  let isToCancel = false
  listener?.({ url }, ({ cancel }) => {
    isToCancel = cancel === true
  })
  return isToCancel
}

export async function answerProtocol(
  url: string,
  method: string,
): Promise<{ readonly status: number; readonly headers: Record<string, string>; readonly body: Buffer } | null> {
  const handler = handlers.get(new URL(url).protocol.slice(0, -1))
  if (handler === undefined) return null
  const response = await handler(new Request(url, { method }))
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: Buffer.from(await response.arrayBuffer()),
  }
}
