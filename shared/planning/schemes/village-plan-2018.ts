import { type ClassLine, makeScheme } from '../scheme.ts'

const constructed: readonly ClassLine[] = [
  ['2121', '宅基地', 'homestead', 'homestead'],
  ['2122', '公共服务设施用地', 'public services', 'public_service'],
  ['2123', '基础设施用地', 'infrastructure', 'infrastructure'],
  ['2124', '经营性建设用地', 'commercial construction land', 'commercial'],
  ['2125', '景观与绿化用地', 'landscape and green space', 'landscape'],
  ['2126', '村内交通用地', 'roads within the village', 'village_roads'],
  ['211', '城镇用地', 'town', 'town'],
  ['213', '采矿用地', 'mining', 'mining'],
  ['221', '对外交通用地', 'external transport', 'external_transport'],
  ['226', '水利设施用地', 'hydraulic works', 'hydraulic'],
  ['231', '风景名胜设施用地', 'scenic facilities', 'scenic'],
  ['232', '特殊用地', 'special uses', 'special'],
]

/** 规划地类 of the village land-use plan, as a provincial tool of 2018 has them (DLDM, GHDLDM). */
export const villagePlan2018 = makeScheme(
  'village-plan-2018',
  { zh: '村土地利用规划地类（2018）', en: 'classes of the village land-use plan, 2018' },
  '浙江省村土地利用规划编制工具 规划地类（2018）；12、14、15 的细分待核实',
  [
    ['111', '水田', 'paddy field', 'arable', '#f7e26b'],
    ['112', '水浇地', 'irrigated land', 'arable', '#fbeb8f'],
    ['113', '旱地', 'dry land', 'arable'],
    ['11', '耕地', 'arable land', 'arable'],
    ['12', '园地', 'orchard', 'orchard'],
    ['13', '林地', 'forest', 'forest_unsplit'],
    ['131', '生态林', 'ecological forest', 'ecological_forest'],
    ['132', '商品林', 'commercial forest', 'commercial_forest'],
    ['14', '牧草地', 'pasture', 'other_agricultural'],
    ['15', '其他农用地', 'other agricultural land', 'other_agricultural'],
    ['151', '设施农用地', 'agricultural facilities', 'facility_agricultural'],
    ['152', '农村道路', 'rural road', 'other_agricultural', '#d6d6c2'],
    ['153', '坑塘水面', 'pond', 'other_agricultural', '#a7d8de'],
    ['154', '农田水利用地', 'irrigation works', 'other_agricultural', '#b5d6e0'],
    ['155', '田坎', 'field ridge', 'other_agricultural'],
    ['212', '村庄', 'village', 'village_unsplit'],
    ...constructed,
    ['31', '水域', 'water', 'water'],
    ['32', '自然保留地', 'natural reserve land', 'natural'],
  ],
)

/** 规划用途 (GHYTDM): X existing, G new, G11/N11 farmland by protection. G111 is no paddy field, whatever 111 is elsewhere. */
export const villagePlanZones2018 = makeScheme(
  'village-plan-zones-2018',
  { zh: '村土地利用规划用途（2018）', en: 'zones of the village land-use plan, 2018' },
  '浙江省村土地利用规划编制工具 规划用途 GHYT（2018）；未列出的代码待核实',
  [
    ['G111', '示范区基本农田', 'basic farmland, demonstration area', 'arable', '#f7e26b'],
    ['G112', '一般基本农田', 'basic farmland', 'arable', '#fbeb8f'],
    ['N111', '一般农田', 'ordinary farmland', 'arable'],
    ['N112', '新增一般农田', 'new ordinary farmland', 'arable', '#fff9d6'],
    ...constructed.flatMap(([digits, zh, en, row]): readonly ClassLine[] => [
      [`X${digits}`, `现状${zh}`, `existing ${en}`, row],
      [`G${digits}`, `新增${zh}`, `new ${en}`, row],
    ]),
    ['X31', '水域', 'water', 'water'],
    ['X32', '自然保留地', 'natural reserve land', 'natural'],
  ],
)
