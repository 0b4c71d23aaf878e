import type { Coordinates } from './geometry.ts'

/** Gives a run of zeros for so many numbers. */
export type AllocateCoordinates = (length: number) => Coordinates
/** Gives so many zero bytes. */
export type AllocateBytes = (byteLength: number) => Uint8Array

const SLAB_BYTES = 65_536
const LARGEST_SHARED_BYTES = 2_048

export const ownCoordinates: AllocateCoordinates = (length) => new Float64Array(length)
export const ownBytes: AllocateBytes = (byteLength) => new Uint8Array(byteLength)

/**
 * Short runs cut from shared 64 kB buffers: a buffer of its own costs a parcel's ring several times its reading. For loops that
 * use and drop a batch; never transfer or clone such a run alone, its whole slab goes with it.
 */
export function createSlab(): { readonly coordinates: AllocateCoordinates; readonly bytes: AllocateBytes } {
  let slab = new ArrayBuffer(SLAB_BYTES)
  let used = 0
  const take = (byteLength: number): number => {
    if (used + byteLength > SLAB_BYTES) {
      slab = new ArrayBuffer(SLAB_BYTES)
      used = 0
    }
    const at = used
    // Rounded up to 8, so that the next run of numbers is aligned.
    used += (byteLength + 7) & ~7
    return at
  }
  return {
    coordinates: (length) => {
      if (length * 8 > LARGEST_SHARED_BYTES) return new Float64Array(length)
      const at = take(length * 8)
      return new Float64Array(slab, at, length)
    },
    bytes: (byteLength) => {
      if (byteLength > LARGEST_SHARED_BYTES) return new Uint8Array(byteLength)
      const at = take(byteLength)
      return new Uint8Array(slab, at, byteLength)
    },
  }
}
