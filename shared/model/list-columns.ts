import { type CodeList, notAssessableReasons, rightTiers, rightTypes, standings, villageTypes } from './code-lists.ts'
import type { ColumnDefinition, ColumnType } from './column.ts'
import { type LayerKind, layers, storedColumns } from './layers.ts'

/** Tables that a window lists. */
export const listLayers = ['village', 'parcel', 'building', 'household', 'person', 'land_right', 'land_use'] as const
export type ListLayer = (typeof listLayers)[number]

/** One column of a list: one that files fill, or one that CunDi computes or joins from other tables. */
export interface ListColumn {
  readonly name: string
  readonly type: ColumnType
  readonly title: ColumnDefinition['title']
  readonly unit?: ColumnDefinition['unit']
  readonly codeList?: CodeList
  /** Not a column of the layer's own table that a user may fill: computed, joined or masked. */
  readonly derived: boolean
  /** m², summed raw and rounded half-up to two decimals where it is shown. */
  readonly area: boolean
  /** People's words, sorted as a Chinese dictionary does; codes and dates sort by their characters. */
  readonly words: boolean
  /** Shown until the user chooses otherwise. */
  readonly atFirst: boolean
}

type Derived = Pick<ListColumn, 'name' | 'type' | 'title' | 'unit' | 'codeList'>

const text = (name: string, zh: string, en: string, codeList?: CodeList): Derived => ({
  name,
  type: 'text',
  title: { zh, en },
  ...(codeList === undefined ? {} : { codeList }),
})
const squareMetres = (name: string, zh: string, en: string): Derived => ({
  name,
  type: 'number',
  title: { zh, en },
  unit: 'm2',
})
const count = (name: string, zh: string, en: string): Derived => ({ name, type: 'integer', title: { zh, en } })

const villageCode = text('village_code', '行政村代码', 'village code')
const villageName = text('village_name', '行政村名称', 'village name')
const town = text('town', '乡镇', 'town')
const villageType = text('village_type', '村庄类型', 'village type', villageTypes)
const planeArea = squareMetres('area_m2', '计算面积（平面）', 'computed plane area')
const fault = text('geometry_fault', '图形问题', 'geometry fault')
const findings = count('findings', '质检问题数', 'findings')
const parcelCode = text('parcel_code', '宗地代码', 'parcel code')
const householdCode = text('household_code', '农户代码', 'household code')
const maskedId = text('id_number_masked', '证件号码（掩码）', 'identity number, masked')

/** What is joined and computed, in the order of display after the layer's own columns. */
const DERIVED: Readonly<Record<ListLayer, readonly Derived[]>> = {
  village: [planeArea, villageCode, fault, findings],
  parcel: [
    planeArea,
    squareMetres('area_difference_m2', '面积差（申报减计算）', 'declared less computed area'),
    text('standing', '超占情况', 'standing', standings),
    text('reason', '无法测算的原因', 'why not assessable', notAssessableReasons),
    squareMetres('limit_m2', '面积标准', 'area limit'),
    squareMetres('excess_m2', '超占面积', 'excess area'),
    findings,
    town,
    villageType,
    fault,
  ],
  building: [planeArea, findings, villageCode, villageName, town, fault],
  household: [
    villageName,
    town,
    text('plot_holders', '宗地权利人', 'right holders of its plots'),
    count('members', '登记成员数', 'registered members'),
    count('plots', '宅基地宗数', 'homestead plots'),
    squareMetres('plots_area_m2', '宅基地面积合计', 'area of homestead plots'),
  ],
  person: [
    maskedId,
    text('phone_masked', '联系电话（掩码）', 'phone, masked'),
    text('account_masked', '银行账号（掩码）', 'bank account, masked'),
    text('id_number_fault', '证件号码问题', 'fault of the identity number'),
    villageName,
    town,
    findings,
  ],
  land_right: [
    parcelCode,
    householdCode,
    text('person_name', '人员姓名', 'person'),
    maskedId,
    villageCode,
    villageName,
    town,
  ],
  land_use: [
    squareMetres('ellipsoid_area_m2', '椭球面积', 'ellipsoidal area'),
    findings,
    villageCode,
    villageName,
    town,
    fault,
  ],
}

/** Columns of rights that no file fills by that name. */
const RIGHT_COLUMNS: readonly Derived[] = [
  text('tier', '权利类别（三权）', 'tier of right', rightTiers),
  text('holder_name', '权利人', 'right holder'),
  text('right_type', '权利类型', 'type of right', rightTypes),
  text('right_nature', '权利性质', 'nature of right'),
  text('share', '份额', 'share'),
]

/** Codes of the layer's file that stand in another table of the survey. */
const JOINED: Readonly<Partial<Record<ListLayer, ReadonlySet<string>>>> = {
  household: new Set(['parcel_code']),
  person: new Set(['village_code', 'household_code', 'parcel_code']),
}

const AT_FIRST: Readonly<Record<ListLayer, string>> = {
  village: 'code name town village_type terrain population households area_m2 findings',
  parcel:
    'parcel_code holder_name village_name location area_m2 declared_area_m2 area_difference_m2 standing limit_m2 excess_m2 utilisation use_code right_type household_code acquired_on findings',
  building:
    'parcel_code building_code building_number structure storeys area_m2 footprint_area_m2 floor_area_m2 built_year village_name findings',
  household:
    'household_code head_name plot_holders village_name town size members plots plots_area_m2 parcel_code remark',
  person:
    'name sex relation_to_head id_number_masked phone_masked household_code parcel_code village_name collective_member registration_type',
  land_right: 'parcel_code tier holder_name right_type right_nature share household_code person_name village_name',
  land_use:
    'source_id patch_number class_code class_name ellipsoid_area_m2 declared_area_m2 ownership_nature owner_unit_name located_unit_name deduction_ratio findings',
}

const WORDS = /name$|^(location|town|remark|plot_holders|description_note|relation_to_head|share)$/

const own = (layer: ListLayer): readonly (Derived & { readonly derived: boolean })[] => {
  if (layer === 'land_right') return RIGHT_COLUMNS.map((column) => ({ ...column, derived: false }))
  const kind: LayerKind = layer
  return storedColumns(kind).map((column) => ({ ...column, derived: JOINED[layer]?.has(column.name) ?? false }))
}

function columnsOf(layer: ListLayer): readonly ListColumn[] {
  const atFirst = AT_FIRST[layer].split(' ')
  const all = [...own(layer), ...DERIVED[layer].map((column) => ({ ...column, derived: true }))]
  const place = (name: string): number => (atFirst.includes(name) ? atFirst.indexOf(name) : atFirst.length)
  return all
    .map(({ name, type, title, unit, codeList, derived }) => ({
      name,
      type,
      title,
      ...(unit === undefined ? {} : { unit }),
      ...(codeList === undefined ? {} : { codeList }),
      derived,
      area: unit === 'm2',
      words: WORDS.test(name) && codeList === undefined,
      atFirst: atFirst.includes(name),
    }))
    .toSorted((a, b) => place(a.name) - place(b.name))
}

/** Columns of each list in the order of display: the grid's titles and the only names that a query may use. */
export const listColumns = Object.fromEntries(listLayers.map((layer) => [layer, columnsOf(layer)])) as Readonly<
  Record<ListLayer, readonly ListColumn[]>
>

/** The area of a row in its layer's own column; null: rows of the layer have no area of their own. */
export const areaColumn: Readonly<Record<ListLayer, string | null>> = {
  village: 'area_m2',
  parcel: 'area_m2',
  building: 'area_m2',
  household: null,
  person: null,
  land_right: null,
  land_use: 'ellipsoid_area_m2',
}

export const listTitle = (layer: ListLayer): ColumnDefinition['title'] =>
  layer === 'land_right' ? { zh: '土地权利', en: 'land rights' } : layers[layer].title
