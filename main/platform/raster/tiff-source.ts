import { openPositioned, type PositionedFile } from '../source/read-at.ts'

/** No directory and no block of a sound file is read in larger pieces; a file that asks for more is damaged or wants to hurt. */
const MOST_BYTES = 64 << 20

interface Slice {
  readonly offset: number
  readonly length: number
}

/** A file as geotiff.js reads it; bounded, and short at its end. */
export function openTiffSource(path: string) {
  const file: PositionedFile = openPositioned(path)
  const read = ({ offset, length }: Slice): ArrayBuffer => {
    if (!(offset >= 0 && length >= 0 && length <= MOST_BYTES)) throw new RangeError('a piece that no sound file has')
    const bytes = file.read(offset, length)
    return bytes.byteLength === bytes.buffer.byteLength
      ? (bytes.buffer as ArrayBuffer)
      : (bytes.slice().buffer as ArrayBuffer)
  }
  return {
    read: (offset: number, length: number): Uint8Array => new Uint8Array(read({ offset, length })),
    async fetch(slices: readonly Slice[]): Promise<ArrayBuffer[]> {
      return slices.map(read)
    },
    async fetchSlice(slice: Slice) {
      return { ...slice, data: read(slice) }
    },
    get fileSize(): number {
      return file.byteLength
    },
    async close(): Promise<void> {
      file.close()
    },
  }
}
export type TiffSource = ReturnType<typeof openTiffSource>
