/** Decodes the text of one file. Injected, because shared/ has no decoder of its own. */
export interface TextCodec {
  /** The encoding's name as reported, such as `GBK`. */
  readonly name: string
  /** One character a byte, for bytes known to be ASCII. */
  latin1(bytes: Uint8Array, start: number, end: number): string
  /** null when the bytes are not this encoding's, or when the text would hold U+FFFD. */
  decode(bytes: Uint8Array, start: number, end: number): string | null
}

export interface DecodedText {
  readonly text: string
  /** A half character at the end was dropped: the writer cut the text at the field's width. */
  readonly cut: boolean
}

/** The longest character (UTF-8, GB18030) has four bytes, so at most three are left of a cut one. */
const LONGEST_HALF_CHARACTER_BYTES = 3

const isLeadByte = (byte: number): boolean => byte > 0x80 && byte < 0xff

/** Decodes one value; a last character that was cut off is dropped and said. null: not text of this encoding. */
export function decodeText(codec: TextCodec, bytes: Uint8Array, start: number, end: number): DecodedText | null {
  const whole = codec.decode(bytes, start, end)
  if (whole !== null) return { text: whole, cut: false }
  for (let dropped = 1; dropped <= LONGEST_HALF_CHARACTER_BYTES && end - dropped >= start; dropped++) {
    if (!isLeadByte(bytes[end - dropped] ?? 0)) continue
    const text = codec.decode(bytes, start, end - dropped)
    if (text !== null) return { text, cut: true }
  }
  return null
}
