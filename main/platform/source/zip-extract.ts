import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { crc32 } from 'node:zlib'
import type { CancelSignal } from '../../../shared/contract/job.ts'
import { createHiddenFile, type HiddenFile } from './hidden-file.ts'
import type { ZipEntry, ZipListing } from './zip-listing.ts'

const STORED = 0
const DEFLATED = 8

export type EntryFailure = 'zip.encrypted' | 'zip.method' | 'zip.bomb' | 'zip.entry-damaged'

class LyingSize extends Error {}
class Damaged extends Error {}

/**
 * Passes an entry's bytes on while counting them: more than the directory declares is an attack and stops at once, fewer
 * or another CRC is damage. The declared sizes were checked when the archive was listed.
 */
async function* checkedBytes(
  listing: ZipListing,
  entry: ZipEntry,
  signal: CancelSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const stream = await listing.zip.openReadStreamPromise(entry.raw)
  try {
    let byteLength = 0
    let checksum = 0
    for await (const chunk of stream) {
      signal.throwIfAborted()
      const bytes = chunk as Uint8Array
      byteLength += bytes.length
      if (byteLength > entry.uncompressedSize) throw new LyingSize()
      checksum = crc32(bytes, checksum)
      yield bytes
    }
    if (byteLength !== entry.uncompressedSize || checksum !== entry.raw.crc32) throw new Damaged()
  } finally {
    stream.destroy()
  }
}

/** Why an entry cannot be read at all, before any byte of it is touched. */
export function entryObstacle(entry: ZipEntry): EntryFailure | null {
  if (entry.raw.isEncrypted()) return 'zip.encrypted'
  const method = entry.raw.compressionMethod
  return method === STORED || method === DEFLATED ? null : 'zip.method'
}

async function consume(
  listing: ZipListing,
  entry: ZipEntry,
  signal: CancelSignal,
  sink: (bytes: AsyncIterable<Uint8Array>) => Promise<void>,
): Promise<EntryFailure | null> {
  const obstacle = entryObstacle(entry)
  if (obstacle !== null) return obstacle
  try {
    await sink(checkedBytes(listing, entry, signal))
    return null
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof LyingSize) return 'zip.bomb'
    // A full or failing disk is not the archive's fault and must not be reported as one.
    if (isDiskError(error)) throw error
    return 'zip.entry-damaged'
  }
}

function isDiskError(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return ['ENOSPC', 'EDQUOT', 'EIO', 'EACCES', 'EPERM', 'EROFS', 'EMFILE'].includes(code)
}

/** Writes one entry to `target`, streamed. On failure nothing is left there. */
export async function extractEntry(
  listing: ZipListing,
  entry: ZipEntry,
  target: string,
  signal: CancelSignal,
): Promise<EntryFailure | null> {
  try {
    const failure = await consume(listing, entry, signal, (bytes) =>
      pipeline(bytes, createWriteStream(target, { flags: 'wx', mode: 0o600 })),
    )
    if (failure !== null) await rm(target, { force: true })
    return failure
  } catch (error) {
    await rm(target, { force: true })
    throw error
  }
}

/** Writes one entry, streamed, to a file that no kill leaves behind. On failure nothing is left. */
export async function extractHidden(
  listing: ZipListing,
  entry: ZipEntry,
  target: string,
  signal: CancelSignal,
): Promise<HiddenFile | EntryFailure> {
  const file = createHiddenFile(target)
  try {
    const failure = await consume(listing, entry, signal, (bytes) =>
      pipeline(bytes, createWriteStream('', { fd: file.descriptor, autoClose: false })),
    )
    if (failure === null) return file
    file.close()
    await rm(target, { force: true })
    return failure
  } catch (error) {
    file.close()
    await rm(target, { force: true })
    throw error
  }
}

/** Reads one entry through without keeping it: its size and CRC are then known to be true. */
export function verifyEntry(listing: ZipListing, entry: ZipEntry, signal: CancelSignal): Promise<EntryFailure | null> {
  return consume(listing, entry, signal, async (bytes) => {
    for await (const _ of bytes);
  })
}
