const FIRST_SLOTS = 8192
const FULLEST = 0.5

/**
 * Row numbers by a 32-bit key, 16 bytes a row: it tells in no time that a key was never met. Keys may collide, so a hit is only a
 * candidate that the caller compares.
 */
export interface RefTable {
  candidates(key: number): readonly number[]
  add(key: number, ref: number): void
  /** The keys of the rows 1, 2, 3 … */
  keys(): Int32Array<ArrayBuffer>
}

export function createRefTable(): RefTable {
  let keys = new Int32Array(FIRST_SLOTS)
  let refs = new Int32Array(FIRST_SLOTS)
  let count = 0
  const place = (key: number, ref: number): void => {
    let slot = key & (refs.length - 1)
    while (refs[slot] !== 0) slot = (slot + 1) & (refs.length - 1)
    keys[slot] = key
    refs[slot] = ref
  }
  const grow = (): void => {
    const [oldKeys, oldRefs] = [keys, refs]
    keys = new Int32Array(oldKeys.length * 2)
    refs = new Int32Array(oldRefs.length * 2)
    for (let slot = 0; slot < oldRefs.length; slot++)
      if (oldRefs[slot] !== 0) place(oldKeys[slot] ?? 0, oldRefs[slot] ?? 0)
  }
  return {
    candidates(key) {
      const found: number[] = []
      for (let slot = key & (refs.length - 1); refs[slot] !== 0; slot = (slot + 1) & (refs.length - 1)) {
        if (keys[slot] === key) found.push(refs[slot] ?? 0)
      }
      return found
    },
    add(key, ref) {
      if (++count > refs.length * FULLEST) grow()
      place(key, ref)
    },
    keys() {
      const byRef = new Int32Array(count)
      refs.forEach((ref, slot) => {
        if (ref !== 0) byRef[ref - 1] = keys[slot] ?? 0
      })
      return byRef
    },
  }
}

/** FNV-1a over UTF-16 code units, then mixed, because the table looks at the lowest bits. */
export function shortKey(text: string): number {
  let key = 0x811c9dc5
  for (let i = 0; i < text.length; i++) key = Math.imul(key ^ text.charCodeAt(i), 0x01000193)
  key = Math.imul(key ^ (key >>> 15), 0x2c1b3c6d)
  return key ^ (key >>> 13)
}
