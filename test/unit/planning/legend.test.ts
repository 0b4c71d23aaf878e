import { describe, expect, it } from 'vitest'
import {
  builtInLegend,
  classSubject,
  columnSubject,
  type LegendSetting,
  legendOf,
  lineSubject,
} from '../../../shared/planning/legend.ts'
import { keptSetting, legendFault, legendItems } from '../../../shared/planning/legend-items.ts'
import { legendHeader, legendRows, settingsOfJson, settingsOfRows } from '../../../shared/planning/legend-sheet.ts'
import { planTables } from '../../../shared/planning/tables/plan-tables.ts'
import { sheetsOfTables } from '../../../shared/planning/tables/sheets.ts'
import { type Parcel, planOf } from './plan-builder.ts'

const V = '371703001001'
const setting = (
  subject: string,
  property: LegendSetting['property'],
  value: string | null,
  more = {},
): LegendSetting => ({
  subject,
  property,
  value,
  confirmed: false,
  source: null,
  ...more,
})
const toTown = setting(classSubject('village-plan-2018', '2124'), 'row', 'town', { source: '区局会议纪要' })
const textsOf = (tables: ReturnType<typeof planTables>, id: string): readonly string[] =>
  sheetsOfTables(tables, [], 'zh')
    .find((sheet) => sheet.id === id)!
    .rows.flat()
    .map(({ value }) => String(value))

describe('a class that the district counts elsewhere', () => {
  const parcels: readonly Parcel[] = [
    [V, '2121', '2121', 30_000],
    [V, '2124', '2124', 5000],
    [V, '113', '2124', 1000],
    [V, '113', '113', 64_000],
  ]
  const moved = planTables(
    planOf(parcels, { legend: legendOf([toTown, setting(classSubject('survey-3', '0601'), 'row', 'town')]) }),
  )

  it('is summed in the other row, and in every figure that rests on rows', () => {
    const built = planTables(planOf(parcels))
    const figure = (tables: typeof built, id: string) => tables.f1.find((one) => one.id === id)!.target.value
    expect([figure(built, 'village_construction'), figure(moved, 'village_construction')]).toEqual([36_000, 30_000])
    expect([figure(built, 'urban_rural'), figure(moved, 'urban_rural')]).toEqual([36_000, 36_000])
    const town = moved.f2.groups.find(({ id }) => id === 'town')!.figures
    expect([town.baseM2.value, town.targetM2.value]).toEqual([5000, 6000])
    expect(moved.f2.total.baseM2.value).toBe(built.f2.total.baseM2.value)
  })

  it('is named below the tables whose figures it moves, and only where the plan has it', () => {
    expect(moved.moved.map(({ code, from, to }) => [code, from, to])).toEqual([['2124', 'commercial', 'town']])
    const note =
      '本区归类与软件内置的不同：2124 经营性建设用地（村土地利用规划地类（2018））由“经营性建设用地”改归“城镇建设用地”，待核实，依据：区局会议纪要。'
    for (const id of ['F1', 'F2', 'F3', 'F4']) expect(textsOf(moved, id), id).toContain(note)
    expect(planTables(planOf(parcels)).moved).toEqual([])
  })
})

describe('the newer tables', () => {
  const parcels: readonly Parcel[] = [
    [V, '0703', '0703', 20_000],
    [V, '0601', '0601', 3000],
  ]
  const line = lineSubject('KJGNJGTZB', 'rural_roads')
  const legend = legendOf([
    setting(classSubject('sea-land-2023', '0601'), 'function', 'other_transport', { confirmed: true }),
    setting(line, 'title', '村道与田间道', { confirmed: true }),
    setting(columnSubject('KJGNJGTZB', 'share'), 'title', '占比（%）'),
  ])
  const tables = planTables(planOf(parcels, { scheme: 'sea-land-2023', legend }))

  it('count a class in the line that the district says', () => {
    const lines = tables.newer!.functions.groups.flatMap(({ rows }) => rows)
    const area = (id: string) => lines.find((one) => one.id === id)?.figures.targetM2.value
    expect([area('rural_roads'), area('other_transport')]).toEqual([0, 3000])
    expect(textsOf(tables, 'KJGNJGTZB').find((text) => text.startsWith('本区归类'))).toContain('已核实')
  })

  it('have the district’s titles, which are 待核实 no more once they are confirmed', () => {
    const lines = tables.newer!.functions.groups.flatMap(({ rows }) => rows)
    expect(lines.find(({ id }) => id === 'rural_roads')).toMatchObject({
      title: { zh: '村道与田间道' },
      toConfirm: false,
    })
    expect(lines.find(({ id }) => id === 'orchard')?.toConfirm).toBe(true)
    expect(textsOf(tables, 'KJGNJGTZB')).toEqual(expect.arrayContaining(['占比（%）', '村道与田间道']))
    expect(textsOf(tables, 'F2')).not.toContain('占比（%）')
  })
})

describe('columns and rows that the program adds', () => {
  const parcels: readonly Parcel[] = [
    [V, '212', null, 5000],
    [V, '113', '113', 1000],
  ]
  const own = legendOf([
    setting(columnSubject('F3', 'F3.uncovered'), 'title', '未规划', { confirmed: true }),
    setting(lineSubject('F2', 'village_unsplit'), 'title', null, { confirmed: true }),
  ])

  it('say that they are 待核实 until they are confirmed', () => {
    const [before, after] = [planTables(planOf(parcels)), planTables(planOf(parcels, { legend: own }))]
    expect(textsOf(before, 'F3')).toContain('规划未覆盖（待核实）')
    expect(textsOf(after, 'F3')).toContain('未规划')
    expect([before, after].map((tables) => textsOf(tables, 'F2').includes('待核实'))).toEqual([true, false])
  })
})

describe('settings', () => {
  it('are refused where there is no such thing, or no such value', () => {
    expect(legendFault({ subject: 'class:survey-3/9999', property: 'colour', value: '#000000' })).toBe('legend.unknown')
    expect(legendFault({ subject: 'row:arable', property: 'row', value: 'town' })).toBe('legend.unknown')
    expect(legendFault({ subject: 'row:arable', property: 'colour', value: 'red' })).toBe('legend.bad-colour')
    expect(legendFault({ ...toTown, value: 'city' })).toBe('legend.bad-row')
    expect(legendFault({ subject: lineSubject('KJGNJGTZB', 'orchard'), property: 'title', value: ' ' })).toBe(
      'legend.bad-title',
    )
    expect(legendFault(toTown)).toBeNull()
  })

  it('say nothing where they say what is built in', () => {
    expect(keptSetting({ ...toTown, value: 'commercial', source: ' ' })).toBeNull()
    expect(keptSetting({ ...toTown, value: 'commercial', confirmed: true })).toMatchObject({
      value: null,
      confirmed: true,
    })
  })

  it('go through a spreadsheet and come back, rows by their ids or by their titles', () => {
    const own = [toTown, setting('row:arable', 'colour', '#ffee00', { confirmed: true, source: '省图例' })]
    const rows = [legendHeader, ...legendRows(legendOf(own))]
    const read = settingsOfRows(rows)!.map((one) => one.setting)
    expect(read).toHaveLength(rows.length - 1)
    expect(read.flatMap((one) => keptSetting(one) ?? [])).toEqual([own[1], own[0]])
    const typed = settingsOfRows([
      ['subject', 'property', 'value', 'confirmed'],
      [toTown.subject, 'row', '城镇建设用地', '是'],
    ])
    expect(typed).toEqual([{ line: 2, setting: { ...toTown, confirmed: true, source: null } }])
    expect(settingsOfJson({ settings: own })?.map((one) => one.setting)).toEqual(own)
    expect(settingsOfJson({ plans: [] })).toBeNull()
  })

  it('have one subject for one thing', () => {
    expect(new Set(legendItems.map(({ subject }) => subject)).size).toBe(legendItems.length)
    expect(builtInLegend.size).toBe(0)
  })
})
