import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'

interface Library {
  readonly name: string
  readonly version: string
  readonly licence: string
  /** The licence as the package carries it; null: it carries none. */
  readonly text: string | null
}

interface LockedPackage {
  readonly dev?: boolean
  readonly devOptional?: boolean
  readonly optional?: boolean
}

const marker = 'node_modules/'

/** Folder of the package that a bundled module belongs to. */
function packageOf(module: string): string | null {
  const path = module.replaceAll('\\', '/').replace(/^\0/, '')
  const at = path.lastIndexOf(marker)
  if (at < 0) return null
  const [scope = '', name = ''] = path.slice(at + marker.length).split('/')
  return path.slice(0, at + marker.length) + (scope.startsWith('@') ? `${scope}/${name}` : scope)
}

/** Packages that the program itself needs where it is installed. */
function installedWithIt(root: string): readonly string[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, LockedPackage>>
  }
  return Object.entries(lock.packages)
    .filter(([path, { dev, devOptional, optional }]) => path !== '' && !dev && !devOptional && !optional)
    .map(([path]) => join(root, path))
}

function describe(folder: string): Library | null {
  const manifest = join(folder, 'package.json')
  if (!existsSync(manifest)) return null
  const { name, version, license } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    readonly name?: string
    readonly version?: string
    readonly license?: string | { readonly type?: string }
  }
  if (name === undefined || version === undefined) return null
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(entry))
  return {
    name,
    version,
    licence: (typeof license === 'string' ? license : license?.type) ?? '—',
    text: file === undefined ? null : readFileSync(join(folder, file), 'utf8').trim(),
  }
}

/** Adds licences.json to the built window: every library that ships, with its licence. */
export function licences(root: string): Plugin {
  return {
    name: 'cundi-licences',
    generateBundle(_, bundle) {
      const bundled = Object.values(bundle).flatMap((chunk) =>
        chunk.type === 'chunk' ? chunk.moduleIds.map(packageOf).filter((folder) => folder !== null) : [],
      )
      const found = [...new Set([...bundled, ...installedWithIt(root)])]
        .map(describe)
        .filter((library) => library !== null)
      const byName = new Map(found.map((library) => [`${library.name}@${library.version}`, library]))
      const listed = [...byName.values()].toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
      this.emitFile({ type: 'asset', fileName: 'licences.json', source: `${JSON.stringify(listed)}\n` })
    },
  }
}
