/** A piece of land in a table of rows (what it is, under a subtotal) and columns (what it becomes): in hundredths of a unit, and in units. */
export interface ColumnPiece {
  readonly group: number | null
  /** null: land that no row has; it is not moved. */
  readonly row: string | null
  readonly column: string
  readonly raw: number
  readonly units: number
}

const UNIT = 100

interface Move {
  readonly at: number
  readonly step: number
}

/** What rows, columns and subtotals are off, in hundredths of a unit. */
class Tally {
  readonly units: number[]
  readonly #pieces: readonly ColumnPiece[]
  readonly #off = new Map<string, number>()

  constructor(pieces: readonly ColumnPiece[]) {
    this.#pieces = pieces
    this.units = pieces.map((piece) => piece.units)
    for (const piece of pieces) this.#add(piece, piece.units * UNIT - piece.raw)
  }

  off(name: string): number {
    return this.#off.get(name) ?? 0
  }

  /** Pieces that stay beside their own value when they move by `step`, by the size of what was cut; of two alike the earlier. */
  movable(step: number): readonly number[] {
    return this.#pieces
      .map((piece, at) => ({ at, gain: piece.row === null ? 0 : (piece.raw - (this.units[at] ?? 0) * UNIT) * step }))
      .filter(({ gain }) => gain > 0)
      .sort((a, b) => b.gain - a.gain || a.at - b.at)
      .map(({ at }) => at)
  }

  move(moves: readonly Move[]): void {
    for (const { at, step } of moves) {
      const piece = this.#pieces[at]
      if (piece === undefined) continue
      this.units[at] = (this.units[at] ?? 0) + step
      this.#add(piece, step * UNIT)
    }
  }

  /** Whether rows and subtotals stay within a unit of their own values, and pieces beside theirs. */
  allows(moves: readonly Move[]): boolean {
    const moved = new Map<string, number>()
    for (const { at, step } of moves) {
      const piece = this.#pieces[at]
      if (piece === undefined) continue
      for (const name of [rowName(piece), groupName(piece)]) moved.set(name, (moved.get(name) ?? 0) + step * UNIT)
    }
    return [...moved].every(([name, by]) => by === 0 || Math.abs(this.off(name) + by) < UNIT)
  }

  #add(piece: ColumnPiece, by: number): void {
    for (const name of [rowName(piece), groupName(piece), columnName(piece)]) this.#off.set(name, this.off(name) + by)
  }
}

const rowName = ({ row }: ColumnPiece): string => `row ${row}`
const groupName = ({ group }: ColumnPiece): string => `group ${group}`
const columnName = ({ column }: ColumnPiece): string => `column ${column}`

/**
 * Closing row by row leaves a column off by the sum of what its pieces are off. Units move from piece to piece, along a chain of
 * columns, until each column is off by less than one unit; the sum of all stays, rows and subtotals stay within a unit of their own
 * values, and each piece stays beside its own. Then, within rows alone, a column that is off by more than half a unit gives to one
 * that wants it, so that as many as can be are printed half-up. Where no chain leads on, a column keeps what it is off. Returns the
 * units in the order of the pieces.
 */
export function evenColumns(pieces: readonly ColumnPiece[]): readonly number[] {
  const tally = new Tally(pieces)
  const columns = [...new Set(pieces.map(columnName))]
  for (const { above, search } of [
    { above: UNIT - 1, search: { overRows: true, least: 0 } },
    // Both columns together are nearer to their own values after the move.
    { above: UNIT / 2, search: { overRows: false, least: UNIT } },
  ])
    for (const column of columns)
      for (let off = tally.off(column); Math.abs(off) > above; off = tally.off(column)) {
        const chain = findChain(pieces, tally, column, -Math.sign(off), search)
        if (chain === null) break
        tally.move(chain)
      }
  return tally.units
}

interface Search {
  /** A unit may go from one row to another. */
  readonly overRows: boolean
  /** The chain ends where both ends together are off, each its own way, by more than this. */
  readonly least: number
}

/** The shortest chain that moves the column by `step` and ends at a column which is off the other way; within a row where it can. */
function findChain(
  pieces: readonly ColumnPiece[],
  tally: Tally,
  start: string,
  step: number,
  { overRows, least }: Search,
): readonly Move[] | null {
  const reached = new Set([start])
  const [givers, takers] = [tally.movable(step), tally.movable(-step)]
  const piece = (at: number): ColumnPiece => pieces[at] ?? NONE
  let ends: readonly { readonly column: string; readonly moves: readonly Move[] }[] = [{ column: start, moves: [] }]
  while (ends.length > 0) {
    const next: { column: string; moves: readonly Move[] }[] = []
    for (const sameRow of overRows ? [true, false] : [true]) {
      for (const { column, moves } of ends) {
        for (const at of givers.filter((giver) => columnName(piece(giver)) === column)) {
          for (const other of takers) {
            const to = columnName(piece(other))
            if ((piece(other).row === piece(at).row) !== sameRow || reached.has(to)) continue
            const further = [...moves, { at, step }, { at: other, step: -step }]
            if (!tally.allows(further)) continue
            const wants = tally.off(to) * step
            if (wants > 0 && wants + Math.abs(tally.off(start)) > least) return further
            reached.add(to)
            next.push({ column: to, moves: further })
          }
        }
      }
    }
    ends = next
  }
  return null
}

const NONE: ColumnPiece = { group: null, row: null, column: '', raw: 0, units: 0 }
