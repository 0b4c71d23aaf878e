import type { Text } from '../lang/message.ts'
import type { Severity } from '../model/finding-codes.ts'
import type { Figure, ReasonCode } from './tables/figure.ts'
import type { PlanTables, PlanTablesInput } from './tables/plan-tables.ts'
import type { TableVillage } from './tables/village-tables.ts'

/** Why a check cannot be made, beside the reasons for which a figure is not said. */
export type CheckReason =
  | ReasonCode
  | 'plan.reason.no-demolition-marks'
  | 'plan.reason.no-survey'
  | 'plan.reason.survey-without-village'
  | 'plan.reason.not-covered'

/** Sums of the zones' CJJX marks, m²: C1 and C2 to be demolished, E2 new sites; null: the plan's schema has no such field. */
export interface DemolitionMarks {
  readonly demolishedM2: number | null
  readonly newSitesM2: number | null
}

export interface CheckInput extends PlanTablesInput {
  readonly marks: DemolitionMarks
}

/** What one check says, of the whole plan or of one village. Both figures in m². */
export interface CheckOutcome {
  readonly village: TableVillage | null
  readonly result: 'holds' | 'broken' | 'not-made'
  readonly leftM2: number | null
  readonly rightM2: number | null
  readonly toleranceM2: number
  readonly why: CheckReason | null
}

/** A rule as plain data, so that it crosses threads and doors. */
export interface CheckRule {
  readonly id: string
  readonly title: Text
  readonly leftTitle: Text
  readonly rightTitle: Text
  readonly source: Text
  readonly severity: Severity
}

export interface TableCheck extends CheckRule {
  readonly run: (input: CheckInput, tables: PlanTables) => readonly CheckOutcome[]
}

export interface CheckedTable extends CheckRule {
  readonly outcomes: readonly CheckOutcome[]
}

/**
 * How far two measurements of the same land may lie apart: 20 m² or 2 %, whichever is more, as for patches (domain 3.3), but never
 * more than 0.01 ha, which is what a reader of hectares with two decimals sees: 2 % of a village would hide a lost field.
 */
export const toleranceFor = (areaM2: number): number => Math.max(20, Math.min(areaM2 * 0.02, 100))

/** What rounding leaves between a sum of whole metres and the area itself, a metre a summand: the pieces of a village are few. */
export const CLOSING_M2 = 20

type Compare = (left: number, right: number, tolerance: number) => boolean
export const atLeast: Compare = (left, right, tolerance) => left >= right - tolerance
export const atMost: Compare = (left, right, tolerance) => left <= right + tolerance
/** Tolerances count in hundredths, so that a difference of just the tolerance passes. */
export const equal: Compare = (left, right, tolerance) => Math.round(Math.abs(left - right) * 100) <= tolerance * 100

export type CheckSide = Figure | { readonly value: null; readonly why: CheckReason }
export const measured = (areaM2: number): CheckSide => ({ value: areaM2, why: null })
export const notKnown = (why: CheckReason): CheckSide => ({ value: null, why })
export const measuredOr = (areaM2: number | null, why: CheckReason): CheckSide =>
  areaM2 === null ? notKnown(why) : measured(areaM2)

export function compare(
  village: TableVillage | null,
  left: CheckSide,
  right: CheckSide,
  holds: Compare,
  toleranceOf: (right: number) => number = () => 0,
): CheckOutcome {
  const why = left.why ?? right.why
  if (left.value === null || right.value === null)
    return { village, result: 'not-made', leftM2: left.value, rightM2: right.value, toleranceM2: 0, why }
  const toleranceM2 = toleranceOf(right.value)
  const result = holds(left.value, right.value, toleranceM2) ? 'holds' : 'broken'
  return { village, result, leftM2: left.value, rightM2: right.value, toleranceM2, why: null }
}
