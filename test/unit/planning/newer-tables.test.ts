import { describe, expect, it } from 'vitest'
import { planTables } from '../../../shared/planning/tables/plan-tables.ts'
import { planOf } from './plan-builder.ts'

const V1 = '371703001001'

describe('the tables of the newer plan', () => {
  const newer = planTables(
    planOf(
      [
        [V1, '0103', '0103', 90_000],
        [V1, '0103', '0704', 400],
        [V1, '0703', '0703', 20_000],
        [V1, '0801', '0801', 1000],
        [V1, '1207', '1207', 3000],
        [V1, '1202', '1202', 5000],
        [V1, '1312', '1312', 250],
        [V1, '0301', '0301', 8000],
        [V1, '0506', '0506', 600],
        [V1, '1506', '1506', 300],
      ],
      { scheme: 'sea-land-2023', facts: { populationBase: 200, redLineM2: 1234.5 } },
    ),
  ).newer!

  it('has the 13 indicators, and says why one is not known', () => {
    expect(
      newer.indicators.map(({ id, base, target }) => [id, base.value ?? base.why, target.value ?? target.why]),
    ).toEqual([
      ['construction', 29_550, 29_950],
      ['urban_rural', 24_250, 24_650],
      ['village_construction', 24_250, 24_650],
      ['public_service', 1000, 1400],
      ['utilities', 250, 250],
      ['per_head', 121.25, 'plan.reason.population-unknown'],
      ['red_line', 1235, 1235],
      ['basic_farmland', 'plan.reason.basic-farmland-unknown', 'plan.reason.basic-farmland-unknown'],
      ['arable', 90_400, 90_000],
      ['forest', 8000, 8000],
      ['wetland', 600, 600],
      ['coast', 'plan.reason.coast-not-held', 'plan.reason.coast-not-held'],
      ['heritage', 'plan.reason.heritage-not-held', 'plan.reason.heritage-not-held'],
    ])
  })

  it('reads a code by its edition', () => {
    const older = planTables(planOf([[V1, '1207', '1312', 100]], { scheme: 'sea-land-2020' })).newer!
    const line = (id: string) =>
      older.functions.groups.flatMap(({ rows }) => rows).find((one) => one.id === id)?.figures.baseM2.value
    expect(line('town')).toBe(100)
    expect(older.indicators.find(({ id }) => id === 'utilities')?.target.value).toBe(0)
  })

  it('carries a base of the survey over, and asks for what must be divided', () => {
    const mixed = planTables(
      planOf(
        [
          [V1, '0702', '0703', 500],
          [V1, '1004', '1207', 40],
          [V1, '0809', '1301', 60],
        ],
        {
          scheme: 'survey-3',
          plannedScheme: 'sea-land-2023',
        },
      ),
    ).newer!
    const values = Object.fromEntries(
      mixed.indicators.map(({ id, base, target }) => [id, [base.value ?? base.why, target.value]]),
    )
    expect(values).toMatchObject({
      construction: [600, 600],
      village_construction: ['plan.reason.village-undivided', 600],
      utilities: ['plan.reason.village-undivided', 60],
    })
  })

  it('counts an undivided class where the planner put it', () => {
    const plan = planOf([[V1, '0809', '1301', 60]], { scheme: 'survey-3', plannedScheme: 'sea-land-2023' })
    const utilities = (choices: Readonly<Record<string, string>>) =>
      planTables({ ...plan, choices }).newer?.indicators.find(({ id }) => id === 'utilities')?.base
    expect(utilities({})).toEqual({ value: null, why: 'plan.reason.village-undivided' })
    expect(utilities({ '0809': '1301' })).toEqual({ value: 60, why: null })
  })

  it('knows nothing of land whose class has no scheme', () => {
    const plan = planOf([[V1, '0703', '0703', 60]], { scheme: 'sea-land-2023' })
    const base = plan.base.map((area) => ({ ...area, scheme: null, row: 'unknown' as const }))
    const transitions = plan.transitions.map((one) => ({ ...one, from: 'unknown' as const }))
    const { functions } = planTables({ ...plan, base, transitions }).newer!
    const line = (id: string) => functions.groups.flatMap(({ rows }) => rows).find((one) => one.id === id)?.figures
    expect([line('homestead')?.baseM2.value, line('unknown')?.baseM2.value]).toEqual([0, 60])
  })

  it('keeps a class that the crosswalk does not have in the row that says the same', () => {
    const { functions } = planTables(
      planOf([[V1, '0201K', '0201', 300]], { scheme: 'survey-3', plannedScheme: 'sea-land-2023' }),
    ).newer!
    const orchard = functions.groups.flatMap(({ rows }) => rows).find(({ id }) => id === 'orchard')
    expect(orchard?.figures).toMatchObject({ baseM2: { value: 300 }, changeM2: { value: 0 } })
  })

  it('is not there for a plan in the older classes', () => {
    expect(planTables(planOf([[V1, '113', '113', 1]])).newer).toBeNull()
  })

  it('says that the older classes do not tell wetland apart', () => {
    const older = planTables(
      planOf(
        [
          [V1, '32', '0506', 70],
          [V1, '12', '0201', 30],
        ],
        {
          scheme: 'village-plan-2018',
          plannedScheme: 'sea-land-2023',
        },
      ),
    ).newer!
    expect(older.indicators.find(({ id }) => id === 'wetland')).toMatchObject({
      base: { value: null, why: 'plan.reason.wetland-undivided' },
      target: { value: 70 },
    })
  })
})
