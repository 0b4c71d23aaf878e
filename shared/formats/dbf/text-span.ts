const SPACE = 0x20

/** Where the text between `start` and `end` ends: before its padding, and before a NUL, which ends it as in C. */
export function textEnd(bytes: Uint8Array, start: number, end: number): number {
  let last = end
  while (last > start && bytes[last - 1] === SPACE) last--
  for (let i = start; i < last; i++) {
    if (bytes[i] === 0) return textEnd(bytes, start, i)
  }
  return last
}

/** Whether all bytes are below 0x80, and so mean the same in every encoding that a .dbf may have. */
export function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if ((bytes[i] ?? 0) >= 0x80) return false
  return true
}
