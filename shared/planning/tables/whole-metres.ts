import { closeToTotal, wholeUnits } from '../close-areas.ts'
import { evenColumns } from './even-columns.ts'

/** Printed areas are hectares with four decimals: whole square metres. */
export const PRINTED_M2 = 1

/** What became of a piece of land: a change (or none), base land that no planned patch covers, and land that only one side has. */
export type PieceKind = 'transition' | 'uncovered' | 'base-only' | 'planned-only'

/** Land of one village that is `from` now and `to` in the plan, summed. */
export interface Piece<K extends string> {
  readonly village: string | null
  readonly kind: PieceKind
  /** null: planned-only. */
  readonly from: K | null
  /** null: uncovered or base-only. */
  readonly to: K | null
  /** As measured, a multiple of 0.01. */
  readonly areaM2: number
  /** As printed: whole square metres. */
  readonly printedM2: number
}

export interface OneSide<K extends string> {
  readonly village: string | null
  readonly key: K
  readonly areaM2: number
}

export interface Change<K extends string> {
  readonly village: string | null
  readonly from: K
  readonly to: K | null
  readonly areaM2: number
}

export interface Sides<K extends string> {
  readonly base: readonly OneSide<K>[]
  readonly planned: readonly OneSide<K>[]
  readonly changes: readonly Change<K>[]
}

/** Rows under their subtotals, in the order in which they are printed. */
export type RowGroups<K extends string> = readonly (readonly K[])[]

/**
 * Planned patches are measured by themselves, their pieces as shares of base patches: what the two differ by is no land of its own
 * while it is less than a printed metre (in hundredths).
 */
const TWICE_MEASURED = 100

const hundredths = (areaM2: number): number => Math.round(areaM2 * 100)

/**
 * The pieces of land of which every figure of the tables is a sum, in whole square metres, so that rows, subtotals, villages,
 * identities and one table and the next agree to the last digit, and land that stays what it is shows no change. In each village
 * the printed total is closed over the subtotals, each of these over its rows, each row over its pieces, by largest remainder;
 * then units move between pieces until the planned rows are off by less than one too.
 */
export function wholeMetres<K extends string>(sides: Sides<K>, groups: RowGroups<K>): readonly Piece<K>[] {
  const villages = new Set<string | null>()
  for (const { village } of [...sides.base, ...sides.planned, ...sides.changes]) villages.add(village)
  return [...villages].sort(byCode).flatMap((village) => {
    const here = <T extends { readonly village: string | null }>(list: readonly T[]): readonly T[] =>
      list.filter((one) => one.village === village)
    return closeVillage(
      piecesOf(village, here(sides.base), here(sides.planned), here(sides.changes), groups.flat()),
      groups,
    )
  })
}

/** Villages by code, land without a village last. */
const byCode = (a: string | null, b: string | null): number =>
  a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1

interface OpenPiece<K extends string> extends Omit<Piece<K>, 'printedM2'> {
  readonly hundredths: number
}

function piecesOf<K extends string>(
  village: string | null,
  base: readonly OneSide<K>[],
  planned: readonly OneSide<K>[],
  changes: readonly Change<K>[],
  keys: readonly K[],
): readonly OpenPiece<K>[] {
  const sum = (areas: readonly { readonly areaM2: number }[]): number =>
    areas.reduce((total, { areaM2 }) => total + hundredths(areaM2), 0)
  const pieces: OpenPiece<K>[] = []
  const add = (kind: PieceKind, from: K | null, to: K | null, count: number): void => {
    if (count !== 0) pieces.push({ village, kind, from, to, areaM2: count / 100, hundredths: count })
  }
  for (const from of keys) {
    const leaving = changes.filter((change) => change.from === from)
    for (const to of keys) add('transition', from, to, sum(leaving.filter((change) => change.to === to)))
    add('uncovered', from, null, sum(leaving.filter((change) => change.to === null)))
    add('base-only', from, null, sum(base.filter(({ key }) => key === from)) - sum(leaving))
  }
  for (const to of keys) {
    const coming = changes.filter((change) => change.to === to)
    const beyond = sum(planned.filter(({ key }) => key === to)) - sum(coming)
    if (coming.length === 0 || Math.abs(beyond) >= TWICE_MEASURED) add('planned-only', null, to, beyond)
  }
  return pieces
}

function closeVillage<K extends string>(pieces: readonly OpenPiece<K>[], groups: RowGroups<K>): readonly Piece<K>[] {
  const printed = new Map<OpenPiece<K>, number>()
  const ofRow = (row: K): readonly OpenPiece<K>[] => pieces.filter(({ from }) => from === row)
  const closePieces = (list: readonly OpenPiece<K>[], total: number): void => {
    const units = closeOver(
      list.map((piece) => [piece]),
      total,
    )
    list.forEach((piece, at) => {
      printed.set(piece, units[at] ?? 0)
    })
  }
  const based = pieces.filter(({ from }) => from !== null)
  const groupUnits = closeOver(
    groups.map((rows) => rows.flatMap(ofRow)),
    wholeUnits(areaOf(based), PRINTED_M2),
  )
  groups.forEach((rows, group) => {
    const rowUnits = closeOver(rows.map(ofRow), groupUnits[group] ?? 0)
    rows.forEach((row, at) => {
      closePieces(ofRow(row), rowUnits[at] ?? 0)
    })
  })
  const outside = pieces.filter(({ from }) => from === null)
  closePieces(outside, areaOf(outside))
  const evened = evenColumns(
    pieces.map((piece) => ({
      group: groupAt(groups, piece.from),
      row: piece.from,
      column: piece.to ?? piece.kind,
      raw: piece.hundredths,
      units: printed.get(piece) ?? 0,
    })),
  )
  return pieces.map(({ hundredths: _, ...piece }, at) => ({ ...piece, printedM2: evened[at] ?? 0 }))
}

function groupAt<K extends string>(groups: RowGroups<K>, row: K | null): number | null {
  const at = groups.findIndex((rows) => row !== null && rows.includes(row))
  return at < 0 ? null : at
}

const closeOver = <K extends string>(parts: readonly (readonly OpenPiece<K>[])[], total: number): readonly number[] =>
  closeToTotal(parts.map(areaOf), total, PRINTED_M2).rows.map(({ units }) => units)

const areaOf = (pieces: readonly { readonly hundredths: number }[]): number =>
  pieces.reduce((sum, piece) => sum + piece.hundredths, 0) / 100

export interface Sum {
  /** As measured. */
  readonly areaM2: number
  /** As printed, whole square metres. */
  readonly printedM2: number
}

export function sumOf<K extends string>(pieces: readonly Piece<K>[], counts: (piece: Piece<K>) => boolean): Sum {
  let count = 0
  let printedM2 = 0
  for (const piece of pieces) {
    if (!counts(piece)) continue
    count += hundredths(piece.areaM2)
    printedM2 += piece.printedM2
  }
  return { areaM2: count / 100, printedM2 }
}
