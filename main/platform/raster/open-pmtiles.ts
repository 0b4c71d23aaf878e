import { gunzipSync } from 'node:zlib'
import { PMTiles, ResolvedValueCache, TileType } from 'pmtiles'
import type { Crs } from '../../../shared/geo/crs/catalogue.ts'
import { openPositioned } from '../source/read-at.ts'
import { damagedUnlessSaid, NotARaster, type Raster } from './raster.ts'
import { checkedPicture, mercatorFacts } from './web-mercator.ts'

/** A directory, packed or not, and a tile. */
const MOST_BYTES = 16 << 20
const MOST_DIRECTORIES = 50
const MOST_ZOOM = 24
const GZIP = 2
const NONE = 1

/** A PMTiles file (version 3) of pictures as a background of a survey in `target`. Throws NotARaster. */
export async function openPmtiles(path: string, target: Crs): Promise<Raster> {
  const file = openPositioned(path)
  const source = {
    getKey: () => path,
    async getBytes(offset: number, length: number) {
      if (!(offset >= 0 && length >= 0 && length <= MOST_BYTES)) throw new NotARaster('background.damaged')
      const bytes = file.read(offset, length)
      return { data: bytes.slice().buffer as ArrayBuffer }
    },
  }
  const unpack = async (packed: ArrayBuffer, compression: number): Promise<ArrayBuffer> => {
    if (compression === NONE) return packed
    if (compression !== GZIP) throw new NotARaster('background.compression', { method: compression })
    const bytes = gunzipSync(packed, { maxOutputLength: MOST_BYTES })
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
  }
  const tiles = new PMTiles(source, new ResolvedValueCache(MOST_DIRECTORIES, undefined, unpack), unpack)
  try {
    const header = await tiles.getHeader()
    if (header.tileType === TileType.Mvt || header.tileType === TileType.Mlt) throw new NotARaster('background.vector')
    const { minZoom, maxZoom, minLon, minLat, maxLon, maxLat } = header
    if (!(minZoom <= maxZoom && maxZoom <= MOST_ZOOM)) throw new NotARaster('background.damaged')
    return {
      facts: mercatorFacts(target, { bounds: [minLon, minLat, maxLon, maxLat], minZoom, maxZoom }),
      async tile({ z, x, y }) {
        if (!isTile(z, x, y)) return null
        const found = await tiles.getZxy(z, x, y)
        return found === undefined ? null : checkedPicture(new Uint8Array(found.data))
      },
      close: () => file.close(),
    }
  } catch (error) {
    file.close()
    throw damagedUnlessSaid(error)
  }
}

/** The world is square and has an end. */
export const isTile = (z: number, x: number, y: number): boolean =>
  z >= 0 && z <= MOST_ZOOM && x >= 0 && y >= 0 && x < 2 ** z && y < 2 ** z
