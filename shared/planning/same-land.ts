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

/**
 * Row of base land in the tables of a plan that is drawn in another scheme: that of the class to which the crosswalk carries it
 * (基数转换), for a class may be construction land in one edition and none in the next. Its own where nothing carries it.
 */
export function rowInPlan(base: ClassRef, planned: SchemeId | null, choices: CrosswalkChoices): StructureRow {
  const own = rowOf(base)
  if (base.scheme === null || base.code === null || planned === null || planned === base.scheme) return own
  const crosswalk = findCrosswalk(base.scheme, planned)
  const carried = crosswalk === undefined ? null : carryOver(crosswalk, base.code, choices)
  return carried?.kind === 'carried' ? rowOf({ scheme: planned, code: carried.code }) : own
}

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
