import type { PatchFacts } from '../../../db/queries/plan-overlay.ts'
import type { VillageClosing } from '../../../shared/contract/planning-answers.ts'
import { closeToTotal } from '../../../shared/planning/close-areas.ts'

const UNIT_M2 = 0.01

export interface ClosedPatches {
  /** Closed ellipsoidal area by row number, m²; a patch without an area has none. */
  readonly areaM2: ReadonlyMap<number, number>
  readonly closings: readonly VillageClosing[]
}

/**
 * Areas of base patches to 0.01 m² that sum exactly to the village's control area where they make it up but for rounding; where
 * they do not, each is rounded by itself and the village stays open, for a gap is no rounding.
 */
export function closePatches(
  patches: readonly PatchFacts[],
  controlM2: (village: string | null) => number | null,
): ClosedPatches {
  const byVillage = Map.groupBy(patches, ({ village }) => village)
  const areaM2 = new Map<number, number>()
  const closings: VillageClosing[] = []
  for (const [village, members] of byVillage) {
    const measured = members.filter(({ isUsable, ellipsoidM2 }) => isUsable && ellipsoidM2 !== null)
    const raw = measured.map(({ ellipsoidM2 }) => ellipsoidM2 ?? 0)
    const sum = raw.reduce((total, value) => total + value, 0)
    const control = controlM2(village)
    const closed = closeToTotal(raw, control ?? sum, UNIT_M2)
    measured.forEach(({ fid }, i) => void areaM2.set(fid, (closed.rows[i]?.units ?? 0) / 100))
    closings.push({
      village,
      controlM2: control,
      patchesM2: sum,
      adjustedPatches: closed.rows.filter(({ adjusted }) => adjusted !== 0).length,
      isClosed: control !== null && closed.closes,
    })
  }
  return { areaM2, closings }
}
