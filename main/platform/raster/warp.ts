import { type Affine, inverseOf } from '../../../shared/geo/affine.ts'
import { resolutionOf, TILE_PX, type TileAddress, tileExtent } from '../../../shared/geo/tile-grid.ts'
import type { TransformCoordinates } from '../reprojection.ts'
import { blockOf } from './block-cache.ts'
import type { Level } from './tiff-level.ts'

/** A picture at one or more sizes and where it lies. */
export interface Warped {
  /** The largest first. */
  readonly levels: readonly LevelWithMask[]
  /** From the pixels of the largest to the file's own system. */
  readonly toPlane: Affine
  /** From the survey's plane to the file's own system. */
  readonly toSource: TransformCoordinates
}

export interface LevelWithMask {
  readonly level: Level
  /** Seen where it is white. */
  readonly mask: Level | null
}

/** Pixels of a tile between two places that are transformed exactly; between them a projection is straight. */
const STEP = 32
const NODES = TILE_PX / STEP + 1
/** Unpacked for one tile; beyond it the view is too coarse for a file without small pictures of itself. */
export const MOST_PIXELS_A_TILE = 8 << 20

/** Where each node of a tile lies in the largest level: column, row, column, row … from the north-west. */
function nodesOf(address: TileAddress, { toPlane, toSource }: Warped): Float64Array | null {
  const inverse = inverseOf(toPlane)
  if (inverse === null) return null
  const [west, , , north] = tileExtent(address)
  const step = STEP * resolutionOf(address.z)
  const nodes = new Float64Array(2 * NODES * NODES)
  for (let i = 0; i < NODES * NODES; i++) {
    nodes[2 * i] = west + (i % NODES) * step
    nodes[2 * i + 1] = north - Math.floor(i / NODES) * step
  }
  const there = toSource(nodes)
  const [a, b, c, d, e, f] = inverse
  for (let i = 0; i < there.length; i += 2) {
    const x = there[i] ?? Number.NaN
    const y = there[i + 1] ?? Number.NaN
    there[i] = a * x + b * y + c
    there[i + 1] = d * x + e * y + f
  }
  return there
}

/** Pixels of the largest level along one pixel of the tile, the shorter way. */
function strideOf(nodes: Float64Array): number {
  const at = 2 * ((NODES >> 1) * NODES + (NODES >> 1))
  const away = (to: number): number =>
    Math.hypot((nodes[to] ?? 0) - (nodes[at] ?? 0), (nodes[to + 1] ?? 0) - (nodes[at + 1] ?? 0)) / STEP
  return Math.min(away(at + 2), away(at + 2 * NODES))
}

/** One tile in the survey's plane: red, green, blue, opacity from the north-west; null: nothing is seen there. */
export async function warpTile(address: TileAddress, picture: Warped): Promise<Uint8Array<ArrayBuffer> | null> {
  const nodes = nodesOf(address, picture)
  const [largest] = picture.levels
  if (nodes === null || largest === undefined) return null
  const { width, height } = largest.level
  if (!meets(nodes, width, height)) return null
  const stride = strideOf(nodes)
  const chosen = picture.levels.findLast(({ level }) => width / level.width <= stride * 1.01) ?? largest
  const { level, mask } = chosen
  const scaleX = level.width / width
  const scaleY = level.height / height
  const places = placesOf(nodes, scaleX, scaleY)
  const isThinned = stride * scaleX > 2
  const colours = await sample(level, places, isThinned)
  if (colours === null) return null
  if (mask !== null) {
    const seen = await sample(mask, places, isThinned)
    if (seen !== null)
      for (let i = 3; i < colours.length; i += 4) colours[i] = Math.min(colours[i] ?? 0, seen[i - 3] ?? 0)
  }
  return colours.some((value, at) => at % 4 === 3 && value > 0) ? colours : null
}

function meets(nodes: Float64Array, width: number, height: number): boolean {
  let [minX, minY, maxX, maxY] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -1, -1]
  for (let i = 0; i < nodes.length; i += 2) {
    minX = Math.min(minX, nodes[i] ?? Number.NaN)
    maxX = Math.max(maxX, nodes[i] ?? Number.NaN)
    minY = Math.min(minY, nodes[i + 1] ?? Number.NaN)
    maxY = Math.max(maxY, nodes[i + 1] ?? Number.NaN)
  }
  return minX < width && maxX > 0 && minY < height && maxY > 0
}

/** Column and row in a level under the middle of each pixel of the tile. */
function placesOf(nodes: Float64Array, scaleX: number, scaleY: number): Float64Array {
  const places = new Float64Array(2 * TILE_PX * TILE_PX)
  for (let row = 0; row < TILE_PX; row++) {
    const nodeRow = Math.floor(row / STEP)
    const v = (row + 0.5) / STEP - nodeRow
    for (let column = 0; column < TILE_PX; column++) {
      const nodeColumn = Math.floor(column / STEP)
      const u = (column + 0.5) / STEP - nodeColumn
      const at = 2 * (nodeRow * NODES + nodeColumn)
      const below = at + 2 * NODES
      for (let axis = 0; axis < 2; axis++) {
        const upper = (nodes[at + axis] ?? 0) * (1 - u) + (nodes[at + 2 + axis] ?? 0) * u
        const lower = (nodes[below + axis] ?? 0) * (1 - u) + (nodes[below + 2 + axis] ?? 0) * u
        places[2 * (row * TILE_PX + column) + axis] = (upper * (1 - v) + lower * v) * (axis === 0 ? scaleX : scaleY)
      }
    }
  }
  return places
}

/** The level's colours at places; null: it would take too much. Between four pixels, or the nearest where many are passed over. */
async function sample(level: Level, places: Float64Array, isThinned: boolean): Promise<Uint8Array<ArrayBuffer> | null> {
  return isThinned ? sampleNearest(level, places) : sampleBetween(level, places)
}

async function sampleNearest(level: Level, places: Float64Array): Promise<Uint8Array<ArrayBuffer> | null> {
  const { width, height, blockWidth, blockHeight } = level
  const columns = Math.ceil(width / blockWidth)
  const wanted = new Map<number, number[]>()
  for (let i = 0; i < places.length; i += 2) {
    const x = Math.floor(places[i] ?? Number.NaN)
    const y = Math.floor(places[i + 1] ?? Number.NaN)
    if (!(x >= 0 && y >= 0 && x < width && y < height)) continue
    const key = Math.floor(y / blockHeight) * columns + Math.floor(x / blockWidth)
    const pixels = wanted.get(key)
    if (pixels === undefined) wanted.set(key, [i])
    else pixels.push(i)
  }
  if (wanted.size * blockWidth * blockHeight > MOST_PIXELS_A_TILE) return null
  const out = new Uint8Array(4 * TILE_PX * TILE_PX)
  for (const [key, pixels] of wanted) {
    const block = await blockOf(level, key % columns, Math.floor(key / columns))
    for (const i of pixels) {
      const x = Math.floor(places[i] ?? 0) % blockWidth
      const y = Math.floor(places[i + 1] ?? 0) % blockHeight
      const from = 4 * (y * blockWidth + x)
      out.set(block.subarray(from, from + 4), 2 * i)
    }
  }
  return out
}

interface Window {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly rgba: Uint8Array
}

/** The pixels of a level around all places, cut out of its blocks; null: none is there. */
async function windowFor(level: Level, places: Float64Array): Promise<Window | null> {
  let [minX, minY, maxX, maxY] = [level.width, level.height, -1, -1]
  for (let i = 0; i < places.length; i += 2) {
    const x = places[i] ?? Number.NaN
    const y = places[i + 1] ?? Number.NaN
    if (!(x >= 0 && y >= 0 && x < level.width && y < level.height)) continue
    minX = Math.min(minX, x)
    maxX = Math.max(maxX, x)
    minY = Math.min(minY, y)
    maxY = Math.max(maxY, y)
  }
  if (maxX < 0) return null
  const left = Math.max(0, Math.floor(minX - 0.5))
  const top = Math.max(0, Math.floor(minY - 0.5))
  const width = Math.min(level.width, Math.floor(maxX + 0.5) + 1) - left
  const height = Math.min(level.height, Math.floor(maxY + 0.5) + 1) - top
  const { blockWidth, blockHeight } = level
  const rgba = new Uint8Array(4 * width * height)
  for (let row = Math.floor(top / blockHeight); row * blockHeight < top + height; row++) {
    for (let column = Math.floor(left / blockWidth); column * blockWidth < left + width; column++) {
      const block = await blockOf(level, column, row)
      const fromX = Math.max(left, column * blockWidth)
      const toX = Math.min(left + width, (column + 1) * blockWidth)
      const toY = Math.min(top + height, (row + 1) * blockHeight)
      for (let y = Math.max(top, row * blockHeight); y < toY; y++) {
        const at = 4 * ((y - row * blockHeight) * blockWidth + fromX - column * blockWidth)
        rgba.set(block.subarray(at, at + 4 * (toX - fromX)), 4 * ((y - top) * width + fromX - left))
      }
    }
  }
  return { left, top, width, height, rgba }
}

/** Between the four pixels whose middles lie around; what cannot be seen gives no colour. */
async function sampleBetween(level: Level, places: Float64Array): Promise<Uint8Array<ArrayBuffer> | null> {
  const window = await windowFor(level, places)
  if (window === null) return null
  const { left, top, width, height, rgba } = window
  const out = new Uint8Array(4 * TILE_PX * TILE_PX)
  for (let i = 0, to = 0; i < places.length; i += 2, to += 4) {
    const x = places[i] ?? Number.NaN
    const y = places[i + 1] ?? Number.NaN
    if (!(x >= 0 && y >= 0 && x < level.width && y < level.height)) continue
    const column = Math.floor(x - 0.5)
    const row = Math.floor(y - 0.5)
    const u = x - 0.5 - column
    const v = y - 0.5 - row
    const x0 = Math.max(0, column - left)
    const x1 = Math.min(width - 1, column + 1 - left)
    const y0 = Math.max(0, row - top) * width
    const y1 = Math.min(height - 1, row + 1 - top) * width
    const [a, b, c, d] = [4 * (y0 + x0), 4 * (y0 + x1), 4 * (y1 + x0), 4 * (y1 + x1)]
    const shareA = (1 - u) * (1 - v) * (rgba[a + 3] ?? 0)
    const shareB = u * (1 - v) * (rgba[b + 3] ?? 0)
    const shareC = (1 - u) * v * (rgba[c + 3] ?? 0)
    const shareD = u * v * (rgba[d + 3] ?? 0)
    const opacity = shareA + shareB + shareC + shareD
    if (opacity === 0) continue
    for (let band = 0; band < 3; band++) {
      const sum =
        shareA * (rgba[a + band] ?? 0) +
        shareB * (rgba[b + band] ?? 0) +
        shareC * (rgba[c + band] ?? 0) +
        shareD * (rgba[d + band] ?? 0)
      out[to + band] = Math.round(sum / opacity)
    }
    out[to + 3] = Math.round(opacity)
  }
  return out
}
