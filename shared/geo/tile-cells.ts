import { cellOf, type TileCells } from './tile.ts'
import { TILE_PX } from './tile-grid.ts'

/** Classes of cells are 0 … 15; what stands above in the byte is not told. */
const CLASSES = 16
const MOST_VOTES = 255

/** Pixels of one tile that objects without a shape of their own cover. */
export interface CellCover {
  /** Extent in pixels from the tile's south-west corner. At least the pixel of its centre is covered, in the tile that has it. */
  cover(minX: number, minY: number, maxX: number, maxY: number, objectClass: number): void
  cells(): TileCells
}

/** A pixel has the class that more than half of its objects have; where none has, one that it has (Boyer and Moore's vote). */
export function createCellCover(): CellCover {
  let classes: Uint8Array | null = null
  let votes: Uint8Array | null = null
  let covered = 0
  const vote = (cell: number, mine: number, known: Uint8Array, counts: Uint8Array): void => {
    const before = known[cell] ?? 0
    const count = counts[cell] ?? 0
    if (before === 0) covered++
    if (count === 0) {
      known[cell] = mine
      counts[cell] = 1
    } else if (before !== mine) counts[cell] = count - 1
    else if (count < MOST_VOTES) counts[cell] = count + 1
  }
  return {
    cover(minX, minY, maxX, maxY, objectClass) {
      const fromX = Math.max(0, firstPixel(minX, maxX))
      const toX = Math.min(TILE_PX - 1, lastPixel(minX, maxX))
      const fromY = Math.max(0, firstPixel(minY, maxY))
      const toY = Math.min(TILE_PX - 1, lastPixel(minY, maxY))
      if (toX < fromX || toY < fromY) return
      classes ??= new Uint8Array(TILE_PX * TILE_PX)
      votes ??= new Uint8Array(TILE_PX * TILE_PX)
      const mine = (objectClass % CLASSES) + 1
      for (let row = fromY; row <= toY; row++)
        for (let column = fromX; column <= toX; column++) vote(cellOf(column, row), mine, classes, votes)
    },
    cells() {
      const numbers = new Uint16Array(covered)
      const found = new Uint8Array(covered)
      let at = 0
      for (let cell = 0; classes !== null && cell < classes.length; cell++) {
        const known = classes[cell] ?? 0
        if (known === 0) continue
        numbers[at] = cell
        found[at++] = known - 1
      }
      return { numbers, classes: found }
    },
  }
}

/** The first pixel whose middle lies between the two; the one of the centre where there is none. */
const firstPixel = (from: number, to: number): number => Math.min(Math.ceil(from - 0.5), Math.floor((from + to) / 2))

const lastPixel = (from: number, to: number): number => Math.max(Math.floor(to - 0.5), Math.floor((from + to) / 2))
