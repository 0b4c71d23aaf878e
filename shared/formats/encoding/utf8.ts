import type { Fit } from './double-byte.ts'

export interface Utf8Tally {
  chars: number
  /** Characters of three and four bytes, Chinese among them; two-byte ones alone may be GBK by chance. */
  wide: number
}

/** Strict UTF-8 (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF) over one value. */
export function utf8Fit(bytes: Uint8Array, start: number, end: number, tally: Utf8Tally): Fit {
  let i = start
  while (i < end) {
    const lead = bytes[i++] ?? 0
    if (lead < 0x80) continue
    if (lead < 0xc2 || lead > 0xf4) return 'invalid'
    const following = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3
    // The second byte's narrower range excludes overlong forms, surrogates and what lies beyond Unicode.
    let low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
    let high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
    for (let n = 0; n < following; n++) {
      if (i === end) return 'cut'
      const byte = bytes[i++] ?? 0
      if (byte < low || byte > high) return 'invalid'
      low = 0x80
      high = 0xbf
    }
    tally.chars++
    if (following > 1) tally.wide++
  }
  return 'fits'
}
