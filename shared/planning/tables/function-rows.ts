import type { Text } from '../../lang/message.ts'
import { type CrosswalkChoices, carryOver, findCrosswalk } from '../crosswalk.ts'
import { type Legend, movedLine } from '../legend.ts'
import type { SchemeId } from '../scheme.ts'
import type { StructureRow } from '../structure.ts'

export type SeaLandScheme = 'sea-land-2020' | 'sea-land-2023'
export const isSeaLand = (scheme: SchemeId): scheme is SeaLandScheme => scheme.startsWith('sea-land-')

interface FunctionRowSpec {
  readonly group: string
  readonly title: Text
  /** The line is named by domain sources; every other title and place is ours: 待核实. */
  readonly sure?: true
}

/**
 * Rows of 空间功能结构调整表 (KJGNJGTZB). Its table has 29 lines; the source names those that make up village construction land, the
 * regional infrastructure and the rest of construction land by their codes, the others are arranged here.
 */
export const functionRows = {
  arable: { group: 'farm', title: { zh: '耕地', en: 'arable land' }, sure: true },
  orchard: { group: 'farm', title: { zh: '园地', en: 'orchard' } },
  forest: { group: 'farm', title: { zh: '林地', en: 'forest' }, sure: true },
  grass: { group: 'farm', title: { zh: '草地', en: 'grassland' } },
  rural_roads: { group: 'farm', title: { zh: '乡村道路用地', en: 'rural roads' } },
  agricultural_facilities: { group: 'farm', title: { zh: '农业设施用地', en: 'agricultural facilities' } },
  homestead: { group: 'village', title: { zh: '农村宅基地', en: 'homesteads' } },
  community: { group: 'village', title: { zh: '农村社区服务设施用地', en: 'community services' } },
  public: { group: 'village', title: { zh: '公共管理与公共服务用地', en: 'public administration and services' } },
  business: { group: 'village', title: { zh: '商业服务业用地', en: 'commerce and services' } },
  industry: { group: 'village', title: { zh: '工业用地', en: 'industry' } },
  storage: { group: 'village', title: { zh: '仓储用地', en: 'storage' } },
  village_roads: { group: 'village', title: { zh: '村庄内部道路用地', en: 'roads within the village' } },
  stations: { group: 'village', title: { zh: '交通场站用地', en: 'transport stations' } },
  other_transport: { group: 'village', title: { zh: '其他交通设施用地', en: 'other transport facilities' } },
  utilities: { group: 'village', title: { zh: '公用设施用地', en: 'public utilities' } },
  green: { group: 'village', title: { zh: '绿地与开敞空间用地', en: 'green and open space' } },
  reserve: { group: 'village', title: { zh: '留白用地', en: 'land held in reserve' } },
  vacant: { group: 'village', title: { zh: '空闲地', en: 'vacant land' } },
  town: { group: 'town', title: { zh: '城镇用地', en: 'town land' } },
  regional: { group: 'regional', title: { zh: '区域基础设施用地', en: 'regional infrastructure' }, sure: true },
  other_construction: { group: 'other_construction', title: { zh: '其他建设用地', en: 'other construction land' } },
  undivided: { group: 'undivided', title: { zh: '建设用地（待细分）', en: 'construction land, not yet divided' } },
  wetland: { group: 'nature', title: { zh: '湿地', en: 'wetland' }, sure: true },
  water: { group: 'nature', title: { zh: '陆地水域', en: 'inland water' } },
  other_land: { group: 'nature', title: { zh: '其他土地', en: 'other land' } },
  unknown: { group: 'unknown', title: { zh: '地类不明', en: 'class not known' } },
} as const satisfies Record<string, FunctionRowSpec>

export type FunctionRow = keyof typeof functionRows
export type FunctionGroup = (typeof functionRows)[FunctionRow]['group']

export const functionGroups: Readonly<Record<FunctionGroup, Text>> = {
  farm: { zh: '农林用地', en: 'farmland and forest' },
  village: { zh: '村庄建设用地', en: 'village construction land' },
  town: { zh: '城镇用地', en: 'town land' },
  regional: { zh: '区域基础设施用地', en: 'regional infrastructure' },
  other_construction: { zh: '其他建设用地', en: 'other construction land' },
  undivided: { zh: '建设用地（待细分）', en: 'construction land, not yet divided' },
  nature: { zh: '自然保护与保留用地', en: 'nature and reserve land' },
  unknown: { zh: '地类不明', en: 'class not known' },
}

export const functionRowOrder = Object.keys(functionRows) as readonly FunctionRow[]

/** Whether a group is one line of the same title. */
export const isAlone = (group: FunctionGroup): boolean => {
  const rows = functionRowOrder.filter((row) => functionRows[row].group === group)
  const [row] = rows
  return row !== undefined && rows.length === 1 && functionRows[row].title.zh === functionGroups[group].zh
}

/** Codes by their beginning; the longest decides. What one edition says otherwise stands below. */
const alike: Readonly<Record<string, FunctionRow>> = {
  '01': 'arable',
  '02': 'orchard',
  '03': 'forest',
  '04': 'grass',
  '05': 'wetland',
  '06': 'agricultural_facilities',
  '0601': 'rural_roads',
  '07': 'undivided',
  '0701': 'town',
  '0702': 'town',
  '0703': 'homestead',
  '0704': 'community',
  '08': 'public',
  '09': 'business',
  '10': 'undivided',
  '1001': 'industry',
  '1002': 'other_construction',
  '1003': 'other_construction',
  '11': 'storage',
  '12': 'undivided',
  ...Object.fromEntries(['1201', '1202', '1203', '1204', '1205', '1206'].map((code) => [code, 'regional' as const])),
  '1208': 'stations',
  '1209': 'other_transport',
  '13': 'undivided',
  ...Object.fromEntries(
    ['1301', '1302', '1303', '1304', '1305', '1306', '1307', '1308', '1309', '1310'].map((code) => [
      code,
      'utilities' as const,
    ]),
  ),
  '1311': 'regional',
  '14': 'green',
  '15': 'other_construction',
  '16': 'reserve',
  '17': 'water',
  '23': 'other_land',
  '2301': 'vacant',
}

const byCode: Readonly<Record<SeaLandScheme, Readonly<Record<string, FunctionRow>>>> = {
  'sea-land-2020': {
    ...alike,
    '060102': 'village_roads',
    '1207': 'town',
    '1312': 'regional',
    '1313': 'utilities',
  },
  'sea-land-2023': { ...alike, '1207': 'village_roads', '1312': 'utilities' },
}

/** Rows of the older structure that say the same, where no crosswalk leads on from a scheme or a class. */
const byRow: Partial<Readonly<Record<StructureRow, FunctionRow>>> = {
  arable: 'arable',
  orchard: 'orchard',
  ecological_forest: 'forest',
  commercial_forest: 'forest',
  forest_unsplit: 'forest',
  facility_agricultural: 'agricultural_facilities',
  homestead: 'homestead',
  village_roads: 'village_roads',
  landscape: 'green',
  external_transport: 'regional',
  hydraulic: 'regional',
  mining: 'other_construction',
  special: 'other_construction',
  scenic: 'other_construction',
  town: 'town',
  public_service: 'undivided',
  infrastructure: 'undivided',
  commercial: 'undivided',
  village_unsplit: 'undivided',
}

/** What makes a class a line of the table. */
export interface FunctionRule {
  readonly edition: SeaLandScheme
  readonly choices: CrosswalkChoices
  readonly legend: Legend
}

/** The row of a class in a table of an edition; a class of another scheme is carried over first, never by a guess. */
export function functionRowOf(
  scheme: SchemeId | null,
  code: string | null,
  row: StructureRow,
  { edition, choices, legend }: FunctionRule,
): FunctionRow {
  if (scheme === null || code === null || row === 'unknown') return 'unknown'
  if (isSeaLand(scheme)) return lineOf(scheme, code, legend)
  const crosswalk = findCrosswalk(scheme, edition)
  const carried = crosswalk === undefined ? null : carryOver(crosswalk, code, choices)
  if (carried === null || carried.kind === 'no-counterpart') return byRow[row] ?? 'unknown'
  return lineOf(edition, carried.code, legend)
}

const lineOf = (scheme: SeaLandScheme, code: string, legend: Legend): FunctionRow =>
  functionRowOrder.find((row) => row === movedLine(legend, scheme, code)) ?? builtInFunctionRow(scheme, code)

export const builtInFunctionRow = (scheme: SeaLandScheme, code: string): FunctionRow =>
  longestMatch(byCode[scheme], code)

function longestMatch(rows: Readonly<Record<string, FunctionRow>>, code: string): FunctionRow {
  for (let length = code.length; length > 0; length--) {
    const row = rows[code.slice(0, length)]
    if (row !== undefined) return row
  }
  return 'unknown'
}
