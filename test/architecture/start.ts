// npm start: builds what is needed and opens the window in Electron; where Electron cannot be had, in the browser.
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { readSettings, settingsPath } from '../../main/platform/settings.ts'
import type { Language } from '../../shared/lang/message.ts'
import { wordCode } from '../../shared/lang/words.ts'
import { buildAll, isBuilt } from './build-steps.ts'
import { fetchedElectron } from './electron-runtime.ts'
import { projectRoot } from './project-files.ts'

/** An Electron that ends sooner than this with a fault has never shown a window (a missing library, no screen). */
const FAILED_AT_ONCE_MS = 8_000
const asked = process.argv.slice(2)
const { env } = process

function language(): Language {
  const settings = readSettings(settingsPath(env))
  const chosen = settings.ok ? settings.value.language : null
  return chosen ?? ((env.LC_ALL || env.LANG || '').startsWith('en') ? 'en' : 'zh')
}
const say = (code: string): void => console.error(wordCode(code, {}, language()))

/** With our signals passed on; resolves with its exit status. */
function run(program: string, words: readonly string[]): Promise<number> {
  // Terminals of other Electron programs may hand this on: Electron would be a Node then, without any window.
  const { ELECTRON_RUN_AS_NODE: _, ...own } = env
  const child: ChildProcess = spawn(program, words, { stdio: 'inherit', env: own })
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal)
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, pass)
  return new Promise((resolve) => {
    child.once('error', () => resolve(1))
    child.once('exit', (status, signal) => {
      for (const name of signals) process.off(name, pass)
      resolve(status ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1))
    })
  })
}

/** null: it could not show its window. */
async function inElectron(): Promise<number | null> {
  if (process.platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return null
  const electron = fetchedElectron(() => say('start.fetching'))
  if (electron === null) return null
  const began = Date.now()
  const status = await run(electron, [projectRoot, ...asked])
  return status !== 0 && Date.now() - began < FAILED_AT_ONCE_MS ? null : status
}

async function inBrowser(): Promise<number> {
  say('start.no-electron')
  return run(process.execPath, [join(projectRoot, 'dist', 'main', 'web', 'start.js'), '--open', ...asked])
}

if (!isBuilt()) {
  say('start.building')
  await buildAll()
}
process.exit((await inElectron()) ?? (await inBrowser()))
