import type { LandTaken, NotAssessableReason, PlotKind, Terrain, VillageType } from '../model/code-lists.ts'
import { isHomestead } from '../model/parcel-code.ts'
import { standardFor } from './choose.ts'
import type { AreaStandard, StandardSet } from './standard-set.ts'

/** What the engine needs to know of a parcel and its village. null is unknown, never zero. */
export interface ParcelFacts {
  readonly parcelCode: string | null
  readonly rightType: string | null
  readonly useCode: string | null
  /** Plane area by coordinates, m², unrounded. */
  readonly areaM2: number | null
  /** Why the geometry cannot be trusted, e.g. geometry.self-intersection. */
  readonly geometryFault: string | null
  /** The village that the file named; null when it named none. */
  readonly villageCode: string | null
  /** A village that the parcel code proposes while the file names none. */
  readonly proposedVillage: string | null
  /** null: the survey has no village of that code. */
  readonly village: VillageFacts | null
  /** Whether the survey holds any village at all: only then can a code be unknown. */
  readonly surveyHasVillages: boolean
  readonly householdSize: number | null
  readonly land: LandTaken | null
  readonly plot: PlotKind | null
  /** ISO date, or only its year or month. */
  readonly acquiredOn: string | null
  /** 批准面积, m²; null: no approval is known. */
  readonly approvedM2: number | null
  /** Whether the extent was enlarged since it was taken. */
  readonly enlargedSince: boolean | null
  /** The area that handling the excess left, m², entered by hand with its document. */
  readonly handledM2: number | null
  readonly handledDocument: string | null
}

export interface VillageFacts {
  /** The type that held on the day of the evaluation. */
  readonly type: VillageType | null
  readonly terrain: Terrain | null
  readonly arablePerHeadM2: number | null
}

export interface Assessed {
  readonly result: 'within' | 'over'
  readonly standard: AreaStandard
  readonly villageType: VillageType
  readonly terrain: Terrain | null
  /** m², unrounded; the excess is max(0, area − limit), and 0 inside the tolerance. */
  readonly areaM2: number
  readonly excessM2: number
}

export type Assessment =
  | { readonly result: 'not-homestead' }
  | { readonly result: 'not-assessable'; readonly reason: NotAssessableReason }
  | Assessed

const notAssessable = (reason: NotAssessableReason): Assessment => ({ result: 'not-assessable', reason })

/** Assesses one parcel against the set: excess = max(0, computed plane area − limit), raw areas, per parcel. */
export function assessParcel(set: StandardSet, parcel: ParcelFacts): Assessment {
  if (!isHomestead(parcel)) return { result: 'not-homestead' }
  const fault = geometryReason(parcel)
  if (fault !== null || parcel.areaM2 === null) return notAssessable(fault ?? 'geometry.missing')
  if (parcel.villageCode === null)
    return notAssessable(parcel.proposedVillage === null ? 'village.missing' : 'village.derived')
  if (parcel.village === null) return notAssessable(parcel.surveyHasVillages ? 'village.unknown' : 'type.missing')
  const { type, terrain, arablePerHeadM2 } = parcel.village
  if (type === null) return notAssessable('type.missing')
  const standard = standardFor(set, { ...parcel, villageType: type, terrain, arablePerHeadM2 })
  if (typeof standard === 'string') return notAssessable(standard)
  const excessM2 = excessOver(parcel.areaM2, standard.limitM2, set.toleranceM2)
  return {
    result: excessM2 > 0 ? 'over' : 'within',
    standard,
    villageType: type,
    terrain,
    areaM2: parcel.areaM2,
    excessM2,
  }
}

/** m² above the limit; the tolerance is a dead band, so beyond it the whole excess counts. */
export const excessOver = (areaM2: number, limitM2: number, toleranceM2: number): number =>
  areaM2 <= limitM2 + toleranceM2 ? 0 : areaM2 - limitM2

/** Why a shape gives no area to reckon with; null where it does. */
export function geometryReason(parcel: ParcelFacts): NotAssessableReason | null {
  if (parcel.geometryFault === 'geometry.self-intersection' || parcel.geometryFault === 'geometry.unverified')
    return parcel.geometryFault
  return parcel.areaM2 === null || parcel.geometryFault !== null ? 'geometry.missing' : null
}
