import { type FileHandle, open } from 'node:fs/promises'

const CHUNK_BYTES = 1 << 20

/** A file written in large pieces, whose head can be put in place at the end. */
export interface ChunkedFile {
  write(bytes: Uint8Array): Promise<void>
  writeText(text: string): Promise<void>
  /** Overwrites the beginning. */
  patchHead(bytes: Uint8Array): Promise<void>
  /** Writes what is left, syncs and closes. */
  finish(): Promise<void>
  /** Closes without finishing, after an error; harmless afterwards. */
  abandon(): Promise<void>
}

export async function createChunkedFile(path: string): Promise<ChunkedFile> {
  const handle: FileHandle = await open(path, 'wx')
  const pending = Buffer.allocUnsafe(CHUNK_BYTES)
  let used = 0
  let isOpen = true
  const flush = async (): Promise<void> => {
    if (used > 0) await handle.writeFile(pending.subarray(0, used))
    used = 0
  }
  const close = async (): Promise<void> => {
    if (isOpen) await handle.close()
    isOpen = false
  }
  const write = async (bytes: Uint8Array): Promise<void> => {
    if (used + bytes.length > CHUNK_BYTES) await flush()
    if (bytes.length > CHUNK_BYTES) return handle.writeFile(bytes)
    pending.set(bytes, used)
    used += bytes.length
  }
  return {
    write,
    writeText: (text) => write(Buffer.from(text, 'utf8')),
    patchHead: async (bytes) => {
      await flush()
      await handle.write(bytes, 0, bytes.length, 0)
    },
    finish: async () => {
      await flush()
      await handle.sync()
      await close()
    },
    abandon: close,
  }
}
