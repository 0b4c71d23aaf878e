import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

/** A file read at positions; nothing of it is kept in memory. Sync, because its users are worker threads. */
export interface PositionedFile {
  readonly byteLength: number
  /** The bytes from `position`, fewer at the end of the file; a view of a reused buffer where `into` is given. */
  read(position: number, byteLength: number, into?: Uint8Array): Uint8Array
  close(): void
}

/** Throws the system's own error (ENOENT, EACCES …) where the file cannot be opened. */
export function openPositioned(path: string): PositionedFile {
  const descriptor = openSync(path, 'r')
  const { size } = fstatSync(descriptor)
  return {
    byteLength: size,
    read(position, byteLength, into) {
      const wanted = Math.max(0, Math.min(byteLength, size - position))
      const buffer = into !== undefined && into.length >= wanted ? into : new Uint8Array(wanted)
      let filled = 0
      while (filled < wanted) {
        const got = readSync(descriptor, buffer, filled, wanted - filled, position + filled)
        if (got === 0) break
        filled += got
      }
      return buffer.subarray(0, filled)
    },
    close: () => closeSync(descriptor),
  }
}

/** Reads a small text-like sibling (.prj, .cpg); null where it is absent or not a file, cut at `limit` bytes. */
export function readSmallFile(path: string | null, limit: number): Uint8Array | null {
  if (path === null) return null
  try {
    const file = openPositioned(path)
    try {
      return file.read(0, limit)
    } finally {
      file.close()
    }
  } catch {
    // A sibling that cannot be read is as good as absent: the layer then says that its encoding or CRS is unknown.
    return null
  }
}
