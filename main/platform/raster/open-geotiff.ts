import { existsSync } from 'node:fs'
import { GeoTIFF, type GeoTIFFImage } from 'geotiff'
import type { BackgroundNote } from '../../../shared/contract/backgrounds.ts'
import { readWorldFile } from '../../../shared/formats/raster/world-file.ts'
import { type Affine, inverseOf } from '../../../shared/geo/affine.ts'
import type { Crs } from '../../../shared/geo/crs/catalogue.ts'
import { resolutionOf, TILE_PX } from '../../../shared/geo/tile-grid.ts'
import { readSmallFile } from '../source/read-at.ts'
import { forgetBlocks } from './block-cache.ts'
import { affineOfTags, crsOfPicture, extentInPlane, namesOf, transformBetween } from './placement.ts'
import { damagedUnlessSaid, NotARaster, type Raster } from './raster.ts'
import { type Level, openLevel } from './tiff-level.ts'
import { openTiffSource, type TiffSource } from './tiff-source.ts'
import { type LevelWithMask, MOST_PIXELS_A_TILE, warpTile } from './warp.ts'

const MOST_IMAGES = 40
const REDUCED = 1
const MASK = 4
const FINEST_ZOOM = 18

/** A GeoTIFF as a background of a survey in `target`. Throws NotARaster. */
export async function openGeoTiff(path: string, target: Crs): Promise<Raster> {
  const sources: TiffSource[] = []
  const close = (): void => {
    for (const source of sources) void source.close()
  }
  try {
    const main = await imagesOf(path, sources)
    const outside = existsSync(`${path}.ovr`) ? await imagesOf(`${path}.ovr`, sources) : []
    const [first] = main
    if (first === undefined) throw new NotARaster('background.damaged')
    const levels = await levelsOf(main, outside)
    return await rasterOf(path, first.image, levels, target, close)
  } catch (error) {
    close()
    throw damagedUnlessSaid(error)
  }
}

interface FoundImage {
  readonly image: GeoTIFFImage
  readonly source: TiffSource
  readonly kind: number
}

async function imagesOf(path: string, sources: TiffSource[]): Promise<readonly FoundImage[]> {
  const source = openTiffSource(path)
  sources.push(source)
  const tiff = await GeoTIFF.fromSource(source)
  const images: FoundImage[] = []
  for (let index = 0; index < MOST_IMAGES; index++) {
    const image = await tiff.getImage(index).catch((error: unknown) => {
      if (index === 0) throw error
      return null // the end of the list, or a directory after it that cannot be read: the picture itself can
    })
    if (image === null) break
    images.push({ image, source, kind: Number((await image.getFileDirectory().loadValue('NewSubfileType')) ?? 0) })
  }
  return images
}

/** The picture and its smaller copies, the largest first, each with the mask of its size. */
async function levelsOf(
  main: readonly FoundImage[],
  outside: readonly FoundImage[],
): Promise<readonly LevelWithMask[]> {
  const pictures = [
    ...main.filter(({ kind }, index) => index === 0 || (kind & (REDUCED | MASK)) === REDUCED),
    ...outside.filter(({ kind }) => (kind & MASK) === 0),
  ]
  const masks = [...main, ...outside].filter(({ kind }) => (kind & MASK) !== 0)
  const levels: LevelWithMask[] = []
  for (const { image, source } of pictures) {
    const mask = masks.find((each) => each.image.getWidth() === image.getWidth())
    levels.push({
      level: await openLevel(image, source),
      mask: mask === undefined ? null : await openLevel(mask.image, mask.source),
    })
  }
  const [largest] = levels
  return levels
    .filter(({ level }, index) => index === 0 || level.width < (largest?.level.width ?? 0))
    .toSorted((a, b) => b.level.width - a.level.width)
}

async function rasterOf(
  path: string,
  image: GeoTIFFImage,
  levels: readonly LevelWithMask[],
  target: Crs,
  close: () => void,
): Promise<Raster> {
  const directory = image.getFileDirectory()
  const geoKeys: Readonly<Record<string, unknown>> = image.getGeoKeys() ?? {}
  const list = async (
    tag: 'ModelTransformation' | 'ModelPixelScale' | 'ModelTiepoint',
  ): Promise<ArrayLike<number> | undefined> => {
    const value: unknown = await directory.loadValue(tag)
    return typeof value === 'object' && value !== null ? (value as ArrayLike<number>) : undefined
  }
  const toPlane =
    affineOfTags({
      transformation: await list('ModelTransformation'),
      scale: await list('ModelPixelScale'),
      tiepoint: await list('ModelTiepoint'),
      geoKeys,
    }) ?? worldFileOf(path)
  if (toPlane === null || inverseOf(toPlane) === null) throw new NotARaster('background.no-position')
  const corners = cornersOf(toPlane, image.getWidth(), image.getHeight())
  const { crs, notes } = crsOfPicture(geoKeys, siblingText(path, ['.prj', '.PRJ']), target, corners)
  const extent = extentInPlane(corners, target, transformBetween(crs, target))
  const pixelM = pixelOf(toPlane, crs, target, image.getWidth() / 2, image.getHeight() / 2)
  const { minZoom, maxZoom } = zoomsOf(levels, pixelM)
  const picture = { levels, toPlane, toSource: transformBetween(target, crs) }
  return {
    facts: {
      tiles: 'plane',
      minZoom,
      maxZoom,
      extent: [extent[0], extent[1], extent[2], extent[3]],
      crs: namesOf(crs),
      notes: [...notes, ...coarseNote(minZoom, pixelM, levels)],
    },
    tile: (address) => warpTile(address, picture),
    close() {
      for (const { level, mask } of levels) for (const each of [level, mask]) if (each !== null) forgetBlocks(each)
      close()
    },
  }
}

function cornersOf([a, b, c, d, e, f]: Affine, width: number, height: number): readonly (readonly [number, number])[] {
  const at = (column: number, row: number): readonly [number, number] => [
    a * column + b * row + c,
    d * column + e * row + f,
  ]
  return [at(0, 0), at(width, 0), at(width, height), at(0, height)]
}

/** Metres of the survey's plane along one pixel near the middle, the shorter side. */
function pixelOf([a, b, c, d, e, f]: Affine, crs: Crs, target: Crs, column: number, row: number): number {
  const x = a * column + b * row + c
  const y = d * column + e * row + f
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0, x2 = 0, y2 = 0] = transformBetween(
    crs,
    target,
  )(Float64Array.of(x, y, x + a, y + d, x + b, y + e))
  const pixelM = Math.min(Math.hypot(x1 - x0, y1 - y0), Math.hypot(x2 - x0, y2 - y0))
  if (!(pixelM > 0)) throw new NotARaster('background.elsewhere')
  return pixelM
}

/** From the coarsest view that can be had at a bearable price to the first in which every pixel of the file is seen. */
function zoomsOf(
  levels: readonly LevelWithMask[],
  pixelM: number,
): { readonly minZoom: number; readonly maxZoom: number } {
  const [largest] = levels
  const smallest = levels.at(-1)
  if (largest === undefined || smallest === undefined) throw new NotARaster('background.damaged')
  const factor = largest.level.width / smallest.level.width
  const coarsestM = pixelM * factor * passedOver(smallest.level)
  const maxZoom = Math.max(0, Math.min(FINEST_ZOOM, Math.ceil(Math.log2(resolutionOf(0) / pixelM))))
  const minZoom = Math.max(0, Math.min(maxZoom, Math.ceil(Math.log2(resolutionOf(0) / coarsestM))))
  return { minZoom, maxZoom }
}

/** How many pixels of a level may be passed over for each one of a tile: without smaller copies all of them are read. */
function passedOver(level: Level): number {
  if (level.width * level.height <= MOST_PIXELS_A_TILE) return Number.POSITIVE_INFINITY
  const { width, height, blockWidth, blockHeight, hasCheapRows } = level
  const along = (pixels: number, block: number, whole: number): number =>
    Math.min(Math.ceil(pixels / block) + 1, Math.ceil(whole / block)) * block
  const costOf = (step: number): number =>
    along(TILE_PX * step, blockWidth, width) * (hasCheapRows ? TILE_PX : along(TILE_PX * step, blockHeight, height))
  for (let step = 2; step < Math.max(width, height); step *= 2) if (costOf(2 * step) > MOST_PIXELS_A_TILE) return step
  return Number.POSITIVE_INFINITY
}

function coarseNote(minZoom: number, pixelM: number, levels: readonly LevelWithMask[]): readonly BackgroundNote[] {
  const [largest] = levels
  const acrossM = pixelM * Math.max(largest?.level.width ?? 0, largest?.level.height ?? 0)
  // A view in which it is smaller than a tile needs nothing coarser.
  if (acrossM / resolutionOf(minZoom) <= 2 * TILE_PX) return []
  return [{ code: 'no-overviews', params: { resolution: resolutionOf(minZoom) } }]
}

const WORLD_FILES = ['.tfw', '.TFW', '.tifw', '.tiffw', '.wld']

function worldFileOf(path: string): Affine | null {
  const text = siblingText(path, WORLD_FILES)
  return text === null ? null : readWorldFile(text)
}

function siblingText(path: string, endings: readonly string[]): string | null {
  const stem = path.replace(/\.[^.\\/]*$/, '')
  for (const ending of endings) {
    const bytes = readSmallFile(`${stem}${ending}`, 64 << 10)
    if (bytes !== null) return new TextDecoder().decode(bytes)
  }
  return null
}
