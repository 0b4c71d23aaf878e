import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import axe from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
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
}

/** Opens the window of one story; it is closed when the story ends. */
export type OpenWindow = (options?: WindowOptions) => Promise<WindowBench>

/** Called once in a group of stories: the window is built and one Chromium started before them; each has a host and a profile of its own. */
export function windowStories(): OpenWindow {
  let browser: Browser | null = null
  const endings: (() => Promise<void>)[] = []
  const end = async (): Promise<void> => {
    for (const ending of endings.splice(0).toReversed()) await ending()
  }
  beforeAll(async () => {
    await builtPages()
    browser = await chromium.launch({ executablePath: systemChromium ?? 'chromium', args: QUIET })
  })
  afterEach(end)
  afterAll(async () => {
    await end()
    await browser?.close()
  })
  return async (options = {}) => {
    if (browser === null) throw new Error('there is no browser: windows are opened in stories')
    return openWindow(browser, options, (ending) => endings.push(ending))
  }
}

/** Starts the browser host over a folder and opens its window, as `npm start` does where Electron is missing. */
async function openWindow(
  browser: Browser,
  options: WindowOptions,
  later: (ending: () => Promise<void>) => void,
): Promise<WindowBench> {
  const home = mkdtempSync(join(tmpdir(), 'cundi-window-'))
  later(async () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }))
  const folder = options.folder ?? join(home, '调查 文件')
  mkdirSync(folder, { recursive: true })
  const settingsFile = join(home, 'cundi', 'settings.json')
  mkdirSync(join(home, 'cundi'))
  writeFileSync(
    settingsFile,
    JSON.stringify(options.settings ?? { operator: '张工', team: '测绘一队', language: 'zh' }),
  )
  const host = spawn(process.execPath, [HOST, '--pages', await builtPages(), folder], {
    env: { ...process.env, XDG_CONFIG_HOME: home, APPDATA: home, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  later(() => ended(host))
  const problems: string[] = []
  const address = await addressOf(host)
  const context = await browser.newContext({
    viewport: options.size ?? { width: 1366, height: 768 },
    locale: options.locale ?? 'zh-CN',
    reducedMotion: 'reduce',
  })
  later(() => context.close())
  const page = await openPage(context, address, problems)
  return {
    page,
    folder,
    settingsFile,
    problems,
    openWindow: () => openPage(context, new URL('/', address).href, problems),
  }
}

/** Opens a survey of the shared folder by the start screen's picker. */
export async function openBySteps(page: Page, survey: string): Promise<void> {
  await page.getByRole('button', { name: '打开调查' }).first().click()
  await page.locator('.file-picker-list button').first().click()
  await page.locator('.file-picker-list button', { hasText: survey }).first().click()
}

/** … and its section with the tree, tables and map. */
export async function openTablesBySteps(page: Page, survey: string): Promise<void> {
  await openBySteps(page, survey)
  await page.locator('.workbench-door', { hasText: '调查' }).click()
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
  if (!(await page.evaluate<boolean>(`'axe' in window`))) await page.evaluate(axe.source)
  // Only violations are described: to name every sound cell of a table costs axe many times the judging itself.
  return page.evaluate<
    readonly string[]
  >(`axe.run(${JSON.stringify(within)}, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ': ' + target.join(' '))))`)
}

/** What a window in Chinese says in letters alone to who cannot see it: names of controls and pictures, hints. */
export const foreignLabels = (page: Page): Promise<readonly string[]> =>
  page.evaluate<readonly string[]>(`[...document.querySelectorAll('[aria-label], [placeholder]')]
    .filter((element) => element.closest('[aria-hidden="true"]') === null)
    .flatMap((element) => [element.getAttribute('aria-label'), element.getAttribute('placeholder')])
    .filter((label) => label !== null && /[a-z]{3}/i.test(label) && !/[\u4e00-\u9fff]/.test(label))`)
