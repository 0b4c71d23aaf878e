import { expect, it } from 'vitest'
import { sampleWithdrawal } from '../../../shared/standards/sample-policies.ts'
import { compensationFor, type WithdrawnBuilding } from '../../../shared/standards/withdrawal.ts'

const house: WithdrawnBuilding = { structure: '4', storeys: 1, builtYear: 2006, floorAreaM2: 100 }

it('adds land, buildings by structure and age, and the reward', () => {
  // 200 × 100; 100 m² × 500 × (100 − 2 × 20) %; 5 000 a plot.
  expect(compensationFor(sampleWithdrawal, 200, [house], 2026)).toMatchObject({
    landYuan: 20_000,
    buildingYuan: 30_000,
    rewardYuan: 5000,
    yuan: 55_000,
  })
})

it('leaves an old building its least share', () => {
  const old = { ...house, builtYear: 1950 }
  expect(compensationFor(sampleWithdrawal, 0, [old], 2026).buildingYuan).toBe(15_000)
})

it('takes the rate for the structure and the most storeys before one for any', () => {
  const rates = [
    { structure: null, storeysFrom: null, yuanPerM2: 100 },
    { structure: '4', storeysFrom: null, yuanPerM2: 500 },
    { structure: '4', storeysFrom: 2, yuanPerM2: 600 },
  ]
  const policy = { ...sampleWithdrawal, buildings: rates, yearlyLossPercent: 0 }
  const priced = (change: Partial<WithdrawnBuilding>) =>
    compensationFor(policy, 0, [{ ...house, ...change }], 2026).buildingYuan
  expect(priced({ storeys: 3 })).toBe(60_000)
  expect(priced({ storeys: null })).toBe(50_000)
  expect(priced({ structure: '1' })).toBe(10_000)
})

it.each([
  ['building.floor-area', { floorAreaM2: null }],
  ['building.year', { builtYear: null }],
] as const)('is unknown while %s is: never a zero', (gap, change) => {
  expect(compensationFor(sampleWithdrawal, 200, [{ ...house, ...change }], 2026)).toMatchObject({
    yuan: null,
    gaps: [gap],
  })
})
