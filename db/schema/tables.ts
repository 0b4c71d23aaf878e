import type { Text } from '../../shared/lang/message.ts'
import { layers } from '../../shared/model/layers.ts'

/** Tables with a geometry column, which GIS programs see as layers. */
const surveyFeatures = ['village', 'parcel', 'building', 'boundary_point', 'land_use'] as const
const planFeatures = ['base_patch', 'planned_patch', 'control_zone', 'plan_facility'] as const
/** `plan_change` is computed from two of the others. */
export const featureTables = [...surveyFeatures, ...planFeatures, 'plan_change'] as const
export type FeatureTable = (typeof featureTables)[number]
/** Those whose shapes are points; the others are MULTIPOLYGON. */
export const pointTables: ReadonlySet<string> = new Set<FeatureTable>(['boundary_point', 'plan_facility'])

/** What a survey is counted by: its layers, and the tables of people and rights. */
export const layerTables = [...surveyFeatures, 'household', 'person', 'land_right'] as const

/** Tables whose rows have an id and a rev: what people change, what the journal records. */
export const objectTables = [
  ...layerTables,
  'village_type_change',
  'plan',
  'plan_scenario',
  ...planFeatures,
  'plan_project',
  'plan_conflict',
] as const
export type ObjectTable = (typeof objectTables)[number]

export const isObjectTable = (name: string): name is ObjectTable => (objectTables as readonly string[]).includes(name)

/** Every table of the file with its title, in the order in which programs list them. */
export const tableTitles: Readonly<Record<string, Text>> = {
  village: layers.village.title,
  parcel: layers.parcel.title,
  building: layers.building.title,
  boundary_point: { zh: '界址点', en: 'boundary points' },
  land_use: layers.land_use.title,
  household: layers.household.title,
  person: layers.person.title,
  land_right: { zh: '土地权利', en: 'land rights' },
  village_type_change: { zh: '村庄类型变化', en: 'changes of village type' },
  plan: { zh: '村庄规划', en: 'village plans' },
  plan_scenario: { zh: '规划方案', en: 'scenarios of plans' },
  base_patch: layers.base_patch.title,
  planned_patch: layers.planned_patch.title,
  control_zone: layers.control_zone.title,
  plan_facility: layers.plan_facility.title,
  plan_project: layers.plan_project.title,
  plan_change: { zh: '规划地类变化', en: 'planned changes of land use' },
  plan_conflict: { zh: '规划冲突', en: 'conflicts with plans' },
  plan_run: { zh: '规划计算结果', en: 'results computed from plans' },
  standard_set: { zh: '标准集', en: 'standard sets' },
  standard_version: { zh: '标准集版本', en: 'versions of standard sets' },
  standard: { zh: '面积标准', en: 'area standards' },
  assessment_run: { zh: '测算批次', en: 'assessment runs' },
  assessment: { zh: '超占测算结果', en: 'assessments' },
  household_assessment: { zh: '农户测算结果', en: 'assessments of households' },
  simulation: { zh: '标准模拟', en: 'simulations of standards' },
  finding: { zh: '质检问题', en: 'findings' },
  waiver: { zh: '问题豁免', en: 'waivers' },
  import_batch: { zh: '导入批次', en: 'import batches' },
  import_rejected: { zh: '被拒记录', en: 'rejected records' },
  import_note: { zh: '导入提示', en: 'import notes' },
  journal_entry: { zh: '变更日志', en: 'journal entries' },
  journal_change: { zh: '变更明细', en: 'journal changes' },
  outside_edit: { zh: '外部修改', en: 'edits from outside' },
  export_log: { zh: '导出记录', en: 'export log' },
  cundi_metadata: { zh: '文件信息', en: 'file metadata' },
}

/** Titles of columns that no file fills; those that files fill have theirs in shared/model/layers.ts. */
export const computedColumnTitles: Readonly<Record<string, Text>> = {
  id: { zh: '唯一标识', en: 'object id' },
  rev: { zh: '修订号', en: 'revision' },
  area_m2: { zh: '计算面积（平面，平方米）', en: 'computed plane area, m²' },
  ellipsoid_area_m2: { zh: '椭球面积（平方米）', en: 'ellipsoidal area, m²' },
  geometry_fault: { zh: '图形问题', en: 'geometry fault' },
  village_proposed: { zh: '建议行政村（由宗地代码推测）', en: 'village proposed by the parcel code' },
  use_scheme: { zh: '用途分类体系', en: 'scheme of the land-use code' },
  class_scheme: { zh: '地类分类体系', en: 'scheme of the land-use class' },
  extra: { zh: '其他字段', en: 'other fields of the source' },
  batch: { zh: '导入批次', en: 'import batch' },
  source_record: { zh: '源文件记录号', en: 'record in the source file' },
  parcel_id: { zh: '宗地标识', en: 'parcel id' },
  parcel_found_by: { zh: '宗地关联方式', en: 'how the parcel was found' },
  household_id: { zh: '农户标识', en: 'household id' },
  person_id: { zh: '人员标识', en: 'person id' },
  village_code: { zh: '行政村代码', en: 'village code' },
  village_type: { zh: '村庄类型', en: 'village type' },
  remark: { zh: '备注', en: 'remark' },
  since: { zh: '起始日期', en: 'since' },
  document: { zh: '依据文件', en: 'document' },
  share: { zh: '份额', en: 'share' },
  tier: { zh: '权利类别（三权）', en: 'tier of right' },
  holder_name: { zh: '权利人', en: 'right holder' },
  id_number_masked: { zh: '证件号码（掩码）', en: 'identity number, masked' },
  phone_masked: { zh: '联系电话（掩码）', en: 'phone, masked' },
  account_masked: { zh: '银行账号（掩码）', en: 'bank account, masked' },
  ring: { zh: '界址线环号', en: 'ring number' },
  number: { zh: '界址点号', en: 'point number' },
  marker: { zh: '界标类型', en: 'marker' },
  line_kind: { zh: '界址线类别', en: 'kind of boundary line' },
  line_position: { zh: '界址线位置', en: 'position of boundary line' },
  plan_id: { zh: '规划标识', en: 'plan id' },
  scenario_id: { zh: '方案标识', en: 'scenario id' },
  title: { zh: '名称', en: 'title' },
  base_year: { zh: '基期年', en: 'base year' },
  target_year: { zh: '目标年', en: 'target year' },
  population_base: { zh: '基期人口', en: 'population, base year' },
  population_target: { zh: '目标年人口', en: 'population, target year' },
  households_base: { zh: '基期户数', en: 'households, base year' },
  households_target: { zh: '目标年户数', en: 'households, target year' },
  town_arable_m2: { zh: '乡级规划耕地保有量（平方米）', en: 'arable land by the town plan, m²' },
  town_basic_farmland_m2: { zh: '乡级规划永久基本农田（平方米）', en: 'basic farmland by the town plan, m²' },
  town_construction_m2: { zh: '乡级规划建设用地（平方米）', en: 'construction land by the town plan, m²' },
  town_urban_rural_m2: {
    zh: '乡级规划城乡建设用地（平方米）',
    en: 'urban and rural construction land by the town plan, m²',
  },
  crosswalk_choices: { zh: '地类细分选择', en: 'choices of divided classes' },
  version: { zh: '版本', en: 'version' },
  status: { zh: '状态', en: 'status' },
  status_on: { zh: '状态日期', en: 'status since' },
  content_hash: { zh: '内容摘要（SHA-256）', en: 'hash of the content, SHA-256' },
  based_on: { zh: '源方案', en: 'made from scenario' },
  measures: { zh: '保障措施', en: 'measures' },
  zone_kind: { zh: '管控类别', en: 'kind of zone' },
  stage: { zh: '现状或规划', en: 'existing or planned' },
  base_patch_id: { zh: '基期图斑标识', en: 'base patch id' },
  planned_patch_id: { zh: '规划图斑标识', en: 'planned patch id' },
  from_code: { zh: '基期地类', en: 'base class' },
  to_code: { zh: '规划地类', en: 'planned class' },
  shared_m2: { zh: '重叠面积（平面，平方米）', en: 'shared plane area, m²' },
  decision: { zh: '处理意见', en: 'decision' },
  evidence: { zh: '依据', en: 'evidence' },
}
