import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { builtPages } from './window-pages.ts'

const HOST = join(import.meta.dirname, '..', '..', 'main', 'web', 'start.ts')

/** The machine's own Chromium, or null where there is none: stories say so and are skipped. */
export const systemChromium: string | null =
  [
    process.env.CUNDI_CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ].find((path) => path !== undefined && existsSync(path)) ?? null

export const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export interface WindowOptions {
  /** Folder that the host shares with its windows; a new one unless given. */
  readonly folder?: string
  /** What settings.json holds at the start; {} is a first start. A named worker and Chinese unless given. */
  readonly settings?: Readonly<Record<string, unknown>>
  readonly size?: { readonly width: number; readonly height: number }
  /** Language of the system. */
  readonly locale?: 'zh-CN' | 'en-US'
  readonly env?: Readonly<Record<string, string>>
}

/** A host with one window in a real Chromium. */
export interface WindowBench {
  readonly page: Page
  /** The shared folder. */
  readonly folder: string
  /** Where settings.json stands. */
  readonly settingsFile: string
  /** Errors of pages and refusals of the browser (a broken content policy, say) so far; a story ends with none. */
  readonly problems: readonly string[]
  /** One more window on the same host. */
  openWindow(): Promise<Page>
  close(): Promise<void>
}

/** Starts the browser host over a folder and opens its window, as `npm start` does where Electron is missing. */
export async function openWindowBench(options: WindowOptions = {}): Promise<WindowBench> {
  const home = mkdtempSync(join(tmpdir(), 'cundi-window-'))
  const folder = options.folder ?? join(home, '调查 文件')
  mkdirSync(folder, { recursive: true })
  const settingsFile = join(home, 'cundi', 'settings.json')
  mkdirSync(join(home, 'cundi'))
  writeFileSync(
    settingsFile,
    JSON.stringify(options.settings ?? { operator: '张工', team: '测绘一队', language: 'zh' }),
  )
  const pages = await builtPages()
  const host = spawn(process.execPath, [HOST, '--pages', pages, folder], {
    env: { ...process.env, XDG_CONFIG_HOME: home, APPDATA: home, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const problems: string[] = []
  let browser: Browser | null = null
  const close = async (): Promise<void> => {
    await browser?.close()
    await ended(host)
    rmSync(home, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    const address = await addressOf(host)
    browser = await chromium.launch({ executablePath: systemChromium ?? 'chromium', args: QUIET })
    const context = await browser.newContext({
      viewport: options.size ?? { width: 1366, height: 768 },
      locale: options.locale ?? 'zh-CN',
    })
    const page = await openPage(context, address, problems)
    const openWindow = (): Promise<Page> => openPage(context, new URL('/', address).href, problems)
    return { page, folder, settingsFile, problems, openWindow, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function openPage(context: BrowserContext, address: string, problems: string[]): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  await page.goto(address)
  return page
}

/** The host prints its address as soon as it listens. */
function addressOf(host: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    let complaint = ''
    host.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const address = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(said)
      if (address !== null && said.includes('\n')) resolve(address[0])
    })
    host.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complaint += text
    })
    host.once('exit', (status) => reject(new Error(`the host ended with ${status}: ${complaint}`)))
  })
}

async function ended(host: ChildProcess): Promise<void> {
  if (host.exitCode !== null || host.signalCode !== null) return
  const over = new Promise((resolve) => host.once('exit', resolve))
  host.kill('SIGTERM')
  await over
}

/** What axe finds serious or worse on the screen as it stands: rule and place of each. `within`: only of that part. */
export async function seriousViolations(page: Page, within = 'body'): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).include(within).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}
