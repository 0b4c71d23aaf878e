import type { NotAssessableReason } from '../model/code-lists.ts'
import { dateAgainst } from './calendar.ts'
import { type Assessment, excessOver, geometryReason, type ParcelFacts } from './evaluate.ts'
import type { StandardSet } from './standard-set.ts'

/** On what the area to confirm rests. */
export type ConfirmationBasis =
  /** 批准面积: an approval is known. */
  | 'approved'
  /** The area does not exceed the limit, whatever the date. */
  | 'within-limit'
  /** 历史原因: taken before the first regulation and not enlarged since. */
  | 'history'
  /** Taken between the two dates: handled case by case, the result entered by hand. */
  | 'handled'
  /** Taken later: the limit is confirmed and the excess noted. */
  | 'limit'

/** What the certificate says beside the area (附记). */
export type CertificateNote = 'certificate.history' | 'certificate.excess' | 'certificate.handled'

export type NotConfirmableReason =
  | NotAssessableReason
  | 'area.approved-zero'
  | 'acquired.imprecise'
  | 'enlarged.missing'
  | 'handled.missing'

export type Confirmation =
  | { readonly kind: 'not-homestead' }
  | { readonly kind: 'open'; readonly reason: NotConfirmableReason }
  | {
      readonly kind: 'confirmed'
      readonly basis: ConfirmationBasis
      /** 确权面积, m², unrounded. */
      readonly confirmedM2: number
      /** 超占面积, m², unrounded. */
      readonly excessM2: number
      readonly note: CertificateNote | null
    }

const open = (reason: NotConfirmableReason): Confirmation => ({ kind: 'open', reason })
const confirmed = (
  basis: ConfirmationBasis,
  confirmedM2: number,
  excessM2: number,
  note: CertificateNote | null,
): Confirmation => ({ kind: 'confirmed', basis, confirmedM2, excessM2, note })

/**
 * The area to confirm and the excess by approval, limit and period (国土资发〔2016〕191号). Null tests only: zero is a value and
 * unknown is not false. `assessment` is assessParcel's of the same set and parcel.
 */
export function confirmParcel(set: StandardSet, parcel: ParcelFacts, assessment: Assessment): Confirmation {
  if (assessment.result === 'not-homestead') return { kind: 'not-homestead' }
  if (parcel.approvedM2 === 0) return open('area.approved-zero')
  const fault = geometryReason(parcel)
  if (fault !== null || parcel.areaM2 === null) return open(fault ?? 'geometry.missing')
  const { areaM2, approvedM2 } = parcel
  if (approvedM2 !== null) {
    const excessM2 = Math.max(0, areaM2 - approvedM2)
    return confirmed('approved', Math.min(areaM2, approvedM2), excessM2, excessM2 > 0 ? 'certificate.excess' : null)
  }
  if (assessment.result === 'not-assessable') return open(assessment.reason)
  const { limitM2 } = assessment.standard
  if (excessOver(areaM2, limitM2, set.toleranceM2) === 0) return confirmed('within-limit', areaM2, 0, null)
  return confirmByPeriod(set, { ...parcel, areaM2 }, limitM2)
}

/** An excess without an approval: what becomes of it depends on when the land was taken. */
function confirmByPeriod(
  { periods }: StandardSet,
  parcel: ParcelFacts & { readonly areaM2: number },
  limitM2: number,
): Confirmation {
  const { areaM2, acquiredOn } = parcel
  const byLimit = confirmed('limit', limitM2, areaM2 - limitM2, 'certificate.excess')
  if (acquiredOn === null) return open('acquired.missing')
  const first = dateAgainst(acquiredOn, periods.historicBefore)
  const second = dateAgainst(acquiredOn, periods.handledBefore)
  if (second === 'from') return byLimit
  if (first === 'unknown' || second === 'unknown') return open('acquired.imprecise')
  if (first === 'before') {
    if (parcel.enlargedSince === null) return open('enlarged.missing')
    return parcel.enlargedSince ? byLimit : confirmed('history', areaM2, 0, 'certificate.history')
  }
  if (parcel.handledM2 === null) return open('handled.missing')
  const confirmedM2 = Math.min(areaM2, parcel.handledM2)
  return confirmed('handled', confirmedM2, areaM2 - confirmedM2, 'certificate.handled')
}
