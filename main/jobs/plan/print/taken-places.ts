import type { Box } from '../../../../shared/planning/map-sheet.ts'

const CELL_MM = 10

/** Boxes of paper that something stands on already. */
export class TakenPlaces {
  readonly #cells = new Map<string, Box[]>()

  isFree(box: Box): boolean {
    return this.#around(box).every((cell) => (this.#cells.get(cell) ?? []).every((taken) => !meet(taken, box)))
  }

  take(box: Box): void {
    for (const cell of this.#around(box)) {
      const known = this.#cells.get(cell)
      if (known === undefined) this.#cells.set(cell, [box])
      else known.push(box)
    }
  }

  #around({ x, y, width, height }: Box): readonly string[] {
    const cells: string[] = []
    for (let column = Math.floor(x / CELL_MM); column <= Math.floor((x + width) / CELL_MM); column++)
      for (let row = Math.floor(y / CELL_MM); row <= Math.floor((y + height) / CELL_MM); row++)
        cells.push(`${column} ${row}`)
    return cells
  }
}

const meet = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
