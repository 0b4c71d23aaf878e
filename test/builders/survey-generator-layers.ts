import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KnownAnswer } from './survey-generator-answer.ts'
import type { Column } from './survey-generator-dbf.ts'
import { DbfWriter, gbk } from './survey-generator-dbf.ts'
import type { GeneratedVillage, Transform } from './survey-generator-layout.ts'
import { BLOCK_HEIGHT_M, BLOCK_WIDTH_M, prjZone39, rectangle, townName } from './survey-generator-layout.ts'
import { PolygonWriter } from './survey-generator-shp.ts'

/** A layer's four files under one name. */
export class LayerFiles {
  readonly shapes: PolygonWriter
  readonly rows: DbfWriter

  constructor(folder: string, name: string, columns: readonly Column[]) {
    const path = join(folder, name)
    this.shapes = new PolygonWriter(path)
    this.rows = new DbfWriter(path, columns)
    writeFileSync(`${path}.prj`, prjZone39)
  }

  close(): void {
    this.shapes.close()
    this.rows.close()
  }
}

export const villageColumns: readonly Column[] = [
  { name: 'BSM', type: 'N', width: 18 },
  { name: 'XZCDM', type: 'C', width: 12 },
  { name: 'XZCMC', type: 'C', width: 60 },
]

export const villagesCsvHeader = 'code,name,town,village_type,terrain,population,households\n'

/** 村界.shp and villages.csv: the shapefile has the outlines, the list has the types. */
export class VillageLayer {
  readonly #files: LayerFiles
  readonly #csv: string
  readonly #turn: Transform
  #lines = villagesCsvHeader

  constructor(folder: string, turn: Transform) {
    this.#files = new LayerFiles(folder, '村界', villageColumns)
    this.#csv = join(folder, 'villages.csv')
    this.#turn = turn
    writeFileSync(this.#csv, '')
  }

  write(village: GeneratedVillage): void {
    const { index, code, name, kind } = village
    this.#files.shapes.write([this.#turn(rectangle(village.west, village.south, BLOCK_WIDTH_M, BLOCK_HEIGHT_M))])
    this.#files.rows.write([index + 1, code, gbk(name)])
    this.#lines += `${code},${name},${townName(index)},${kind.type},${kind.terrain},${800 + (index % 40) * 10},400\n`
    if (this.#lines.length > 1 << 16) this.#flush()
  }

  close(): void {
    this.#flush()
    this.#files.close()
  }

  #flush(): void {
    appendFileSync(this.#csv, this.#lines)
    this.#lines = ''
  }
}

export const buildingColumns: readonly Column[] = [
  { name: 'BDCDYH', type: 'C', width: 28 },
  { name: 'ZDDM', type: 'C', width: 19 },
  { name: 'FWBM', type: 'C', width: 24 },
  { name: 'ZRZH', type: 'C', width: 24 },
  { name: 'FWJG', type: 'C', width: 1 },
  { name: 'SJC', type: 'N', width: 3 },
  { name: 'FJZDMJ', type: 'N', width: 15, decimals: 2 },
  { name: 'JZMJ', type: 'N', width: 15, decimals: 2 },
  { name: 'JZND', type: 'C', width: 4 },
]

const YARD_M = 2
const OUTSIDE_EACH = 50
const FAR_AWAY_M = 2000

/** 房屋.shp: a house in its plot's yard; each fiftieth stands two kilometres from the plot that it names. */
export class BuildingLayer {
  readonly #files: LayerFiles
  readonly #turn: Transform

  constructor(folder: string, turn: Transform) {
    this.#files = new LayerFiles(folder, '房屋', buildingColumns)
    this.#turn = turn
  }

  write(
    parcel: { readonly code: string },
    [west, south, width, depth]: readonly [number, number, number, number],
    answer: KnownAnswer,
  ): void {
    answer.buildings.count += 1
    const outside = answer.buildings.count % OUTSIDE_EACH === 0
    if (outside) answer.buildings.outsideParcel += 1
    const footprintM2 = (width - 2 * YARD_M) * (depth - 2 * YARD_M)
    const storeys = 1 + (answer.buildings.count % 3)
    const house = `${parcel.code}F00010001`
    const y = south + YARD_M + (outside ? FAR_AWAY_M : 0)
    this.#files.shapes.write([this.#turn(rectangle(west + YARD_M, y, width - 2 * YARD_M, depth - 2 * YARD_M))])
    this.#files.rows.write([
      house,
      parcel.code,
      house.slice(0, 24),
      house.slice(0, 24),
      '5',
      storeys,
      footprintM2,
      footprintM2 * storeys,
      String(1980 + (answer.buildings.count % 40)),
    ])
  }

  close(): void {
    this.#files.close()
  }
}

export const landUseColumns: readonly Column[] = [
  { name: 'BSM', type: 'C', width: 18 },
  { name: 'YSDM', type: 'C', width: 10 },
  { name: 'TBBH', type: 'C', width: 8 },
  { name: 'DLBM', type: 'C', width: 5 },
  { name: 'DLMC', type: 'C', width: 60 },
  { name: 'QSXZ', type: 'C', width: 2 },
  { name: 'QSDWDM', type: 'C', width: 19 },
  { name: 'QSDWMC', type: 'C', width: 60 },
  { name: 'ZLDWDM', type: 'C', width: 19 },
  { name: 'ZLDWMC', type: 'C', width: 60 },
  { name: 'TBMJ', type: 'N', width: 18, decimals: 2 },
  { name: 'CZCSXM', type: 'C', width: 4 },
]

const classes = [
  ['0702', '农村宅基地', '203'],
  ['0102', '水浇地', null],
  ['1006', '农村道路', null],
  ['1107', '沟渠', null],
] as const

/** 地类图斑.shp: four strips that cover each village's block. */
export class LandUseLayer {
  readonly #files: LayerFiles
  readonly #turn: Transform

  constructor(folder: string, turn: Transform) {
    this.#files = new LayerFiles(folder, '地类图斑', landUseColumns)
    this.#turn = turn
  }

  write(village: GeneratedVillage, answer: KnownAnswer): void {
    const width = BLOCK_WIDTH_M / classes.length
    classes.forEach(([code, name, urbanMark], i) => {
      const west = village.west + i * width
      const number = answer.landUse.count + 1
      const areaM2 = ellipsoidAreaM2(west + width / 2, width * BLOCK_HEIGHT_M)
      answer.landUse.count = number
      answer.landUse.areaM2 += areaM2
      this.#files.shapes.write([this.#turn(rectangle(west, village.south, width, BLOCK_HEIGHT_M))])
      const owner = `${village.code}0000000`
      const villageName = gbk(village.name)
      const serial = String(number).padStart(8, '0')
      this.#files.rows.write([
        `3717032001${serial}`,
        '2001010100',
        serial,
        code,
        gbk(name),
        '30',
        owner,
        villageName,
        owner,
        villageName,
        areaM2,
        urbanMark,
      ])
    })
  }

  close(): void {
    this.#files.close()
  }
}

const CENTRAL_EASTING_M = 39_500_000
/** √(M·N) of the CGCS2000 ellipsoid at 35.07° north. */
const MEAN_RADIUS_M = 6_371_021

/**
 * Area on the ellipsoid from the plane area at one easting: Gauss-Krüger stretches lengths by 1 + y²/2R² + y⁴/24R⁴. Good to 1 cm² per
 * m² here, far inside the 1 m² that counts, and it shares nothing with the product's strip formula.
 */
export function ellipsoidAreaM2(eastingM: number, planeAreaM2: number): number {
  const ratio = (eastingM - CENTRAL_EASTING_M) / MEAN_RADIUS_M
  const scale = 1 + ratio ** 2 / 2 + ratio ** 4 / 24
  return planeAreaM2 / scale ** 2
}
