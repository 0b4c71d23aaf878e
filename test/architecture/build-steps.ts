import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, readdirSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { extname, join } from 'node:path'
import { build } from 'vite'
import { projectRoot } from './project-files.ts'

/** dist/ is the installed program, plain JavaScript, because Node does not strip types under node_modules. */
const dist = join(projectRoot, 'dist')
const compiled = ['shared', 'db', 'main'] as const
const preload = join(dist, 'main', 'electron', 'preload.cjs')

/** Whether dist/ was made after the last change of what it is made of. */
export function isBuilt(): boolean {
  const madeAt = statSync(preload, { throwIfNoEntry: false })?.mtimeMs ?? 0
  const sources = [...compiled, 'renderer'].flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  return ['package.json', 'package-lock.json', 'vite.config.ts', 'tsconfig.base.json', ...sources].every(
    (name) => name.endsWith('.tsbuildinfo') || statSync(join(projectRoot, name)).mtimeMs < madeAt,
  )
}

/** All of dist/, anew. The preload script is made last: its time tells when all was done. Throws when a tool complains. */
export async function buildAll(): Promise<void> {
  rmSync(dist, { recursive: true, force: true })
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  const result = spawnSync(process.execPath, [tsc, '-b', ...compiled], { cwd: projectRoot, stdio: 'inherit' })
  if (result.status !== 0) throw new Error('tsc found faults')
  for (const folder of compiled) copyAssets(folder)
  for (const program of ['cli/cundi.js', 'web/start.js']) chmodSync(join(dist, 'main', program), 0o755)
  // Whatever runs this (a test, say) may have set it for its own purposes; what ships is never a build for development.
  process.env.NODE_ENV = 'production'
  await build({
    root: join(projectRoot, 'renderer'),
    configFile: join(projectRoot, 'vite.config.ts'),
    logLevel: 'warn',
  })
  await buildPreload()
}

/** What the program reads at run time besides its code: the sample, JSON Schemas, icons. */
function copyAssets(folder: string): void {
  for (const entry of readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })) {
    const source = join(entry.parentPath, entry.name)
    if (!entry.isFile() || ['.ts', '.md'].includes(extname(entry.name)) || /^tsconfig.*\.json$/.test(entry.name))
      continue
    cpSync(source, join(dist, source.slice(projectRoot.length)))
  }
}

/** A sandboxed preload script is one CommonJS file and may require nothing but electron. */
async function buildPreload(): Promise<void> {
  await build({
    configFile: false,
    root: projectRoot,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: join(dist, 'main', 'electron'),
      emptyOutDir: false,
      target: 'chrome130',
      minify: false,
      lib: {
        entry: join(projectRoot, 'main', 'electron', 'preload.ts'),
        formats: ['cjs'],
        fileName: () => 'preload.cjs',
      },
      rolldownOptions: { external: ['electron'] },
    },
  })
}
