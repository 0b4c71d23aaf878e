/** Village types and terrains in turn, with the limits of the built-in standard set as this oracle knows them. */
const villageKinds = [
  { type: 'urban_village', terrain: 'plain', limitM2: 166 },
  { type: 'near_suburb', terrain: 'plain', limitM2: 166 },
  { type: 'far_suburb', terrain: 'plain', limitM2: 200 },
  { type: 'far_suburb', terrain: 'saline', limitM2: 264 },
  { type: 'far_suburb', terrain: 'hill_flat', limitM2: 132 },
  { type: 'far_suburb', terrain: 'hill_slope', limitM2: 264 },
] as const

export type VillageType = (typeof villageKinds)[number]['type']

export interface GeneratedVillage {
  readonly index: number
  readonly code: string
  readonly name: string
  readonly kind: (typeof villageKinds)[number]
  /** South-west corner of its block, in whole metres of EPSG:4527. */
  readonly west: number
  readonly south: number
}

export const PLOTS_PER_ROW = 20
const ROWS_PER_VILLAGE = 20
export const PARCELS_PER_VILLAGE = PLOTS_PER_ROW * ROWS_PER_VILLAGE
export const BLOCK_WIDTH_M = 456
export const BLOCK_HEIGHT_M = 304
export const PLOT_DEPTH_M = 12.5
const LANE_M = 4
const MARGIN_M = 6

// Every length is a dyadic fraction: a double holds it exactly beside an 8-digit easting, so areas are exact and 16 × 12.5 is 200.
export const plotWidthsM = [10.5, 13.25, 16, 16.0625, 21, 22] as const

const CENTRE_EASTING_M = 39_369_600
const CENTRE_NORTHING_M = 3_882_600
const towns = ['001', '002', '102', '103', '104', '105', '106', '107', '108', '109', '110']
const townNames = [
  '天中街道',
  '滨河街道',
  '冉固镇',
  '张湾镇',
  '黄店镇',
  '孟海镇',
  '马集镇',
  '仿山镇',
  '半堤镇',
  '杜堂镇',
  '南王店镇',
]
const VILLAGES_PER_TOWN = 800

export function villageCount(parcels: number): number {
  return Math.ceil(parcels / PARCELS_PER_VILLAGE)
}

/** Village `index` of `count`, its block in a square grid around the district's seat. The names are made up. */
export function villageAt(index: number, count: number): GeneratedVillage {
  const columns = Math.ceil(Math.sqrt(count))
  const kind = villageKinds[index % villageKinds.length]!
  const town = towns[Math.floor(index / VILLAGES_PER_TOWN)]
  if (town === undefined) throw new Error(`no more than ${towns.length * VILLAGES_PER_TOWN} villages`)
  return {
    index,
    code: `371703${town}${200 + (index % VILLAGES_PER_TOWN)}`,
    name: `示例${index + 1}村`,
    kind,
    west: CENTRE_EASTING_M + ((index % columns) - Math.floor(columns / 2)) * BLOCK_WIDTH_M,
    south: CENTRE_NORTHING_M + (Math.floor(index / columns) - Math.floor(columns / 2)) * BLOCK_HEIGHT_M,
  }
}

export function townName(index: number): string {
  return townNames[Math.floor(index / VILLAGES_PER_TOWN)]!
}

/** South-west corner of a row's first plot. Two rows share their wall, then comes a lane. */
export function rowOrigin(village: GeneratedVillage, row: number): readonly [easting: number, northing: number] {
  return [village.west + MARGIN_M, village.south + MARGIN_M + row * PLOT_DEPTH_M + Math.floor(row / 2) * LANE_M]
}

/** A closed ring, clockwise as the shapefile wants its shells. */
export function rectangle(west: number, south: number, width: number, height: number): number[] {
  const east = west + width
  const north = south + height
  return [west, south, west, north, east, north, east, south, west, south]
}

export type Transform = (ring: readonly number[]) => number[]

/** Turns everything about the seat, so that extents of neighbours overlap as they do in real villages. */
export function rotation(degrees: number): Transform {
  if (degrees === 0) return (ring) => [...ring]
  const cos = Math.cos((degrees * Math.PI) / 180)
  const sin = Math.sin((degrees * Math.PI) / 180)
  return (ring) => {
    const turned = new Array<number>(ring.length)
    for (let i = 0; i < ring.length; i += 2) {
      const x = ring[i]! - CENTRE_EASTING_M
      const y = ring[i + 1]! - CENTRE_NORTHING_M
      turned[i] = CENTRE_EASTING_M + x * cos - y * sin
      turned[i + 1] = CENTRE_NORTHING_M + x * sin + y * cos
    }
    return turned
  }
}

/** The same numbers from the same seed, everywhere (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

export const prjZone39 =
  'PROJCS["CGCS2000_3_Degree_GK_Zone_39",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",39500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",117.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'

/** EPSG:2363, the same zone on the datum before. */
export const prjXian80Zone39 = prjZone39
  .replace('GCS_China_Geodetic_Coordinate_System_2000', 'GCS_Xian_1980')
  .replace('D_China_2000', 'D_Xian_1980')
  .replace('CGCS2000_3', 'Xian_1980_3')
  .replace('"CGCS2000",6378137.0,298.257222101', '"Xian_1980",6378140.0,298.257')
