// npm writes only those platforms' packages into the lock that the registry in use has, and npm 11 and 12 then refuse `npm ci`
// ("Missing: @biomejs/cli-win32-x64@ from lock file"). This adds the missing ones, version and platform only: npm checks them
// against the registry's own integrity on the platform that installs them. Run it after npm install: node test/architecture/complete-lock.ts
import { readFileSync, writeFileSync } from 'node:fs'
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
lock.packages = Object.fromEntries(Object.entries(lock.packages).toSorted(([a], [b]) => a.localeCompare(b, 'en')))
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${added} packages of other platforms added to package-lock.json`)
