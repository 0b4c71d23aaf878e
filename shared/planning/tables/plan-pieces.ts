import type { ClassArea, TransitionArea } from '../plan-areas.ts'
import { type StructureGroup, type StructureRow, structureGroups, structureOrder, structureRows } from '../structure.ts'
import { type Piece, type RowGroups, type Sum, sumOf, wholeMetres } from './whole-metres.ts'

export const groupOrder = Object.keys(structureGroups) as readonly StructureGroup[]

export const rowsOfGroup = (group: StructureGroup): readonly StructureRow[] =>
  structureOrder.filter((row) => structureRows[row].group === group)

const groups: RowGroups<StructureRow> = groupOrder.map(rowsOfGroup)

/** The land of a plan as its tables F1–F4 count it, and which of its sides are there at all. */
export interface PlanLand<K extends string> {
  readonly pieces: readonly Piece<K>[]
  readonly hasBase: boolean
  readonly hasPlanned: boolean
  /** The two sides were laid over one another. */
  readonly hasOverlay: boolean
}

export interface PlanSides {
  readonly base: readonly ClassArea[]
  readonly planned: readonly ClassArea[]
  readonly transitions: readonly TransitionArea[]
}

export const structureLand = ({ base, planned, transitions }: PlanSides): PlanLand<StructureRow> => ({
  pieces: wholeMetres(
    {
      base: base.map(({ village, row, areaM2 }) => ({ village, key: row, areaM2 })),
      planned: planned.map(({ village, row, areaM2 }) => ({ village, key: row, areaM2 })),
      changes: transitions.map(({ village, from, to, areaM2 }) => ({ village, from, to, areaM2 })),
    },
    groups,
  ),
  hasBase: base.length > 0,
  hasPlanned: planned.length > 0,
  hasOverlay: transitions.length > 0,
})

export type Side = 'base' | 'target'

/** Land that a side has in the rows that count. */
export const sideSum = <K extends string>(land: PlanLand<K>, side: Side, counts: (key: K) => boolean): Sum =>
  sumOf(land.pieces, ({ from, to }) => {
    const key = side === 'base' ? from : to
    return key !== null && counts(key)
  })
