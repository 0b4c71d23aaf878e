import type { ParcelFacts } from '../../shared/standards/evaluate.ts'

/** A homestead of 200 m² on a plain in the far suburbs, of which nothing else is known. */
export const homesteadFacts: ParcelFacts = {
  parcelCode: '371703001001JC00001',
  rightType: null,
  useCode: null,
  areaM2: 200,
  geometryFault: null,
  villageCode: '371703001201',
  proposedVillage: null,
  village: { type: 'far_suburb', terrain: 'plain', arablePerHeadM2: null },
  surveyHasVillages: true,
  householdSize: null,
  land: null,
  plot: null,
  acquiredOn: null,
  approvedM2: null,
  enlargedSince: null,
  handledM2: null,
  handledDocument: null,
}
