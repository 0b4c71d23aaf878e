import yauzl from 'yauzl'
import type { Refusal } from '../../../shared/contract/outcome.ts'
import { decodeEntryName, isUnsafeEntryPath } from './zip-names.ts'

/** Limits against archives made to exhaust a machine; real survey archives stay far below each of them. */
export const ZIP_LIMITS = {
  entries: 20_000,
  entryBytes: 4 * 1024 ** 3,
  totalBytes: 8 * 1024 ** 3,
  /** Blank-padded .dbf text reaches 100 : 1 in the field; deflate's ceiling, which bombs need, is 1032 : 1. */
  ratio: 250,
  /** Below this size a high ratio harms nobody. */
  ratioFromBytes: 64 * 1024 ** 2,
}
export type ZipLimits = typeof ZIP_LIMITS

export interface ZipEntry {
  /** Decoded, forward slashes, without a leading ./ */
  readonly path: string
  readonly compressedSize: number
  readonly uncompressedSize: number
  readonly raw: yauzl.Entry
}

export interface ZipListing {
  readonly zip: yauzl.ZipFile
  readonly entries: readonly ZipEntry[]
  close(): void
}

const UNIX = 3
const SYMLINK = 0o120000
const FILE_TYPE = 0o170000

function isSymlink(entry: yauzl.Entry): boolean {
  return entry.versionMadeBy >> 8 === UNIX && ((entry.externalFileAttributes >>> 16) & FILE_TYPE) === SYMLINK
}

const openZip = (path: string): Promise<yauzl.ZipFile> =>
  new Promise((resolve, reject) => {
    const options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: false, autoClose: false }
    yauzl.open(path, options, (error, zip) => (error ? reject(error) : resolve(zip)))
  })

/** Reads the central directory, at most `limit` + 1 entries of it. */
function readEntries(zip: yauzl.ZipFile, limit: number): Promise<yauzl.Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: yauzl.Entry[] = []
    zip.on('error', reject)
    zip.on('end', () => resolve(entries))
    zip.on('entry', (entry: yauzl.Entry) => {
      entries.push(entry)
      if (entries.length > limit) resolve(entries)
      else zip.readEntry()
    })
    zip.readEntry()
  })
}

/** Finder's and Windows' own droppings, folders and links hold no survey data. */
function isIgnored(path: string, raw: yauzl.Entry): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return path.endsWith('/') || path.startsWith('__MACOSX/') || name.startsWith('._') || isSymlink(raw)
}

function checkSizes(path: string, entries: readonly ZipEntry[], fileBytes: number, limits: ZipLimits): Refusal | null {
  let total = 0
  let compressed = 0
  for (const entry of entries) {
    total += entry.uncompressedSize
    compressed += entry.compressedSize
    const inflates =
      entry.uncompressedSize > limits.ratioFromBytes &&
      entry.uncompressedSize > limits.ratio * Math.max(1, entry.compressedSize)
    if (entry.uncompressedSize > limits.entryBytes || inflates) {
      return { code: 'zip.bomb', file: path, params: { entry: entry.path } }
    }
  }
  // Entries that share their compressed bytes are how a small archive claims petabytes without a high ratio.
  if (total > limits.totalBytes || compressed > fileBytes) {
    return { code: 'zip.bomb', file: path, params: { entry: entries[0]?.path ?? '' } }
  }
  return null
}

function checkPaths(path: string, entries: readonly ZipEntry[]): Refusal | null {
  const seen = new Set<string>()
  for (const entry of entries) {
    if (isUnsafeEntryPath(entry.path)) return { code: 'zip.unsafe-path', file: path, params: { entry: entry.path } }
    if (seen.has(entry.path)) return { code: 'zip.duplicate-name', file: path, params: { entry: entry.path } }
    seen.add(entry.path)
  }
  return null
}

/**
 * Lists an archive's data files after the checks that need no decompression.
 * Codes: zip.damaged, zip.encrypted, zip.too-many-entries, zip.unsafe-path, zip.duplicate-name, zip.bomb.
 */
export async function listZip(
  path: string,
  limits: ZipLimits = ZIP_LIMITS,
): Promise<{ readonly ok: true; readonly value: ZipListing } | { readonly ok: false; readonly refusal: Refusal }> {
  let zip: yauzl.ZipFile | undefined
  const fail = (refusal: Refusal): { readonly ok: false; readonly refusal: Refusal } => {
    zip?.close()
    return { ok: false, refusal }
  }
  try {
    zip = await openZip(path)
    const raw = await readEntries(zip, limits.entries)
    if (raw.length > limits.entries)
      return fail({ code: 'zip.too-many-entries', file: path, params: { limit: limits.entries } })
    const all = raw.map((entry): ZipEntry => {
      const name = decodeEntryName({ bytes: entry.fileNameRaw, extraFields: entry.extraFields })
      return {
        path: name.replace(/^(\.\/)+/, ''),
        compressedSize: entry.compressedSize,
        uncompressedSize: entry.uncompressedSize,
        raw: entry,
      }
    })
    const refusal = checkPaths(path, all) ?? checkSizes(path, all, zip.fileSize, limits)
    if (refusal !== null) return fail(refusal)
    const opened = zip
    return {
      ok: true,
      value: {
        zip: opened,
        entries: all.filter((entry) => !isIgnored(entry.path, entry.raw)),
        close: () => opened.close(),
      },
    }
  } catch (error) {
    const encrypted = error instanceof Error && error.message.includes('encryption')
    return fail({ code: encrypted ? 'zip.encrypted' : 'zip.damaged', file: path })
  }
}
