import { describe, expect, it } from 'vitest'
import { checkTables } from '../../../shared/planning/table-checks.ts'
import { planTables } from '../../../shared/planning/tables/plan-tables.ts'
import type { PlanSheet, SheetCell } from '../../../shared/planning/tables/sheet-parts.ts'
import { sheetsOfTables } from '../../../shared/planning/tables/sheets.ts'
import { type Parcel, planOf } from './plan-builder.ts'

const V = '371703001001'
const parcels: readonly Parcel[] = [
  [V, '0103', '0103', 90_000.4],
  [V, '0103', '0703', 400.3],
  [V, '0103', '0201', 50.3],
  [V, '0703', null, 12],
  [null, '9999', '0103', 30],
]
const input = {
  ...planOf(parcels, { scheme: 'sea-land-2023', facts: { baseYear: 2018, targetYear: 2035 } }),
  villages: [{ code: V, name: '甲村' }],
  measures: [{ measure: '资金', content: '整合涉农资金', responsible: '镇政府' }],
  projects: [
    {
      kind: '公共服务',
      name: '养老院',
      landAreaM2: null,
      location: '村东',
      scale: null,
      years: '2026—2027',
      investment10kYuan: 120.5,
      fundedBy: null,
    },
  ],
  marks: { demolishedM2: null, newSitesM2: null },
}
const tables = planTables(input)
const checked = checkTables(input, tables)
const sheets = { zh: sheetsOfTables(tables, checked, 'zh'), en: sheetsOfTables(tables, checked, 'en') }
const sheet = (id: string): PlanSheet => sheets.zh.find((one) => one.id === id)!
const line = (of: PlanSheet, first: string): readonly (string | number)[] =>
  of.rows.find((cells) => cells.some(({ value }) => value === first))!.map(({ value }) => value)
const notes = (of: PlanSheet): readonly (string | number)[] =>
  of.rows
    .flat()
    .filter(({ role }) => role === 'note')
    .map(({ value }) => value)

/** Every place of the grid, laid out as a page does it; a place that two cells want, or none, is told. */
function faultsOf({ rows, columnCount }: PlanSheet): readonly string[] {
  const taken = new Map<string, SheetCell>()
  const faults: string[] = []
  rows.forEach((cells, row) => {
    let column = 0
    for (const cell of cells) {
      while (taken.has(`${row} ${column}`)) column++
      for (let r = row; r < row + cell.rows; r++)
        for (let c = column; c < column + cell.columns; c++)
          if (taken.has(`${r} ${c}`)) faults.push(`twice ${r} ${c}`)
          else taken.set(`${r} ${c}`, cell)
    }
  })
  for (let row = 0; row < rows.length; row++)
    for (let column = 0; column < columnCount; column++)
      if (!taken.has(`${row} ${column}`)) faults.push(`open ${row} ${column}`)
  if (taken.size !== rows.length * columnCount) faults.push('beyond the grid')
  return faults
}

describe('the sheets of a plan', () => {
  it('stand in the order of the tables, the adjustments last', () => {
    expect(sheets.zh.map(({ id }) => id)).toEqual([
      'F1',
      'F2',
      'F3',
      'F4',
      'F5',
      'GHZBB',
      'KJGNJGTZB',
      'JQJSXMJHB',
      'checks',
      'adjustments',
    ])
  })

  it.each(['zh', 'en'] as const)('fill their grids and have a word for everything (%s)', (language) => {
    for (const one of sheets[language]) {
      expect(faultsOf(one), one.id).toEqual([])
      expect(one.name.length).toBeLessThanOrEqual(31)
      expect(one.name).not.toMatch(/[[\]:*?/\\]/)
      for (const { value } of one.rows.flat()) {
        expect(String(value)).not.toMatch(/plan\.|\{/)
        if (language === 'en' && one.id !== 'F5' && one.id !== 'JQJSXMJHB' && value !== '甲村')
          expect(String(value).replaceAll('待核实', '')).not.toMatch(/[\u3400-\u9fff]/)
      }
    }
  })

  it('print hectares with shares, and a column of 2020 that nobody has filled', () => {
    const f2 = sheet('F2')
    expect(f2.rows[2]!.map(({ value, columns, rows }) => [value, columns, rows])).toEqual([
      ['地类', 2, 2],
      ['基期年（2018年）', 2, 1],
      ['2020年', 2, 1],
      ['目标年（2035年）', 2, 1],
      ['规划期内增减', 1, 2],
      ['备注', 1, 2],
    ])
    // 90 451.00 of 90 493.00, and 90 030.40 of 90 481.00.
    expect(line(f2, '耕地')).toEqual(['耕地', 9.0451, 99.95, '—', '—', 9.0031, 99.5, -0.042, ''])
    expect(notes(f2)[0]).toBe('“—”：2020年，没有2020年数据，请填写。')
    expect(notes(f2)).toContain('规划未覆盖的基期用地 0.0012 公顷（待核实），未计入目标年。')
  })

  it('show what fits no heading in a column of its own, and only then', () => {
    expect(sheet('F4').rows[2]!.map(({ value, columns }) => [value, columns])).toEqual([
      ['村', 1],
      ['基期耕地', 1],
      ['减少', 4],
      ['补充', 5],
      ['期末耕地', 1],
    ])
    expect(line(sheet('F4'), '甲村')).toEqual(['甲村', 9.0451, 0.045, 0, 0.04, 0.005, 0, 0, 0, 0, 0, 9.0001])
    expect(line(sheet('F4'), '未落入任何村').slice(-3)).toEqual([0, 0.003, 0.003])
    expect(sheet('F3').rows[2]!.map(({ value }) => value)).toEqual([
      '村',
      '基期',
      '拆旧',
      '建新',
      '期末',
      '规划未覆盖（待核实）',
    ])
  })

  it('mark an unknown and say why, and leave a blank blank', () => {
    const f1 = sheet('F1').rows.flat()
    expect(f1.find(({ why }) => why === '未填人口')?.value).toBe('—')
    expect(notes(sheet('F1'))).toContain(
      '“—”：人均村庄建设用地规模·基期年（2018年）、人均村庄建设用地规模·目标年（2035年）、人均村庄建设用地规模·变化量，未填人口。',
    )
    expect(notes(sheet('F1'))).toContain('地类不明的用地至多 0.0030 公顷，未计入任何指标。')
    expect(line(sheet('JQJSXMJHB'), '养老院')).toEqual(['公共服务', '养老院', '—', '村东', '', '2026—2027', 120.5, ''])
  })

  it('say what each check found', () => {
    expect(line(sheet('checks'), '建设用地总规模不超过基期')).toEqual([
      '建设用地总规模不超过基期',
      '错误',
      '全部',
      '目标年',
      400,
      '基期',
      12,
      0,
      '不符合',
      '',
    ])
  })
})
