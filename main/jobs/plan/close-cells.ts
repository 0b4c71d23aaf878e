import type { OverlayAnswer } from '../../../shared/contract/planning-answers.ts'
import { closeToTotal } from '../../../shared/planning/close-areas.ts'
import type { ClassArea } from '../../../shared/planning/plan-areas.ts'

type Transition = OverlayAnswer['transitions'][number]

const UNIT_M2 = 0.01
const UNITS_PER_M2 = 100

/**
 * The transitions of each village and base class in whole hundredths of a square metre that sum exactly to the class's base area:
 * rounded each for itself they would miss it by some hundredths, and a matrix that does not add up is not believed.
 */
export function closeCells(transitions: readonly Transition[], base: readonly ClassArea[]): readonly Transition[] {
  const keyOf = (village: string | null, code: string | null): string => `${village}/${code}`
  const baseM2 = new Map<string, number>()
  for (const { village, code, areaM2 } of base)
    baseM2.set(keyOf(village, code), (baseM2.get(keyOf(village, code)) ?? 0) + areaM2)
  const groups = Map.groupBy(transitions, ({ village, fromCode }) => keyOf(village, fromCode))
  return [...groups].flatMap(([key, cells]) => {
    const closed = closeToTotal(
      cells.map(({ areaM2 }) => areaM2),
      baseM2.get(key) ?? 0,
      UNIT_M2,
    )
    return cells.map((cell, i) => ({ ...cell, areaM2: (closed.rows[i]?.units ?? 0) / UNITS_PER_M2 }))
  })
}
