import { describe, expect, it } from 'vitest'
import { type CheckInput, toleranceFor } from '../../../shared/planning/table-check.ts'
import { checkTables, tableChecks } from '../../../shared/planning/table-checks.ts'
import { planTables } from '../../../shared/planning/tables/plan-tables.ts'
import { type Parcel, planOf } from './plan-builder.ts'

const V = '371703001001'
const none = { demolishedM2: null, newSitesM2: null }

function outcomes(
  id: string,
  change: Partial<CheckInput>,
  parcels: readonly Parcel[] = [
    [V, '113', '113', 9000],
    [V, '2121', '2121', 1000],
  ],
) {
  const input: CheckInput = { ...planOf(parcels), marks: none, ...change }
  const { outcomes: found = [] } = checkTables(input, planTables(input)).find((rule) => rule.id === id) ?? {}
  return found.map(({ result, leftM2, rightM2, why }) => [result, leftM2, rightM2, why])
}

const { facts, base } = planOf([
  [V, '113', '113', 9000],
  [V, '2121', '2121', 1000],
])

describe('basic farmland', () => {
  const check = (targetM2: number | null, townM2?: number) =>
    outcomes('plan.check.basic-farmland', {
      facts: {
        ...facts,
        basicFarmlandTargetM2: targetM2,
        townTargetsM2: townM2 === undefined ? {} : { basic_farmland: townM2 },
      },
    })

  it('is not below the town’s', () => {
    expect(check(500, 500)).toEqual([['holds', 500, 500, null]])
    expect(check(499, 500)).toEqual([['broken', 499, 500, null]])
  })

  it('is not checked against nothing', () => {
    expect(check(500)).toEqual([['not-made', 500, null, 'plan.reason.town-unknown']])
    expect(check(null, 0)).toEqual([['not-made', null, 0, 'plan.reason.basic-farmland-unknown']])
  })
})

it('construction land does not grow', () => {
  const grown: readonly Parcel[] = [
    [V, '113', '2121', 1],
    [V, '2121', '2121', 1000],
  ]
  expect(outcomes('plan.check.construction', {}, grown)).toEqual([['broken', 1001, 1000, null]])
  expect(outcomes('plan.check.construction', {})).toEqual([['holds', 1000, 1000, null]])
})

it('what is demolished is not less than what is built, where the plan marks it', () => {
  const check = (demolishedM2: number | null, newSitesM2: number | null) =>
    outcomes('plan.check.demolition', { marks: { demolishedM2, newSitesM2 } })
  expect(check(100.01, 100.01)).toEqual([['holds', 100.01, 100.01, null]])
  expect(check(100, 100.01)).toEqual([['broken', 100, 100.01, null]])
  expect(check(null, null)).toEqual([['not-made', null, null, 'plan.reason.no-demolition-marks']])
})

describe('the end of F3 and F4', () => {
  it('is what the planned patches have', () => {
    expect(outcomes('plan.check.construction-end', {})).toEqual([['holds', 1000, 1000, null]])
    expect(outcomes('plan.check.arable-end', {})).toEqual([['holds', 9000, 9000, null]])
  })

  it('is broken where planned patches lie over one another', () => {
    const { planned } = planOf([
      [V, '113', '113', 9000],
      [V, '2121', '2121', 1000],
      [V, '113', '2121', 50],
    ])
    expect(outcomes('plan.check.construction-end', { planned })).toEqual([['broken', 1000, 1050, null]])
  })

  it('is not checked where the plan leaves land uncovered', () => {
    const open: readonly Parcel[] = [
      [V, '113', '113', 9000],
      [V, '2121', null, 1000],
    ]
    expect(outcomes('plan.check.construction-end', {}, open)).toEqual([
      ['not-made', 1000, null, 'plan.reason.not-covered'],
    ])
    expect(outcomes('plan.check.covered', {}, open)).toEqual([['not-made', 10_000, null, 'plan.reason.not-covered']])
  })
})

it('the base has the area of the plan', () => {
  expect(outcomes('plan.check.covered', {})).toEqual([['holds', 10_000, 10_000, null]])
  const { planned } = planOf([
    [V, '113', '113', 9000],
    [V, '2121', '2121', 1100.01],
  ])
  expect(outcomes('plan.check.covered', { planned })).toEqual([['broken', 10_000, 10_100.01, null]])
  expect(outcomes('plan.check.covered', { transitions: [] })).toEqual([
    ['not-made', 10_000, null, 'plan.reason.no-overlay'],
  ])
})

describe('the survey', () => {
  const against = (arableM2: number) => ({
    survey: base.map((area) => (area.row === 'arable' ? { ...area, areaM2: arableM2 } : area)),
  })

  it('is met by village, at just the tolerance and not beyond', () => {
    expect(outcomes('plan.check.survey-arable', against(9100))).toEqual([['holds', 9000, 9100, null]])
    expect(outcomes('plan.check.survey-arable', against(9100.01))).toEqual([['broken', 9000, 9100.01, null]])
    expect(outcomes('plan.check.survey-construction', against(9100.01))).toEqual([['holds', 1000, 1000, null]])
    expect(outcomes('plan.check.survey-total', against(9200))).toEqual([['broken', 10_000, 10_200, null]])
  })

  it('is not met where there is none, or not of the village', () => {
    expect(outcomes('plan.check.survey-total', {})).toEqual([['not-made', 10_000, null, 'plan.reason.no-survey']])
    expect(outcomes('plan.check.survey-total', { survey: [] })).toEqual([
      ['not-made', 10_000, null, 'plan.reason.survey-without-village'],
    ])
  })

  it('may differ by 20 m², then 2 %, then 0.01 ha', () => {
    expect([100, 1000, 2000, 5000, 6_000_000].map(toleranceFor)).toEqual([20, 20, 40, 100, 100])
  })
})

it('every rule has an id of its own, a title and a source in both languages', () => {
  expect(new Set(tableChecks.map(({ id }) => id)).size).toBe(tableChecks.length)
  for (const { id, title, source, leftTitle, rightTitle } of tableChecks)
    for (const { zh, en } of [title, source, leftTitle, rightTitle]) {
      expect(zh, id).toMatch(/[\u4e00-\u9fff]/)
      expect(en, id).not.toMatch(/[\u3400-\u9fff，。；：]/)
    }
})
