import { openMbtiles } from '../../db/foreign/mbtiles.ts'
import type { Crs } from '../../shared/geo/crs/catalogue.ts'
import { openGeoTiff } from '../platform/raster/open-geotiff.ts'
import { isTile, openPmtiles } from '../platform/raster/open-pmtiles.ts'
import { NotARaster, type Raster } from '../platform/raster/raster.ts'
import { boundsOfTiles, checkedPicture, mercatorFacts } from '../platform/raster/web-mercator.ts'
import { readSmallFile } from '../platform/source/read-at.ts'

const HEAD_BYTES = 16

/** Opens a file of pictures by what its first bytes say it is. Throws NotARaster. */
export async function openBackground(path: string, target: Crs): Promise<Raster> {
  const head = readSmallFile(path, HEAD_BYTES)
  if (head === null) throw new NotARaster('background.gone')
  const text = String.fromCharCode(...head)
  if (/^(II[*+]\0|MM\0[*+])/.test(text)) return openGeoTiff(path, target)
  if (text.startsWith('PMTiles')) return openPmtiles(path, target)
  if (text.startsWith('SQLite format 3\0')) return mbtilesRaster(path, target)
  throw new NotARaster('background.not-a-picture')
}

const CODES = {
  'not-mbtiles': 'background.not-a-picture',
  damaged: 'background.damaged',
  'in-use': 'background.in-use',
  vector: 'background.vector',
  slow: 'background.slow',
} as const

function mbtilesRaster(path: string, target: Crs): Raster {
  const opened = openMbtiles(path)
  if (!opened.ok) throw new NotARaster(CODES[opened.code])
  const { minZoom, maxZoom, bounds, range, tile, close } = opened.value
  const flipped = (z: number, y: number): number => 2 ** z - 1 - y
  try {
    const fromNorth = { ...range, fromY: flipped(maxZoom, range.toY), toY: flipped(maxZoom, range.fromY) }
    return {
      facts: mercatorFacts(target, { bounds: bounds ?? boundsOfTiles(maxZoom, fromNorth), minZoom, maxZoom }),
      async tile({ z, x, y }) {
        const bytes = isTile(z, x, y) ? tile(z, x, flipped(z, y)) : null
        return bytes === null ? null : checkedPicture(bytes)
      },
      close,
    }
  } catch (error) {
    close()
    throw error
  }
}
