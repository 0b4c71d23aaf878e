import type { Fit } from './double-byte.ts'

/** What kind of characters a text would hold if it were GB18030; tells Chinese from bytes that only happen to be valid. */
export interface GbTally {
  chars: number
  /** Hanzi of GB 2312 (rows 16–87), its punctuation and letters (rows 1–3), and four-byte characters. */
  common: number
  kana: number
}

/** Linear positions of four-byte characters: the BMP ends at 0x8431A439, the other planes run 0x90308130–0xE3329A35. */
const LAST_BMP_POSITION = 39_419
const FIRST_ASTRAL_POSITION = 189_000
const LAST_ASTRAL_POSITION = 1_237_575

function isFourByteCharacter(b1: number, b2: number, b3: number, b4: number): boolean {
  if (b3 < 0x81 || b3 > 0xfe || b4 < 0x30 || b4 > 0x39) return false
  const position = (((b1 - 0x81) * 10 + b2 - 0x30) * 126 + b3 - 0x81) * 10 + b4 - 0x30
  return position <= LAST_BMP_POSITION || (position >= FIRST_ASTRAL_POSITION && position <= LAST_ASTRAL_POSITION)
}

function tallyPair(tally: GbTally, lead: number, trail: number): void {
  tally.chars++
  if (trail < 0xa1) return
  if ((lead >= 0xb0 && lead <= 0xf7) || (lead >= 0xa1 && lead <= 0xa3)) tally.common++
  else if (lead === 0xa4 || lead === 0xa5) tally.kana++
}

/** Strict GB18030 (a superset of GBK and GB 2312) over one value, after the WHATWG decoder: 0x80 is €, 0xFF is invalid. */
export function gb18030Fit(bytes: Uint8Array, start: number, end: number, tally: GbTally): Fit {
  let i = start
  while (i < end) {
    const lead = bytes[i++] ?? 0
    if (lead < 0x80) continue
    if (lead === 0x80) {
      tally.chars++
      continue
    }
    if (lead === 0xff) return 'invalid'
    if (i === end) return 'cut'
    const second = bytes[i++] ?? 0
    if (second >= 0x40 && second !== 0x7f && second !== 0xff) {
      tallyPair(tally, lead, second)
      continue
    }
    if (second < 0x30 || second > 0x39) return 'invalid'
    if (end - i < 2) return end - i === 0 || ((bytes[i] ?? 0) >= 0x81 && bytes[i] !== 0xff) ? 'cut' : 'invalid'
    if (!isFourByteCharacter(lead, second, bytes[i] ?? 0, bytes[i + 1] ?? 0)) return 'invalid'
    i += 2
    tally.chars++
    tally.common++
  }
  return 'fits'
}
