import type { Text } from '../../lang/message.ts'
import { roundHalfUp } from '../../model/round.ts'
import { wholeUnits } from '../close-areas.ts'
import { isConfirmed, type Legend, lineSubject, titleOr } from '../legend.ts'
import { addedRows, type StructureGroup, type StructureRow, structureGroups, structureRows } from '../structure.ts'
import { type Adjustment, difference, type Figure, known, type TableId, unknown } from './figure.ts'
import { groupOrder, type PlanLand, rowsOfGroup, type Side, sideSum } from './plan-pieces.ts'
import { PRINTED_M2, type Sum, sumOf } from './whole-metres.ts'

/** What a line of a structure table says. Areas in whole m², printed as hectares; shares in percent. */
export interface StructureFigures {
  readonly baseM2: Figure
  readonly baseShare: Figure
  readonly targetM2: Figure
  readonly targetShare: Figure
  readonly changeM2: Figure
}

export interface StructureLine<Id extends string> {
  readonly id: Id
  readonly title: Text
  /** The title or the place of the line is ours: 待核实. */
  readonly toConfirm: boolean
  readonly figures: StructureFigures
}

export interface StructureGroupLines<Group extends string, Row extends string> extends StructureLine<Group> {
  readonly rows: readonly StructureLine<Row>[]
}

/** F2 土地利用结构调整表. */
export interface StructureTable {
  readonly groups: readonly StructureGroupLines<StructureGroup, StructureRow>[]
  readonly total: StructureFigures
  /** Base land that no planned patch covers, and planned land outside the base, m²; not in any row above as the other side's. */
  readonly uncoveredM2: Figure
  readonly outsideBaseM2: Figure
}

export function structureTable(land: PlanLand<StructureRow>, legend: Legend): StructureTable {
  const titleOf = (row: StructureRow): Text =>
    addedRows.has(row) ? titleOr(legend, lineSubject('F2', row), structureRows[row].title) : structureRows[row].title
  const isOpen = (row: StructureRow): boolean =>
    addedRows.has(row) && !isConfirmed(legend, lineSubject('F2', row), 'title')
  const line = figuresOf(land)
  return {
    groups: groupOrder.flatMap((group) => {
      const rows = rowsOfGroup(group).filter((row) => !addedRows.has(row) || holdsAny(land, row))
      if (rows.length === 0) return []
      const within: ReadonlySet<StructureRow> = new Set(rowsOfGroup(group))
      return {
        id: group,
        // The one row of unknown land is its group.
        title: group === 'unknown' ? titleOf('unknown') : structureGroups[group],
        toConfirm: group === 'unknown' && isOpen('unknown'),
        figures: line((row) => within.has(row)),
        rows: rows.map((row) => ({
          id: row,
          title: titleOf(row),
          toConfirm: isOpen(row),
          figures: line((one) => one === row),
        })),
      }
    }),
    total: line(() => true),
    uncoveredM2: land.hasOverlay
      ? known(sumOf(land.pieces, ({ kind }) => kind === 'uncovered' || kind === 'base-only').printedM2)
      : unknown('plan.reason.no-overlay'),
    outsideBaseM2: land.hasOverlay
      ? known(sumOf(land.pieces, ({ kind }) => kind === 'planned-only').printedM2)
      : unknown('plan.reason.no-overlay'),
  }
}

const holdsAny = <K extends string>(land: PlanLand<K>, row: K): boolean =>
  land.pieces.some(({ from, to }) => from === row || to === row)

/** The figures of a line: areas as printed, shares of what was measured, half-up to two decimals. */
export function figuresOf<K extends string>(land: PlanLand<K>): (counts: (key: K) => boolean) => StructureFigures {
  const totals = { base: sideSum(land, 'base', () => true), target: sideSum(land, 'target', () => true) }
  return (counts) => {
    const side = (which: Side): readonly [Figure, Figure] => {
      const sum = sideSum(land, which, counts)
      return [areaOn(land, which, sum), shareOn(land, which, sum, totals[which])]
    }
    const [baseM2, baseShare] = side('base')
    const [targetM2, targetShare] = side('target')
    return { baseM2, baseShare, targetM2, targetShare, changeM2: difference(targetM2, baseM2) }
  }
}

const missing = <K extends string>(land: PlanLand<K>, side: Side) =>
  side === 'base'
    ? land.hasBase
      ? null
      : ('plan.reason.no-base' as const)
    : land.hasPlanned
      ? null
      : ('plan.reason.no-planned' as const)

export function areaOn<K extends string>(land: PlanLand<K>, side: Side, { printedM2 }: Sum): Figure {
  const why = missing(land, side)
  return why === null ? known(printedM2) : unknown(why)
}

function shareOn<K extends string>(land: PlanLand<K>, side: Side, sum: Sum, total: Sum): Figure {
  const why = missing(land, side)
  if (why !== null) return unknown(why)
  return known(total.areaM2 === 0 ? 0 : roundHalfUp((sum.areaM2 / total.areaM2) * 100))
}

/** Rows that a structure table does not print as their own value rounded half-up, village by village. */
export function adjustedRows<K extends string>(table: TableId, land: PlanLand<K>): readonly Adjustment[] {
  const villages = new Set(land.pieces.map(({ village }) => village))
  const rows = new Set(land.pieces.flatMap(({ from, to }) => [from, to]))
  const adjustments: Adjustment[] = []
  for (const village of villages) {
    const here: PlanLand<K> = { ...land, pieces: land.pieces.filter((piece) => piece.village === village) }
    for (const row of rows) {
      if (row === null) continue
      for (const side of ['base', 'target'] as const) {
        const { areaM2, printedM2 } = sideSum(here, side, (key) => key === row)
        const byM2 = printedM2 - wholeUnits(areaM2, PRINTED_M2)
        if (byM2 !== 0) adjustments.push({ table, village, row, side, byM2 })
      }
    }
  }
  return adjustments
}
