import { randomUUID } from 'node:crypto'
import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import type { FolderEntry, FolderListing } from '../../shared/contract/files.ts'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'
import type { FolderBrowser } from '../core/core.ts'

/** Folders that the page may see, and the handles by which it names what is in them. */
export interface SharedFolders extends FolderBrowser {
  /** The path behind a handle; one that was never given out, or that leads out of the folders by now, is thrown. */
  resolve(file: string): string
  /** The handle of a path. */
  nameOf(path: string): string
  /** The handle of a file that the host itself has put into a folder of its own (dropped on a page), which is in no list. */
  nameOwn(path: string): string
}

/** Names that a disk of any system keeps as they are: no signs of Windows, no devices, no dot or blank at an end. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const BAD_NAME = /[/\\:*?"<>|\u0000-\u001f\u007f]|^[.\s]|[.\s]$|^$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i
const MAX_NAME_BYTES = 240

export function shareFolders(roots: readonly string[]): SharedFolders {
  const shown = roots.map((root) => realpathSync.native(root))
  const own = new Set<string>()
  const pathOf = new Map<string, string>()
  const handleOf = new Map<string, string>()
  const nameOf = (path: string): string => {
    const known = handleOf.get(path)
    if (known !== undefined) return known
    const handle = randomUUID()
    handleOf.set(path, handle)
    pathOf.set(handle, path)
    return handle
  }
  const isInside = (path: string): boolean =>
    shown.some((root) => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep))
  /** Where a path really lies: its own end may not exist yet, and must be no link that leads elsewhere. */
  const leadsInside = (path: string): boolean => {
    const real = realPath(path)
    return real !== null && isInside(real)
  }
  const resolve = (file: string): string => {
    const path = pathOf.get(file)
    if (path === undefined) throw new Error('a file handle that was never given out')
    if (!own.has(path) && !leadsInside(path)) throw new Error('a file handle that leads out of the shared folders')
    return path
  }
  const entryOf = (path: string, kind: 'folder' | 'file'): FolderEntry => {
    const stat = statSync(path, { throwIfNoEntry: false })
    return {
      file: nameOf(path),
      name: basename(path) || path,
      kind,
      bytes: kind === 'file' ? (stat?.size ?? null) : null,
      modifiedAt: stat?.mtime.toISOString() ?? null,
    }
  }
  /** Links, devices, sockets and hidden files are in no list. */
  const entriesOf = (path: string): FolderEntry[] =>
    readdirSync(path, { withFileTypes: true })
      .filter((entry) => !entry.name.startsWith('.') && (entry.isDirectory() || entry.isFile()))
      .map((entry) => entryOf(join(path, entry.name), entry.isDirectory() ? 'folder' : 'file'))
  return {
    resolve,
    nameOf,
    nameOwn(path) {
      own.add(path)
      return nameOf(path)
    },
    includes: isInside,
    list(folder): Outcome<FolderListing> {
      if (folder === null)
        return done({ folder: null, name: null, parent: null, entries: shown.map((root) => entryOf(root, 'folder')) })
      const path = pathOf.get(folder)
      if (path === undefined || !leadsInside(path)) return refuse({ code: 'file.unknown' })
      try {
        const parent = dirname(path)
        return done({
          folder,
          name: basename(path),
          parent: shown.includes(path) || !isInside(parent) ? null : nameOf(parent),
          entries: entriesOf(path),
        })
      } catch (error) {
        return refuse({
          code: 'source.unreadable',
          file: basename(path),
          params: { reason: String((error as NodeJS.ErrnoException).code ?? 'error') },
        })
      }
    },
    name(folder, name) {
      const path = pathOf.get(folder)
      if (path === undefined || !leadsInside(path) || !isFolder(path)) return refuse({ code: 'file.unknown' })
      const target = join(path, name)
      if (BAD_NAME.test(name) || Buffer.byteLength(name) > MAX_NAME_BYTES || isNeitherFileNorFolder(target))
        return refuse({ code: 'file.bad-name', params: { name: name.slice(0, 80) } })
      return done({ file: nameOf(target) })
    },
  }
}

/** Links followed as far as the path exists; null: a link whose end is missing, or nothing that could be made. */
function realPath(path: string): string | null {
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) {
    const parent = dirname(path)
    if (parent === path) return null
    const real = realPath(parent)
    return real === null ? null : join(real, basename(path))
  }
  try {
    return realpathSync.native(path)
  } catch {
    return null // a link to nowhere, or into what we may not see
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

function isNeitherFileNorFolder(path: string): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false })
  return stat !== undefined && !stat.isFile() && !stat.isDirectory()
}
