import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'

const IV_BYTES = 12
const TAG_BYTES = 16

/** How a window names files: by handles that only this run of the program can read or make. */
export interface Handles {
  nameOf(path: string): string
  /** The path behind a handle; one that was never given out is a bug or an attack, and is thrown. */
  resolve(handle: string): string
}

/**
 * A handle is the sealed path itself, so the main and the core process agree on handles without telling each other: they share
 * `key` (32 bytes, made anew at each start). One path has one handle.
 */
export function createHandles(key: Uint8Array): Handles {
  return {
    nameOf(path) {
      const iv = createHmac('sha256', key).update(path).digest().subarray(0, IV_BYTES)
      const cipher = createCipheriv('aes-256-gcm', key, iv)
      const sealed = Buffer.concat([cipher.update(path, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')
    },
    resolve(handle) {
      const bytes = Buffer.from(handle, 'base64url')
      try {
        const opened = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
        opened.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
        return Buffer.concat([opened.update(bytes.subarray(IV_BYTES + TAG_BYTES)), opened.final()]).toString('utf8')
      } catch {
        throw new Error('a file handle that was never given out') // the cipher's own words help nobody
      }
    },
  }
}
