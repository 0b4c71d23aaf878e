import { type ChildProcess, fork, spawn } from 'node:child_process'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { builtProgram } from '../builders/built-program.ts'
import { QUIET, systemChromium } from '../builders/window-browser.ts'
import { makeHome, noteProblems } from './desktop-home.ts'
import type { Desktop, DesktopOptions } from './desktop-types.ts'
import type { Order } from './stand-in.ts'

/** What only the stand-in can be asked. */
export interface StandInDesktop extends Desktop {
  order(order: Order): Promise<unknown>
}

const REGISTER = join(import.meta.dirname, 'stand-in-register.ts')

/** The built main script in a Node of its own, its windows pages of a real Chromium that the test drives as well. */
export async function openStandInDesktop(
  options: DesktopOptions & { readonly program?: string } = {},
): Promise<StandInDesktop> {
  const dist = options.program ?? (await builtProgram())
  const { home, folder, settingsFile, env, remove } = makeHome(options.settings)
  const { browser: process, address } = await startChromium(join(home, 'chromium'))
  const browser = await chromium.connectOverCDP(address)
  const [context] = browser.contexts()
  if (context === undefined) throw new Error('the browser has no context')
  const opened = nextPage(context)
  const app = fork(join(dist, 'main', 'electron', 'app.js'), [...(options.words ?? [])], {
    execArgv: ['--import', REGISTER],
    env: { ...env, STAND_IN_CHROMIUM: address },
  })
  const ended = new Promise<number>((resolve) => app.once('exit', (code) => resolve(code ?? 1)))
  const problems: string[] = []
  const close = async (): Promise<void> => {
    app.kill('SIGKILL')
    await ended
    await browser.close()
    process.kill('SIGKILL')
    await new Promise((resolve) => process.once('exit', resolve))
    remove()
  }
  try {
    const page = await Promise.race([opened, ended.then(failed)])
    noteProblems(page, problems)
    const order = ordersTo(app)
    return {
      kind: 'stand-in',
      page,
      folder,
      settingsFile,
      problems,
      ended,
      order,
      close,
      answer: async (answers) => void (await order({ kind: 'answers', ...answers })),
      dialogs: async () => JSON.stringify(((await order({ kind: 'state' })) as { asked: unknown }).asked),
      killCore: async () => void (await order({ kind: 'kill-core' })),
      closeWindow: async () => void (await order({ kind: 'close-window' })),
      windows: async () => ((await order({ kind: 'state' })) as { windows: number }).windows,
      quit: async () => void (await order({ kind: 'quit' })),
    }
  } catch (error) {
    await close()
    throw error
  }
}

function failed(status: number): never {
  throw new Error(`the application ended with ${status} before it showed a window`)
}

/** The driver must answer no dialog of a page: the application does. */
function nextPage(context: BrowserContext): Promise<Page> {
  return new Promise((resolve) =>
    context.on('page', (page) => {
      page.on('dialog', () => undefined)
      resolve(page)
    }),
  )
}

function ordersTo(app: ChildProcess): (order: Order) => Promise<unknown> {
  const waiting = new Map<number, (answer: unknown) => void>()
  let last = 0
  app.on('message', ({ id, answer }: { readonly id: number; readonly answer: unknown }) => {
    waiting.get(id)?.(answer)
    waiting.delete(id)
  })
  // An application that has ended answers nothing, and is not waited for.
  app.once('exit', () => {
    for (const resolve of waiting.values()) resolve(null)
  })
  return (order) =>
    new Promise((resolve) => {
      const id = ++last
      waiting.set(id, resolve)
      if (app.connected) app.send({ id, order }, (error) => error && resolve(null))
      else resolve(null)
    })
}

function startChromium(profile: string): Promise<{ readonly browser: ChildProcess; readonly address: string }> {
  const browser = spawn(
    systemChromium ?? 'chromium',
    [
      ...QUIET,
      '--headless',
      '--enable-blink-features=MessagePortCloseEvent',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      '--lang=zh-CN',
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  )
  return new Promise((resolve, reject) => {
    let said = ''
    browser.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1]
      if (address !== undefined) resolve({ browser, address })
    })
    browser.once('error', reject)
    browser.once('exit', () => reject(new Error(`the browser ended: ${said}`)))
  })
}
