import type { CodedText, ExplainAnswer, ExplainStep } from '../contract/answers.ts'
import { isWellFormedParcelCode } from '../model/parcel-code.ts'
import { roundHalfUp } from '../model/round.ts'
import { type Confirmation, confirmParcel } from './confirm.ts'
import { type Assessment, assessParcel, type ParcelFacts } from './evaluate.ts'
import { explainConfirmation } from './explain-confirmation.ts'
import type { StandardSet } from './standard-set.ts'

const text = (code: string, params: CodedText['params'] = {}): CodedText => ({ code, params })
const NO_ARTICLE = { article: null, arithmetic: null } as const

/** The reasoning of assessParcel, step by step: what was looked at, which rule, on what article, with which arithmetic, and what follows. */
export function explainParcel(set: StandardSet, parcel: ParcelFacts): ExplainAnswer {
  const assessment = assessParcel(set, parcel)
  const steps = [homesteadStep(parcel, assessment)]
  if (assessment.result !== 'not-homestead') steps.push(...stepsOfHomestead(set, parcel, assessment))
  const confirmation = confirmParcel(set, parcel, assessment)
  // Where nothing is known of the plot itself, the steps above have said all there is.
  if (assessment.result !== 'not-assessable' || parcel.approvedM2 !== null)
    steps.push(...explainConfirmation(set, parcel, confirmation))
  return {
    parcel: parcel.parcelCode ?? '',
    result: resultOf(parcel, assessment),
    steps,
    confirmation: confirmationOf(parcel, confirmation),
  }
}

function confirmationOf(parcel: ParcelFacts, confirmation: Confirmation): ExplainAnswer['confirmation'] {
  if (confirmation.kind === 'not-homestead') return null
  if (confirmation.kind === 'open')
    return { basis: null, openReason: confirmation.reason, confirmedM2: null, excessM2: null, note: null }
  const { basis, confirmedM2, excessM2, note } = confirmation
  return {
    basis,
    openReason: null,
    confirmedM2: roundHalfUp(confirmedM2),
    excessM2: roundHalfUp(excessM2),
    note:
      note === null
        ? null
        : text(note, {
            date: parcel.acquiredOn ?? '—',
            confirmed: roundHalfUp(confirmedM2).toFixed(2),
            excess: roundHalfUp(excessM2).toFixed(2),
            document: parcel.handledDocument ?? '—',
          }),
  }
}

const villageOf = (parcel: ParcelFacts): string => parcel.villageCode ?? parcel.proposedVillage ?? '—'

function resultOf(parcel: ParcelFacts, assessment: Assessment): CodedText {
  switch (assessment.result) {
    case 'not-homestead':
      return text('explain.result.not-homestead')
    case 'not-assessable':
      return text('explain.result.not-assessable', { reason: assessment.reason, village: villageOf(parcel) })
    case 'within':
      return text('explain.result.within', {
        area: roundHalfUp(assessment.areaM2).toFixed(2),
        limit: assessment.standard.limitM2,
      })
    case 'over':
      return text('explain.result.over', {
        area: roundHalfUp(assessment.areaM2).toFixed(2),
        limit: assessment.standard.limitM2,
        excess: roundHalfUp(assessment.excessM2).toFixed(2),
      })
  }
}

function homesteadStep(parcel: ParcelFacts, assessment: Assessment): ExplainStep {
  const byCode = parcel.parcelCode !== null && isWellFormedParcelCode(parcel.parcelCode)
  return {
    input: byCode
      ? text('explain.homestead.code', { code: parcel.parcelCode ?? '' })
      : text('explain.homestead.right', { right: parcel.rightType ?? '—', use: parcel.useCode ?? '—' }),
    rule: text(byCode ? 'explain.homestead.rule-code' : 'explain.homestead.rule-right'),
    ...NO_ARTICLE,
    outcome: text(assessment.result === 'not-homestead' ? 'explain.homestead.no' : 'explain.homestead.yes'),
  }
}

function stepsOfHomestead(
  set: StandardSet,
  parcel: ParcelFacts,
  assessment: Exclude<Assessment, { result: 'not-homestead' }>,
): ExplainStep[] {
  if (assessment.result === 'not-assessable') {
    return [
      {
        input: text(`explain.reason.${assessment.reason}`, { village: villageOf(parcel) }),
        rule: text('explain.rule.needs'),
        ...NO_ARTICLE,
        outcome: text('explain.outcome.not-assessable'),
      },
    ]
  }
  const { standard, areaM2, excessM2, villageType, terrain } = assessment
  const area = roundHalfUp(areaM2).toFixed(2)
  return [
    {
      input: text('explain.village', { village: parcel.villageCode ?? '—' }),
      rule: text('explain.rule.village'),
      ...NO_ARTICLE,
      outcome: text('explain.outcome.village', {
        type: `village_type.${villageType}`,
        terrain: terrain === null ? 'terrain.unknown' : `terrain.${terrain}`,
      }),
    },
    {
      input: text('explain.set', { set: set.id }),
      rule: text('explain.rule.standard', { standard: standard.id }),
      article: standard.article,
      arithmetic: null,
      outcome: text(standard.toConfirm ? 'explain.outcome.limit-to-confirm' : 'explain.outcome.limit', {
        limit: standard.limitM2,
      }),
    },
    {
      input: text('explain.area', { area }),
      rule: text(set.toleranceM2 > 0 ? 'explain.rule.excess-tolerance' : 'explain.rule.excess', {
        tolerance: set.toleranceM2,
      }),
      article: standard.article,
      arithmetic: text('explain.arithmetic.excess', {
        area,
        limit: standard.limitM2,
        excess: roundHalfUp(excessM2).toFixed(2),
      }),
      outcome: text(excessM2 > 0 ? 'explain.outcome.over' : 'explain.outcome.within', {
        excess: roundHalfUp(excessM2).toFixed(2),
      }),
    },
  ]
}
