// Makes main/assets/sample, the survey that the project ships: `npm run sample`. The same bytes each time.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeSamplePlan } from './make-sample-plan.ts'
import type { Column } from './survey-generator-dbf.ts'
import { gbk } from './survey-generator-dbf.ts'
import {
  buildingColumns,
  ellipsoidAreaM2,
  LayerFiles,
  landUseColumns,
  villageColumns,
  villagesCsvHeader,
} from './survey-generator-layers.ts'
import { rectangle } from './survey-generator-layout.ts'
import { parcelColumns } from './survey-generator-parcel.ts'
import { fictitiousIdNumber, fictitiousName } from './survey-generator-people.ts'

interface SampleVillage {
  readonly code: string
  readonly name: string
  readonly town: string
  readonly type: string
  readonly terrain: string
  /** Plot widths of the first row; the second row has them the other way round. */
  readonly widthsM: readonly number[]
}

// Dyadic lengths, so that areas are exact: 12.53125 × 16 is 200.5 m², 10.375 × 16 is 166 m², 12.5 × 16 is 200 m².
const DEPTH_M = 16
const villages: readonly SampleVillage[] = [
  {
    code: '371703001201',
    name: '示例一村',
    town: '天中街道',
    type: '城中村',
    terrain: '平原',
    widthsM: [10, 10.375, 9.5, 10.25, 11, 10, 9.75, 10.375, 10, 12.5, 10.125, 20],
  },
  {
    code: '371703107202',
    name: '示例二村',
    town: '仿山镇',
    type: '近郊村',
    terrain: '平原',
    widthsM: [10, 10.375, 10.25, 9.5, 11.5, 10, 12.53125, 10.125, 10, 10.375, 9.75, 12],
  },
  {
    code: '371703102203',
    name: '示例三村',
    town: '冉固镇',
    type: '远郊村',
    terrain: '平原',
    widthsM: [12.5, 12, 12.25, 11.5, 12.5, 13, 12, 11.75, 12.5, 14, 12.25, 12],
  },
  {
    code: '371703104204',
    name: '示例四村',
    town: '黄店镇',
    type: '远郊村',
    terrain: '盐碱地',
    widthsM: [16, 16.5, 15, 14.5, 16.25, 17.5, 15.5, 16, 16.5, 14, 15.75, 16],
  },
]

const BLOCK_WIDTH_M = 216
const BLOCK_HEIGHT_M = 96
const WEST_M = 39_369_400
const SOUTH_M = 3_882_500
const PLOTS_PER_ROW = 12
const ROAD_M = 24
const OVERLAP_M = 0.5
/** Nobody born then is alive, so no number here is anyone's. */
const FIRST_BIRTHDAY_MS = Date.UTC(1901, 0, 1)

/** What is wrong or remarkable, by village and plot (1-based); main/assets/sample/README.md says the same in words. */
type Event =
  | 'overlaps-next'
  | 'duplicate-code'
  | 'no-shape'
  | 'no-code'
  | 'bow-tie'
  | 'area-differs'
  | 'second-plot'
  | 'not-homestead'
const events: Readonly<Record<string, Event>> = {
  '1-9': 'duplicate-code',
  '1-12': 'not-homestead',
  '2-14': 'area-differs',
  '3-5': 'overlaps-next',
  '3-15': 'no-code',
  '3-20': 'second-plot',
  '4-4': 'no-shape',
  '4-17': 'bow-tie',
}
const idlePlots: Readonly<Record<string, '2' | '3'>> = {
  '1-3': '2',
  '2-5': '2',
  '2-18': '3',
  '3-2': '2',
  '3-22': '3',
  '4-8': '2',
  '4-21': '2',
}

const sampleColumns: readonly Column[] = [
  ...parcelColumns.map((column) => (column.name === 'ZL' ? { ...column, width: 60 } : column)),
  { name: 'BZ', type: 'C', width: 60 },
]

/** Writes the sample survey into `folder`. */
export function makeSample(folder: string): void {
  mkdirSync(folder, { recursive: true })
  const layers = {
    villages: new LayerFiles(folder, '村界', villageColumns),
    parcels: new LayerFiles(folder, '宗地', sampleColumns),
    buildings: new LayerFiles(folder, '房屋', buildingColumns),
    landUse: new LayerFiles(folder, '地类图斑', landUseColumns),
  }
  let csv = villagesCsvHeader
  villages.forEach((village, i) => {
    csv += `${village.code},${village.name},${village.town},${village.type},${village.terrain},${96 + 8 * i},24\n`
    const block = { west: WEST_M + (i % 2) * BLOCK_WIDTH_M, south: SOUTH_M + Math.floor(i / 2) * BLOCK_HEIGHT_M }
    layers.villages.shapes.write([rectangle(block.west, block.south, BLOCK_WIDTH_M, BLOCK_HEIGHT_M)])
    layers.villages.rows.write([i + 1, village.code, gbk(village.name)])
    writeParcels(layers, village, i + 1, block)
    writeLandUse(layers.landUse, village, i + 1, block)
  })
  writeFileSync(join(folder, 'villages.csv'), csv)
  const [, planned] = villages
  if (planned !== undefined)
    makeSamplePlan(join(folder, '规划'), { ...planned, west: WEST_M + BLOCK_WIDTH_M, south: SOUTH_M })
  for (const layer of Object.values(layers)) layer.close()
}

interface Block {
  readonly west: number
  readonly south: number
}

function writeParcels(
  layers: { readonly parcels: LayerFiles; readonly buildings: LayerFiles },
  village: SampleVillage,
  villageNumber: number,
  block: Block,
): void {
  for (let row = 0; row < 2; row += 1) {
    const widths = row === 0 ? village.widthsM : village.widthsM.toReversed().map(secondRow)
    const south = block.south + ROAD_M + row * DEPTH_M
    let west = block.west + 4
    widths.forEach((width, column) => {
      const sequence = row * PLOTS_PER_ROW + column + 1
      const event = events[`${villageNumber}-${sequence}`] ?? null
      const delivered = event === 'overlaps-next' ? width + OVERLAP_M : width
      const ring = rectangle(west, south, delivered, DEPTH_M)
      layers.parcels.shapes.write(event === 'no-shape' ? null : [event === 'bow-tie' ? bowTie(ring) : ring])
      layers.parcels.rows.write(parcelRow(village, villageNumber, sequence, event, delivered * DEPTH_M))
      if (sequence <= 10 && event === null) writeBuilding(layers.buildings, village, sequence, [west, south, width])
      west += width
    })
  }
}

/** Only one plot of the near suburb has 200.50 m². */
const secondRow = (width: number): number => (width === 12.53125 ? 10 : width)
const bowTie = (ring: readonly number[]): number[] => [
  ...ring.slice(0, 4),
  ...ring.slice(6, 8),
  ...ring.slice(4, 6),
  ...ring.slice(-2),
]

function parcelCode(village: SampleVillage, sequence: number, event: Event | null): string | null {
  if (event === 'no-code') return null
  const number = event === 'duplicate-code' ? sequence - 1 : sequence
  const subDistrict = village.code.slice(-1).padStart(3, '0')
  return `371703001${subDistrict}${event === 'not-homestead' ? 'JB' : 'JC'}${String(number).padStart(5, '0')}`
}

function parcelRow(
  village: SampleVillage,
  villageNumber: number,
  sequence: number,
  event: Event | null,
  areaM2: number,
) {
  const code = parcelCode(village, sequence, event)
  const homestead = event !== 'not-homestead'
  const household = event === 'second-plot' ? sequence - 1 : sequence
  const person = villageNumber * 100 + household
  const declared = event === 'no-shape' || event === 'bow-tie' ? null : event === 'area-differs' ? areaM2 + 6 : areaM2
  return [
    villageNumber * 1000 + sequence,
    code,
    code === null ? null : `${code}${homestead ? 'F00010001' : 'W00000000'}`,
    village.code,
    `${village.code}0000000`,
    gbk(village.name),
    gbk(`定陶区${village.town}${village.name}${sequence}号`),
    declared,
    sequence % 6 === 0 ? 160 : null,
    homestead ? '0702' : '0809',
    homestead ? '6' : '8',
    homestead ? '203' : '204',
    homestead ? fictitiousName(person) : gbk(`${village.name}股份经济合作社`),
    homestead ? fictitiousIdNumber(person, FIRST_BIRTHDAY_MS) : null,
    homestead ? `${village.code}${String(household).padStart(4, '0')}` : null,
    homestead ? 2 + (household % 5) : null,
    sequence % 9 === 0 ? null : `${1978 + ((villageNumber * 7 + household) % 40)}0${1 + (household % 9)}15`,
    idlePlots[`${villageNumber}-${sequence}`] ?? '1',
    gbk('虚构示例'),
  ]
}

function writeBuilding(
  layer: LayerFiles,
  village: SampleVillage,
  sequence: number,
  [west, south, width]: [number, number, number],
): void {
  const code = parcelCode(village, sequence, null)
  // The third house of each village has no code: its parcel is found by where it stands.
  const house = sequence === 3 || code === null ? null : `${code}F00010001`
  const footprintM2 = (width - 2) * 8
  layer.shapes.write([rectangle(west + 1, south + 6, width - 2, 8)])
  const storeys = 1 + (sequence % 2)
  const serial = `${village.code}${String(sequence).padStart(4, '0')}`
  layer.rows.write([
    house,
    house?.slice(0, 19) ?? null,
    serial,
    '0001',
    '5',
    storeys,
    footprintM2,
    footprintM2 * storeys,
    String(1985 + sequence),
  ])
}

const landUse = [
  ['1006', '农村道路', '', 0, 20],
  ['0702', '农村宅基地', '203', 20, 40],
  ['0102', '水浇地', '', 60, 36],
] as const

function writeLandUse(layer: LayerFiles, village: SampleVillage, villageNumber: number, block: Block): void {
  landUse.forEach(([code, name, mark, from, height], i) => {
    const number = String((villageNumber - 1) * landUse.length + i + 1).padStart(8, '0')
    const owner = `${village.code}0000000`
    const areaM2 = ellipsoidAreaM2(block.west + BLOCK_WIDTH_M / 2, BLOCK_WIDTH_M * height)
    layer.shapes.write([rectangle(block.west, block.south + from, BLOCK_WIDTH_M, height)])
    layer.rows.write([
      `3717032001${number}`,
      '2001010100',
      number,
      code,
      gbk(name),
      '30',
      owner,
      gbk(village.name),
      owner,
      gbk(village.name),
      areaM2,
      mark === '' ? null : mark,
    ])
  })
}

if (process.argv[1] === import.meta.filename)
  makeSample(join(import.meta.dirname, '..', '..', 'main', 'assets', 'sample'))
