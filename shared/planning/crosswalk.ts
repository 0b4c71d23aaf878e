import type { SchemeId } from './scheme.ts'
import { classOf, schemes } from './schemes/all.ts'

/** What a class of one scheme is in another: one class, or a choice that nobody but the planner can make. */
export type CrosswalkCell =
  | { readonly kind: 'to'; readonly code: string }
  /** 待细分: `first` is the coarser class that holds until it is decided. */
  | { readonly kind: 'ask'; readonly options: readonly string[]; readonly first: string }

export interface Crosswalk {
  readonly from: SchemeId
  readonly to: SchemeId
  readonly source: string
  readonly cells: ReadonlyMap<string, CrosswalkCell>
}

const to = (code: string): CrosswalkCell => ({ kind: 'to', code })
const ask = (first: string, ...options: readonly string[]): CrosswalkCell => ({ kind: 'ask', first, options })

/** Codes that say the same in both lists, by code and Chinese title; anything else is written out or stays open. */
const same = (from: SchemeId, target: SchemeId): readonly (readonly [string, CrosswalkCell])[] =>
  [...schemes[from].classes.values()].flatMap(({ code, title }) =>
    classOf(target, code)?.title.zh === title.zh ? [[code, to(code)] as const] : [],
  )

const FOREST = ask('13', '131', '132')
const VILLAGE = ask('212', '2121', '2122', '2123', '2124', '2125', '2126')

const all = (codes: readonly string[], cell: CrosswalkCell): readonly (readonly [string, CrosswalkCell])[] =>
  codes.map((code) => [code, cell])

/** First classes that hold several kinds of land (04, 10, 11, 12, 20) are no classes of a patch and are not carried. */
const survey2ToVillagePlan: Crosswalk = {
  from: 'survey-2',
  to: 'village-plan-2018',
  source:
    '浙江省村土地利用规划编制工具（2018）由二调地类取规划地类的对应：011、013、02X、104、114、117、122、123、201–205；012、03X、04X、10X、11X、12X 的其余各类由名称推得，待核实',
  cells: new Map<string, CrosswalkCell>([
    ['01', to('11')],
    ['011', to('111')],
    ['012', to('112')],
    ['013', to('113')],
    ...all(['02', '021', '022', '023', '021K', '022K', '023K'], to('12')),
    ...all(['03', '031', '032', '033', '031K', '033K'], FOREST),
    ...all(['041', '042', '042K'], to('14')),
    ...all(['043', '119', '124', '125', '126', '127'], to('32')),
    ...all(['101', '102', '105', '106', '107'], to('221')),
    ['104', to('152')],
    ...all(['111', '112', '115', '116'], to('31')),
    ...all(['113', '118'], to('226')),
    ...all(['114', '114K'], to('153')),
    ['117', to('154')],
    ['122', to('151')],
    ['123', to('155')],
    ...all(['201', '202'], to('211')),
    ['203', VILLAGE],
    ['204', to('213')],
    ['205', ask('232', '231', '232')],
  ]),
}

const survey3ToVillagePlan: Crosswalk = {
  from: 'survey-3',
  to: 'village-plan-2018',
  source: '由二调地类与规划地类的对应关系推得，待核实',
  cells: new Map<string, CrosswalkCell>([
    ['0101', to('111')],
    ['0102', to('112')],
    ['0103', to('113')],
    ['01', to('11')],
    ...['02', '0201', '0202', '0203', '0204', '0201K', '0202K', '0204K'].map((code) => [code, to('12')] as const),
    ...['03', '0301', '0302', '0305', '0307', '0301K', '0302K', '0307K'].map((code) => [code, FOREST] as const),
    ...['0401', '0403', '0403K'].map((code) => [code, to('14')] as const),
    ['0404', to('32')],
    ...['0303', '0304', '0306', '0402', '1108', '1110', '1204', '1205', '1206', '1207', '00'].map(
      (code) => [code, to('32')] as const,
    ),
    ...['1101', '1102', '1105', '1106'].map((code) => [code, to('31')] as const),
    ...['1103', '1107A', '1109'].map((code) => [code, to('226')] as const),
    ...['1104', '1104A', '1104K'].map((code) => [code, to('153')] as const),
    ['1107', to('154')],
    ['1006', to('152')],
    ['1202', to('151')],
    ['1203', to('155')],
    ...['1001', '1002', '1003', '1007', '1008', '1009'].map((code) => [code, to('221')] as const),
    ['0602', to('213')],
    ['0603', to('213')],
    ['0701', to('211')],
    ['0702', to('2121')],
    ...['05H1', '0508', '0601'].map((code) => [code, to('2124')] as const),
    ...['08H1', '08H2'].map((code) => [code, to('2122')] as const),
    ['08H2A', ask('212', '2122', '211')],
    ['0809', to('2123')],
    ...['0810', '0810A'].map((code) => [code, to('2125')] as const),
    ['1004', ask('212', '2126', '211')],
    ['1005', ask('212', '2123', '221')],
    ['1201', VILLAGE],
    ['09', ask('232', '231', '232')],
  ]),
}

/** Cells that the source leaves to be divided (待细分): 其他园地, 科教文卫, 公用设施, 特殊, 交通服务场站, 农村道路, 设施农用地. */
const survey3ToSeaLand = (target: 'sea-land-2020' | 'sea-land-2023'): Crosswalk => {
  const is2020 = target === 'sea-land-2020'
  return {
    from: 'survey-3',
    to: target,
    source: `三调工作分类与用地用海分类对照（${is2020 ? '2020 试行' : '2023'}）；未列出的待核实`,
    cells: new Map<string, CrosswalkCell>([
      ...same('survey-3', target),
      ['0204', is2020 ? to('0204') : ask('02', '0204', '0205')],
      ['0305', to('0303')],
      ['0307', to('0304')],
      ['0403', to('0402')],
      ['0404', to('0403')],
      ['0303', to('0507')],
      ['0304', to('0501')],
      ['0306', to('0502')],
      ['0402', to('0503')],
      ['1108', to('0504')],
      ['1105', to('0505')],
      ['1106', to('0506')],
      ['05H1', ask('09', '0901', '0902', '0903', '0904')],
      ['0508', to('1101')],
      ['0601', to('1001')],
      ['0602', to('1002')],
      ['0603', to('1003')],
      ['0701', to('0701')],
      ['0702', to('0703')],
      ['08H1', to('0801')],
      ['08H2', ask('08', '0802', '0803', '0804', '0805', '0806', '0807')],
      ['08H2A', to('080401')],
      ['0809', ask('13', '1301', '1302', '1303', '1304', '1305', '1306', '1307', '1308', '1309', '1310')],
      ['0810', ask('14', '1401', '1402')],
      ['0810A', to('1403')],
      ['09', ask('15', '1501', '1502', '1503', '1504', '1505', '1506', '1507')],
      ['1001', to('1201')],
      ['1002', to('1206')],
      ['1003', to('1202')],
      ['1004', is2020 ? ask('12', '1207', '060102') : to('1207')],
      ['1005', ask('1208', '120801', '120802', '120803')],
      ['1006', is2020 ? ask('0601', '060101', '2303') : ask('0601', '060101', '060102')],
      ['1007', to('1203')],
      ['1008', to('1204')],
      ['1009', to('1205')],
      ['1101', to('1701')],
      ['1102', to('1702')],
      ['1103', to('1703')],
      ['1104', to('1704')],
      ['1104A', to('1704')],
      ['1107', to('1705')],
      ['1107A', is2020 ? to('1311') : to('1705')],
      ['1109', is2020 ? to('1312') : to('1311')],
      ['1110', to('1706')],
      ['1201', to('2301')],
      ['1202', is2020 ? ask('06', '0602', '0603', '0604') : ask('0602', '060201', '060202', '060203')],
      ['1203', is2020 ? to('2302') : to('2303')],
      ['1204', to('2304')],
      ['1205', to('2305')],
      ['1206', to('2306')],
      ['1207', to('2307')],
    ]),
  }
}

/** Codes of the former edition that say something else in the new one. */
const seaLand2020To2023: Crosswalk = {
  from: 'sea-land-2020',
  to: 'sea-land-2023',
  source: '用地用海分类 2020 试行与 2023 的差别；待核实',
  cells: new Map<string, CrosswalkCell>([
    ...same('sea-land-2020', 'sea-land-2023'),
    ['0204', ask('02', '0204', '0205')],
    ['0601', ask('06', '0601', '1207')],
    ['060101', to('060101')],
    ['060102', to('1207')],
    ['0602', to('060201')],
    ['0603', to('060202')],
    ['0604', to('060203')],
    ['1207', to('1207')],
    ['1311', to('1705')],
    ['1312', to('1311')],
    ['1313', to('1312')],
    ['2302', to('2303')],
    ['2303', to('060102')],
  ]),
}

export const crosswalks: readonly Crosswalk[] = [
  survey2ToVillagePlan,
  survey3ToVillagePlan,
  survey3ToSeaLand('sea-land-2020'),
  survey3ToSeaLand('sea-land-2023'),
  seaLand2020To2023,
]

export const findCrosswalk = (from: SchemeId, target: SchemeId): Crosswalk | undefined =>
  crosswalks.find((crosswalk) => crosswalk.from === from && crosswalk.to === target)

/** What the planner decided, by code of the source scheme. */
export type CrosswalkChoices = Readonly<Record<string, string>>

export type Carried =
  | { readonly kind: 'carried'; readonly code: string }
  /** The coarser class holds; the planner may choose. */
  | { readonly kind: 'open'; readonly code: string; readonly options: readonly string[] }
  | { readonly kind: 'no-counterpart' }

/** Carries one class over, never by a guess. A choice that the cell does not offer is none. */
export function carryOver(crosswalk: Crosswalk, code: string, choices: CrosswalkChoices): Carried {
  const cell = crosswalk.cells.get(code)
  if (cell === undefined) return { kind: 'no-counterpart' }
  if (cell.kind === 'to') return { kind: 'carried', code: cell.code }
  const chosen = choices[code]
  return chosen !== undefined && cell.options.includes(chosen)
    ? { kind: 'carried', code: chosen }
    : { kind: 'open', code: cell.first, options: cell.options }
}
