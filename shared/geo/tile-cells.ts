import type { Extent } from './geometry.ts'
import { cellOf } from './tile.ts'
import { TILE_PX } from './tile-grid.ts'

/** Classes of cells are 0 … 15; what stands above in the byte is not counted. */
const CLASSES = 16

/** Pixels of one tile that objects without a shape of their own cover; the class that most of them have wins. */
export interface TileCells {
  /** Extent in pixels from the tile's south-west corner. At least the pixel of its centre is covered, in the tile that has it. */
  cover(extent: Extent, objectClass: number): void
  classes(): ReadonlyMap<number, number>
}

export function createTileCells(): TileCells {
  let counts: Uint16Array | null = null
  const touched: number[] = []
  const count = (column: number, row: number, objectClass: number): void => {
    counts ??= new Uint16Array(TILE_PX * TILE_PX * CLASSES)
    const cell = cellOf(column, row)
    const first = cell * CLASSES
    let isNew = true
    for (let i = first; i < first + CLASSES && isNew; i++) isNew = counts[i] === 0
    if (isNew) touched.push(cell)
    const at = first + (objectClass % CLASSES)
    if ((counts[at] ?? 0) < 0xffff) counts[at] = (counts[at] ?? 0) + 1
  }
  return {
    cover([minX, minY, maxX, maxY], objectClass) {
      const [fromX, toX] = pixels(minX, maxX)
      const [fromY, toY] = pixels(minY, maxY)
      for (let row = Math.max(0, fromY); row <= Math.min(TILE_PX - 1, toY); row++) {
        for (let column = Math.max(0, fromX); column <= Math.min(TILE_PX - 1, toX); column++)
          count(column, row, objectClass)
      }
    },
    classes: () => new Map(touched.map((cell) => [cell, mostFrequent(counts, cell * CLASSES)])),
  }
}

/** First and last pixel whose middle lies between the two; the one of the centre where there is none. */
function pixels(from: number, to: number): readonly [number, number] {
  const first = Math.ceil(from - 0.5)
  const last = Math.floor(to - 0.5)
  const centre = Math.floor((from + to) / 2)
  return first <= last ? [first, last] : [centre, centre]
}

function mostFrequent(counts: Uint16Array | null, first: number): number {
  let best = 0
  let most = 0
  for (let i = 0; i < CLASSES; i++) {
    const count = counts?.[first + i] ?? 0
    if (count > most) {
      most = count
      best = i
    }
  }
  return best
}
