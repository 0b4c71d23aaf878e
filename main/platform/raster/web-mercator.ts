import type { BackgroundFacts } from '../../../shared/contract/backgrounds.ts'
import { readPictureHead } from '../../../shared/formats/raster/picture-head.ts'
import { type Crs, crsOf } from '../../../shared/geo/crs/catalogue.ts'
import { extentInPlane, namesOf, transformBetween, WEB_MERCATOR } from './placement.ts'
import { NotARaster } from './raster.ts'

/** Half the side of the world in Web Mercator, in metres. */
const HALF_WORLD_M = 20_037_508.342789244
/** Beyond it Web Mercator has no place. */
const MOST_LATITUDE = 85.0511287798066
/** Along one side: larger ones are no tiles. */
const MOST_SIDE_PX = 1024

/** West, south, east, north in degrees. */
type Bounds = readonly [number, number, number, number]

/** What is told of a file of Web Mercator tiles in a survey in `target`. Throws NotARaster where they lie elsewhere. */
export function mercatorFacts(
  target: Crs,
  { bounds, minZoom, maxZoom }: { readonly bounds: Bounds; readonly minZoom: number; readonly maxZoom: number },
): BackgroundFacts {
  const mercator = crsOf(WEB_MERCATOR)
  const degrees = crsOf(4326)
  if (mercator === null || degrees === null) throw new Error('a catalogue without Web Mercator')
  const [west, south, east, north] = nearZone(bounds, target)
  const extent = extentInPlane(
    [
      [west, north],
      [east, north],
      [east, south],
      [west, south],
    ],
    target,
    transformBetween(degrees, target),
  )
  return {
    tiles: 'web-mercator',
    minZoom,
    maxZoom,
    extent: [extent[0], extent[1], extent[2], extent[3]],
    crs: namesOf(mercator),
    notes: [{ code: 'web-mercator' }],
  }
}

/** The world is more than a zone can show. */
const ZONE_DEGREES = 6

function nearZone([west, south, east, north]: Bounds, target: Crs): Bounds {
  const middle = target.centralMeridian ?? (west + east) / 2
  const near: Bounds = [
    Math.max(west, middle - ZONE_DEGREES),
    Math.max(south, 0),
    Math.min(east, middle + ZONE_DEGREES),
    Math.min(north, 60),
  ]
  if (near[0] >= near[2] || near[1] >= near[3]) throw new NotARaster('background.elsewhere')
  return near
}

/** Degrees of the tiles of one zoom; rows count from the north. */
export function boundsOfTiles(
  z: number,
  range: { readonly fromX: number; readonly toX: number; readonly fromY: number; readonly toY: number },
): Bounds {
  const side = (2 * HALF_WORLD_M) / 2 ** z
  const longitude = (column: number): number => (180 * (column * side - HALF_WORLD_M)) / HALF_WORLD_M
  const latitude = (row: number): number => {
    const y = HALF_WORLD_M - row * side
    const angle = (2 * Math.atan(Math.exp((y / HALF_WORLD_M) * Math.PI)) - Math.PI / 2) * (180 / Math.PI)
    return Math.max(-MOST_LATITUDE, Math.min(MOST_LATITUDE, angle))
  }
  return [longitude(range.fromX), latitude(range.toY + 1), longitude(range.toX + 1), latitude(range.fromY)]
}

/** A tile's bytes if a browser may unpack them. Throws where they are no picture, or one that is too large. */
export function checkedPicture(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const head = readPictureHead(bytes)
  if (head === null || head.width > MOST_SIDE_PX || head.height > MOST_SIDE_PX)
    throw new NotARaster('background.damaged')
  return bytes.byteLength === bytes.buffer.byteLength && bytes.buffer instanceof ArrayBuffer
    ? (bytes as Uint8Array<ArrayBuffer>)
    : new Uint8Array(bytes)
}
