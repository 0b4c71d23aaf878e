import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findStandardSetFault } from '../../../shared/standards/cases.ts'
import { assessParcel, type ParcelFacts } from '../../../shared/standards/evaluate.ts'
import { shandongCeilings } from '../../../shared/standards/sets/shandong.ts'
import type { StandardSet } from '../../../shared/standards/standard-set.ts'
import { homesteadFacts } from '../../builders/parcel-facts.ts'

const assess = (change: Partial<ParcelFacts>) => assessParcel(shandongCeilings, { ...homesteadFacts, ...change })

describe('the built-in ceilings', () => {
  it.each([
    ['urban_village', null, 166],
    ['near_suburb', null, 166],
    ['near_suburb', 'hill_flat', 166],
    ['far_suburb', 'plain', 200],
    ['far_suburb', 'saline', 264],
    ['far_suburb', 'hill_flat', 132],
    ['far_suburb', 'hill_slope', 264],
  ] as const)('gives %s on %s land %d m²', (type, terrain, limitM2) => {
    const at = assess({ areaM2: limitM2, village: { type, terrain, arablePerHeadM2: null } })
    const over = assess({ areaM2: limitM2 + 0.01, village: { type, terrain, arablePerHeadM2: null } })
    expect(at).toMatchObject({ result: 'within', excessM2: 0, standard: { limitM2 } })
    expect(over.result).toBe('over')
  })

  it('finds 34.50 m² over for a near-suburb homestead of 200.50 m²', () => {
    expect(
      assess({ areaM2: 200.5, village: { type: 'near_suburb', terrain: 'plain', arablePerHeadM2: null } }),
    ).toMatchObject({
      result: 'over',
      excessM2: 34.5,
    })
  })

  it('says that every figure waits for the district', () => {
    expect(shandongCeilings.standards.every((standard) => standard.toConfirm)).toBe(true)
  })
})

describe('what cannot be assessed says why, never zero', () => {
  it.each([
    ['geometry.self-intersection', { geometryFault: 'geometry.self-intersection' }],
    ['geometry.unverified', { geometryFault: 'geometry.unverified' }],
    ['geometry.missing', { areaM2: null }],
    ['village.missing', { villageCode: null, village: null }],
    ['village.derived', { villageCode: null, village: null, proposedVillage: '371703001001' }],
    ['village.unknown', { village: null }],
    ['type.missing', { village: null, surveyHasVillages: false }],
    ['type.missing', { village: { type: null, terrain: 'plain', arablePerHeadM2: null } }],
    ['terrain.missing', { village: { type: 'far_suburb', terrain: null, arablePerHeadM2: null } }],
  ] as const)('%s', (reason, change) => {
    expect(assess(change)).toEqual({ result: 'not-assessable', reason })
  })
})

describe('only homesteads are assessed', () => {
  it.each([
    ['371703001001JB00001', '5', '0702', 'not-homestead'],
    ['371703001001JC00001', '7', null, 'within'],
    [null, '5', null, 'within'],
    [null, '6', null, 'within'],
    [null, null, '0702', 'within'],
    [null, null, '072', 'within'],
    [null, '7', '0601', 'not-homestead'],
    ['371703JC1', '5', null, 'within'],
    ['371703001001JC00000', null, null, 'not-homestead'],
  ] as const)('code %s, right %s, use %s: %s', (parcelCode, rightType, useCode, result) => {
    expect(assess({ parcelCode, rightType, useCode }).result).toBe(result)
  })
})

const areas = fc.double({ min: 0, max: 5000, noNaN: true })

describe('properties', () => {
  it('excess is never negative and area = limit kept + excess', () => {
    fc.assert(
      fc.property(areas, (areaM2) => {
        const result = assess({ areaM2 })
        if (result.result !== 'within' && result.result !== 'over') throw new Error('not assessed')
        expect(result.excessM2).toBeGreaterThanOrEqual(0)
        expect(result.excessM2 > 0).toBe(result.result === 'over')
        expect(Math.min(areaM2, result.standard.limitM2) + result.excessM2).toBeCloseTo(areaM2, 9)
      }),
    )
  })

  it('more limit never means more excess', () => {
    const withLimit = (limitM2: number): StandardSet => ({
      ...shandongCeilings,
      standards: shandongCeilings.standards.map((standard) => ({ ...standard, limitM2 })),
    })
    fc.assert(
      fc.property(areas, fc.integer({ min: 1, max: 400 }), fc.integer({ min: 0, max: 400 }), (areaM2, limit, more) => {
        const [low, high] = [
          assessParcel(withLimit(limit), { ...homesteadFacts, areaM2 }),
          assessParcel(withLimit(limit + more), { ...homesteadFacts, areaM2 }),
        ]
        expect('excessM2' in low && 'excessM2' in high && high.excessM2 <= low.excessM2).toBe(true)
      }),
    )
  })

  it('does not depend on the order of the rules', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...shandongCeilings.standards], { minLength: shandongCeilings.standards.length }),
        areas,
        (standards, areaM2) => {
          expect(assessParcel({ ...shandongCeilings, standards }, { ...homesteadFacts, areaM2 })).toEqual(
            assess({ areaM2 }),
          )
        },
      ),
    )
  })
})

describe('a set that contradicts itself is refused', () => {
  const [first] = shandongCeilings.standards
  if (first === undefined) throw new Error('no standards')
  it.each([
    ['standards.overlap', [first, { ...first, id: 'TWIN' }]],
    ['standards.overlap', [first, { ...first, id: 'TWIN', terrain: 'plain' as const }]],
    ['standards.duplicate-id', [first, { ...first, villageType: 'far_suburb' as const, terrain: 'plain' as const }]],
    ['standards.bad-limit', [{ ...first, limitM2: 0 }]],
    ['standards.bad-limit', [{ ...first, limitM2: Number.NaN }]],
  ] as const)('%s', (code, standards) => {
    expect(findStandardSetFault({ ...shandongCeilings, standards })?.code).toBe(code)
  })

  it('the built-in set is sound', () => {
    expect(findStandardSetFault(shandongCeilings)).toBeNull()
  })
})
