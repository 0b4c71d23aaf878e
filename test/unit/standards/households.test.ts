import { describe, expect, it } from 'vitest'
import { assessParcel } from '../../../shared/standards/evaluate.ts'
import { feeOfHousehold } from '../../../shared/standards/household-fee.ts'
import {
  assessHousehold,
  chooseKept,
  type HouseholdFacts,
  type PlotFacts,
} from '../../../shared/standards/households.ts'
import type { PaidUse } from '../../../shared/standards/paid-use.ts'
import { samplePaidUse } from '../../../shared/standards/sample-policies.ts'
import { shandongCeilings } from '../../../shared/standards/sets/shandong.ts'
import { homesteadFacts } from '../../builders/parcel-facts.ts'

/** A plot against a limit of 200 m². */
function plot(id: string, areaM2: number | null, change: Partial<PlotFacts> = {}): PlotFacts {
  const assessment = assessParcel(shandongCeilings, { ...homesteadFacts, areaM2 })
  if (assessment.result === 'not-homestead') throw new Error('a homestead was asked for')
  return {
    id,
    parcelCode: id,
    assessment,
    areaM2,
    approvedM2: null,
    utilisation: null,
    acquisition: '1',
    acquiredOn: null,
    countsAsHome: null,
    ...change,
  }
}
const unknown: HouseholdFacts = { member: null, divisibleInto: null, entitled: null }
const household = (facts: Partial<HouseholdFacts>, ...plots: readonly PlotFacts[]) =>
  assessHousehold(shandongCeilings, { ...unknown, ...facts }, plots)
const fates = (result: ReturnType<typeof household>): readonly string[] => result.plots.map(({ fate }) => fate)

describe('a household', () => {
  it('with one plot is over as its plot is', () => {
    expect(household({}, plot('a', 234.5))).toMatchObject({
      class: 'one-plot',
      areaM2: 234.5,
      limitM2: 200,
      excessM2: 34.5,
    })
  })

  it('that may be divided keeps its plots within the sum of the standards', () => {
    const result = household({ divisibleInto: 2 }, plot('a', 190), plot('b', 230))
    expect(result).toMatchObject({ class: 'several-dividable', limitM2: 400, excessM2: 20 })
    expect(fates(result)).toEqual(['kept', 'divided'])
  })

  it('that may be divided into fewer than it has plots goes against the rule', () => {
    const result = household({ divisibleInto: 2 }, plot('a', 190), plot('b', 100), plot('c', 90, { utilisation: '2' }))
    expect(result).toMatchObject({ class: 'several-violating', limitM2: 200, excessM2: 180 })
    expect(fates(result)).toEqual(['kept', 'pay-or-return', 'withdraw'])
  })

  it('that inherited its further plots has them noted, not counted', () => {
    const result = household({}, plot('a', 190), plot('b', 150, { acquisition: '2' }))
    expect(result).toMatchObject({ class: 'several-inherited', areaM2: 340, countedM2: 190, excessM2: 0 })
    expect(fates(result)).toEqual(['kept', 'inherited'])
  })

  it.each([
    ['how they were acquired', {}, null, 'acquisition.missing'],
    ['whether it may be divided', {}, '1', 'divisible.missing'],
  ] as const)('of which nobody said %s stays open: unknown is not false', (_what, facts, acquisition, gap) => {
    const result = household(facts, plot('a', 190), plot('b', 150, { acquisition }))
    expect(result).toMatchObject({ class: 'several-open', gap })
    expect(fates(result)).toEqual(['kept', 'open'])
  })

  it('from outside the collective keeps none as of right', () => {
    const result = household({ member: false }, plot('a', 150), plot('b', 100, { acquisition: '2', utilisation: '3' }))
    expect(result).toMatchObject({ class: 'non-member', countedM2: 250 })
    expect(fates(result)).toEqual(['pay-or-return', 'withdraw'])
  })

  it('has no sum while one of its plots has no area', () => {
    expect(household({}, plot('a', 190), plot('b', null))).toMatchObject({ areaM2: null, excessM2: null })
    expect(household({}, plot('a', null))).toMatchObject({ excessM2: null, gap: 'geometry.missing' })
  })

  it('has a sum where no limit can be said: the area is known', () => {
    const village = { type: null, terrain: null, arablePerHeadM2: null }
    const assessment = assessParcel(shandongCeilings, { ...homesteadFacts, village })
    if (assessment.result !== 'not-assessable') throw new Error('a village without a type was asked for')
    const result = household({}, plot('a', 190, { assessment }))
    expect(result).toMatchObject({ areaM2: 190, limitM2: null, excessM2: null, gap: 'type.missing' })
  })

  it.each([
    [true, 'no-plot-entitled', null],
    [false, 'no-plot', null],
    [null, 'no-plot-open', 'entitled.missing'],
  ] as const)('without a plot, entitled %s, is %s', (entitled, kind, gap) => {
    expect(household({ entitled })).toMatchObject({ class: kind, gap, kept: null })
  })
})

describe('the plot that counts as the one', () => {
  const larger = plot('larger', 199)
  it.each([
    ['is the larger one', [plot('a', 100), larger], 'larger'],
    ['acquired earlier goes first', [larger, plot('old', 100, { acquiredOn: '1990' })], 'old'],
    ['within its limit goes before', [plot('over', 260, { acquiredOn: '1990' }), larger], 'larger'],
    ['in use goes before', [larger, plot('used', 260, { utilisation: '1' })], 'used'],
    ['unknown use goes before idle', [plot('idle', 150, { utilisation: '2' }), larger], 'larger'],
    [
      'approved goes before',
      [plot('used', 150, { utilisation: '1' }), plot('approved', 260, { approvedM2: 166 })],
      'approved',
    ],
    [
      'said by hand goes before all',
      [plot('approved', 150, { approvedM2: 166 }), plot('hand', 99, { countsAsHome: true })],
      'hand',
    ],
    [
      'said by hand not to be it comes last',
      [plot('not', 150, { approvedM2: 166, countsAsHome: false }), plot('a', 99)],
      'a',
    ],
  ] as const)('%s', (_case, plots, expected) => {
    expect(chooseKept(plots)?.id).toBe(expected)
  })
})

describe('what a household pays', () => {
  const paidUse: PaidUse = { ...samplePaidUse, freeM2: 10 }
  const fee = (facts: Partial<HouseholdFacts> & { readonly feeClass?: string }, ...plots: readonly PlotFacts[]) => {
    const whole = { ...unknown, feeClass: null, ...facts }
    const set = { ...shandongCeilings, paidUse }
    return feeOfHousehold(set, whole, assessHousehold(set, whole, plots))?.yuan
  }

  it('goes by tiers of the excess after the free band', () => {
    expect(fee({}, plot('a', 209.9))).toBe(0)
    expect(fee({}, plot('a', 260))).toBe(500)
    // 60 m² after the free band: 50 at 10 and 10 at 15.
    expect(fee({}, plot('a', 270))).toBe(650)
    // 170 m²: 50 at 10, 50 at 15, 70 at 20.
    expect(fee({}, plot('a', 380))).toBe(2650)
  })

  it('is for the whole area of a further plot, and double for the whole of a stranger’s', () => {
    const set = [plot('a', 190), plot('b', 60, { utilisation: '1' })]
    // b is in use and therefore the one; a is charged for 190 − 10 m²: 500 + 750 + 80 × 20.
    expect(assessHousehold(shandongCeilings, { ...unknown, divisibleInto: 1 }, set).kept?.id).toBe('b')
    expect(
      feeOfHousehold(
        { ...shandongCeilings, paidUse },
        { member: null, feeClass: null },
        assessHousehold(shandongCeilings, { ...unknown, divisibleInto: 1 }, set),
      )?.yuan,
    ).toBe(2850)
    expect(fee({ member: false }, plot('a', 60))).toBe(1000)
  })

  it('leaves an inherited plot aside, whether or not the household has a further one', () => {
    const [home, inherited] = [plot('a', 190, { utilisation: '1' }), plot('b', 300, { acquisition: '2' })]
    expect(fee({}, home, inherited)).toBe(0)
    // The 50 m² after the free band are of the further plot.
    expect(fee({ divisibleInto: 1 }, home, inherited, plot('c', 60, { utilisation: '2' }))).toBe(500)
  })

  it('is nothing for the exempt, and unknown while an area is', () => {
    expect(fee({ feeClass: '五保' }, plot('a', 380))).toBe(0)
    expect(fee({}, plot('a', null))).toBeUndefined()
  })
})
