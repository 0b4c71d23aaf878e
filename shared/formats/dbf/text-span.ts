const SPACE = 0x20
const FOUR_SPACES = 0x20202020

/** Where a field's text stands between its padding; `start === end` is a blank. */
export interface TextSpan {
  readonly start: number
  readonly end: number
  /** All bytes are below 0x80, and so mean the same in every encoding that a .dbf may have. */
  readonly ascii: boolean
}

/**
 * Finds the text in fields: without the spaces around it and up to a NUL, which ends it as in C; what some writers leave behind
 * that is not the surveyor's. Most of a .dbf is padding, so it is skipped four bytes at a time. The answer is overwritten
 * by the next call.
 */
export function createTextFinder(): (bytes: Uint8Array, from: number, to: number) => TextSpan {
  const span = { start: 0, end: 0, ascii: true }
  let viewed: Uint8Array = new Uint8Array(0)
  let view = new DataView(viewed.buffer)

  return (bytes, from, to) => {
    if (bytes !== viewed) {
      viewed = bytes
      view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    }
    let last = to
    while (last - 4 >= from && view.getUint32(last - 4) === FOUR_SPACES) last -= 4
    while (last > from && bytes[last - 1] === SPACE) last--
    let start = from
    while (start < last && bytes[start] === SPACE) start++
    let end = start
    let highest = 0
    for (let i = start; i < last; i++) {
      const byte = bytes[i] ?? 0
      if (byte === 0) break
      if (byte !== SPACE) end = i + 1
      highest |= byte
    }
    span.start = start
    span.end = end
    span.ascii = highest < 0x80
    return span
  }
}
