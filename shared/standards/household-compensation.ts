import type { HouseholdResult, PlotFacts } from './households.ts'
import type { StandardSet } from './standard-set.ts'
import { type Compensation, compensationFor, type WithdrawnBuilding } from './withdrawal.ts'

const IDLE = new Set(['2', '3'])

/** Idle or abandoned plots beyond the one, with a known area: those whose withdrawal is paid for. */
export const withdrawnPlots = ({
  plots,
  kept,
}: HouseholdResult): readonly { readonly plot: PlotFacts; readonly areaM2: number; readonly isInherited: boolean }[] =>
  plots.flatMap(({ plot, fate }) =>
    plot === kept || plot.utilisation === null || !IDLE.has(plot.utilisation)
      ? []
      : plot.areaM2 === null
        ? []
        : [{ plot, areaM2: plot.areaM2, isInherited: fate === 'inherited' }],
  )

export interface WithdrawnPlot {
  readonly plot: PlotFacts
  readonly areaM2: number
  readonly buildings: number
  readonly paid: Compensation
}

/** What a household is paid under the set for the plots that it gives back; null where the set pays nothing. */
export function compensationOfHousehold(
  { withdrawal }: StandardSet,
  result: HouseholdResult,
  buildings: ReadonlyMap<string, readonly WithdrawnBuilding[]>,
  year: number,
): readonly WithdrawnPlot[] | null {
  if (withdrawal === null) return null
  return withdrawnPlots(result).map(({ plot, areaM2 }) => {
    const own = buildings.get(plot.id) ?? []
    return { plot, areaM2, buildings: own.length, paid: compensationFor(withdrawal, areaM2, own, year) }
  })
}
