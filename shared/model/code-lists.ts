import type { Text } from '../lang/message.ts'

/** A closed list of codes as the field writes them, with both titles. `source` says where the list comes from and how certain it is. */
export interface CodeList {
  readonly id: string
  readonly source: string
  readonly codes: Readonly<Record<string, Text>>
}

export const villageTypes = {
  id: 'village_type',
  source: '菏定政办字〔2019〕45号 三(三)5',
  codes: {
    urban_village: { zh: '城中村', en: 'urban village' },
    near_suburb: { zh: '近郊村', en: 'near-suburb village' },
    far_suburb: { zh: '远郊村', en: 'far-suburb village' },
  },
} as const satisfies CodeList
export type VillageType = keyof typeof villageTypes.codes

export const terrains = {
  id: 'terrain',
  source: '山东省实施《土地管理法》办法 第43条（待核实）',
  codes: {
    plain: { zh: '平原', en: 'plain' },
    saline: { zh: '盐碱地', en: 'saline land' },
    hill_flat: { zh: '山区平地', en: 'hill area, flat land' },
    hill_slope: { zh: '山坡', en: 'hill slope' },
  },
} as const satisfies CodeList
export type Terrain = keyof typeof terrains.codes

/** What a homestead was taken from; standards are tighter on arable land. */
export const landsTaken = {
  id: 'land_taken',
  source: '浙江省土地管理条例（2021）第55条',
  codes: {
    arable: { zh: '耕地', en: 'arable land' },
    other: { zh: '其他土地', en: 'other land' },
    waste: { zh: '荒地、荒坡', en: 'waste land' },
  },
} as const satisfies CodeList
export type LandTaken = keyof typeof landsTaken.codes

/** 新批宅基地 and those that stood before. */
export const plotKinds = {
  id: 'plot_kind',
  source: '广东省土地管理条例（2022）第42条',
  codes: {
    existing: { zh: '既有宅基地', en: 'existing plot' },
    new: { zh: '新批宅基地', en: 'newly approved plot' },
  },
} as const satisfies CodeList
export type PlotKind = keyof typeof plotKinds.codes

/** 权属来源: how the household came to the plot. */
export const acquisitions = {
  id: 'acquisition',
  source: '农村存量建设用地调查规则 权属来源',
  codes: {
    '1': { zh: '申请', en: 'application' },
    '2': { zh: '继承', en: 'inheritance' },
    '3': { zh: '调剂', en: 'reallotment' },
    '4': { zh: '其他', en: 'other' },
  },
} as const satisfies CodeList

export const yesNo = {
  id: 'yes_no',
  source: 'CunDi',
  codes: { '1': { zh: '是', en: 'yes' }, '0': { zh: '否', en: 'no' } },
} as const satisfies CodeList

/** 利用状态: idle and abandoned as defined by the survey of existing rural construction land (domain 2.6). */
export const utilisations = {
  id: 'utilisation',
  source: '农村存量建设用地调查规则',
  codes: {
    '1': { zh: '正常使用', en: 'in use' },
    '2': { zh: '空置', en: 'idle' },
    '3': { zh: '废弃', en: 'abandoned' },
  },
} as const satisfies CodeList

export const rightTypes = {
  id: 'right_type',
  source: '不动产登记数据库 权利类型',
  codes: {
    '1': { zh: '集体土地所有权', en: 'collective land ownership' },
    '2': { zh: '国家土地所有权', en: 'state land ownership' },
    '3': { zh: '国有建设用地使用权', en: 'state construction land use right' },
    '4': { zh: '国有建设用地使用权/房屋所有权', en: 'state construction land use right and house ownership' },
    '5': { zh: '宅基地使用权', en: 'homestead use right' },
    '6': { zh: '宅基地使用权/房屋所有权', en: 'homestead use right and house ownership' },
    '7': { zh: '集体建设用地使用权', en: 'collective construction land use right' },
    '8': { zh: '集体建设用地使用权/房屋所有权', en: 'collective construction land use right and house ownership' },
    '99': { zh: '其它', en: 'other' },
  },
} as const satisfies CodeList

export const houseStructures = {
  id: 'house_structure',
  source: '不动产登记数据库 房屋结构',
  codes: {
    '1': { zh: '钢结构', en: 'steel' },
    '2': { zh: '钢和钢筋混凝土结构', en: 'steel and reinforced concrete' },
    '3': { zh: '钢筋混凝土结构', en: 'reinforced concrete' },
    '4': { zh: '混合结构', en: 'mixed' },
    '5': { zh: '砖木结构', en: 'brick and timber' },
    '6': { zh: '其它', en: 'other' },
  },
} as const satisfies CodeList

/** 三权分置: the three rights in one homestead, each with its own holder. */
export const rightTiers = {
  id: 'right_tier',
  source: '菏定政办字〔2019〕45号 三(四)2',
  codes: {
    ownership: { zh: '所有权', en: 'ownership' },
    qualification: { zh: '资格权', en: 'qualification' },
    use: { zh: '使用权', en: 'use' },
  },
} as const satisfies CodeList

/** A land-use code means nothing without its scheme: 0702 is a homestead in one and a community facility in another. */
const landUseSchemes = {
  id: 'land_use_scheme',
  source: 'GB/T 21010; TD/T 1014; TD/T 1055; 国土空间调查、规划、用途管制用地用海分类',
  codes: {
    'gbt-21010': { zh: 'GB/T 21010 土地利用现状分类', en: 'GB/T 21010 current land use' },
    'land-class-2002': { zh: '全国土地分类（旧三位码）', en: 'national land classes, former three-digit codes' },
    'survey-2': { zh: '第二次全国土地调查土地分类', en: 'second national land survey' },
    'survey-3': { zh: '第三次国土调查工作分类', en: 'third national land survey' },
  },
} as const satisfies CodeList

/** Where a parcel stands by the latest assessment, as lists, maps and the overview show it: one of these for every parcel. */
export const standings = {
  id: 'standing',
  source: 'CunDi 超占测算',
  codes: {
    within: { zh: '未超占', en: 'within limit' },
    over: { zh: '超占', en: 'over limit' },
    'not-assessable': { zh: '无法测算', en: 'not assessable' },
    'not-assessed': { zh: '未测算或测算后有改动', en: 'not assessed, or changed since' },
    'not-homestead': { zh: '非宅基地', en: 'no homestead' },
  },
} as const satisfies CodeList

export const notAssessableReasons = {
  id: 'not_assessable_reason',
  source: 'CunDi 超占测算',
  codes: {
    'geometry.missing': { zh: '没有可用的图形', en: 'no usable boundary' },
    'geometry.self-intersection': { zh: '图形自相交', en: 'boundary crosses itself' },
    'geometry.unverified': { zh: '在村地以外被修改，面积尚未核实', en: 'edited outside CunDi, area not verified yet' },
    'village.missing': { zh: '未注明行政村', en: 'no village' },
    'village.derived': { zh: '行政村仅由宗地代码推测', en: 'village only proposed by the parcel code' },
    'village.unknown': { zh: '行政村不在调查中', en: 'village not in the survey' },
    'type.missing': { zh: '村庄类型未定', en: 'village type not decided' },
    'terrain.missing': { zh: '地形未定', en: 'terrain not decided' },
    'terrain.unmapped': { zh: '地形在标准集中没有对应类别', en: 'terrain without a class in the set' },
    'arable.missing': { zh: '人均耕地未填', en: 'arable land per head not given' },
    'household-size.missing': { zh: '家庭人口未填', en: 'household size not given' },
    'land-taken.missing': { zh: '占用土地未填', en: 'land taken not given' },
    'plot-kind.missing': { zh: '新批或既有未填', en: 'new or existing not given' },
    'acquired.missing': { zh: '取得时间未知', en: 'date of acquisition unknown' },
    'standard.missing': { zh: '没有适用的标准', en: 'no standard applies' },
  },
} as const satisfies CodeList
/** Why a homestead cannot be assessed; those that a check can find too have its code. */
export type NotAssessableReason = keyof typeof notAssessableReasons.codes

export const codeLists: readonly CodeList[] = [
  villageTypes,
  terrains,
  utilisations,
  rightTypes,
  houseStructures,
  rightTiers,
  landUseSchemes,
  landsTaken,
  plotKinds,
  acquisitions,
  yesNo,
]

/** Finds a code by itself or by one of its titles; null when the list knows neither. */
export function codeOf<C extends string>(list: { readonly codes: Readonly<Record<C, Text>> }, text: string): C | null {
  for (const [code, title] of Object.entries<Text>(list.codes)) {
    if (text === code || text === title.zh || text === title.en) return code as C
  }
  return null
}
