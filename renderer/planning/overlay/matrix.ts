import type { OverlayAnswer } from '../../../shared/contract/planning-answers.ts'
import type { CrosswalkChoices } from '../../../shared/planning/crosswalk.ts'
import type { Legend } from '../../../shared/planning/legend.ts'
import { isSameLand } from '../../../shared/planning/same-land.ts'
import { type StructureRow, structureOrder } from '../../../shared/planning/structure.ts'

/** Land under no planned patch. */
export const UNCOVERED = 'none'
export type ToRow = StructureRow | typeof UNCOVERED

export interface MatrixCell {
  readonly areaM2: number
  /** Pieces that can be opened: land that stays what it is, and land that no planned patch covers, has none. */
  readonly pieces: number
}

/** The transitions of an overlay by rows of the structure table; only rows and columns that have land. */
export interface Matrix {
  readonly rows: readonly StructureRow[]
  readonly columns: readonly ToRow[]
  readonly rowSums: ReadonlyMap<StructureRow, number>
  readonly columnSums: ReadonlyMap<ToRow, number>
  readonly totalM2: number
  cell(from: StructureRow, to: ToRow): MatrixCell | undefined
}

const keyOf = (from: StructureRow, to: ToRow): string => `${from}/${to}`

/** Areas are multiples of 0.01 m²: summed as whole square decimetres they stay exact. */
const PARTS_PER_M2 = 100

export function matrixOf(overlay: OverlayAnswer, choices: CrosswalkChoices, legend: Legend): Matrix {
  const changes = new Map<string, boolean>()
  /** A plan of a district has the same pair of classes in every village. */
  const isChange = (fromCode: string | null, toCode: string | null): boolean => {
    const key = `${fromCode}>${toCode}`
    const known = changes.get(key)
    if (known !== undefined) return known
    const [from, to] = [overlay.baseScheme, overlay.plannedScheme]
    const found = !isSameLand({ scheme: from, code: fromCode }, { scheme: to, code: toCode }, choices, legend)
    changes.set(key, found)
    return found
  }
  const parts = new Map<string, { parts: number; pieces: number }>()
  const rowParts = new Map<StructureRow, number>()
  const columnParts = new Map<ToRow, number>()
  let total = 0
  for (const { from, fromCode, to, toCode, areaM2, pieces: all } of overlay.transitions) {
    const pieces = to !== null && isChange(fromCode, toCode) ? all : 0
    const column = to ?? UNCOVERED
    const area = Math.round(areaM2 * PARTS_PER_M2)
    const cell = parts.get(keyOf(from, column)) ?? { parts: 0, pieces: 0 }
    parts.set(keyOf(from, column), { parts: cell.parts + area, pieces: cell.pieces + pieces })
    rowParts.set(from, (rowParts.get(from) ?? 0) + area)
    columnParts.set(column, (columnParts.get(column) ?? 0) + area)
    total += area
  }
  const inM2 = <K>(sums: ReadonlyMap<K, number>): ReadonlyMap<K, number> =>
    new Map([...sums].map(([key, sum]) => [key, sum / PARTS_PER_M2]))
  return {
    rows: structureOrder.filter((row) => rowParts.has(row)),
    columns: [...structureOrder, UNCOVERED as ToRow].filter((column) => columnParts.has(column as ToRow)) as ToRow[],
    rowSums: inM2(rowParts),
    columnSums: inM2(columnParts),
    totalM2: total / PARTS_PER_M2,
    cell(from, to) {
      const cell = parts.get(keyOf(from, to))
      return cell === undefined ? undefined : { areaM2: cell.parts / PARTS_PER_M2, pieces: cell.pieces }
    },
  }
}
