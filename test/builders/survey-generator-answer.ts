import { type Defect, defectKinds } from './survey-generator-defects.ts'
import type { GeneratedVillage, VillageType } from './survey-generator-layout.ts'

interface TypeTotals {
  parcels: number
  areaM2: number
  over: number
  overAreaM2: number
}

/** What a right import, assessment and check of a generated survey must say. Areas are raw sums, not rounded. */
export interface KnownAnswer {
  readonly fictitious: true
  readonly seed: number
  readonly people: boolean
  readonly rotationDegrees: number
  readonly villages: { count: number; byType: Record<VillageType, number> }
  readonly parcels: { read: number; imported: number; rejected: number; deletedRecords: number }
  /** Records by the code of their one planted defect: the rejecting codes, then those kept. Overlaps are pairs. */
  readonly rejectedBy: Record<string, number>
  readonly findings: Record<string, number>
  readonly overlaps: { pairs: number; sharedAreaM2: number; examples: [bsm: number, bsm: number][] }
  readonly assess: {
    assessed: number
    notAssessable: number
    notHomestead: number
    withinStandard: number
    overStandard: number
    overAreaM2: number
    byVillageType: Record<VillageType, TypeTotals>
    households: { total: number; withOnePlot: number; withSeveralPlots: number }
  }
  readonly buildings: { count: number; outsideParcel: number }
  readonly landUse: { count: number; areaM2: number }
}

export interface GeneratedParcel {
  readonly bsm: number
  readonly defect: Defect | null
  readonly homestead: boolean
  readonly areaM2: number
  readonly household: number | null
}

const EXAMPLES = 1000

export function emptyAnswer(seed: number, people: boolean, rotationDegrees: number): KnownAnswer {
  const totals = (): TypeTotals => ({ parcels: 0, areaM2: 0, over: 0, overAreaM2: 0 })
  return {
    fictitious: true,
    seed,
    people,
    rotationDegrees,
    villages: { count: 0, byType: { urban_village: 0, near_suburb: 0, far_suburb: 0 } },
    parcels: { read: 0, imported: 0, rejected: 0, deletedRecords: 0 },
    rejectedBy: {},
    findings: {},
    overlaps: { pairs: 0, sharedAreaM2: 0, examples: [] },
    assess: {
      assessed: 0,
      notAssessable: 0,
      notHomestead: 0,
      withinStandard: 0,
      overStandard: 0,
      overAreaM2: 0,
      byVillageType: { urban_village: totals(), near_suburb: totals(), far_suburb: totals() },
      households: { total: 0, withOnePlot: 0, withSeveralPlots: 0 },
    },
    buildings: { count: 0, outsideParcel: 0 },
    landUse: { count: 0, areaM2: 0 },
  }
}

/** Counts one record as COMMANDS.md counts; true when it is imported. */
export function tally(answer: KnownAnswer, parcel: GeneratedParcel, village: GeneratedVillage): boolean {
  answer.parcels.read += 1
  const kind = parcel.defect === null ? null : defectKinds[parcel.defect]
  if (kind?.fate === 'deleted') {
    answer.parcels.deletedRecords += 1
    return false
  }
  if (kind?.fate === 'rejected') {
    answer.parcels.rejected += 1
    count(answer.rejectedBy, kind.code)
    return false
  }
  answer.parcels.imported += 1
  if (kind !== null && kind.code !== null) count(answer.findings, kind.code)
  assess(answer, parcel, village, kind !== null && 'assessable' in kind)
  return true
}

export function tallyOverlap(answer: KnownAnswer, sharedAreaM2: number, bsm: number, neighbour: number): void {
  answer.overlaps.pairs += 1
  answer.overlaps.sharedAreaM2 += sharedAreaM2
  if (answer.overlaps.examples.length < EXAMPLES) answer.overlaps.examples.push([bsm, neighbour])
}

/** `plots` is how many homestead parcels each household of one village has. */
export function tallyHouseholds(answer: KnownAnswer, plots: ReadonlyMap<number, number>): void {
  for (const plotCount of plots.values()) {
    answer.assess.households.total += 1
    answer.assess.households[plotCount === 1 ? 'withOnePlot' : 'withSeveralPlots'] += 1
  }
}

function assess(answer: KnownAnswer, parcel: GeneratedParcel, village: GeneratedVillage, blocked: boolean): void {
  const sums = answer.assess
  if (!parcel.homestead) {
    sums.notHomestead += 1
  } else if (blocked) {
    sums.notAssessable += 1
  } else {
    const byType = sums.byVillageType[village.kind.type]
    const excessM2 = Math.max(0, parcel.areaM2 - village.kind.limitM2)
    const over = excessM2 > 0 ? 1 : 0
    sums.assessed += 1
    sums.withinStandard += 1 - over
    sums.overStandard += over
    sums.overAreaM2 += excessM2
    byType.parcels += 1
    byType.areaM2 += parcel.areaM2
    byType.over += over
    byType.overAreaM2 += excessM2
  }
}

function count(counts: Record<string, number>, code: string): void {
  counts[code] = (counts[code] ?? 0) + 1
}
