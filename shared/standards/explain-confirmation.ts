import type { CodedText, ExplainStep } from '../contract/answers.ts'
import { roundHalfUp } from '../model/round.ts'
import type { Confirmation } from './confirm.ts'
import type { ParcelFacts } from './evaluate.ts'
import type { StandardSet } from './standard-set.ts'

const text = (code: string, params: CodedText['params'] = {}): CodedText => ({ code, params })
const m2 = (area: number | null): string => (area === null ? '—' : roundHalfUp(area).toFixed(2))

/** The reasoning of confirmParcel: what the land was taken with and when, which rule of which document, and the area that follows. */
export function explainConfirmation(
  set: StandardSet,
  parcel: ParcelFacts,
  confirmation: Confirmation,
): readonly ExplainStep[] {
  if (confirmation.kind === 'not-homestead') return []
  return [approvalStep(set, parcel, confirmation), ...periodSteps(set, parcel, confirmation)]
}

function approvalStep({ periods }: StandardSet, parcel: ParcelFacts, confirmation: Confirmation): ExplainStep {
  const { approvedM2 } = parcel
  const zero = approvedM2 === 0
  return {
    input: approvedM2 === null ? text('explain.approval.none') : text('explain.approval', { approved: m2(approvedM2) }),
    rule: text('explain.rule.approved'),
    article: periods.article,
    arithmetic:
      confirmation.kind === 'confirmed' && confirmation.basis === 'approved'
        ? text('explain.arithmetic.approved', {
            area: m2(parcel.areaM2),
            approved: m2(approvedM2),
            confirmed: m2(confirmation.confirmedM2),
            excess: m2(confirmation.excessM2),
          })
        : null,
    outcome: zero
      ? text('explain.reason.area.approved-zero')
      : approvedM2 === null
        ? text('explain.outcome.no-approval')
        : outcomeOf(confirmation),
  }
}

function periodSteps(set: StandardSet, parcel: ParcelFacts, confirmation: Confirmation): readonly ExplainStep[] {
  if (parcel.approvedM2 !== null) return []
  if (confirmation.kind === 'confirmed' && confirmation.basis === 'within-limit')
    return [
      {
        input: text('explain.area', { area: m2(parcel.areaM2) }),
        rule: text(set.toleranceM2 > 0 ? 'explain.rule.within-tolerance' : 'explain.rule.within', {
          tolerance: set.toleranceM2,
        }),
        article: set.periods.article,
        arithmetic: null,
        outcome: outcomeOf(confirmation),
      },
    ]
  return [
    {
      input: inputOf(parcel),
      rule: text('explain.rule.period', {
        first: set.periods.historicBefore,
        second: set.periods.handledBefore,
      }),
      article: set.periods.article,
      arithmetic:
        confirmation.kind === 'confirmed' && confirmation.basis !== 'history'
          ? text('explain.arithmetic.confirmed', {
              area: m2(parcel.areaM2),
              confirmed: m2(confirmation.confirmedM2),
              excess: m2(confirmation.excessM2),
            })
          : null,
      outcome: outcomeOf(confirmation),
    },
  ]
}

function inputOf({ acquiredOn, enlargedSince, handledM2, handledDocument }: ParcelFacts): CodedText {
  if (handledM2 !== null)
    return text('explain.acquired.handled', {
      date: acquiredOn ?? '—',
      handled: m2(handledM2),
      document: handledDocument ?? '—',
    })
  const enlarged = enlargedSince === null ? 'unknown' : enlargedSince ? 'yes' : 'no'
  return text(`explain.acquired.enlarged-${enlarged}`, { date: acquiredOn ?? '—' })
}

function outcomeOf(confirmation: Confirmation): CodedText {
  if (confirmation.kind !== 'confirmed')
    return confirmation.kind === 'open'
      ? text('explain.outcome.open', { reason: confirmation.reason })
      : text('explain.homestead.no')
  const { confirmedM2, excessM2, note } = confirmation
  return text(note === null ? 'explain.outcome.confirmed' : `explain.outcome.${note}`, {
    confirmed: m2(confirmedM2),
    excess: m2(excessM2),
  })
}
