// npm run build: dist/ is the installed program, plain JavaScript, because Node does not strip types under node_modules.
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, extname, join } from 'node:path'

const root = dirname(dirname(import.meta.dirname))
const dist = join(root, 'dist')
const folders = ['shared', 'db', 'main'] as const

rmSync(dist, { recursive: true, force: true })
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
const compiled = spawnSync(process.execPath, [tsc, '-b', ...folders], { cwd: root, stdio: 'inherit' })
if (compiled.status !== 0) process.exit(compiled.status ?? 1)

/** What the program reads at run time besides its code: the sample, SQL, JSON Schemas. */
for (const folder of folders) {
  for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
    const source = join(entry.parentPath, entry.name)
    if (!entry.isFile() || ['.ts', '.md'].includes(extname(entry.name)) || entry.name === 'tsconfig.json') continue
    cpSync(source, join(dist, source.slice(root.length)))
  }
}

// The window last: Vite empties its own folder only.
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
const bundled = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: root, stdio: 'inherit' })
if (bundled.status !== 0) process.exit(bundled.status ?? 1)

const program = join(dist, 'main', 'cli', 'cundi.js')
if (existsSync(program)) chmodSync(program, 0o755)
