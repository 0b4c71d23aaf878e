// What main/electron imports as 'electron' in the tests: the same names over a real Chromium, Node's children and the driver's orders.
import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { Menu, menus } from './stand-in-menu.ts'
import { MessageChannelMain } from './stand-in-ports.ts'
import { killUtilityProcesses, utilityProcess } from './stand-in-processes.ts'
import { protocol, setReady, webRequest, whenReadyOnly } from './stand-in-protocol.ts'
import { BrowserWindow, ipcMain, isPrevented, sendFromStranger, setBrowser } from './stand-in-window.ts'

export { BrowserWindow, ipcMain, Menu, MessageChannelMain, protocol, utilityProcess }

/** What the test tells the application's process, and asks of it. */
export type Order =
  | { readonly kind: 'answers'; readonly open?: string; readonly save?: string; readonly box?: number }
  | { readonly kind: 'path'; readonly name: string; readonly path: string }
  | { readonly kind: 'stranger'; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly kind: 'permission'; readonly permission: string }
  | { readonly kind: 'second-instance'; readonly words: readonly string[] }
  /** As if the user started the program again while the last window's surveys are being closed. */
  | { readonly kind: 'start-again-at-quit'; readonly words: readonly string[] }
  | { readonly kind: 'context-menu'; readonly isEditable: boolean; readonly selectionText: string }
  | { readonly kind: 'kill-core' | 'crash-page' | 'close-window' | 'quit' | 'state' }

const answers: { open: string[]; save: string[]; box: number[] } = { open: [], save: [], box: [] }
const asked: unknown[] = []
const shown: string[] = []
const switches: Record<string, string> = {}
const quiet: string[] = []
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
    if (!existsSync(path)) throw new Error('Failed to set path')
    this.paths[name] = path
  }
  getPath = (name: string): string => this.paths[name] ?? join(process.env.XDG_CONFIG_HOME ?? tmpdir(), name)
  getLocale = (): string => process.env.STAND_IN_LOCALE ?? 'zh-CN'
  setAboutPanelOptions(): void {}
  commandLine = {
    appendSwitch: (name: string, value = ''): void => {
      switches[name] = value
    },
  }
  configureHostResolver(options: object): void {
    whenReadyOnly('configureHostResolver')
    quiet.push(JSON.stringify(options))
  }
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
  setReady()
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
  async showMessageBox(_window: unknown, options: { readonly cancelId?: number }) {
    return { response: dialog.showMessageBoxSync(_window, options) }
  },
  showMessageBoxSync(_window: unknown, options: { readonly cancelId?: number }): number {
    asked.push(options)
    return answers.box.shift() ?? options.cancelId ?? 0
  },
}
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] }
export const shell = { showItemInFolder: (path: string): void => void shown.push(path) }
const defaultSession = Object.assign(new EventEmitter(), {
  webRequest,
  setSpellCheckerEnabled: (isOn: boolean): void => void quiet.push(`spelling ${isOn}`),
  setSpellCheckerLanguages: (languages: readonly string[]): void => void quiet.push(`languages [${languages}]`),
  setPermissionRequestHandler: (handler: typeof requestHandler): void => {
    requestHandler = handler
  },
  setPermissionCheckHandler: (): void => undefined,
  setDevicePermissionHandler: (): void => undefined,
})
export const session = {
  get defaultSession() {
    whenReadyOnly('a session')
    return defaultSession
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
    case 'start-again-at-quit':
      app.once('will-quit', () => setImmediate(() => app.emit('second-instance', {}, order.words, process.cwd())))
      return null
    case 'context-menu':
      window?.webContents.emit('context-menu', {}, order)
      return null
    case 'crash-page':
      return window?.crash()
    case 'kill-core':
      return killUtilityProcesses()
    case 'close-window':
      return window?.close()
    case 'quit':
      return app.quit()
    case 'state':
      return { asked, shown, ...menus, switches, quiet, windows: BrowserWindow.getAllWindows().length }
    default:
      throw new Error('an order that nobody knows')
  }
}
