import { randomFillSync } from 'node:crypto'

const POOL_BYTES = 10 * 1024
const pool = new Uint8Array(POOL_BYTES)
let used = POOL_BYTES
let lastMs = 0
let counter = 0

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const hex = (byte: number): string => HEX[byte & 0xff] ?? '00'

function randomByte(): number {
  if (used === POOL_BYTES) {
    randomFillSync(pool)
    used = 0
  }
  return pool[used++] ?? 0
}

/**
 * A UUIDv7 (RFC 9562): 48 bits of milliseconds, a 12-bit counter that keeps one thread's ids in order, 62 random bits.
 * In order, because an ordered key is appended to its index instead of scattered over it.
 */
export function newId(): string {
  const now = Date.now()
  if (now > lastMs) {
    lastMs = now
    counter = 0
  } else if (++counter > 0xfff) {
    lastMs += 1
    counter = 0
  }
  const time = lastMs.toString(16).padStart(12, '0')
  const count = counter.toString(16).padStart(3, '0')
  const variant = hex(0x80 | (randomByte() & 0x3f))
  const tail = `${hex(randomByte())}-${hex(randomByte())}${hex(randomByte())}${hex(randomByte())}${hex(randomByte())}${hex(randomByte())}${hex(randomByte())}`
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${variant}${tail}`
}

/** RFC 9562, version 7, as both makers here write it. */
export const ID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

const RANDOM_TAIL = 10
const TAIL_POOL_BYTES = 5 * 2048

/** Threads of one import that may count ids without meeting: the counter's upper bits are theirs. */
const IDS_A_THREAD = 2 ** 30

/**
 * UUIDv7s of one moment, counted in 34 bits (RFC 9562, method 1) before 40 random ones. Ids of thread 0 come before those of
 * thread 1, so that merging one thread's rows after the other's only ever appends to the indexes.
 */
export function createIdSequence(atMs: number, thread: number): () => string {
  const time = Math.floor(atMs).toString(16).padStart(12, '0')
  const bytes = new Uint8Array(TAIL_POOL_BYTES)
  let count = thread * IDS_A_THREAD
  let tails = ''
  let tail = 0
  let prefix = ''
  let prefixOf = -1
  return () => {
    if (tail === tails.length) {
      tails = Buffer.from(randomFillSync(bytes)).toString('hex')
      tail = 0
    }
    const high = Math.floor(count / 2 ** 22)
    if (high !== prefixOf) {
      prefix = `${time.slice(0, 8)}-${time.slice(8)}-7${high.toString(16).padStart(3, '0')}-`
      prefixOf = high
    }
    const low = count++ % 2 ** 22
    const id = `${prefix}${hex(0x80 | (low >>> 16))}${hex(low >>> 8)}-${hex(low)}${tails.slice(tail, tail + RANDOM_TAIL)}`
    tail += RANDOM_TAIL
    return id
  }
}

const MS_SQL = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"

/**
 * The same in plain SQL, as the default of id columns: GDAL and QGIS append rows without any function of ours. In two pairs of
 * brackets, because SQLite tells a default without its outer ones and GDAL takes what does not begin with one for a text.
 */
export const NEW_ID_SQL = `((substr(printf('%012x', ${MS_SQL}), 1, 8) || '-' || substr(printf('%012x', ${MS_SQL}), 9, 4) || '-7' || substr(lower(hex(randomblob(2))), 1, 3) || '-' || substr('89ab', 1 + abs(random() % 4), 1) || substr(lower(hex(randomblob(2))), 1, 3) || '-' || lower(hex(randomblob(6)))))`
