import { crc32 } from 'node:zlib'

const UNICODE_PATH_FIELD = 0x7075

export interface RawEntryName {
  readonly bytes: Uint8Array
  readonly extraFields: readonly { readonly id: number; readonly data: Uint8Array }[]
}

const strictUtf8 = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    // Not UTF-8: an answer, not a failure.
    return null
  }
}

/** Info-ZIP's own UTF-8 copy of the name (APPNOTE 4.6.9), valid only while its CRC matches the name it copies. */
function unicodePath(name: RawEntryName): string | null {
  for (const { id, data } of name.extraFields) {
    if (id !== UNICODE_PATH_FIELD || data.length < 6 || data[0] !== 1) continue
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
    if (view.getUint32(1, true) === crc32(name.bytes)) return strictUtf8(data.subarray(5))
  }
  return null
}

/**
 * An entry's path with forward slashes. Chinese zippers write GBK without saying so, newer ones UTF-8 with or without the
 * flag: what is strictly valid UTF-8 is UTF-8, everything else is read as GB18030 (the superset of GBK).
 */
export function decodeEntryName(name: RawEntryName): string {
  const text = unicodePath(name) ?? strictUtf8(name.bytes) ?? new TextDecoder('gb18030').decode(name.bytes)
  // GBK has 0x5C as a second byte, so separators are turned only after decoding.
  return text.replaceAll('\\', '/')
}

/** True where the path could leave the folder it is put in: absolute, with a drive, climbing out, or with a NUL. */
export function isUnsafeEntryPath(path: string): boolean {
  return path.startsWith('/') || /^[a-z]:/i.test(path) || path.includes('\0') || path.split('/').includes('..')
}
