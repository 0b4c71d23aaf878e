import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { canonicalBag, type PayloadFile } from './canonical-bag.ts'

/**
 * Rebuilds the canonical zip and reads it beside the file. Null when they are equal, else the offset of the first byte that
 * differs. Memory: one chunk of each.
 */
export async function compareWithCanonical(
  zipPath: string,
  bag: { readonly name: string; readonly payload: readonly PayloadFile[]; readonly bagInfo: Uint8Array },
  meter: (bytes: number) => void,
): Promise<number | null> {
  const file = createReadStream(zipPath, { highWaterMark: 256 * 1024 })
  const canonical = canonicalBag(bag.name, bag.payload, bag.bagInfo)
  try {
    return await firstDifference(file, canonical, meter)
  } finally {
    file.destroy()
    canonical.destroy()
  }
}

async function firstDifference(
  left: Readable,
  right: Readable,
  meter: (bytes: number) => void,
): Promise<number | null> {
  const a = chunksOf(left)
  const b = chunksOf(right)
  let [chunkA, chunkB] = [await a.next(), await b.next()]
  let offset = 0
  while (chunkA.length > 0 && chunkB.length > 0) {
    const length = Math.min(chunkA.length, chunkB.length)
    if (Buffer.compare(chunkA.subarray(0, length), chunkB.subarray(0, length)) !== 0)
      return offset + differenceIn(chunkA, chunkB)
    offset += length
    meter(length)
    chunkA = chunkA.length > length ? chunkA.subarray(length) : await a.next()
    chunkB = chunkB.length > length ? chunkB.subarray(length) : await b.next()
  }
  return chunkA.length === chunkB.length ? null : offset
}

function differenceIn(a: Uint8Array, b: Uint8Array): number {
  let index = 0
  while (a[index] === b[index]) index++
  return index
}

/** An ended stream gives empty chunks. */
function chunksOf(stream: Readable): { next: () => Promise<Buffer> } {
  const iterator = stream[Symbol.asyncIterator]()
  return {
    next: async () => {
      for (;;) {
        const { done, value } = await iterator.next()
        if (done === true) return Buffer.alloc(0)
        if (!Buffer.isBuffer(value)) throw new TypeError('bytes expected')
        if (value.length > 0) return value
      }
    },
  }
}
