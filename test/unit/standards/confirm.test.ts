import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { confirmParcel } from '../../../shared/standards/confirm.ts'
import { assessParcel, type ParcelFacts } from '../../../shared/standards/evaluate.ts'
import { shandongCeilings } from '../../../shared/standards/sets/shandong.ts'
import type { StandardSet } from '../../../shared/standards/standard-set.ts'
import { homesteadFacts } from '../../builders/parcel-facts.ts'

/** Against a limit of 200 m². */
function confirm(change: Partial<ParcelFacts>, set: StandardSet = shandongCeilings) {
  const parcel = { ...homesteadFacts, areaM2: 250, ...change }
  return confirmParcel(set, parcel, assessParcel(set, parcel))
}
const confirmed = (basis: string, confirmedM2: number, excessM2: number, note: string | null) => ({
  kind: 'confirmed',
  basis,
  confirmedM2,
  excessM2,
  note,
})
const open = (reason: string) => ({ kind: 'open', reason })

describe('the area to confirm', () => {
  it.each([
    ['an approval goes before everything', { approvedM2: 180 }, confirmed('approved', 180, 70, 'certificate.excess')],
    ['an approval of more than there is', { approvedM2: 300 }, confirmed('approved', 250, 0, null)],
    [
      'an approval even where no limit can be chosen',
      { approvedM2: 180, village: null },
      confirmed('approved', 180, 70, 'certificate.excess'),
    ],
    ['an approval of 0 is no approval and no 0', { approvedM2: 0 }, open('area.approved-zero')],
    ['0 is looked at before the limit', { approvedM2: 0, areaM2: 100 }, open('area.approved-zero')],
    ['within the limit, whatever the date', { areaM2: 200 }, confirmed('within-limit', 200, 0, null)],
    ['over, without a date', {}, open('acquired.missing')],
    [
      'before 1982, not enlarged',
      { acquiredOn: '1982-02-12', enlargedSince: false },
      confirmed('history', 250, 0, 'certificate.history'),
    ],
    [
      'before 1982, enlarged',
      { acquiredOn: '1975', enlargedSince: true },
      confirmed('limit', 200, 50, 'certificate.excess'),
    ],
    ['before 1982, nobody said', { acquiredOn: '1975' }, open('enlarged.missing')],
    ['on the day of the regulation', { acquiredOn: '1982-02-13', enlargedSince: false }, open('handled.missing')],
    [
      'between the dates, handled',
      { acquiredOn: '1985', handledM2: 220 },
      confirmed('handled', 220, 30, 'certificate.handled'),
    ],
    [
      'handled with nothing left is an answer',
      { acquiredOn: '1985', handledM2: 0 },
      confirmed('handled', 0, 250, 'certificate.handled'),
    ],
    ['on the day of the law', { acquiredOn: '1987-01-01' }, confirmed('limit', 200, 50, 'certificate.excess')],
    ['in the year of the law', { acquiredOn: '1987' }, confirmed('limit', 200, 50, 'certificate.excess')],
    [
      'in the year of the regulation, the day unknown',
      { acquiredOn: '1982', enlargedSince: false },
      open('acquired.imprecise'),
    ],
    ['a date that is none', { acquiredOn: '八十年代' }, open('acquired.imprecise')],
    ['no limit', { village: null }, open('village.unknown')],
    ['no shape', { areaM2: null, approvedM2: 180 }, open('geometry.missing')],
  ] as const)('%s', (_case, change, expected) => {
    expect(confirm(change)).toEqual(expected)
  })

  it('takes the tolerance as a dead band: beyond it the whole excess counts', () => {
    const set = { ...shandongCeilings, toleranceM2: 5 }
    const taken = { acquiredOn: '2001' }
    expect(confirm({ ...taken, areaM2: 205 }, set)).toEqual(confirmed('within-limit', 205, 0, null))
    expect(confirm({ ...taken, areaM2: 205.5 }, set)).toEqual(confirmed('limit', 200, 5.5, 'certificate.excess'))
  })

  it('goes by the dates of the set', () => {
    const periods = { ...shandongCeilings.periods, historicBefore: '1982-08-01', handledBefore: '1987-10-01' }
    const set = { ...shandongCeilings, periods }
    expect(confirm({ acquiredOn: '1982-07-31', enlargedSince: false }, set)).toMatchObject({ basis: 'history' })
    expect(confirm({ acquiredOn: '1987-09' }, set)).toEqual(open('handled.missing'))
    expect(confirm({ acquiredOn: '1987-10' }, set)).toMatchObject({ basis: 'limit' })
  })

  it('and the excess together are the area, wherever nothing was approved; neither is ever negative', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 2000, noNaN: true }),
        fc.option(fc.constantFrom('1970', '1982-02-13', '1986-12-31', '1987', '2015-06-01')),
        fc.option(fc.boolean()),
        fc.option(fc.double({ min: 0, max: 2000, noNaN: true })),
        (areaM2, acquiredOn, enlargedSince, handledM2) => {
          const result = confirm({ areaM2, acquiredOn, enlargedSince, handledM2 })
          if (result.kind !== 'confirmed') return
          expect(result.confirmedM2 + result.excessM2).toBeCloseTo(areaM2, 9)
          expect(Math.min(result.confirmedM2, result.excessM2)).toBeGreaterThanOrEqual(0)
        },
      ),
    )
  })
})
