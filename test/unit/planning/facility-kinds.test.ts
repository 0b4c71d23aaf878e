import { expect, it } from 'vitest'
import { facilityKinds } from '../../../shared/planning/facility-kinds.ts'

it('numbers kinds by stage, code and name, what stands before what is planned, and what has no code by its name', () => {
  const clinic = { stage: 'existing', code: '0201', name: '卫生室' } as const
  const planned = { stage: 'planned', code: '0102', name: '服务中心' } as const
  const nameless = { stage: 'existing', code: null, name: '水井' } as const
  const { kinds, numberOf } = facilityKinds([planned, clinic, nameless, { ...clinic, name: '东卫生室' }])
  expect(kinds.map(({ number, stage, code, count }) => [number, stage, code, count])).toEqual([
    [1, 'existing', '0201', 2],
    [2, 'existing', null, 1],
    [3, 'planned', '0102', 1],
  ])
  expect([clinic, nameless, planned].map(numberOf)).toEqual([1, 2, 3])
})
