import type { GeoTIFFImage } from 'geotiff'
import { type PixelLook, pixelLookOf, toRgba } from './pixel-look.ts'
import { NotARaster } from './raster.ts'
import { boundedDecoder, METHODS, MOST_PIXELS, NONE } from './tiff-decoders.ts'
import type { TiffSource } from './tiff-source.ts'

/** One of a file's pictures of the same ground, in blocks. */
export interface Level {
  readonly width: number
  readonly height: number
  readonly blockWidth: number
  readonly blockHeight: number
  /** Single rows can be read, so that few of them cost little. */
  readonly hasCheapRows: boolean
  /** Red, green, blue, opacity of each of its pixels; blocks at the edges are whole. */
  block(column: number, row: number): Promise<Uint8Array>
}

/** Of a block that stands in the file as it is. */
const RAW_WIDTH = 4096

/** Throws NotARaster where it cannot be shown or its blocks would not fit into memory. */
export async function openLevel(image: GeoTIFFImage, source: TiffSource): Promise<Level> {
  const directory = image.getFileDirectory()
  const look = await pixelLookOf(directory)
  const compression = Number((await directory.loadValue('Compression')) ?? NONE)
  const [width, height] = [image.getWidth(), image.getHeight()]
  if (!(width > 0 && height > 0)) throw new NotARaster('background.damaged')
  if (!METHODS.has(compression)) throw new NotARaster('background.compression', { method: compression })
  if (compression === NONE && !image.isTiled && !look.isPlanar && look.bits === 8)
    return rawStrips(image, source, look, width, height)
  const blockWidth = image.getTileWidth()
  const blockHeight = Math.min(image.getTileHeight(), image.isTiled ? Number.POSITIVE_INFINITY : height)
  if (!(blockWidth > 0 && blockHeight > 0)) throw new NotARaster('background.damaged')
  if (blockWidth * blockHeight > MOST_PIXELS) throw new NotARaster('background.blocks-too-large')
  const decoder = await boundedDecoder(image, compression, blockWidth, blockHeight)
  const planes = look.isPlanar ? look.samples : 1
  const perPixel = look.isPlanar ? 1 : look.samples
  const columns = Math.ceil(width / blockWidth)
  const rows = Math.ceil(height / blockHeight)
  return {
    width,
    height,
    blockWidth,
    blockHeight,
    hasCheapRows: false,
    async block(column, row) {
      const samples: Uint8Array[] = []
      for (let plane = 0; plane < planes; plane++) {
        const index = (plane * rows + row) * columns + column
        const offset = await entryOf(image, source, image.isTiled ? TILE_OFFSETS : STRIP_OFFSETS, index)
        const byteCount = await entryOf(image, source, image.isTiled ? TILE_BYTES : STRIP_BYTES, index)
        // A block that was never written is as empty as the format says.
        if (byteCount === 0) return new Uint8Array(4 * blockWidth * blockHeight)
        const packed = readWhole(source, offset, byteCount)
        const data = new Uint8Array(await decoder.decode(packed.buffer as ArrayBuffer))
        samples.push(look.bits === 8 ? data : unpackBits(data, look.bits, blockWidth * perPixel, blockHeight))
      }
      return toRgba(look, samples, blockWidth * blockHeight)
    },
  }
}

const [STRIP_OFFSETS, STRIP_BYTES, TILE_OFFSETS, TILE_BYTES] = [273, 279, 324, 325] as const

/** What a file that was cut off lacks would be seen as black ground. */
function readWhole(source: TiffSource, offset: number, byteCount: number): Uint8Array {
  const bytes = source.read(offset, byteCount)
  if (bytes.byteLength < byteCount) throw new NotARaster('background.damaged')
  return bytes
}

/** Where a block begins, or how long it is. Read here where the list is long: the library takes it for little endian always. */
async function entryOf(image: GeoTIFFImage, source: TiffSource, tag: number, index: number): Promise<number> {
  const directory = image.getFileDirectory()
  const long = directory.deferredArrays.get(tag)
  if (long === undefined) {
    const list: unknown = await directory.loadValue(tag)
    return Number(typeof list === 'number' && index === 0 ? list : (list as ArrayLike<number> | undefined)?.[index])
  }
  if (index >= long.length) throw new RangeError('a block that the directory does not have')
  const bytes = source.read(long.arrayOffset + index * long.itemSize, long.itemSize)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (long.itemSize === 2) return view.getUint16(0, image.littleEndian)
  return long.itemSize === 4 ? view.getUint32(0, image.littleEndian) : Number(view.getBigUint64(0, image.littleEndian))
}

/** Values of 1, 2 or 4 bits, whose rows begin at a byte, as a byte each. */
function unpackBits(packed: Uint8Array, bits: number, perRow: number, rows: number): Uint8Array {
  const out = new Uint8Array(perRow * rows)
  const bytesPerRow = Math.ceil((perRow * bits) / 8)
  for (let row = 0, to = 0; row < rows; row++)
    for (let i = 0; i < perRow; i++, to++) {
      const bit = i * bits
      const byte = packed[row * bytesPerRow + (bit >> 3)] ?? 0
      out[to] = (byte >> (8 - bits - (bit & 7))) & ((1 << bits) - 1)
    }
  return out
}

/** Rows that stand in the file as they are: read in short runs, whatever the size of a strip. */
async function rawStrips(
  image: GeoTIFFImage,
  source: TiffSource,
  look: PixelLook,
  width: number,
  height: number,
): Promise<Level> {
  const directory = image.getFileDirectory()
  const rowsPerStrip = Math.max(1, Number((await directory.loadValue('RowsPerStrip')) ?? height))
  const blockWidth = Math.min(RAW_WIDTH, width)
  return {
    width,
    height,
    blockWidth,
    blockHeight: 1,
    hasCheapRows: true,
    async block(column, row) {
      const strip = Math.floor(row / rowsPerStrip)
      const offset = await entryOf(image, source, STRIP_OFFSETS, strip)
      if (offset === 0) return new Uint8Array(4 * blockWidth)
      const before = (row - strip * rowsPerStrip) * width + column * blockWidth
      const count = Math.min(blockWidth, width - column * blockWidth)
      const bytes = readWhole(source, offset + before * look.samples, count * look.samples)
      return toRgba(look, [bytes], blockWidth)
    },
  }
}
