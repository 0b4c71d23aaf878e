import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import type { CancelSignal } from '../../../shared/contract/job.ts'
import type { PackageProblem } from './problem.ts'

/** Limits of what a package may claim: beyond them nobody reads it, so that a hostile one ends at once. */
const MAX_ENTRIES = 10_000
const MAX_EXPANSION = 30
const EXPANSION_FLOOR_BYTES = 64 * 1024 * 1024

export interface ZipEntry {
  /** Path as the zip writes it, with `/`. */
  readonly path: string
  readonly size: number
  readonly open: () => Promise<Readable>
}

/** Entries in the order of the central directory. `close` it when done. */
export interface ZipContents {
  readonly entries: readonly ZipEntry[]
  readonly problems: readonly PackageProblem[]
  readonly close: () => void
}

/** Lists a zip; null where it cannot be read at all, with the reason. Never throws for what the file holds. */
export async function readZip(
  zipPath: string,
  fileName: string,
  signal: CancelSignal,
): Promise<{ contents: ZipContents | null; problems: readonly PackageProblem[] }> {
  let zip: ZipFile
  try {
    zip = await openPromise(zipPath, { lazyEntries: true, autoClose: false, strictFileNames: true })
  } catch {
    // yauzl tells many kinds of damage apart, in English; to the reader it is a broken zip or no zip.
    return {
      contents: null,
      problems: [{ code: (await beginsAsZip(zipPath)) ? 'package.damaged' : 'package.not-a-zip', path: fileName }],
    }
  }
  // After an error the zip must stay silent: an 'error' event without a listener would end the process.
  zip.on('error', () => undefined)
  try {
    const { entries, problems } = await listEntries(zip, fileName, signal)
    return { contents: { entries, problems, close: () => zip.close() }, problems }
  } catch (error) {
    zip.close()
    throw error
  }
}

async function listEntries(zip: ZipFile, fileName: string, signal: CancelSignal) {
  const entries: ZipEntry[] = []
  const problems: PackageProblem[] = []
  const seen = new Set<string>()
  const limitBytes = Math.max(EXPANSION_FLOOR_BYTES, zip.fileSize * MAX_EXPANSION)
  let bytes = 0
  if (zip.entryCount > MAX_ENTRIES) {
    return {
      entries,
      problems: [{ code: 'package.too-many-files', path: fileName, params: { limit: MAX_ENTRIES } } as const],
    }
  }
  try {
    for await (const entry of zip.eachEntry()) {
      signal.throwIfAborted()
      bytes += entry.uncompressedSize
      if (bytes > limitBytes) return { entries: [], problems: [{ code: 'package.too-large', path: fileName } as const] }
      if (seen.has(entry.fileName)) problems.push({ code: 'package.file-repeated', path: entry.fileName })
      else entries.push({ path: entry.fileName, size: entry.uncompressedSize, open: () => openEntry(zip, entry) })
      seen.add(entry.fileName)
    }
  } catch (error) {
    signal.throwIfAborted()
    const unsafe =
      error instanceof Error && /absolute path|invalid relative path|invalid characters/.test(error.message)
    problems.push({ code: unsafe ? 'package.path-unsafe' : 'package.damaged', path: fileName })
  }
  return { entries, problems }
}

const openEntry = (zip: ZipFile, entry: Entry): Promise<Readable> => zip.openReadStreamPromise(entry)

async function beginsAsZip(path: string): Promise<boolean> {
  const handle = await open(path, 'r')
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    return buffer.equals(Buffer.from('PK\u0003\u0004', 'latin1'))
  } finally {
    await handle.close()
  }
}
