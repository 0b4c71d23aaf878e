import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { QUIET, systemChromium } from '../builders/window-browser.ts'
import type { CoreReport } from './core-probe.ts'
import { pageProbe } from './page-probe.ts'

const root = join(import.meta.dirname, '..', '..')
const START = join(root, 'test', 'architecture', 'start.ts')
const PROBE = pathToFileURL(join(import.meta.dirname, 'core-probe.ts')).href

/** `npm start` as it is where there is no Electron, with a page that is on its way. */
export interface WindowHost {
  readonly page: Page
  /** performance.now() when the process was started, and when it told its address. */
  readonly startedAt: number
  readonly listeningAt: number
  /** What its thread did since the last question. */
  ask(): Promise<CoreReport>
  close(): Promise<void>
}

/** A browser that already runs, as a user's does. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: systemChromium ?? 'chromium', args: QUIET })

/** Starts the built program over a folder whose survey is the only recent one. */
export async function startWindowHost(browser: Browser, folder: string, survey: string): Promise<WindowHost> {
  const home = mkdtempSync(join(tmpdir(), 'cundi-bench-home-'))
  const socketPath = join(home, 'probe')
  mkdirSync(join(home, 'cundi'))
  writeFileSync(
    join(home, 'cundi', 'settings.json'),
    JSON.stringify({
      operator: '张工',
      team: '测绘一队',
      language: 'zh',
      recent: [{ path: survey, openedAt: new Date().toISOString() }],
    }),
  )
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env
  const listener = createServer().listen(socketPath)
  const probe = new Promise<Socket>((resolve) => listener.once('connection', resolve))
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })
  const page = await context.newPage()
  page.setDefaultTimeout(600_000)
  await page.addInitScript(pageProbe)
  const startedAt = performance.now()
  const starter = spawn(process.execPath, [START, folder], {
    env: {
      ...env,
      XDG_CONFIG_HOME: home,
      APPDATA: home,
      NODE_OPTIONS: `--import=${PROBE}`,
      CUNDI_BENCH_SOCKET: socketPath,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const address = await addressOf(starter)
  const listeningAt = performance.now()
  await page.goto(address)
  const socket = await probe
  return {
    page,
    startedAt,
    listeningAt,
    ask: () => askProbe(socket),
    async close() {
      await context.close()
      socket.destroy()
      await ended(starter, listener)
      rmSync(home, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

function askProbe(socket: Socket): Promise<CoreReport> {
  return new Promise((resolve) => {
    let said = ''
    const listen = (bytes: Buffer): void => {
      said += bytes.toString()
      if (!said.endsWith('\n')) return
      socket.off('data', listen)
      resolve(JSON.parse(said) as CoreReport)
    }
    socket.on('data', listen)
    socket.write('?')
  })
}

function addressOf(starter: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    starter.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text
      const address = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/.exec(said)
      if (address !== null && said.includes('\n')) resolve(address[0])
    })
    let complaint = ''
    starter.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complaint += text
    })
    starter.once('exit', (status) => reject(new Error(`npm start ended with ${status}: ${complaint}`)))
  })
}

async function ended(starter: ChildProcess, listener: Server): Promise<void> {
  listener.close()
  if (starter.exitCode !== null || starter.signalCode !== null) return
  const over = new Promise((resolve) => starter.once('exit', resolve))
  starter.kill('SIGTERM')
  await over
}

/** Resident memory of a process now and at its highest, MB; null where the system has no /proc. */
export function memoryOf(pid: number): { readonly nowMB: number; readonly peakMB: number } | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const kilobytes = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0)
    return { nowMB: kilobytes('VmRSS') / 1024, peakMB: kilobytes('VmHWM') / 1024 }
  } catch {
    return null
  }
}

/** The page's own process, the largest of the browser's renderers. */
export async function pageMemory(
  browser: Browser,
): Promise<{ readonly nowMB: number; readonly peakMB: number } | null> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  await session.detach()
  const sizes = processInfo.filter(({ type }) => type === 'renderer').flatMap(({ id }) => memoryOf(id) ?? [])
  return sizes.toSorted((a, b) => b.nowMB - a.nowMB)[0] ?? null
}
