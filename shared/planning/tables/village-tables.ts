import { wholeUnits } from '../close-areas.ts'
import { isConstruction, isEcological, isOtherAgricultural, type StructureRow } from '../structure.ts'
import { type Adjustment, type Figure, fromFigures, known, unknown } from './figure.ts'
import type { PlanLand } from './plan-pieces.ts'
import { type Piece, PRINTED_M2, sumOf } from './whole-metres.ts'

/** A village of the plan; code null: land whose patches name no village. */
export interface TableVillage {
  readonly code: string | null
  readonly name: string | null
}

/** A table with a line a village. Figures in whole m², printed as hectares. */
export interface VillageTable<Column extends string> {
  readonly columns: readonly Column[]
  readonly rows: readonly { readonly village: TableVillage; readonly figures: Readonly<Record<Column, Figure>> }[]
  readonly total: Readonly<Record<Column, Figure>>
  readonly adjustments: readonly Adjustment[]
}

/** F3 建设用地调整表: end = base − demolished + built. `uncovered` is in the base and in the end: nobody has said what becomes of it. */
export type ConstructionColumn = 'base' | 'demolished' | 'built' | 'end' | 'uncovered' | 'outside'

/**
 * F4 耕地调整表: end = base − reduced + added. 生态退耕 is arable land that becomes ecological, 宜耕后备 natural reserve land; `…_other`
 * is what fits none of the headings (arable land that becomes an orchard, say): 待核实.
 */
export type ArableColumn =
  | 'base'
  | 'reduced'
  | 'reduced_ecological'
  | 'reduced_construction'
  | 'reduced_other'
  | 'added'
  | 'added_consolidated'
  | 'added_reserve'
  | 'added_reclaimed'
  | 'added_other'
  | 'end'
  | 'uncovered'
  | 'outside'

type Land = PlanLand<StructureRow>
type Counts = (piece: Piece<StructureRow>) => boolean

const changes =
  (from: (row: StructureRow) => boolean, to: (row: StructureRow) => boolean): Counts =>
  (piece) =>
    piece.kind === 'transition' && piece.from !== null && piece.to !== null && from(piece.from) && to(piece.to)
const based =
  (rows: (row: StructureRow) => boolean): Counts =>
  ({ from }) =>
    from !== null && rows(from)
const uncovered =
  (rows: (row: StructureRow) => boolean): Counts =>
  ({ kind, from }) =>
    (kind === 'uncovered' || kind === 'base-only') && from !== null && rows(from)
const outside =
  (rows: (row: StructureRow) => boolean): Counts =>
  ({ kind, to }) =>
    kind === 'planned-only' && to !== null && rows(to)
const not =
  (rows: (row: StructureRow) => boolean) =>
  (row: StructureRow): boolean =>
    !rows(row)

const isArable = (row: StructureRow): boolean => row === 'arable'
const isReserve = (row: StructureRow): boolean => row === 'natural'
const isOtherAdded = (row: StructureRow): boolean =>
  !isArable(row) && !isOtherAgricultural(row) && !isReserve(row) && !isConstruction(row)
const isOtherReduced = (row: StructureRow): boolean => !isArable(row) && !isEcological(row) && !isConstruction(row)

/** Columns that are summed from the land; the others are made of them. */
const constructionParts = {
  base: based(isConstruction),
  demolished: changes(isConstruction, not(isConstruction)),
  built: changes(not(isConstruction), isConstruction),
  uncovered: uncovered(isConstruction),
  outside: outside(isConstruction),
} as const satisfies Partial<Record<ConstructionColumn, Counts>>

const arableParts = {
  base: based(isArable),
  reduced_ecological: changes(isArable, isEcological),
  reduced_construction: changes(isArable, isConstruction),
  reduced_other: changes(isArable, isOtherReduced),
  added_consolidated: changes(isOtherAgricultural, isArable),
  added_reserve: changes(isReserve, isArable),
  added_reclaimed: changes(isConstruction, isArable),
  added_other: changes(isOtherAdded, isArable),
  uncovered: uncovered(isArable),
  outside: outside(isArable),
} as const satisfies Partial<Record<ArableColumn, Counts>>

const sum = (...figures: readonly Figure[]): Figure =>
  fromFigures(figures, (...values) => known(values.reduce((total, value) => total + value, 0)))
const end = (base: Figure, less: Figure, more: Figure): Figure =>
  fromFigures([base, less, more], (a = 0, b = 0, c = 0) => known(a - b + c))

export const constructionTable = (land: Land, villages: readonly TableVillage[]): VillageTable<ConstructionColumn> =>
  villageTable(
    'F3',
    ['base', 'demolished', 'built', 'end', 'uncovered', 'outside'],
    constructionParts,
    land,
    villages,
    (parts) => ({
      ...parts,
      end: end(parts.base, parts.demolished, parts.built),
    }),
  )

export const arableTable = (land: Land, villages: readonly TableVillage[]): VillageTable<ArableColumn> =>
  villageTable(
    'F4',
    [
      'base',
      'reduced',
      'reduced_ecological',
      'reduced_construction',
      'reduced_other',
      'added',
      'added_consolidated',
      'added_reserve',
      'added_reclaimed',
      'added_other',
      'end',
      'uncovered',
      'outside',
    ],
    arableParts,
    land,
    villages,
    (parts) => {
      const reduced = sum(parts.reduced_ecological, parts.reduced_construction, parts.reduced_other)
      const added = sum(parts.added_consolidated, parts.added_reserve, parts.added_reclaimed, parts.added_other)
      return { ...parts, reduced, added, end: end(parts.base, reduced, added) }
    },
  )

function villageTable<Column extends string, Part extends Column>(
  table: 'F3' | 'F4',
  columns: readonly Column[],
  parts: Readonly<Record<Part, Counts>>,
  land: Land,
  villages: readonly TableVillage[],
  complete: (figures: Readonly<Record<Part, Figure>>) => Readonly<Record<Column, Figure>>,
): VillageTable<Column> {
  const names = columns.filter((column): column is Part => Object.hasOwn(parts, column))
  const figure = (part: Part, pieces: Land['pieces']): Figure =>
    part === 'base'
      ? land.hasBase
        ? known(sumOf(pieces, parts[part]).printedM2)
        : unknown('plan.reason.no-base')
      : land.hasOverlay
        ? known(sumOf(pieces, parts[part]).printedM2)
        : unknown('plan.reason.no-overlay')
  const figuresOf = (pieces: Land['pieces']): Readonly<Record<Column, Figure>> =>
    complete(Object.fromEntries(names.map((part) => [part, figure(part, pieces)])) as Record<Part, Figure>)
  const here = (code: string | null): Land['pieces'] => land.pieces.filter((piece) => piece.village === code)
  return {
    columns,
    rows: villages.map((village) => ({ village, figures: figuresOf(here(village.code)) })),
    total: figuresOf(land.pieces),
    adjustments: villages.flatMap(({ code }) =>
      names.flatMap((part): readonly Adjustment[] => {
        const { areaM2, printedM2 } = sumOf(here(code), parts[part])
        const byM2 = printedM2 - wholeUnits(areaM2, PRINTED_M2)
        return byM2 === 0 ? [] : [{ table, village: code, row: part, side: 'change', byM2 }]
      }),
    ),
  }
}

/** The villages of the list, those that only the land names, and land without a village, by code. */
export function villagesOf(
  land: Land,
  villages: readonly { readonly code: string; readonly name: string }[],
): readonly TableVillage[] {
  const names = new Map<string | null, string>(villages.map(({ code, name }) => [code, name]))
  const codes = new Set<string | null>([...names.keys(), ...land.pieces.map(({ village }) => village)])
  return [...codes]
    .sort((a, b) => (a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1))
    .map((code) => ({ code, name: names.get(code) ?? null }))
}
