import type { SimulatedSet } from '../../../shared/contract/standards-answers.ts'

/** One line of the comparison; its code is also its title, with the unit. null: the set says nothing of it. */
export interface ComparedFigure {
  readonly code: string
  readonly decimals: 0 | 2
  readonly of: (set: SimulatedSet) => number | null
}

const figure = (code: string, decimals: 0 | 2, of: ComparedFigure['of']): ComparedFigure => ({ code, decimals, of })

const percentOver = ({ households }: SimulatedSet): number | null =>
  households.assessed === 0 ? null : (100 * households.over) / households.assessed

export const comparedFigures: readonly ComparedFigure[] = [
  figure('simulation.assessed', 0, (set) => set.parcels.assessed),
  figure('simulation.not-assessable', 0, (set) => set.parcels.notAssessable),
  figure('simulation.parcels-over', 0, (set) => set.parcels.over),
  figure('simulation.over-area', 2, (set) => set.parcels.overAreaM2),
  figure('simulation.households', 0, (set) => set.households.total),
  figure('simulation.households-over', 0, (set) => set.households.over),
  figure('simulation.households-over-percent', 2, percentOver),
  figure('simulation.households-over-area', 2, (set) => set.households.overAreaM2),
  figure('simulation.fees', 2, (set) => set.fees?.yuan ?? null),
  figure('simulation.payers', 0, (set) => set.fees?.households ?? null),
  figure('simulation.compensation', 2, (set) => set.compensation?.yuan ?? null),
  figure('simulation.compensation-unknown', 0, (set) => set.compensation?.unknown ?? null),
  figure('simulation.take-up', 0, (set) => set.recovered.takeUpPercent),
  figure('simulation.recovered', 2, (set) => set.recovered.areaM2),
  figure('simulation.recovered-excess', 2, (set) => set.recovered.excessM2),
  figure('simulation.recovered-further', 2, (set) => set.recovered.furtherM2),
  figure('simulation.residential-before', 2, (set) => set.residential.beforeM2),
  figure('simulation.residential-after', 2, (set) => set.residential.afterM2),
  figure('simulation.per-household-before', 2, (set) => set.residential.perHouseholdBeforeM2),
  figure('simulation.per-household-after', 2, (set) => set.residential.perHouseholdAfterM2),
  figure('simulation.per-head-before', 2, (set) => set.residential.perHeadBeforeM2),
  figure('simulation.per-head-after', 2, (set) => set.residential.perHeadAfterM2),
  figure('simulation.without-area', 0, (set) => set.residential.withoutArea),
]

export const numberText = (value: number | null, decimals: 0 | 2): string =>
  value === null
    ? '—'
    : value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
