import type { MapSheet, SheetOutline, SheetPatch, SheetPoint } from '../../shared/planning/map-sheet.ts'

/** The sheet's south-western corner. */
export const [WEST, SOUTH] = [39_555_100, 3_885_300]
const square = (x: number, y: number, sizeM: number): Float64Array =>
  Float64Array.of(x, y, x + sizeM, y, x + sizeM, y + sizeM, x, y + sizeM, x, y).map((value, i) =>
    i % 2 === 0 ? WEST + value : SOUTH + value,
  )

/** Of three classes, one a hatch, and one line. */
export const SHEET: MapSheet = {
  language: 'zh',
  title: '前王庄村土地利用规划图',
  subtitle: '（2020—2035年）',
  facts: [
    ['乡镇', '冉堌镇'],
    ['规划总面积', '12.00 公顷'],
  ],
  legend: [
    { code: '0702', name: '农村宅基地', fill: '#e58b8b', areaText: '3.00 hm²' },
    { code: '0102', name: '水浇地', fill: '#fdf5a8', pattern: 'hatch', areaText: '4.00 hm²' },
    { code: '1104', name: '坑塘水面', fill: '#20a0f0', areaText: null },
  ],
  signs: [{ number: 1, name: '0804 文化活动室（规划）', shape: 'disc', colour: '#b3261e', countText: '2 处' }],
  projects: { heading: '近期项目（1 项）', rows: ['1. 村民服务中心 · 村北 · 2027'] },
  lines: [{ name: '村界', colour: '#d000d0', widthMm: 1, dashMm: [6, 1] }],
  notes: ['图例颜色待核实。'],
  extent: [WEST, SOUTH, WEST + 600, SOUTH + 200],
  words: { legend: '图例', scale: '比例尺', north: '北', notes: '说明' },
  madeAt: '2026-11-26T08:00:00Z',
}

/** 200 m squares in a row; the first has a hole, with nothing in it. One polygon lies far away, one reaches out of the sheet. */
export async function* patches(): AsyncGenerator<SheetPatch> {
  yield { legendIndex: 0, polygons: [[square(0, 0, 200), square(75, 75, 50)]] }
  yield { legendIndex: 1, polygons: [[square(200, 0, 200)]] }
  yield { legendIndex: 2, polygons: [[square(400, 0, 200)], [square(9000, 0, 10)], [square(640, 380, 5000)]] }
}
export async function* lines(): AsyncGenerator<SheetOutline> {
  yield { lineIndex: 0, polygons: [[square(500, 100, 50)]] }
}

/** Two so near to one another that their names cannot both stand to the right; the third lies outside the sheet. */
export const points: readonly SheetPoint[] = [
  { signIndex: 0, name: '文化活动室', x: WEST + 300, y: SOUTH + 150 },
  { signIndex: 0, name: '卫生室', x: WEST + 306, y: SOUTH + 150 },
  { signIndex: 0, name: '远处', x: WEST + 9000, y: SOUTH },
]
