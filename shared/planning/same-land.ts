import { type CrosswalkChoices, carryOver, findCrosswalk } from './crosswalk.ts'
import type { SchemeId } from './scheme.ts'
import { classOf } from './schemes/all.ts'
import type { StructureRow } from './structure.ts'

/** A class with its scheme; null where a patch has none. */
export interface ClassRef {
  readonly scheme: SchemeId | null
  readonly code: string | null
}

export const rowOf = ({ scheme, code }: ClassRef): StructureRow =>
  scheme === null || code === null ? 'unknown' : (classOf(scheme, code)?.row ?? 'unknown')

const isFinerOrSame = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a)

/**
 * Whether land of the base class stays what it is under the planned class. Within one scheme, and through a crosswalk, classes are
 * compared code by code, where a finer class of the same is no change and neither is one that the crosswalk leaves open; elsewhere
 * by their rows in the structure table. Land of an unknown class changes.
 */
export function isSameLand(base: ClassRef, planned: ClassRef, choices: CrosswalkChoices): boolean {
  if (base.scheme === null || base.code === null || planned.scheme === null || planned.code === null) return false
  if (base.scheme === planned.scheme) return isFinerOrSame(base.code, planned.code)
  const crosswalk = findCrosswalk(base.scheme, planned.scheme)
  const carried = crosswalk === undefined ? null : carryOver(crosswalk, base.code, choices)
  if (carried === null || carried.kind === 'no-counterpart') {
    const row = rowOf(base)
    return row !== 'unknown' && row === rowOf(planned)
  }
  if (isFinerOrSame(carried.code, planned.code)) return true
  const { code } = planned
  return carried.kind === 'open' && carried.options.some((option) => isFinerOrSame(option, code))
}
