import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The folder of sample files; their licences forbid to ship most of them. */
export const corpus = process.env.CUNDI_CORPUS ?? null

export interface CorpusItem {
  readonly kind: string
  readonly item: string
  readonly folder: string
  /** What a user would name: one file, by its siblings' best part. */
  readonly named: string | null
  /** Cells of the MANIFEST's row by column; empty where the item has no row. */
  readonly cells: Readonly<Record<string, string>>
}

const HEADINGS = /^## (\S+)/
/** In the order in which a user would choose. */
const NAMED = ['.zip', '.gpkg', '.shp', '.dbf', '.shx']

function manifestRows(text: string): Map<string, Record<string, string>> {
  const rows = new Map<string, Record<string, string>>()
  let columns: string[] = []
  for (const line of text.split('\n')) {
    if (HEADINGS.test(line)) columns = []
    if (!line.startsWith('|') || line.startsWith('|---')) continue
    const cells = line
      .replace(/^\||\|\s*$/g, '')
      .split('|')
      .map((cell) => cell.trim())
    if (cells[0] === 'item') columns = cells
    else if (columns.length > 0) {
      const name = (cells[0] ?? '').replaceAll('*', '')
      rows.set(name, Object.fromEntries(columns.map((column, i) => [column, cells[i] ?? ''])))
    }
  }
  return rows
}

function namedFile(folder: string): string | null {
  const files = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
  for (const extension of NAMED) {
    const file = files.find((name) => name.toLowerCase().endsWith(extension))
    if (file !== undefined) return join(folder, file)
  }
  return null
}

/** Every folder of the corpus, with its row of MANIFEST.md. */
export function corpusItems(root: string): CorpusItem[] {
  const rows = manifestRows(readFileSync(join(root, 'MANIFEST.md'), 'utf8'))
  const folders = (at: string): string[] =>
    readdirSync(at, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .toSorted()
  return folders(root).flatMap((kind) =>
    folders(join(root, kind)).map((item) => {
      const folder = join(root, kind, item)
      return { kind, item, folder, named: namedFile(folder), cells: rows.get(item) ?? {} }
    }),
  )
}
