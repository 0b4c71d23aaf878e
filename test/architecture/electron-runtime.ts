import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const FETCH_WITHIN_MS = 10 * 60_000
const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))

/** Electron's executable on this machine, as its own package looks for it; null: its runtime is not here. */
export function installedElectron(env: NodeJS.ProcessEnv = process.env): string | null {
  const named = join(folder, 'path.txt')
  const usual = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform as string]
  const isFetched = existsSync(named)
  // The name is written last: without it dist/ is what an interrupted download left.
  if (!isFetched && !env.ELECTRON_OVERRIDE_DIST_PATH) return null
  const executable = isFetched ? readFileSync(named, 'utf8').trim() : (usual ?? 'electron')
  const path = join(env.ELECTRON_OVERRIDE_DIST_PATH || join(folder, 'dist'), executable)
  return existsSync(path) ? path : null
}

/** Fetches it where it is missing; null: it cannot be had here. ELECTRON_SKIP_BINARY_DOWNLOAD says not to try. */
export function fetchedElectron(onFetch: () => void, env: NodeJS.ProcessEnv = process.env): string | null {
  const here = installedElectron(env)
  if (here !== null || env.ELECTRON_SKIP_BINARY_DOWNLOAD || env.ELECTRON_OVERRIDE_DIST_PATH) return here
  onFetch()
  spawnSync(process.execPath, [join(folder, 'install.js')], { env, stdio: 'ignore', timeout: FETCH_WITHIN_MS })
  return installedElectron(env)
}
