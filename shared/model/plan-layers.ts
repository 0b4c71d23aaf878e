import { schemes } from '../planning/schemes/all.ts'
import type { CodeList } from './code-lists.ts'
import type { ColumnDefinition } from './column.ts'

/** Schemes of planned and base land use. */
export const planSchemes: CodeList = {
  id: 'plan_scheme',
  source: 'CunDi 规划地类体系',
  codes: Object.fromEntries(Object.values(schemes).map(({ id, title }) => [id, title])),
}

/** Where land may not be built on, or only there: what a layer of zones is about. */
export const zoneKinds = {
  id: 'zone_kind',
  source: '村土地利用规划 JSYDGZQ；村庄规划 GKBJ、YJJBNTBHTB、STBHHX',
  codes: {
    basic_farmland: { zh: '永久基本农田', en: 'permanent basic farmland' },
    red_line: { zh: '生态保护红线', en: 'ecological red line' },
    construction_zone: { zh: '建设用地管制区', en: 'construction control zone' },
    control_boundary: { zh: '管控边界', en: 'control boundary' },
    construction_boundary: { zh: '村庄建设边界', en: 'village construction boundary' },
  },
} as const satisfies CodeList
export type ZoneKind = keyof typeof zoneKinds.codes
export const zoneKindIds = Object.keys(zoneKinds.codes) as readonly ZoneKind[]

const text = (name: string, codes: readonly string[], zh: string, en: string): ColumnDefinition => ({
  name,
  type: 'text',
  codes,
  title: { zh, en },
})
const squareMetres = (name: string, codes: readonly string[], zh: string, en: string): ColumnDefinition => ({
  name,
  type: 'number',
  codes,
  title: { zh, en },
  unit: 'm2',
})

const sourceId = text('source_id', ['BSM'], '标识码', 'source identifier')
const featureCode = text('feature_code', ['YSDM'], '要素代码', 'feature code')
const villageCode = text('village_code', ['XZQDM', 'ZLDWDM', 'XZCDM'], '行政村代码', 'village code')
const villageName = text('village_name', ['XZQMC', 'ZLDWMC', 'XZCMC'], '行政村名称', 'village name')
const remark = text('remark', ['BZ'], '备注', 'remark')

/** JQDLTB of both generations, and DLTB where it is taken as the base. */
const basePatchColumns: readonly ColumnDefinition[] = [
  sourceId,
  featureCode,
  text('patch_number', ['TBBH'], '图斑编号', 'patch number'),
  text('class_code', ['JQDLBM', 'DLDM', 'DLBM'], '基期地类代码', 'base land-use class'),
  text('class_name', ['JQDLMC', 'DLMC'], '基期地类名称', 'class name'),
  villageCode,
  villageName,
  text('ownership_nature', ['QSXZ'], '权属性质', 'nature of ownership'),
  squareMetres('declared_area_m2', ['TBMJ'], '图斑面积（申报）', 'declared patch area'),
  squareMetres('class_area_m2', ['TBDLMJ'], '图斑地类面积', 'class area'),
  text('deducted_class', ['KCDLBM'], '扣除地类编码', 'deducted class'),
  { ...text('deduction_ratio', ['KCXS', 'TKXS'], '扣除系数', 'deduction ratio'), type: 'number' },
  squareMetres('deducted_area_m2', ['KCMJ', 'KKSM'], '扣除面积', 'deducted area'),
  text('base_flag', ['DLBZ'], '地类备注（批而未用等）', 'note on the class'),
  text('conversion_kind', ['ZHLX'], '基数转换类型', 'kind of base conversion'),
  text('approval_document', ['PZWH'], '批准文号', 'approval document'),
  text('settlement_code', ['CZCSXM', '城镇村属性'], '城镇村属性码', 'settlement code'),
  remark,
]

/** TDGHDL, GHYT and GHDLTB. */
const plannedPatchColumns: readonly ColumnDefinition[] = [
  sourceId,
  featureCode,
  text('patch_number', ['TBBH', 'YTDKBH'], '图斑编号', 'patch number'),
  text('class_code', ['GHDLBM', 'GHDLDM', 'GHYTDM'], '规划地类代码', 'planned land-use class'),
  text('class_name', ['GHDLMC', 'GHYTMC'], '规划地类名称', 'class name'),
  villageCode,
  villageName,
  text('ownership_nature', ['QSXZ'], '权属性质', 'nature of ownership'),
  squareMetres('declared_area_m2', ['GHDLMJ', 'MJ'], '规划地类面积（申报）', 'declared area'),
  text('boundary_kind', ['SSBJLX'], '所属边界类型', 'kind of boundary it lies in'),
  text('linkage_kind', ['CJJX'], '拆建类型（C 拆旧、E 建新）', 'demolished (C) or newly built (E)'),
  text('farmland_flag', ['JBNTZBQ'], '基本农田整备区', 'farmland consolidation area'),
  text('approval_document', ['PZWH'], '批准文号', 'approval document'),
  text('description_note', ['SM'], '说明', 'description'),
  remark,
]

/** JSYDGZQ, GKBJ, YJJBNTBHTB, STBHHX and the construction boundary. */
const controlZoneColumns: readonly ColumnDefinition[] = [
  sourceId,
  featureCode,
  text('zone_code', ['GZQLXDM', 'GKBJLXDM', 'HXLX'], '管控类型代码', 'zone code'),
  text('zone_name', ['GKBJLXMC', 'HXMC', 'XZQMC'], '名称', 'name'),
  text('zone_number', ['YJJBNTTBBH', 'HXBM', 'TBBH'], '编号', 'number'),
  text('village_code', ['XZQDM', 'ZLDWDM', 'XZCDM'], '行政村代码', 'village code'),
  squareMetres('declared_area_m2', ['GZQMJ', 'YJJBNTTBMJ', 'MJ'], '面积（申报）', 'declared area'),
  squareMetres('protected_area_m2', ['YJJBNTMJ'], '永久基本农田面积', 'basic farmland area'),
  text('description_note', ['SM', 'MSSM'], '说明', 'description'),
  remark,
]

/** GGJCSSD and GHGGJCSSD. */
const planFacilityColumns: readonly ColumnDefinition[] = [
  sourceId,
  featureCode,
  text('facility_code', ['GHSSLXDM', 'SSLXDM'], '设施类型代码', 'kind of facility'),
  text('facility_name', ['GHSSLXMC', 'SSLXMC', 'SSMC'], '设施名称', 'name'),
  villageCode,
  remark,
]

/** 近期项目 JQJSXMJHB. */
const planProjectColumns: readonly ColumnDefinition[] = [
  text('project_kind', ['XMLX', '项目类型'], '项目类型', 'kind of project'),
  text('project_name', ['XMMC', '项目名称'], '项目名称', 'project'),
  {
    name: 'land_area_ha',
    type: 'number',
    codes: ['YDMJ', '用地面积'],
    title: { zh: '用地面积（公顷）', en: 'land, ha' },
  },
  text('location', ['GDCS', '项目地点'], '空间位置', 'location'),
  text('scale', ['FMGK', '建设规模'], '建设规模', 'scale'),
  text('years', ['JSNX', '建设年限'], '建设年限', 'years'),
  {
    name: 'investment_10k_yuan',
    type: 'number',
    codes: ['TZE', '投资额'],
    title: { zh: '投资额（万元）', en: 'investment, 10 000 yuan' },
  },
  text('funded_by', ['JYZJLY', '资金来源'], '资金来源', 'funded by'),
  remark,
]

/** What a plan consists of. */
export type PlanKind = 'base_patch' | 'planned_patch' | 'control_zone' | 'plan_facility' | 'plan_project'

export const planLayers = {
  base_patch: {
    kind: 'base_patch',
    title: { zh: '基期地类图斑', en: 'base land-use patches' },
    geometryType: 'MULTIPOLYGON',
    columns: basePatchColumns,
  },
  planned_patch: {
    kind: 'planned_patch',
    title: { zh: '规划地类图斑', en: 'planned land-use patches' },
    geometryType: 'MULTIPOLYGON',
    columns: plannedPatchColumns,
  },
  control_zone: {
    kind: 'control_zone',
    title: { zh: '管控区与边界', en: 'control zones and boundaries' },
    geometryType: 'MULTIPOLYGON',
    columns: controlZoneColumns,
  },
  plan_facility: {
    kind: 'plan_facility',
    title: { zh: '规划设施', en: 'planned facilities' },
    geometryType: 'POINT',
    columns: planFacilityColumns,
  },
  plan_project: {
    kind: 'plan_project',
    title: { zh: '近期项目', en: 'near-term projects' },
    geometryType: null,
    columns: planProjectColumns,
  },
} as const satisfies Record<PlanKind, { readonly kind: PlanKind; readonly [key: string]: unknown }>

export const planKinds = Object.keys(planLayers) as readonly PlanKind[]

export const isPlanKind = (kind: string): kind is PlanKind => Object.hasOwn(planLayers, kind)
