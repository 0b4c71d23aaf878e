import type { Text } from '../lang/message.ts'
import { houseStructures, rightTypes, terrains, utilisations, villageTypes } from './code-lists.ts'
import type { ColumnDefinition } from './column.ts'
import { type PlanKind, planLayers } from './plan-layers.ts'
import { standardsOfHousehold, standardsOfParcel } from './standards-columns.ts'

/** What a survey consists of. */
export type SurveyKind = 'village' | 'parcel' | 'building' | 'land_use' | 'household' | 'person'

export type LayerKind = SurveyKind | PlanKind

export interface LayerDefinition {
  readonly kind: LayerKind
  readonly title: Text
  /** null: a table without geometry. */
  readonly geometryType: 'MULTIPOLYGON' | 'POINT' | null
  readonly columns: readonly ColumnDefinition[]
}

const remark: ColumnDefinition = { name: 'remark', type: 'text', codes: ['BZ'], title: { zh: '备注', en: 'remark' } }
const sourceId: ColumnDefinition = {
  name: 'source_id',
  type: 'text',
  codes: ['BSM'],
  title: { zh: '标识码', en: 'source identifier' },
}
const unitCode: ColumnDefinition = {
  name: 'unit_code',
  type: 'text',
  codes: ['BDCDYH'],
  title: { zh: '不动产单元号', en: 'real-estate unit code' },
}
const parcelCode: ColumnDefinition = {
  name: 'parcel_code',
  type: 'text',
  codes: ['ZDDM', '宗地代码'],
  title: { zh: '宗地代码', en: 'parcel code' },
}
const householdCode: ColumnDefinition = {
  name: 'household_code',
  type: 'text',
  codes: ['NHDM', '农户代码'],
  title: { zh: '农户代码', en: 'household code' },
}
const floorArea: ColumnDefinition = {
  name: 'floor_area_m2',
  type: 'number',
  codes: ['JZMJ'],
  title: { zh: '建筑面积', en: 'floor area' },
  unit: 'm2',
}
const idNumber: ColumnDefinition = {
  name: 'id_number',
  type: 'text',
  codes: ['ZJH', 'ZJHM', 'SFZH', 'SFZHM', '证件号码', '身份证号', '身份证号码'],
  title: { zh: '证件号码', en: 'identity number' },
  personal: 'id-number',
}

const villageLayer: LayerDefinition = {
  kind: 'village',
  title: { zh: '行政村', en: 'villages' },
  geometryType: 'MULTIPOLYGON',
  columns: [
    {
      name: 'code',
      type: 'text',
      codes: ['XZQDM', 'XZCDM', 'ZLDWDM'],
      title: { zh: '行政村代码', en: 'village code' },
    },
    {
      name: 'name',
      type: 'text',
      codes: ['XZQMC', 'XZCMC', 'ZLDWMC'],
      title: { zh: '行政村名称', en: 'village name' },
    },
    { name: 'town', type: 'text', codes: [], title: { zh: '乡镇', en: 'town' } },
    {
      name: 'village_type',
      type: 'text',
      codes: [],
      title: { zh: '村庄类型', en: 'village type' },
      codeList: villageTypes,
    },
    { name: 'terrain', type: 'text', codes: [], title: { zh: '地形', en: 'terrain' }, codeList: terrains },
    { name: 'population', type: 'integer', codes: [], title: { zh: '人口', en: 'population' }, unit: 'persons' },
    { name: 'households', type: 'integer', codes: [], title: { zh: '户数', en: 'households' } },
    {
      name: 'arable_per_head_m2',
      type: 'number',
      codes: [],
      title: { zh: '人均耕地', en: 'arable land per head' },
      unit: 'm2',
    },
  ],
}

const parcelLayer: LayerDefinition = {
  kind: 'parcel',
  title: { zh: '宗地', en: 'parcels' },
  geometryType: 'MULTIPOLYGON',
  columns: [
    sourceId,
    parcelCode,
    unitCode,
    {
      name: 'village_code',
      type: 'text',
      codes: ['XZCDM', 'QSDWDM', 'ZLDWDM'],
      title: { zh: '行政村代码', en: 'village code' },
    },
    {
      name: 'village_name',
      type: 'text',
      codes: ['XZCMC', 'QSDWMC', 'ZLDWMC'],
      title: { zh: '行政村名称', en: 'village name' },
    },
    { name: 'location', type: 'text', codes: ['ZL'], title: { zh: '坐落', en: 'location' } },
    {
      name: 'declared_area_m2',
      type: 'number',
      codes: ['ZDMJ'],
      title: { zh: '宗地面积（申报）', en: 'declared area' },
      unit: 'm2',
    },
    {
      name: 'approved_area_m2',
      type: 'number',
      codes: ['PZMJ'],
      title: { zh: '批准面积', en: 'approved area' },
      unit: 'm2',
    },
    { name: 'use_code', type: 'text', codes: ['YT'], title: { zh: '用途', en: 'land use' } },
    {
      name: 'right_type',
      type: 'text',
      codes: ['QLLX'],
      title: { zh: '权利类型', en: 'type of right' },
      codeList: rightTypes,
    },
    { name: 'right_nature', type: 'text', codes: ['QLXZ'], title: { zh: '权利性质', en: 'nature of right' } },
    { name: 'holder_name', type: 'text', codes: ['QLR'], title: { zh: '权利人', en: 'right holder' } },
    householdCode,
    {
      name: 'household_size',
      type: 'integer',
      codes: ['JTRK'],
      title: { zh: '家庭人口', en: 'household size' },
      unit: 'persons',
    },
    { name: 'acquired_on', type: 'date', codes: ['QDSJ'], title: { zh: '取得时间', en: 'acquired on' } },
    {
      name: 'utilisation',
      type: 'text',
      codes: ['LYZT'],
      title: { zh: '利用状态', en: 'utilisation' },
      codeList: utilisations,
    },
    {
      name: 'footprint_area_m2',
      type: 'number',
      codes: ['JZZDMJ'],
      title: { zh: '建筑占地面积', en: 'building footprint' },
      unit: 'm2',
    },
    floorArea,
    ...standardsOfParcel,
    remark,
    idNumber,
  ],
}

const buildingLayer: LayerDefinition = {
  kind: 'building',
  title: { zh: '房屋', en: 'buildings' },
  geometryType: 'MULTIPOLYGON',
  columns: [
    sourceId,
    unitCode,
    parcelCode,
    { name: 'building_code', type: 'text', codes: ['FWBM'], title: { zh: '房屋编码', en: 'building code' } },
    { name: 'building_number', type: 'text', codes: ['ZRZH'], title: { zh: '自然幢号', en: 'building number' } },
    {
      name: 'structure',
      type: 'text',
      codes: ['FWJG'],
      title: { zh: '房屋结构', en: 'structure' },
      codeList: houseStructures,
    },
    { name: 'storeys', type: 'number', codes: ['SJC'], title: { zh: '实际层数', en: 'storeys' } },
    {
      name: 'footprint_area_m2',
      type: 'number',
      codes: ['FJZDMJ'],
      title: { zh: '房基占地面积', en: 'declared footprint' },
      unit: 'm2',
    },
    floorArea,
    { name: 'built_year', type: 'text', codes: ['JZND'], title: { zh: '建造年代', en: 'year built' } },
    remark,
  ],
}

const landUseLayer: LayerDefinition = {
  kind: 'land_use',
  title: { zh: '地类图斑', en: 'land-use patches' },
  geometryType: 'MULTIPOLYGON',
  columns: [
    sourceId,
    { name: 'feature_code', type: 'text', codes: ['YSDM'], title: { zh: '要素代码', en: 'feature code' } },
    {
      name: 'patch_prefix',
      type: 'text',
      codes: ['TBYBH'],
      title: { zh: '图斑预编号', en: 'preliminary patch number' },
    },
    { name: 'patch_number', type: 'text', codes: ['TBBH'], title: { zh: '图斑编号', en: 'patch number' } },
    { name: 'class_code', type: 'text', codes: ['DLBM'], title: { zh: '地类编码', en: 'land-use class' } },
    { name: 'class_name', type: 'text', codes: ['DLMC'], title: { zh: '地类名称', en: 'class name' } },
    { name: 'ownership_nature', type: 'text', codes: ['QSXZ'], title: { zh: '权属性质', en: 'nature of ownership' } },
    { name: 'owner_unit_code', type: 'text', codes: ['QSDWDM'], title: { zh: '权属单位代码', en: 'owner unit code' } },
    { name: 'owner_unit_name', type: 'text', codes: ['QSDWMC'], title: { zh: '权属单位名称', en: 'owner unit' } },
    {
      name: 'located_unit_code',
      type: 'text',
      codes: ['ZLDWDM'],
      title: { zh: '坐落单位代码', en: 'located unit code' },
    },
    { name: 'located_unit_name', type: 'text', codes: ['ZLDWMC'], title: { zh: '坐落单位名称', en: 'located unit' } },
    {
      name: 'declared_area_m2',
      type: 'number',
      codes: ['TBMJ'],
      title: { zh: '图斑面积（申报）', en: 'declared patch area' },
      unit: 'm2',
    },
    { name: 'deducted_class', type: 'text', codes: ['KCDLBM'], title: { zh: '扣除地类编码', en: 'deducted class' } },
    { name: 'deduction_ratio', type: 'number', codes: ['KCXS'], title: { zh: '扣除系数', en: 'deduction ratio' } },
    {
      name: 'deducted_area_m2',
      type: 'number',
      codes: ['KCMJ'],
      title: { zh: '扣除面积', en: 'deducted area' },
      unit: 'm2',
    },
    {
      name: 'class_area_m2',
      type: 'number',
      codes: ['TBDLMJ'],
      title: { zh: '图斑地类面积', en: 'class area' },
      unit: 'm2',
    },
    { name: 'arable_type', type: 'text', codes: ['GDLX'], title: { zh: '耕地类型', en: 'arable type' } },
    { name: 'arable_slope', type: 'text', codes: ['GDPDJB'], title: { zh: '耕地坡度级别', en: 'arable slope class' } },
    {
      name: 'linear_width_m',
      type: 'number',
      codes: ['XZDWKD', 'XXTBKD'],
      title: { zh: '线状地物宽度', en: 'linear feature width' },
    },
    { name: 'refinement_code', type: 'text', codes: ['TBXHDM'], title: { zh: '图斑细化代码', en: 'refinement code' } },
    { name: 'refinement_name', type: 'text', codes: ['TBXHMC'], title: { zh: '图斑细化名称', en: 'refinement' } },
    { name: 'planting_code', type: 'text', codes: ['ZZSXDM'], title: { zh: '种植属性代码', en: 'planting code' } },
    { name: 'planting_name', type: 'text', codes: ['ZZSXMC'], title: { zh: '种植属性名称', en: 'planting' } },
    { name: 'arable_grade', type: 'integer', codes: ['GDDB'], title: { zh: '耕地等别', en: 'arable grade' } },
    { name: 'enclave', type: 'text', codes: ['FRDBS'], title: { zh: '飞入地标识', en: 'enclave flag' } },
    {
      name: 'settlement_code',
      type: 'text',
      codes: ['CZCSXM', '城镇村属性'],
      title: { zh: '城镇村属性码', en: 'settlement code' },
    },
    { name: 'data_year', type: 'integer', codes: ['SJNF'], title: { zh: '数据年份', en: 'data year' }, unit: 'year' },
    { name: 'description_note', type: 'text', codes: ['MSSM'], title: { zh: '描述说明', en: 'description' } },
    { name: 'island_name', type: 'text', codes: ['HDMC'], title: { zh: '海岛名称', en: 'island' } },
    remark,
  ],
}

const villageOfPeople: ColumnDefinition = {
  name: 'village_code',
  type: 'text',
  codes: ['XZCDM', 'XZQDM', '行政村代码', '村代码'],
  title: { zh: '行政村代码', en: 'village code' },
}

const householdLayer: LayerDefinition = {
  kind: 'household',
  title: { zh: '农户', en: 'households' },
  geometryType: null,
  columns: [
    villageOfPeople,
    householdCode,
    parcelCode,
    {
      name: 'head_name',
      type: 'text',
      codes: ['HZ', 'HZXM', '户主', '户主姓名'],
      title: { zh: '户主', en: 'head of household' },
    },
    {
      name: 'size',
      type: 'integer',
      codes: ['JTRK', '家庭人口', '人口'],
      title: { zh: '家庭人口', en: 'household size' },
      unit: 'persons',
    },
    ...standardsOfHousehold,
    remark,
  ],
}

const personLayer: LayerDefinition = {
  kind: 'person',
  title: { zh: '人员', en: 'persons' },
  geometryType: null,
  columns: [
    villageOfPeople,
    householdCode,
    parcelCode,
    { name: 'name', type: 'text', codes: ['XM', 'QLR', '姓名'], title: { zh: '姓名', en: 'name' } },
    idNumber,
    {
      name: 'phone',
      type: 'text',
      codes: ['LXDH', 'DHHM', 'SJHM', 'DH', '联系电话', '手机号码', '电话'],
      title: { zh: '联系电话', en: 'phone' },
      personal: 'phone',
    },
    {
      name: 'account',
      type: 'text',
      codes: ['YHZH', 'YHKH', '银行账号', '银行卡号'],
      title: { zh: '银行账号', en: 'bank account' },
      personal: 'account',
    },
    { name: 'sex', type: 'text', codes: ['XB', '性别'], title: { zh: '性别', en: 'sex' } },
    {
      name: 'relation_to_head',
      type: 'text',
      codes: ['YHZGX', '与户主关系'],
      title: { zh: '与户主关系', en: 'relation to head' },
    },
    {
      name: 'collective_member',
      type: 'text',
      codes: ['SFCY', 'SFJTCY', '是否集体成员', '是否本集体成员'],
      title: { zh: '是否集体成员', en: 'member of the collective' },
    },
    {
      name: 'registration_type',
      type: 'text',
      codes: ['HKLX', '户口类型'],
      title: { zh: '户口类型', en: 'household registration' },
    },
    remark,
  ],
}

export const layers: Readonly<Record<LayerKind, LayerDefinition>> = {
  village: villageLayer,
  parcel: parcelLayer,
  building: buildingLayer,
  land_use: landUseLayer,
  household: householdLayer,
  person: personLayer,
  ...planLayers,
}

/** In the order in which later ones may rest on earlier ones. */
export const layerKinds: readonly SurveyKind[] = ['village', 'parcel', 'building', 'land_use', 'household', 'person']
/** The columns that are stored as they stand; personal ones live encrypted with the person. */
export const storedColumns = (kind: LayerKind): readonly ColumnDefinition[] =>
  layers[kind].columns.filter((c) => c.personal === undefined)

/** Column in which the mend-me file refers to the rejected record it came from. */
export const REFERENCE_FIELD = 'CUNDI_REF'

/** Column of the mend-me file that says why the record was rejected; a re-import leaves it aside. */
export const REASON_FIELD = 'CUNDI_WHY'

/** Column of the mend-me workbook with the record's place in the file that it came from; a re-import leaves it aside. */
export const RECORD_FIELD = 'CUNDI_REC'

/** A mend-me workbook brings the attributes of a record; its shape stands with the rejected one in the survey. */
export const isMendTable = (layer: {
  readonly geometryType: string | null
  readonly fields: readonly { readonly name: string }[]
}): boolean => layer.geometryType === null && layer.fields.some(({ name }) => name.toUpperCase() === REFERENCE_FIELD)
