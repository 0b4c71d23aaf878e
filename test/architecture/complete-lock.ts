// npm writes only those platforms' packages into the lock that the registry in use has, and npm 11 and 12 then refuse `npm ci`
// ("Missing: @biomejs/cli-win32-x64@ from lock file"). This adds the missing ones, version and platform only: npm checks them
// against the registry's own integrity on the platform that installs them. Nor does npm write down that a package with a binding.gyp
// asks not to be compiled (better-sqlite3, which ships its binaries): npm 10 and 11 would run node-gyp on every machine.
// Run it after npm install: node test/architecture/complete-lock.ts
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './project-files.ts'

interface LockedPackage {
  version?: string
  integrity?: string
  cpu?: string[]
  dev?: boolean
  libc?: string[]
  license?: string
  optional?: boolean
  os?: string[]
  engines?: Record<string, string>
  gypfile?: boolean
  optionalDependencies?: Record<string, string>
}

/** `cli-linux-x64-musl`, `binding-linux-arm64-gnu`, `binding-win32-x64-msvc` …: the name says the platform. */
function lockedByName(
  name: string,
  version: string,
  owner: LockedPackage,
  sibling: LockedPackage | undefined,
): LockedPackage {
  const [os = '', cpu = '', abi] = name.replace(/^.*\/(cli|binding)-/, '').split('-')
  const libc = os === 'linux' ? [abi?.startsWith('musl') ? 'musl' : 'glibc'] : null
  return {
    version,
    cpu: [cpu],
    ...(owner.dev === true ? { dev: true } : {}),
    ...(libc === null ? {} : { libc }),
    ...(sibling?.license === undefined ? {} : { license: sibling.license }),
    optional: true,
    os: [os],
    ...(sibling?.engines === undefined ? {} : { engines: sibling.engines }),
  }
}

const path = join(projectRoot, 'package-lock.json')
const lock = JSON.parse(readFileSync(path, 'utf8')) as { packages: Record<string, LockedPackage> }
let added = 0
for (const [owner, locked] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(locked.optionalDependencies ?? {})) {
    if (`node_modules/${name}` in lock.packages || `${owner}/node_modules/${name}` in lock.packages) continue
    const scope = `node_modules/${name.split('/')[0]}/`
    const sibling = Object.entries(lock.packages).find(
      ([other, { os }]) => other.startsWith(scope) && os !== undefined,
    )?.[1]
    lock.packages[`node_modules/${name}`] = lockedByName(name, version, locked, sibling)
    added += 1
  }
}
for (const [folder, locked] of Object.entries(lock.packages)) {
  const manifest = join(projectRoot, folder, 'package.json')
  if (folder === '' || !existsSync(manifest)) continue
  const { gypfile } = JSON.parse(readFileSync(manifest, 'utf8')) as LockedPackage
  if (gypfile === false) locked.gypfile = false
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).toSorted(([a], [b]) => a.localeCompare(b, 'en')))
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${added} packages of other platforms added to package-lock.json`)
