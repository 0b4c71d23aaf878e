import type { CoverageFinding } from '../../../shared/contract/planning-answers.ts'
import type { PolygonRings } from '../../../shared/geo/geometry.ts'

/** Findings beyond these are counted and not kept: a layer that does not fit at all has as many as patches. */
const KEPT = 2000
/** Numbers of all outlines together: the window reads them at once. */
const KEPT_NUMBERS = 100_000

interface Told extends Omit<CoverageFinding, 'rings'> {
  readonly polygon: PolygonRings
}

export type Tally = ReturnType<typeof createTally>

/** Counts and keeps findings with their outlines; beyond the limits the outlines go first, then the findings, never the counts. */
export function createTally() {
  const findings: CoverageFinding[] = []
  let isCut = false
  let numbersLeft = KEPT_NUMBERS
  const none = () => ({
    gap: { count: 0, areaM2: 0 },
    overlap: { count: 0, areaM2: 0 },
  })
  const totals = { planned: none(), zones: none() }
  return {
    add({ polygon, ...finding }: Told): void {
      const total = totals[finding.layer][finding.kind]
      total.count++
      total.areaM2 += finding.areaM2
      if (findings.length >= KEPT) {
        isCut = true
        return
      }
      const needed = polygon.reduce((sum, ring) => sum + ring.length, 0)
      const isKept = needed <= numbersLeft
      if (isKept) numbersLeft -= needed
      findings.push({ ...finding, rings: isKept ? polygon.map((ring) => Array.from(ring)) : null })
    },
    answer: () => ({ findings, isCut, totals }),
  }
}
