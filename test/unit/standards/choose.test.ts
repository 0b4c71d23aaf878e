import { describe, expect, it } from 'vitest'
import { findCaseFaults, findSetFaults } from '../../../shared/standards/cases.ts'
import { NOTHING_KNOWN, type Situation, standardFor } from '../../../shared/standards/choose.ts'
import { builtInSets } from '../../../shared/standards/sets/built-in.ts'
import { guangdong } from '../../../shared/standards/sets/guangdong.ts'
import { henan } from '../../../shared/standards/sets/henan.ts'
import { shandongCeilings } from '../../../shared/standards/sets/shandong.ts'
import { zhejiang } from '../../../shared/standards/sets/zhejiang.ts'
import { ANY_CASE, type AreaStandard, type StandardSet } from '../../../shared/standards/standard-set.ts'

const limitIn = (set: StandardSet, situation: Partial<Situation>): number | string => {
  const found = standardFor(set, { ...NOTHING_KNOWN, ...situation })
  return typeof found === 'string' ? found : found.limitM2
}
const far = { villageType: 'far_suburb' } as const

const rule = (id: string, limitM2: number, asked: Partial<AreaStandard>): AreaStandard => ({
  ...ANY_CASE,
  id,
  limitM2,
  article: { zh: '示例', en: 'example' },
  toConfirm: true,
  ...asked,
})
const setOf = (...standards: readonly AreaStandard[]): StandardSet => ({ ...shandongCeilings, standards })

describe('the limit of a plot', () => {
  it.each([
    [henan, { villageType: 'near_suburb' }, 134],
    [henan, { ...far, terrain: 'plain', arablePerHeadM2: 667 }, 134],
    [henan, { ...far, terrain: 'saline', arablePerHeadM2: 667.1 }, 167],
    [henan, { ...far, terrain: 'plain' }, 'arable.missing'],
    [henan, { ...far, terrain: 'hill_slope', land: 'waste' }, 200],
    [henan, { ...far, terrain: 'hill_slope', land: 'arable', arablePerHeadM2: 500 }, 134],
    [henan, { ...far, terrain: 'hill_slope' }, 'arable.missing'],
    [zhejiang, { ...far, land: 'arable' }, 125],
    [zhejiang, { ...far, land: 'waste', terrain: 'hill_flat' }, 160],
    [zhejiang, { ...far, land: 'waste' }, 'terrain.missing'],
    [zhejiang, far, 'terrain.missing'],
    [guangdong, { ...far, terrain: 'hill_flat', plot: 'new' }, 120],
    [guangdong, { ...far, terrain: 'hill_flat', plot: 'existing' }, 'standard.missing'],
    [guangdong, { ...far, terrain: 'hill_flat' }, 'plot-kind.missing'],
    [shandongCeilings, far, 'terrain.missing'],
    [shandongCeilings, {}, 'type.missing'],
  ] as const)('of $id for %o is %s', (set, situation, expected) => {
    expect(limitIn(set, situation)).toBe(expected)
  })

  it('goes by bands of household size and by the day of acquisition, whose year alone may not decide', () => {
    const set = setOf(
      rule('small', 120, { sizeTo: 3 }),
      rule('large-old', 200, { sizeFrom: 4, acquiredBefore: '1999-03-01' }),
      rule('large-new', 166, { sizeFrom: 4, acquiredFrom: '1999-03-01' }),
    )
    expect(findSetFaults(set)).toEqual([])
    expect(limitIn(set, { householdSize: 3 })).toBe(120)
    expect(limitIn(set, { householdSize: 4, acquiredOn: '1999-02-28' })).toBe(200)
    expect(limitIn(set, { householdSize: 4, acquiredOn: '1999-03-01' })).toBe(166)
    expect(limitIn(set, { householdSize: 4, acquiredOn: '1998' })).toBe(200)
    expect(limitIn(set, { householdSize: 4, acquiredOn: '1999' })).toBe('acquired.missing')
    expect(limitIn(set, { acquiredOn: '2001' })).toBe('household-size.missing')
  })

  it('is not read out of a terrain that the set has no class for', () => {
    const set = { ...shandongCeilings, terrains: shandongCeilings.terrains.filter(({ id }) => id !== 'saline') }
    expect(limitIn(set, { ...far, terrain: 'saline' })).toBe('terrain.unmapped')
  })
})

describe('the cases of a set', () => {
  it.each(builtInSets)('$id claims none twice', (set) => {
    expect(findCaseFaults(set).filter(({ code }) => code === 'standards.overlap')).toEqual([])
  })

  it('are covered by Shandong, Henan and Zhejiang; Guangdong says nothing of existing plots', () => {
    for (const set of [shandongCeilings, henan, zhejiang]) expect(findCaseFaults(set)).toEqual([])
    expect(new Set(findCaseFaults(guangdong).map(({ example }) => example.plot))).toEqual(new Set(['existing']))
  })

  it('that two rules claim are shown by an example that both hold for', () => {
    const rules = [rule('a', 166, { villageType: 'near_suburb' }), rule('b', 200, { sizeFrom: 5 })]
    expect(findCaseFaults(setOf(...rules)).find(({ code }) => code === 'standards.overlap')).toEqual({
      code: 'standards.overlap',
      example: { villageType: 'near_suburb', size: 5 },
      standards: ['a', 'b'],
    })
  })

  it('that no rule claims are shown by an example each', () => {
    const set = setOf(rule('a', 166, { sizeFrom: 2, sizeTo: 4 }))
    expect(findCaseFaults(set).map(({ example }) => example)).toEqual([{ size: 1 }, { size: 5 }])
  })

  it.each([
    ['standards.bad-range', rule('x', 100, { sizeFrom: 5, sizeTo: 4 })],
    ['standards.bad-range', rule('x', 100, { acquiredFrom: '1999-01-01', acquiredBefore: '1999-01-01' })],
    ['standards.unknown-class', rule('x', 100, { terrain: 'moon' })],
    ['standards.unknown-class', rule('x', 100, { arable: 'scarce' })],
  ] as const)('%s is said before any case is looked at', (code, broken) => {
    expect(findSetFaults(setOf(broken)).map((fault) => fault.code)).toEqual([code])
  })
})
