/** Whether a value's bytes can be of an encoding at all; `cut` is a value that ends inside a character. */
export type Fit = 'fits' | 'cut' | 'invalid'

type ByteTest = (byte: number) => boolean

interface DoubleByteShape {
  readonly single: ByteTest
  readonly lead: ByteTest
  readonly trail: ByteTest
}

const between = (byte: number, low: number, high: number): boolean => byte >= low && byte <= high
const never: ByteTest = () => false

/** Byte ranges after the WHATWG Encoding Standard; three-byte EUC-JP (0x8F …) does not occur in survey data. */
const SHAPES: Readonly<Record<string, DoubleByteShape>> = {
  Big5: {
    single: never,
    lead: (b) => between(b, 0x81, 0xfe),
    trail: (b) => between(b, 0x40, 0x7e) || between(b, 0xa1, 0xfe),
  },
  Shift_JIS: {
    single: (b) => between(b, 0xa1, 0xdf),
    lead: (b) => between(b, 0x81, 0x9f) || between(b, 0xe0, 0xfc),
    trail: (b) => between(b, 0x40, 0x7e) || between(b, 0x80, 0xfc),
  },
  'EUC-JP': { single: never, lead: (b) => b === 0x8e || between(b, 0xa1, 0xfe), trail: (b) => between(b, 0xa1, 0xfe) },
  'EUC-KR': {
    single: never,
    lead: (b) => between(b, 0x81, 0xfe),
    trail: (b) => between(b, 0x41, 0x5a) || between(b, 0x61, 0x7a) || between(b, 0x81, 0xfe),
  },
}

/** Structural check of one value against a double-byte charset by its reported name; unknown names fit everything. */
export function doubleByteFit(name: string, bytes: Uint8Array, start: number, end: number): Fit {
  const shape = SHAPES[name]
  if (shape === undefined) return 'fits'
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0
    if (byte < 0x80 || shape.single(byte)) continue
    if (!shape.lead(byte)) return 'invalid'
    if (++i === end) return 'cut'
    if (!shape.trail(bytes[i] ?? 0)) return 'invalid'
  }
  return 'fits'
}
