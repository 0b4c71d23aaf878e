import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

/** A home of its own for one run of the application: settings, scratch, nobody's files. */
export interface DesktopHome {
  readonly home: string
  readonly folder: string
  readonly settingsFile: string
  readonly env: NodeJS.ProcessEnv
  remove(): void
}

export function makeHome(settings: Readonly<Record<string, unknown>> | undefined): DesktopHome {
  const home = mkdtempSync(join(tmpdir(), 'cundi-desktop-'))
  const folder = join(home, '调查 文件')
  const own = join(home, process.platform === 'win32' ? 'CunDi' : 'cundi')
  mkdirSync(folder)
  mkdirSync(own)
  const settingsFile = join(own, 'settings.json')
  writeFileSync(settingsFile, JSON.stringify(settings ?? { operator: '张工', team: '测绘一队', language: 'zh' }))
  return {
    home,
    folder,
    settingsFile,
    env: { ...process.env, XDG_CONFIG_HOME: home, APPDATA: home },
    remove: () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }),
  }
}

export function noteProblems(page: Page, problems: string[]): void {
  page.setDefaultTimeout(20_000)
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
}
