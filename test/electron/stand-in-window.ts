import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { BrowserContext, CDPSession, Dialog, Page, Request, Route } from 'playwright-core'
import { checkPorts, type MessagePortMain } from './stand-in-ports.ts'
import { answerProtocol, isCancelled, realAddress, shownAddress } from './stand-in-protocol.ts'
import { BINDING, pageScript, preloadScript, WORLD } from './stand-in-scripts.ts'

interface WindowOptions {
  readonly webPreferences?: Readonly<Record<string, unknown>>
}
interface PageMessage {
  readonly kind: 'send' | 'invoke' | 'port' | 'port-closed'
  readonly id: number
  readonly channel: string
  readonly args: readonly unknown[]
  readonly data: { readonly text?: string; readonly base64?: string }
}
export type IpcListener = (event: unknown, ...args: readonly unknown[]) => unknown

const handlers = new Map<string, IpcListener>()
const windows = new Set<BrowserWindow>()
let context: BrowserContext | null = null
let onCreated: (contents: WebContents) => void = () => undefined
let lastPort = 0

/** The browser that windows are pages of, and who hears of each. */
export function setBrowser(given: BrowserContext, created: (contents: WebContents) => void): void {
  context = given
  onCreated = created
}

class IpcMain extends EventEmitter {
  handle(channel: string, listener: IpcListener): void {
    if (handlers.has(channel)) throw new Error(`a second handler for '${channel}'`)
    handlers.set(channel, listener)
  }
}
export const ipcMain = new IpcMain()

/** As if somebody else's frame had sent on a channel; what it is answered. */
export async function sendFromStranger(channel: string, args: readonly unknown[]): Promise<string> {
  const [window] = windows
  const sender = window?.webContents
  const event = { sender, senderFrame: { url: 'https://stranger.example/' }, ports: [] }
  ipcMain.emit(channel, event, ...args)
  try {
    return JSON.stringify(await handlers.get(channel)?.(event, ...args)) ?? 'nothing'
  } catch (error) {
    return error instanceof Error ? error.message : 'refused'
  }
}

class WebContents extends EventEmitter {
  readonly mainFrame: { readonly url: string }
  readonly window: BrowserWindow
  openHandler: (details: { readonly url: string }) => { readonly action: string } = () => ({ action: 'allow' })
  constructor(window: BrowserWindow) {
    super()
    this.window = window
    this.mainFrame = Object.defineProperty({ url: '' }, 'url', { get: () => this.getURL() })
  }
  getURL(): string {
    return shownAddress(this.window.page?.url() ?? '')
  }
  setWindowOpenHandler(handler: WebContents['openHandler']): void {
    this.openHandler = handler
  }
  postMessage(channel: string, message: unknown, transfer: readonly unknown[] = []): void {
    checkPorts(transfer)
    this.window.tell(channel, structuredClone(message), transfer)
  }
}

/** A page of the real browser with Electron's frame around it. */
export class BrowserWindow extends EventEmitter {
  static getAllWindows = (): BrowserWindow[] => [...windows]
  static fromWebContents = (contents: WebContents): BrowserWindow | null => contents.window
  readonly webContents: WebContents
  readonly options: WindowOptions
  page: Page | null = null
  #cdp: CDPSession | null = null
  #world: number | null = null
  #ports = new Map<number, MessagePortMain>()
  #isNavigating = false
  #isVisible = false
  #isDestroyed = false

  constructor(options: WindowOptions) {
    super()
    const { sandbox, contextIsolation, nodeIntegration, preload } = options.webPreferences ?? {}
    if (sandbox !== true || contextIsolation !== true || nodeIntegration !== false || typeof preload !== 'string')
      throw new Error('the stand-in opens sandboxed and isolated windows only')
    this.options = options
    this.webContents = new WebContents(this)
    windows.add(this)
    onCreated(this.webContents)
  }

  async loadURL(url: string): Promise<void> {
    if (context === null) throw new Error('a window before the application is ready')
    this.page = await context.newPage()
    await this.#watch(this.page)
    this.#isNavigating = true
    await this.page.goto(realAddress(url))
    this.emit('ready-to-show')
  }

  async #watch(page: Page): Promise<void> {
    const cdp = await page.context().newCDPSession(page)
    this.#cdp = cdp
    cdp.on('Runtime.executionContextCreated', ({ context: { id, name } }) => {
      if (name === WORLD) this.#world = id
    })
    cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      if (executionContextId === this.#world) this.#leaveDocument()
    })
    cdp.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === BINDING) this.#receive(JSON.parse(payload) as PageMessage)
    })
    await cdp.send('Runtime.enable')
    await cdp.send('Page.enable')
    await cdp.send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD })
    const preload = readFileSync(String(this.options.webPreferences?.preload), 'utf8')
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: pageScript })
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: preloadScript(preload), worldName: WORLD })
    await page.route('**/*', (route, request) => this.#route(page, route, request))
    page.on('popup', (popup) => {
      const { action } = this.webContents.openHandler({ url: popup.url() })
      if (action === 'deny') void popup.close()
    })
    page.on('dialog', (dialog) => void this.#answerDialog(dialog))
    page.on('close', () => this.#closed())
    page.on('crash', () => this.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 5 }))
  }

  async #route(page: Page, route: Route, request: Request): Promise<void> {
    const url = shownAddress(request.url())
    if (request.isNavigationRequest() && request.frame() === page.mainFrame() && !this.#isNavigating) {
      if (isPrevented(this.webContents, 'will-navigate', { url })) return route.abort('aborted')
    }
    this.#isNavigating = false
    if (isCancelled(url)) return route.abort('aborted')
    const answer = await answerProtocol(url, request.method())
    return answer === null ? route.abort('aborted') : route.fulfill(answer)
  }

  async #answerDialog(dialog: Dialog): Promise<void> {
    if (dialog.type() !== 'beforeunload') return dialog.dismiss()
    return isPrevented(this.webContents, 'will-prevent-unload') ? dialog.accept() : dialog.dismiss()
  }

  #receive(message: PageMessage): void {
    const event = { sender: this.webContents, senderFrame: this.webContents.mainFrame, ports: [] }
    if (message.kind === 'send') ipcMain.emit(message.channel, event, ...message.args)
    else if (message.kind === 'invoke') void this.#invoke(message, event)
    else if (message.kind === 'port') this.#ports.get(message.id)?.peer?.deliver(dataOf(message.data))
    else this.#ports.get(message.id)?.drop()
  }

  async #invoke({ id, channel, args }: PageMessage, event: unknown): Promise<void> {
    try {
      const handler = handlers.get(channel)
      if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
      this.#say({ kind: 'answer', id, ok: true, value: structuredClone(await handler(event, ...args)) })
    } catch (error) {
      this.#say({ kind: 'answer', id, ok: false, error: `Error invoking remote method '${channel}': ${String(error)}` })
    }
  }

  tell(channel: string, message: unknown, transfer: readonly MessagePortMain[]): void {
    const ids = transfer.map((port) => {
      const id = ++lastPort
      this.#ports.set(id, port)
      return { id, port }
    })
    this.#say({ kind: 'message', channel, args: [message], ports: ids.map(({ id }) => id) })
    for (const { id, port } of ids)
      port.giveTo({
        deliver: (data) => this.#say({ kind: 'port', id, data: writtenData(data) }),
        closed: () => this.#say({ kind: 'port-closed', id }),
      })
  }

  /** To the preload script's world. */
  #say(message: unknown): void {
    if (this.#world === null) return
    const expression = `standInReceive(${JSON.stringify(message)})`
    // A page that is being left hears no more.
    this.#cdp?.send('Runtime.evaluate', { expression, contextId: this.#world }).catch(() => undefined)
  }

  /** A file that the page may be given has this path. */
  knowPath(name: string, path: string): void {
    this.#say({ kind: 'path', name, path })
  }

  #leaveDocument(): void {
    this.#world = null
    for (const port of this.#ports.values()) port.drop()
    this.#ports.clear()
  }

  close(): void {
    if (!isPrevented(this, 'close')) void this.page?.close({ runBeforeUnload: true })
  }

  /** Nothing can be asked of the page any more, so its answer is not waited for. */
  crash(): void {
    this.#cdp?.send('Page.crash').catch(() => undefined)
  }

  destroy(): void {
    void this.page?.close()
  }

  #closed(): void {
    this.#isDestroyed = true
    this.#leaveDocument()
    windows.delete(this)
    this.emit('closed')
  }

  show(): void {
    this.#isVisible = true
  }
  isVisible = (): boolean => this.#isVisible
  isDestroyed = (): boolean => this.#isDestroyed
  maximize(): void {}
  focus(): void {}
  restore(): void {}
  isMinimized = (): boolean => false
  isMaximized = (): boolean => true
  getNormalBounds = () => ({ x: 10, y: 20, width: 1280, height: 720 })
}

/** Emits an event that its listeners may prevent. */
export function isPrevented(emitter: EventEmitter, name: string, details: object = {}): boolean {
  let prevented = false
  emitter.emit(name, {
    ...details,
    preventDefault: () => {
      prevented = true
    },
  })
  return prevented
}

const dataOf = ({ text, base64 }: PageMessage['data']): string | Uint8Array =>
  text ?? new Uint8Array(Buffer.from(base64 ?? '', 'base64'))

function writtenData(data: unknown): PageMessage['data'] {
  if (typeof data === 'string') return { text: data }
  if (ArrayBuffer.isView(data))
    return { base64: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64') }
  throw new Error('the stand-in carries text and bytes only')
}
