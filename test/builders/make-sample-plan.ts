import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Column } from './survey-generator-dbf.ts'
import { gbk } from './survey-generator-dbf.ts'
import { ellipsoidAreaM2, LayerFiles } from './survey-generator-layers.ts'
import { rectangle } from './survey-generator-layout.ts'

/** Where the planned village stands, in EPSG:4527; its block is 216 m × 96 m. */
export interface PlannedVillage {
  readonly code: string
  readonly name: string
  readonly west: number
  readonly south: number
}

/** x, y, width and height from the block's south-west corner, in whole metres. */
type Patch = readonly [x: number, y: number, width: number, height: number, code: string, name: string]

/** In classes of the third national land survey, as the base of a village plan is. */
const basePatches: readonly Patch[] = [
  [0, 0, 216, 20, '1006', '农村道路'],
  [0, 20, 150, 40, '0702', '农村宅基地'],
  [150, 20, 30, 40, '0702', '农村宅基地'],
  [180, 20, 36, 40, '1104', '坑塘水面'],
  [0, 60, 72, 36, '0102', '水浇地'],
  [72, 60, 72, 36, '0102', '水浇地'],
  [144, 60, 72, 36, '0102', '水浇地'],
]

/** In classes of 用地用海 (2023): old homesteads in the east become arable, new ones and a service centre are built in the north. */
const plannedPatches: readonly Patch[] = [
  [0, 0, 216, 20, '0601', '农村道路'],
  [0, 20, 150, 40, '0703', '农村宅基地'],
  [150, 20, 30, 40, '0102', '水浇地'],
  [180, 20, 36, 40, '1704', '坑塘水面'],
  [0, 60, 40, 12, '0703', '农村宅基地'],
  [40, 60, 20, 12, '0704', '农村社区服务设施用地'],
  [60, 60, 12, 12, '0102', '水浇地'],
  [0, 72, 72, 24, '0102', '水浇地'],
  [72, 60, 144, 36, '0102', '水浇地'],
]

/** The first reaches 6 m into what the plan builds on: 360 m² of conflict. */
const farmland: readonly Patch[] = [[0, 66, 216, 30, '', '示例保护区']]
/** Plots in the east of the village lie outside. */
const boundary: readonly Patch[] = [[0, 20, 110, 52, '0301', '村庄集中建设区']]

type Facility = readonly [x: number, y: number, code: string, name: string]

/** Codes of the kinds are this sample's own: no list of them is known for sure. */
const existing: readonly Facility[] = [
  [30, 52, '0101', '文化活动室'],
  [96, 40, '0201', '卫生室'],
  [140, 52, '0301', '变压器'],
]
const planned: readonly Facility[] = [
  [50, 66, '0102', '村民服务中心'],
  [54, 62, '0103', '幸福院'],
  [20, 66, '0302', '垃圾收集点'],
]

const text = (name: string, width: number): Column => ({ name, type: 'C', width })
const area = (name: string): Column => ({ name, type: 'N', width: 18, decimals: 2 })
const common = [text('BSM', 20), text('YSDM', 10)] as const
const unit = [text('ZLDWDM', 19), text('ZLDWMC', 60)] as const

/** Writes the plan of one village into `folder`: base, planned land use, basic farmland, control boundaries, facilities, near-term projects. */
export function makeSamplePlan(folder: string, village: PlannedVillage): void {
  mkdirSync(folder, { recursive: true })
  const write = (
    name: string,
    columns: readonly Column[],
    patches: readonly Patch[],
    cells: (patch: Patch, number: number, areaM2: number) => readonly (string | number | Uint8Array | null)[],
  ): void => {
    const files = new LayerFiles(folder, name, columns)
    patches.forEach((patch, i) => {
      const [x, y, width, height] = patch
      files.shapes.write([rectangle(village.west + x, village.south + y, width, height)])
      files.rows.write(cells(patch, i + 1, ellipsoidAreaM2(village.west + x + width / 2, width * height)))
    })
    files.close()
  }
  const owner = [`${village.code}0000000`, gbk(village.name)] as const
  const id = (kind: string, number: number): string => `37170${kind}${String(number).padStart(14, '0')}`.slice(0, 20)
  const numbered = (number: number): string => String(number).padStart(4, '0')
  write(
    'JQDLTB',
    [...common, text('TBBH', 8), text('JQDLBM', 6), text('JQDLMC', 60), text('QSXZ', 2), ...unit, area('TBMJ')],
    basePatches,
    ([, , , , code, name], number, areaM2) => [
      id('1', number),
      '2003010100',
      numbered(number),
      code,
      gbk(name),
      '30',
      ...owner,
      areaM2,
    ],
  )
  write(
    'GHDLTB',
    [...common, text('TBBH', 8), text('GHDLBM', 6), text('GHDLMC', 60), ...unit, area('GHDLMJ')],
    plannedPatches,
    ([, , , , code, name], number, areaM2) => [
      id('2', number),
      '2003020210',
      numbered(number),
      code,
      gbk(name),
      ...owner,
      areaM2,
    ],
  )
  write(
    'YJJBNTBHTB',
    [...common, text('XZQDM', 12), text('YJJBNTTBBH', 20), area('YJJBNTTBMJ')],
    farmland,
    (_, number, areaM2) => [id('3', number), '2005010300', village.code, `JN${numbered(number)}`, areaM2],
  )
  write(
    'GKBJ',
    [...common, text('GKBJLXDM', 4), text('GKBJLXMC', 60), area('MJ')],
    boundary,
    ([, , , , code, name], number, areaM2) => [id('4', number), '2003020710', code, gbk(name), areaM2],
  )
  const points = (name: string, [code, title]: readonly [string, string], facilities: readonly Facility[]): void => {
    const files = new LayerFiles(folder, name, [...common, text('XZQDM', 12), text(code, 4), text(title, 60)])
    facilities.forEach(([x, y, kind, facility], i) => {
      files.shapes.writePoint(village.west + x, village.south + y)
      files.rows.write([id('5', i + 1), '2003010800', village.code, kind, gbk(facility)])
    })
    files.close()
  }
  points('GGJCSSD', ['SSLXDM', 'SSLXMC'], existing)
  points('GHGGJCSSD', ['GHSSLXDM', 'GHSSLXMC'], planned)
  writeFileSync(
    join(folder, '近期项目.csv'),
    [
      'XMLX,XMMC,YDMJ,GDCS,FMGK,JSNX,TZE,JYZJLY',
      '土地复垦,村东旧宅基地复垦,0.12,村东,30 米 × 40 米,2026,18,村集体与补助',
      '公共服务,村民服务中心,0.024,村北,一层,2027,60,村集体',
    ].join('\n'),
  )
}
