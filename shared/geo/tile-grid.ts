import type { Extent } from './geometry.ts'

/** Tiles are squares of 256 pixels in the plane of the survey's zone, counted from its origin: x to the east, y to the north. */
export const TILE_PX = 256
/** Metres a pixel of zoom 0; each zoom halves it. */
const COARSEST_M = 1024
/** 0.5 m a pixel, tiles of 128 m: here nothing is simplified, and closer views draw the same tiles larger. */
export const FINEST_ZOOM = 11

export interface TileAddress {
  readonly z: number
  readonly x: number
  readonly y: number
}

/** Metres a pixel. */
export const resolutionOf = (z: number): number => COARSEST_M / 2 ** z

/** Metres along one side. */
export const tileSideM = (z: number): number => TILE_PX * resolutionOf(z)

/** The zoom whose pixels come nearest to a view's, in metres a pixel. */
export const zoomFor = (resolutionM: number): number =>
  Math.min(FINEST_ZOOM, Math.max(0, Math.round(Math.log2(COARSEST_M / resolutionM))))

export function tileExtent({ z, x, y }: TileAddress): Extent {
  const side = tileSideM(z)
  return [x * side, y * side, (x + 1) * side, (y + 1) * side]
}

/** Tiles of a zoom that a view meets: first and last column, first and last row. */
export function tileRange([minX, minY, maxX, maxY]: Extent, z: number) {
  const side = tileSideM(z)
  return {
    fromX: Math.floor(minX / side),
    toX: Math.floor(maxX / side),
    fromY: Math.floor(minY / side),
    toY: Math.floor(maxY / side),
  }
}

/**
 * Metres of one step of a tile's whole numbers: 1 mm at the finest zoom, else a sixteenth of a pixel. Every tile's corner lies
 * on a step, so neighbours round a vertex alike.
 */
export const quantumOf = (z: number): number => resolutionOf(z) / (z === FINEST_ZOOM ? 512 : 16)

/** Metres by which vertices may lie together and be drawn as one. */
export const toleranceOf = (z: number): number => (z === FINEST_ZOOM ? 0 : resolutionOf(z) / 2)
