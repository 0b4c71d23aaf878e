import { randomUUID } from 'node:crypto'
import { readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import type { FolderEntry, FolderListing } from '../../shared/contract/files.ts'
import { done, type Outcome, refuse } from '../../shared/contract/outcome.ts'
import type { FolderBrowser } from '../core/core.ts'

/** Folders that the page may see, and the handles by which it names what is in them. */
export interface SharedFolders extends FolderBrowser {
  /** The path behind a handle; a handle that was never given out is a bug or an attack, and is thrown. */
  resolve(file: string): string
  /** The handle of a path. */
  nameOf(path: string): string
}

export function shareFolders(roots: readonly string[]): SharedFolders {
  const real = roots.map((root) => realpathSync(root))
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
  const resolve = (file: string): string => {
    const path = pathOf.get(file)
    if (path === undefined) throw new Error('a file handle that was never given out')
    return path
  }
  const isInside = (path: string): boolean =>
    real.some((root) => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep))
  const entryOf = (path: string, kind: 'folder' | 'file'): FolderEntry => {
    const stat = statSync(path, { throwIfNoEntry: false })
    return {
      file: nameOf(path),
      name: basename(path),
      kind,
      bytes: kind === 'file' ? (stat?.size ?? null) : null,
      modifiedAt: stat?.mtime.toISOString() ?? null,
    }
  }
  return {
    resolve,
    nameOf,
    list(folder): Outcome<FolderListing> {
      if (folder === null)
        return done({ folder: null, name: null, parent: null, entries: real.map((root) => entryOf(root, 'folder')) })
      const path = pathOf.get(folder)
      if (path === undefined) return refuse({ code: 'file.unknown' })
      try {
        const entries = readdirSync(path, { withFileTypes: true })
          .filter((entry) => !entry.name.startsWith('.') && (entry.isDirectory() || entry.isFile()))
          .map((entry) => entryOf(join(path, entry.name), entry.isDirectory() ? 'folder' : 'file'))
        const parent = dirname(path)
        return done({
          folder,
          name: basename(path),
          parent: real.includes(path) || !isInside(parent) ? null : nameOf(parent),
          entries,
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
      if (path === undefined) return refuse({ code: 'file.unknown' })
      if (name.trim() === '' || /[/\\:*?"<>|]/.test(name) || name.startsWith('.'))
        return refuse({ code: 'file.bad-name', params: { name } })
      return done({ file: nameOf(join(path, name)) })
    },
  }
}
