import { inflateSync } from 'node:zlib'
import { addDecoder, BaseDecoder, type GeoTIFFImage, getDecoder } from 'geotiff'
import { unpackLzw } from '../../../shared/formats/raster/lzw.ts'
import { readPictureHead } from '../../../shared/formats/raster/picture-head.ts'

export const NONE = 1
const JPEG = 7
/** Compression tags of TIFF that are unpacked here. */
export const METHODS: ReadonlySet<number> = new Set([NONE, 5, JPEG, 8, 32946, 32773, 50000])
/** Of one block, unpacked. */
export const MOST_PIXELS = 8 << 20

/** Node's own: several times as fast as the library's, and it stops where a block would grow beyond what it may hold. */
class Inflate extends BaseDecoder {
  override decodeBlock(buffer: ArrayBufferLike): ArrayBuffer {
    const bytes = inflateSync(new Uint8Array(buffer), { maxOutputLength: 16 * MOST_PIXELS })
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
  }
}
addDecoder([8, 32946], async () => Inflate)

/** The library's own gives up on sound strips without a clear code, and grows with whatever a block says. */
class Lzw extends BaseDecoder {
  override decodeBlock(buffer: ArrayBufferLike): ArrayBuffer {
    const { tileWidth, tileHeight, bitsPerSample, planarConfiguration } = this.parameters
    const bits = typeof bitsPerSample === 'number' ? [bitsPerSample] : Array.from(bitsPerSample, Number)
    const [depth = 8] = bits
    const samples = planarConfiguration === 2 ? 1 : bits.length
    const bytes = unpackLzw(new Uint8Array(buffer), Math.ceil((tileWidth * samples * depth) / 8) * tileHeight)
    if (bytes === null) throw new RangeError('codes that mean nothing')
    return bytes.buffer
  }
}
addDecoder(5, async () => Lzw)

/** The library's decoder, after a look at what the block says of itself. */
export async function boundedDecoder(
  image: GeoTIFFImage,
  compression: number,
  blockWidth: number,
  blockHeight: number,
) {
  const directory = image.getFileDirectory()
  const decoder = await getDecoder(compression, {
    tileWidth: blockWidth,
    tileHeight: blockHeight,
    planarConfiguration: image.planarConfiguration,
    bitsPerSample: await directory.loadValue('BitsPerSample'),
    predictor: (await directory.loadValue('Predictor')) ?? 1,
    ...(compression === JPEG ? { JPEGTables: await directory.loadValue('JPEGTables') } : {}),
  } as Parameters<typeof getDecoder>[1])
  return {
    async decode(buffer: ArrayBufferLike): Promise<ArrayBufferLike> {
      if (compression === JPEG) {
        const head = readPictureHead(new Uint8Array(buffer))
        if (head === null || head.width !== blockWidth || head.height > blockHeight)
          throw new RangeError('a block that is not as large as its directory says')
      }
      return decoder.decode(buffer)
    },
  }
}
