import type { Level } from './tiff-level.ts'

/** Unpacked blocks that are kept, in bytes: neighbours of a tile are asked for next. */
const MOST_BYTES = 64 << 20

const kept = new Map<Level, Map<number, Uint8Array>>()
let bytes = 0
/** Oldest use first. */
const order = new Map<Uint8Array, readonly [Level, number]>()

/** A block of a level, from what this thread keeps or from the file. */
export async function blockOf(level: Level, column: number, row: number): Promise<Uint8Array> {
  const key = row * Math.ceil(level.width / level.blockWidth) + column
  const blocks = kept.get(level) ?? new Map<number, Uint8Array>()
  kept.set(level, blocks)
  const known = blocks.get(key)
  if (known !== undefined) {
    order.delete(known)
    order.set(known, [level, key])
    return known
  }
  const block = await level.block(column, row)
  blocks.set(key, block)
  order.set(block, [level, key])
  bytes += block.byteLength
  for (const [oldest, place] of order) {
    if (bytes <= MOST_BYTES || oldest === block) break
    drop(oldest, place)
  }
  return block
}

/** A file that is closed leaves nothing behind. */
export function forgetBlocks(level: Level): void {
  for (const block of kept.get(level)?.values() ?? []) {
    order.delete(block)
    bytes -= block.byteLength
  }
  kept.delete(level)
}

function drop(block: Uint8Array, [level, key]: readonly [Level, number]): void {
  order.delete(block)
  kept.get(level)?.delete(key)
  bytes -= block.byteLength
}
