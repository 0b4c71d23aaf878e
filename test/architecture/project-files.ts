import { existsSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

export const projectRoot = join(import.meta.dirname, '..', '..')
export const topFolders = ['shared', 'db', 'main', 'renderer', 'test'] as const

const notOurs = new Set(['node_modules', 'dist', '.git', 'coverage', 'demo-output'])

/** Every file of the project that is ours to write, as a path from the root with forward slashes. */
export function projectFiles(under = '.'): string[] {
  const start = join(projectRoot, under)
  if (!existsSync(start)) return []
  const found: string[] = []
  const visit = (folder: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.isDirectory() && !notOurs.has(entry.name)) visit(path)
      else if (entry.isFile() && !entry.name.endsWith('.tsbuildinfo'))
        found.push(relative(projectRoot, path).split(sep).join('/'))
    }
  }
  visit(start)
  return found.toSorted()
}

export function sourceFiles(): string[] {
  return topFolders
    .flatMap((folder) => projectFiles(folder))
    .filter((path) => path.endsWith('.ts') || path.endsWith('.tsx'))
}
