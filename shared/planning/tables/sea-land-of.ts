import type { ClassArea } from '../plan-areas.ts'
import { isSeaLand, type SeaLandScheme } from './function-rows.ts'

/** The edition of 用地用海 in which a plan is drawn; null: it is drawn in another scheme, and has none of the newer tables. */
export function seaLandOf(sides: {
  readonly base: readonly ClassArea[]
  readonly planned: readonly ClassArea[]
}): SeaLandScheme | null {
  const scheme = [...sides.planned, ...sides.base]
    .map((area) => area.scheme)
    .find((one) => one !== null && isSeaLand(one))
  return scheme ?? null
}
