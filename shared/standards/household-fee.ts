import type { HouseholdFacts, HouseholdResult } from './households.ts'
import { type Fee, householdFee } from './paid-use.ts'
import type { StandardSet } from './standard-set.ts'

/** Plots that are charged for their whole area: beyond the one, neither inherited nor divided off. */
const FURTHER = new Set(['withdraw', 'pay-or-return'])

/** What a household pays under the set; null where the set charges nothing or an area or limit is unknown. */
export function feeOfHousehold(
  set: StandardSet,
  facts: Pick<HouseholdFacts, 'member'> & { readonly feeClass: string | null },
  result: HouseholdResult,
): Fee | null {
  if (set.paidUse === null || result.excessM2 === null) return null
  const plots = result.plots.flatMap(({ plot, fate }) =>
    plot.assessment.result === 'not-assessable'
      ? []
      : [
          {
            areaM2: plot.assessment.areaM2,
            excessM2: plot.assessment.excessM2,
            further: plot !== result.kept && FURTHER.has(fate),
          },
        ],
  )
  return householdFee(set.paidUse, {
    plots,
    excessM2: result.excessM2,
    member: facts.member,
    exemption: facts.feeClass,
  })
}
