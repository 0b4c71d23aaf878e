// What main/electron imports as 'electron' in the tests: the same names over a real Chromium, Node's children and the driver's orders.
import { EventEmitter } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { MessageChannelMain } from './stand-in-ports.ts'
import { killUtilityProcesses, utilityProcess } from './stand-in-processes.ts'
import { protocol, webRequest } from './stand-in-protocol.ts'
import { BrowserWindow, ipcMain, isPrevented, sendFromStranger, setBrowser } from './stand-in-window.ts'

export { BrowserWindow, ipcMain, MessageChannelMain, protocol, utilityProcess }

/** What the test tells the application's process, and asks of it. */
export type Order =
  | { readonly kind: 'answers'; readonly open?: string; readonly save?: string; readonly box?: number }
  | { readonly kind: 'path'; readonly name: string; readonly path: string }
  | { readonly kind: 'stranger'; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly kind: 'permission'; readonly permission: string }
  | { readonly kind: 'second-instance'; readonly words: readonly string[] }
  | { readonly kind: 'kill-core' | 'close-window' | 'quit' | 'state' }

const answers: { open: string[]; save: string[]; box: number[] } = { open: [], save: [], box: [] }
const asked: unknown[] = []
const shown: string[] = []
let menu: unknown = null
let requestHandler: (contents: unknown, permission: string, answer: (isGranted: boolean) => void) => void = (
  _,
  __,
  answer,
) => answer(true)

class App extends EventEmitter {
  isPackaged = false
  paths: Record<string, string> = {}
  #isReady: Promise<void> | null = null
  setName(): void {}
  setPath(name: string, path: string): void {
    this.paths[name] = path
  }
  getPath = (name: string): string => this.paths[name] ?? join(process.env.XDG_CONFIG_HOME ?? tmpdir(), name)
  getLocale = (): string => process.env.STAND_IN_LOCALE ?? 'zh-CN'
  setAboutPanelOptions(): void {}
  commandLine = { appendSwitch: (): void => undefined }
  requestSingleInstanceLock = (): boolean => true
  whenReady(): Promise<void> {
    this.#isReady ??= connect()
    return this.#isReady
  }
  quit(): void {
    const open = BrowserWindow.getAllWindows()
    if (open.length > 0) {
      for (const window of open) window.close()
      return
    }
    if (!isPrevented(this, 'will-quit')) process.exit(0)
  }
}
export const app = new App()

async function connect(): Promise<void> {
  const browser = await chromium.connectOverCDP(process.env.STAND_IN_CHROMIUM ?? '')
  const [context] = browser.contexts()
  if (context === undefined) throw new Error('the browser has no context')
  setBrowser(context, (contents) => {
    app.emit('web-contents-created', {}, contents)
    contents.window.on('closed', () => {
      if (BrowserWindow.getAllWindows().length === 0) app.emit('window-all-closed')
    })
  })
}

export const dialog = {
  async showOpenDialog(_window: unknown, options: unknown) {
    asked.push(options)
    const path = answers.open.shift()
    return { canceled: path === undefined, filePaths: path === undefined ? [] : [path] }
  },
  async showSaveDialog(_window: unknown, options: unknown) {
    asked.push(options)
    const path = answers.save.shift()
    return { canceled: path === undefined, filePath: path ?? '' }
  },
  showMessageBoxSync(_window: unknown, options: { readonly cancelId?: number }): number {
    asked.push(options)
    return answers.box.shift() ?? options.cancelId ?? 0
  },
}
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] }
export const shell = { showItemInFolder: (path: string): void => void shown.push(path) }
export const Menu = {
  buildFromTemplate: (template: unknown): unknown => template,
  setApplicationMenu: (template: unknown): void => {
    menu = JSON.parse(JSON.stringify(template))
  },
}
export const session = {
  defaultSession: {
    webRequest,
    setPermissionRequestHandler: (handler: typeof requestHandler): void => {
      requestHandler = handler
    },
    setPermissionCheckHandler: (): void => undefined,
    setDevicePermissionHandler: (): void => undefined,
  },
}

process.on('message', async ({ id, order }: { readonly id: number; readonly order: Order }) => {
  process.send?.({ id, answer: (await obey(order)) ?? null })
})

async function obey(order: Order): Promise<unknown> {
  const [window] = BrowserWindow.getAllWindows()
  switch (order.kind) {
    case 'answers':
      if (order.open !== undefined) answers.open.push(order.open)
      if (order.save !== undefined) answers.save.push(order.save)
      if (order.box !== undefined) answers.box.push(order.box)
      return null
    case 'path':
      return window?.knowPath(order.name, order.path)
    case 'stranger':
      return sendFromStranger(order.channel, order.args)
    case 'permission':
      return new Promise((resolve) => requestHandler(window?.webContents, order.permission, resolve))
    case 'second-instance':
      app.emit('second-instance', {}, order.words, process.cwd())
      return null
    case 'kill-core':
      return killUtilityProcesses()
    case 'close-window':
      return window?.close()
    case 'quit':
      return app.quit()
    case 'state':
      return { asked, shown, menu, windows: BrowserWindow.getAllWindows().length, paths: app.paths }
    default:
      throw new Error('an order that nobody knows')
  }
}
