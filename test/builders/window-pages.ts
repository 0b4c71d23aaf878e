import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const root = join(import.meta.dirname, '..', '..')
const cache = join(root, 'node_modules', '.cache', 'cundi-window')
const pages = join(cache, 'pages')
const stamp = join(cache, 'stamp')
const lock = join(cache, 'building')

/** Longer than any build takes: who holds the lock for more has died. */
const DEAD_AFTER_MS = 180_000

/** Folder of the built window, made anew when its sources have changed; test files that run side by side build it once. */
export async function builtPages(): Promise<string> {
  mkdirSync(cache, { recursive: true })
  const wanted = stateOfSources()
  while (!isBuilt(wanted)) {
    if (!takeTurn()) {
      await pause(200)
      continue
    }
    try {
      if (!isBuilt(wanted)) build(wanted)
    } finally {
      rmSync(lock, { recursive: true, force: true })
    }
  }
  return pages
}

const isBuilt = (wanted: string): boolean => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted

function takeTurn(): boolean {
  try {
    mkdirSync(lock)
    return true
  } catch {
    // Somebody is building, or died while doing so.
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
    if (Date.now() - since > DEAD_AFTER_MS) rmSync(lock, { recursive: true, force: true })
    return false
  }
}

function build(wanted: string): void {
  rmSync(stamp, { force: true })
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const built = spawnSync(
    process.execPath,
    [vite, 'build', '--outDir', pages, '--emptyOutDir', '--logLevel', 'warn'],
    // Vitest's own NODE_ENV would make it a build for development.
    { cwd: root, encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production' } },
  )
  if (built.status !== 0) throw new Error(`the window does not build: ${built.stdout}${built.stderr}`)
  writeFileSync(stamp, wanted)
}

function stateOfSources(): string {
  const hash = createHash('sha256')
  for (const name of ['vite.config.ts', 'package-lock.json']) hash.update(readFileSync(join(root, name)))
  for (const folder of ['renderer', 'shared']) {
    const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).toSorted()
    for (const name of names) {
      const path = join(root, folder, name)
      if (statSync(path).isFile()) hash.update(name).update(readFileSync(path))
    }
  }
  return hash.digest('hex')
}
