import type { Terrain, VillageType } from '../model/code-lists.ts'
import { isHomestead } from '../model/parcel-code.ts'
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
  readonly village: { readonly type: VillageType | null; readonly terrain: Terrain | null } | null
  /** Whether the survey holds any village at all: only then can a code be unknown. */
  readonly surveyHasVillages: boolean
}

/** Why a homestead cannot be assessed; each but geometry.unverified, which the next check settles, is also the code of a finding. */
export type NotAssessableReason =
  | 'geometry.missing'
  | 'geometry.self-intersection'
  | 'geometry.unverified'
  | 'village.missing'
  | 'village.derived'
  | 'village.unknown'
  | 'type.missing'
  | 'terrain.missing'
  | 'standard.missing'

export type Assessment =
  | { readonly result: 'not-homestead' }
  | { readonly result: 'not-assessable'; readonly reason: NotAssessableReason }
  | {
      readonly result: 'within' | 'over'
      readonly standard: AreaStandard
      readonly villageType: VillageType
      readonly terrain: Terrain | null
      /** m², unrounded; the excess is max(0, area − limit). */
      readonly areaM2: number
      readonly excessM2: number
    }

const notAssessable = (reason: NotAssessableReason): Assessment => ({ result: 'not-assessable', reason })

/**
 * The limit for a village type and terrain: a rule for the terrain, or one that holds whatever the terrain.
 * 'terrain.missing' when only the terrain decides and it is unknown.
 */
export function standardFor(
  set: StandardSet,
  type: VillageType,
  terrain: Terrain | null,
): AreaStandard | 'terrain.missing' | 'standard.missing' {
  const ofType = set.standards.filter((standard) => standard.villageType === type)
  const match = ofType.find((standard) => standard.terrain === null || standard.terrain === terrain)
  if (match !== undefined) return match
  return terrain === null && ofType.length > 0 ? 'terrain.missing' : 'standard.missing'
}

/** Assesses one parcel against the set: excess = max(0, computed plane area − limit), raw areas, per parcel. */
export function assessParcel(set: StandardSet, parcel: ParcelFacts): Assessment {
  if (!isHomestead(parcel)) return { result: 'not-homestead' }
  if (parcel.geometryFault === 'geometry.self-intersection') return notAssessable('geometry.self-intersection')
  if (parcel.geometryFault === 'geometry.unverified') return notAssessable('geometry.unverified')
  if (parcel.areaM2 === null || parcel.geometryFault !== null) return notAssessable('geometry.missing')
  if (parcel.villageCode === null)
    return notAssessable(parcel.proposedVillage === null ? 'village.missing' : 'village.derived')
  if (parcel.village === null) return notAssessable(parcel.surveyHasVillages ? 'village.unknown' : 'type.missing')
  const { type, terrain } = parcel.village
  if (type === null) return notAssessable('type.missing')
  const standard = standardFor(set, type, terrain)
  if (typeof standard === 'string') return notAssessable(standard)
  const excessM2 = Math.max(0, parcel.areaM2 - standard.limitM2)
  return {
    result: excessM2 > 0 ? 'over' : 'within',
    standard,
    villageType: type,
    terrain,
    areaM2: parcel.areaM2,
    excessM2,
  }
}
