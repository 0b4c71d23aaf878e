import type { HouseholdFacts, HouseholdResult } from './households.ts'
import { type Fee, householdFee } from './paid-use.ts'
import type { StandardSet } from './standard-set.ts'

/** Plots that are charged for their whole area: beyond the one, neither inherited nor divided off. */
const FURTHER = new Set(['withdraw', 'pay-or-return'])

/** What a household pays under the set; null where the set charges nothing or what is charged is unknown. */
export function feeOfHousehold(
  set: StandardSet,
  facts: Pick<HouseholdFacts, 'member'> & { readonly feeClass: string | null },
  result: HouseholdResult,
): Fee | null {
  if (set.paidUse === null || result.excessM2 === null) return null
  return householdFee(set.paidUse, {
    plots: result.plots.map(({ plot, fate }) => ({
      areaM2: plot.areaM2,
      excessM2: plot.assessment.result === 'not-assessable' ? null : plot.assessment.excessM2,
      part: plot !== result.kept && FURTHER.has(fate) ? 'further' : fate === 'inherited' ? 'noted' : 'own',
    })),
    excessM2: result.excessM2,
    member: facts.member,
    exemption: facts.feeClass,
  })
}
