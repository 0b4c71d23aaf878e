import { type CrosswalkChoices, carryOver, findCrosswalk } from './crosswalk.ts'
import { assignedRow, type Legend } from './legend.ts'
import type { SchemeId } from './scheme.ts'
import type { StructureRow } from './structure.ts'

/** A class with its scheme; null where a patch has none. */
export interface ClassRef {
  readonly scheme: SchemeId | null
  readonly code: string | null
}

export const rowOf = ({ scheme, code }: ClassRef, legend: Legend): StructureRow =>
  scheme === null || code === null ? 'unknown' : (assignedRow(legend, scheme, code) ?? 'unknown')

/**
 * Row of base land in the tables of a plan that is drawn in another scheme: that of the class to which the crosswalk carries it
 * (基数转换), for a class may be construction land in one edition and none in the next. Its own where nothing carries it.
 */
export const rowInPlan = (
  base: ClassRef,
  planned: SchemeId | null,
  choices: CrosswalkChoices,
  legend: Legend,
): StructureRow => rowOf(classInPlan(base, planned, choices), legend)

/** The class by which base land counts in a plan: the one to which the crosswalk carries it, or its own. */
export function classInPlan(base: ClassRef, planned: SchemeId | null, choices: CrosswalkChoices): ClassRef {
  if (base.scheme === null || base.code === null || planned === null || planned === base.scheme) return base
  const crosswalk = findCrosswalk(base.scheme, planned)
  const carried = crosswalk === undefined ? null : carryOver(crosswalk, base.code, choices)
  return carried?.kind === 'carried' ? { scheme: planned, code: carried.code } : base
}

const isFinerOrSame = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a)

/**
 * Whether land of the base class stays what it is under the planned class. Within one scheme, and through a crosswalk, classes are
 * compared code by code, where a finer class of the same is no change and neither is one that the crosswalk leaves open; elsewhere
 * by their rows in the structure table. Land of an unknown class changes.
 */
export function isSameLand(base: ClassRef, planned: ClassRef, choices: CrosswalkChoices, legend: Legend): boolean {
  if (base.scheme === null || base.code === null || planned.scheme === null || planned.code === null) return false
  if (base.scheme === planned.scheme) return isFinerOrSame(base.code, planned.code)
  const crosswalk = findCrosswalk(base.scheme, planned.scheme)
  const carried = crosswalk === undefined ? null : carryOver(crosswalk, base.code, choices)
  if (carried === null || carried.kind === 'no-counterpart') {
    const row = rowOf(base, legend)
    return row !== 'unknown' && row === rowOf(planned, legend)
  }
  if (isFinerOrSame(carried.code, planned.code)) return true
  const { code } = planned
  return carried.kind === 'open' && carried.options.some((option) => isFinerOrSame(option, code))
}
