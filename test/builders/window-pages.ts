import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { madeOnce } from './made-once.ts'

const root = join(import.meta.dirname, '..', '..')
const cache = join(root, 'node_modules', '.cache', 'cundi-window')
const pages = join(cache, 'pages')
const stamp = join(cache, 'stamp')
const lock = join(cache, 'building')

/** Folder of the built window, made anew when its sources have changed; test files that run side by side build it once. */
export async function builtPages(): Promise<string> {
  mkdirSync(cache, { recursive: true })
  const wanted = stateOfSources()
  await madeOnce(
    lock,
    () => isBuilt(wanted),
    () => build(wanted),
  )
  return pages
}

const isBuilt = (wanted: string): boolean => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted

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
