import { groupSubject, isConfirmed, type Legend, lineSubject, titleOr } from '../legend.ts'
import type { ClassArea, TransitionArea } from '../plan-areas.ts'
import type { SchemeId } from '../scheme.ts'
import {
  type FunctionGroup,
  type FunctionRow,
  type FunctionRule,
  functionGroups,
  functionRowOf,
  functionRowOrder,
  functionRows,
  isAlone,
} from './function-rows.ts'
import type { PlanLand, PlanSides } from './plan-pieces.ts'
import { figuresOf, type StructureFigures, type StructureGroupLines } from './structure-table.ts'
import { wholeMetres } from './whole-metres.ts'

/** 空间功能结构调整表 (KJGNJGTZB): base and target area, share, change. */
export interface FunctionTable {
  readonly groups: readonly StructureGroupLines<FunctionGroup, FunctionRow>[]
  readonly total: StructureFigures
}

const groupOrder = Object.keys(functionGroups) as readonly FunctionGroup[]
const rowsOfGroup = (group: FunctionGroup): readonly FunctionRow[] =>
  functionRowOrder.filter((row) => functionRows[row].group === group)

export function functionLand(sides: PlanSides, rule: FunctionRule): PlanLand<FunctionRow> {
  const row = ({ scheme, code, row: structure }: Pick<ClassArea, 'scheme' | 'code' | 'row'>): FunctionRow =>
    functionRowOf(scheme, code, structure, rule)
  const [from, to] = [schemeOfCode(sides.base), schemeOfCode(sides.planned)]
  const change = ({ village, areaM2, ...one }: TransitionArea) => ({
    village,
    areaM2,
    from: functionRowOf(from(one.fromCode), one.fromCode, one.from, rule),
    to: one.to === null ? null : functionRowOf(to(one.toCode), one.toCode, one.to, rule),
  })
  return {
    pieces: wholeMetres(
      {
        base: sides.base.map((area) => ({ village: area.village, key: row(area), areaM2: area.areaM2 })),
        planned: sides.planned.map((area) => ({ village: area.village, key: row(area), areaM2: area.areaM2 })),
        changes: sides.transitions.map(change),
      },
      groupOrder.map(rowsOfGroup),
    ),
    hasBase: sides.base.length > 0,
    hasPlanned: sides.planned.length > 0,
    hasOverlay: sides.transitions.length > 0,
  }
}

/** A transition names a code without its scheme: it is that of the side's areas with the code. */
function schemeOfCode(areas: readonly ClassArea[]): (code: string | null) => SchemeId | null {
  const schemes = new Map<string | null, SchemeId | null>()
  for (const { code, scheme } of areas) if (!schemes.has(code)) schemes.set(code, scheme)
  return (code) => schemes.get(code) ?? null
}

/** Lines that stand for what has not been divided or named, printed only where there is any. */
const OURS: ReadonlySet<FunctionRow> = new Set(['undivided', 'unknown'])

export function functionTable(land: PlanLand<FunctionRow>, legend: Legend): FunctionTable {
  const line = figuresOf(land)
  const holds = (row: FunctionRow): boolean => land.pieces.some(({ from, to }) => from === row || to === row)
  return {
    groups: groupOrder.flatMap((group) => {
      const rows = rowsOfGroup(group).filter((row) => !OURS.has(row) || holds(row))
      if (rows.length === 0) return []
      const within: ReadonlySet<FunctionRow> = new Set(rows)
      const [only] = rowsOfGroup(group)
      // A group of one line is that line, and named with it.
      const subject = only !== undefined && isAlone(group) ? lineSubject('KJGNJGTZB', only) : groupSubject(group)
      return {
        id: group,
        title: titleOr(legend, subject, functionGroups[group]),
        toConfirm: group !== 'village' && group !== 'regional' && !isConfirmed(legend, subject, 'title'),
        figures: line((row) => within.has(row)),
        rows: rows.map((row) => ({
          id: row,
          title: titleOr(legend, lineSubject('KJGNJGTZB', row), functionRows[row].title),
          toConfirm: !('sure' in functionRows[row]) && !isConfirmed(legend, lineSubject('KJGNJGTZB', row), 'title'),
          figures: line((one) => one === row),
        })),
      }
    }),
    total: line(() => true),
  }
}
