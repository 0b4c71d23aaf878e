const CLEAR = 256
const END = 257
const FIRST_FREE = 258
const TABLE = 4096

/**
 * Unpacks TIFF's LZW (TIFF 6.0, section 13: most significant bit first, widths change one code early) into `byteLength` bytes.
 * Stops where they are full or the codes end; null: a code that the ones before it do not allow.
 */
export function unpackLzw(packed: Uint8Array, byteLength: number): Uint8Array<ArrayBuffer> | null {
  const out = new Uint8Array(byteLength)
  // Every run of the table has been written before, or is just being written: where it begins in `out`, and how long it is.
  const starts = new Uint32Array(TABLE)
  const lengths = new Uint32Array(TABLE)
  let filled = 0
  let free = FIRST_FREE
  let width = 9
  let previous = -1
  let bits = 0
  let held = 0
  let at = 0
  while (filled < byteLength) {
    while (held < width && at < packed.length) {
      bits = ((bits << 8) | (packed[at++] ?? 0)) & 0xfffffff
      held += 8
    }
    if (held < width) break
    held -= width
    const code = (bits >>> held) & ((1 << width) - 1)
    if (code === END) break
    if (code === CLEAR) {
      free = FIRST_FREE
      width = 9
      previous = -1
      continue
    }
    if (previous >= 0 && free < TABLE) {
      // The run before and the first byte of this one, which stand side by side.
      starts[free] = previous
      lengths[free++] = filled - previous + 1
    }
    previous = filled
    if (code < CLEAR) out[filled++] = code
    else if (code < free) {
      const from = starts[code] ?? 0
      const end = Math.min(byteLength, filled + (lengths[code] ?? 0))
      for (let i = from; filled < end; i++) out[filled++] = out[i] ?? 0
    } else return null
    if (free + 1 >= 1 << width && width < 12) width++
  }
  return out
}
