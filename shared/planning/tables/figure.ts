/** Why a figure of a plan's tables is not said. Worded in lang/planning.ts. */
export type ReasonCode =
  | 'plan.reason.no-base'
  | 'plan.reason.no-planned'
  | 'plan.reason.no-overlay'
  | 'plan.reason.population-unknown'
  | 'plan.reason.population-zero'
  | 'plan.reason.households-unknown'
  | 'plan.reason.households-zero'
  | 'plan.reason.village-undivided'
  | 'plan.reason.basic-farmland-unknown'
  | 'plan.reason.red-line-unknown'
  | 'plan.reason.town-unknown'
  | 'plan.reason.wetland-undivided'
  | 'plan.reason.coast-not-held'
  | 'plan.reason.heritage-not-held'
  | 'plan.reason.year-2020-not-held'
  | 'plan.reason.project-area-unknown'

/** A figure, or why there is none: unknown is never zero. */
export type Figure = { readonly value: number; readonly why: null } | { readonly value: null; readonly why: ReasonCode }

export const known = (value: number): Figure => ({ value, why: null })
export const unknown = (why: ReasonCode): Figure => ({ value: null, why })

/** `value` where it is known. */
export const knownOr = (value: number | null, why: ReasonCode): Figure => (value === null ? unknown(why) : known(value))

/** A figure made of others; the first that is unknown makes it unknown. */
export function fromFigures(figures: readonly Figure[], make: (...values: readonly number[]) => Figure): Figure {
  const values: number[] = []
  for (const figure of figures) {
    if (figure.value === null) return figure
    values.push(figure.value)
  }
  return make(...values)
}

export const difference = (a: Figure, b: Figure): Figure =>
  fromFigures([a, b], (x = 0, y = 0) => known(Math.round((x - y) * 100) / 100))

/** One figure that a table prints by closing rather than by rounding half-up. */
export interface Adjustment {
  readonly table: TableId
  readonly village: string | null
  /** The row of a structure table, or the column of a table by villages. */
  readonly row: string
  readonly side: 'base' | 'target' | 'change'
  /** m² by which the printed figure differs from its own value rounded half-up. */
  readonly byM2: number
}

export type TableId = 'F1' | 'F2' | 'F3' | 'F4' | 'F5' | 'GHZBB' | 'KJGNJGTZB' | 'JQJSXMJHB'
