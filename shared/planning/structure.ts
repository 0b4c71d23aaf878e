import type { Text } from '../lang/message.ts'

/**
 * Rows of the table of land-use structure (F2 土地利用结构调整表 of the village land-use plan). The two `…_unsplit` rows hold what a
 * coarser class leaves open; `unknown` holds codes that their scheme does not have. All three are additions of ours: 待核实.
 */
export const structureRows = {
  ecological_forest: { group: 'ecological', title: { zh: '生态林', en: 'ecological forest' } },
  water: { group: 'ecological', title: { zh: '水域', en: 'water' } },
  natural: { group: 'ecological', title: { zh: '自然保留地', en: 'natural reserve land' } },
  arable: { group: 'agricultural', title: { zh: '耕地', en: 'arable land' } },
  orchard: { group: 'agricultural', title: { zh: '园地', en: 'orchard' } },
  commercial_forest: { group: 'agricultural', title: { zh: '商品林', en: 'commercial forest' } },
  forest_unsplit: { group: 'agricultural', title: { zh: '林地（待细分）', en: 'forest, not yet divided' } },
  other_agricultural: { group: 'agricultural', title: { zh: '其他农用地', en: 'other agricultural land' } },
  facility_agricultural: { group: 'agricultural', title: { zh: '设施农用地', en: 'agricultural facilities' } },
  homestead: { group: 'settlement', title: { zh: '宅基地', en: 'homesteads' } },
  public_service: { group: 'settlement', title: { zh: '公共服务设施用地', en: 'public services' } },
  infrastructure: { group: 'settlement', title: { zh: '基础设施用地', en: 'infrastructure' } },
  landscape: { group: 'settlement', title: { zh: '景观与绿化用地', en: 'landscape and green space' } },
  village_roads: { group: 'settlement', title: { zh: '村内交通用地', en: 'roads within the village' } },
  village_unsplit: { group: 'settlement', title: { zh: '村庄用地（待细分）', en: 'village land, not yet divided' } },
  commercial: { group: 'commercial', title: { zh: '经营性建设用地', en: 'commercial construction land' } },
  external_transport: { group: 'other_construction', title: { zh: '对外交通用地', en: 'external transport' } },
  hydraulic: { group: 'other_construction', title: { zh: '水利设施用地', en: 'hydraulic works' } },
  mining: { group: 'other_construction', title: { zh: '采矿用地', en: 'mining' } },
  scenic: { group: 'other_construction', title: { zh: '风景名胜设施用地', en: 'scenic facilities' } },
  special: { group: 'other_construction', title: { zh: '特殊用地', en: 'special uses' } },
  town: { group: 'town', title: { zh: '城镇建设用地', en: 'town construction land' } },
  unknown: { group: 'unknown', title: { zh: '地类不明', en: 'class not known' } },
} as const satisfies Record<string, { readonly group: string; readonly title: Text }>

/** Rows of ours: they are there for land that nobody has divided or named, and printed only where there is any. */
export const addedRows: ReadonlySet<StructureRow> = new Set(['forest_unsplit', 'village_unsplit', 'unknown'])

export type StructureRow = keyof typeof structureRows
export type StructureGroup = (typeof structureRows)[StructureRow]['group']

export const structureOrder = Object.keys(structureRows) as readonly StructureRow[]

export const structureGroups: Readonly<Record<StructureGroup, Text>> = {
  ecological: { zh: '生态用地', en: 'ecological land' },
  agricultural: { zh: '农业用地', en: 'agricultural land' },
  settlement: { zh: '农村居民点用地', en: 'rural settlement' },
  commercial: { zh: '经营性建设用地', en: 'commercial construction land' },
  other_construction: { zh: '交通水利及其他用地', en: 'transport, hydraulic works and other' },
  town: { zh: '城镇建设用地', en: 'town construction land' },
  unknown: { zh: '地类不明', en: 'class not known' },
}

const groupOf = (row: StructureRow): StructureGroup => structureRows[row].group

/** 建设用地总规模. A road outside the village and hydraulic works are construction land too. */
export const isConstruction = (row: StructureRow): boolean =>
  ['settlement', 'commercial', 'other_construction', 'town'].includes(groupOf(row))

/** 村庄建设用地规模: the classes 2121–2126. */
export const isVillageConstruction = (row: StructureRow): boolean => ['settlement', 'commercial'].includes(groupOf(row))

/** 城乡建设用地规模: the classes 21x, so mining with the settlements and the town. */
export const isUrbanRuralConstruction = (row: StructureRow): boolean =>
  isVillageConstruction(row) || row === 'town' || row === 'mining'

export const isEcological = (row: StructureRow): boolean => groupOf(row) === 'ecological'

/** Land that can be made arable again by consolidation: agricultural, but not arable. */
export const isOtherAgricultural = (row: StructureRow): boolean => groupOf(row) === 'agricultural' && row !== 'arable'
