import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GeneratedParcel, KnownAnswer } from './survey-generator-answer.ts'
import { emptyAnswer, tally, tallyHouseholds, tallyOverlap } from './survey-generator-answer.ts'
import { DbfWriter } from './survey-generator-dbf.ts'
import type { Defect, DefectCounts } from './survey-generator-defects.ts'
import { planDefects, usualDefects } from './survey-generator-defects.ts'
import { BuildingLayer, LandUseLayer, VillageLayer } from './survey-generator-layers.ts'
import type { GeneratedVillage, Transform } from './survey-generator-layout.ts'
import {
  PARCELS_PER_VILLAGE,
  PLOT_DEPTH_M,
  PLOTS_PER_ROW,
  plotWidthsM,
  prjZone39,
  rectangle,
  rotation,
  rowOrigin,
  seededRandom,
  villageAt,
  villageCount,
} from './survey-generator-layout.ts'
import type { ParcelFacts, VillageText } from './survey-generator-parcel.ts'
import { parcelCells, parcelCode, parcelColumns, villageText } from './survey-generator-parcel.ts'
import { fictitiousIdNumber, fictitiousName, withWrongCheck } from './survey-generator-people.ts'
import { PolygonWriter } from './survey-generator-shp.ts'

export interface SurveySpec {
  readonly parcels: number
  readonly seed?: number
  /** Right-holders, ID numbers and households; otherwise these columns are blank. */
  readonly people?: boolean
  readonly rotationDegrees?: number
  readonly defects?: DefectCounts
  /** One building in each of the first so many sound parcels. */
  readonly buildings?: number
  readonly landUse?: boolean
}

export interface GeneratedSurvey {
  readonly villagesCsv: string
  readonly villagesShp: string
  readonly parcelsShp: string
  readonly buildingsShp: string | null
  readonly landUseShp: string | null
  readonly answer: KnownAnswer
}

const GROWTH_M = 1
/** Times the plot's depth this is 0.006 m², below what counts as an overlap. */
const TOUCH_M = 1 / 2048
const CONSTRUCTION_SHARE = 0.04
const SECOND_PLOT_SHARE = 0.03

/**
 * Writes a survey of any size with a known answer into `folder`: villages.csv, 村界, 宗地 and, when asked for, 房屋 and 地类图斑 as GBK
 * shapefiles in EPSG:4527, and answer.json. Streams to disk; the same spec gives the same bytes.
 */
export function generateSurvey(folder: string, spec: SurveySpec): GeneratedSurvey {
  mkdirSync(folder, { recursive: true })
  const maker = new SurveyMaker(folder, spec)
  const answer = maker.run()
  writeFileSync(join(folder, 'answer.json'), `${JSON.stringify(answer, null, 2)}\n`)
  return {
    villagesCsv: join(folder, 'villages.csv'),
    villagesShp: join(folder, '村界.shp'),
    parcelsShp: join(folder, '宗地.shp'),
    buildingsShp: (spec.buildings ?? 0) > 0 ? join(folder, '房屋.shp') : null,
    landUseShp: spec.landUse === true ? join(folder, '地类图斑.shp') : null,
    answer,
  }
}

class SurveyMaker {
  readonly #spec: SurveySpec
  readonly #random: () => number
  readonly #turn: Transform
  readonly #widthsM: readonly number[]
  readonly #plan: ReadonlyMap<number, Defect>
  readonly #answer: KnownAnswer
  readonly #shapes: PolygonWriter
  readonly #rows: DbfWriter
  readonly #villages: VillageLayer
  readonly #buildings: BuildingLayer | null
  readonly #landUse: LandUseLayer | null
  #previous: ParcelFacts | null = null
  #previousSharesHousehold = false
  #persons = 0

  constructor(folder: string, spec: SurveySpec) {
    const { seed = 1, people = false, rotationDegrees = 0 } = spec
    this.#spec = spec
    this.#random = seededRandom(seed)
    this.#turn = rotation(rotationDegrees)
    // A turned 16 × 12.5 is 200 m² only to eight decimals, so no plot stands exactly at its limit then.
    this.#widthsM = rotationDegrees === 0 ? plotWidthsM : plotWidthsM.map((width) => (width === 16 ? 15.9375 : width))
    this.#plan = planDefects(spec.parcels, spec.defects ?? usualDefects(spec.parcels, people), this.#random)
    this.#answer = emptyAnswer(seed, people, rotationDegrees)
    const parcels = join(folder, '宗地')
    this.#shapes = new PolygonWriter(parcels)
    this.#rows = new DbfWriter(parcels, parcelColumns)
    writeFileSync(`${parcels}.prj`, prjZone39)
    this.#villages = new VillageLayer(folder, this.#turn)
    this.#buildings = (spec.buildings ?? 0) > 0 ? new BuildingLayer(folder, this.#turn) : null
    this.#landUse = spec.landUse === true ? new LandUseLayer(folder, this.#turn) : null
  }

  run(): KnownAnswer {
    const count = villageCount(this.#spec.parcels)
    for (let index = 0; index < count; index += 1) {
      const village = villageAt(index, count)
      this.#answer.villages.count += 1
      this.#answer.villages.byType[village.kind.type] += 1
      this.#villages.write(village)
      this.#landUse?.write(village, this.#answer)
      this.#village(village)
    }
    for (const layer of [this.#shapes, this.#rows, this.#villages, this.#buildings, this.#landUse]) layer?.close()
    return this.#answer
  }

  #village(village: GeneratedVillage): void {
    const text = villageText(village)
    const plotsOfHousehold = new Map<number, number>()
    const first = village.index * PARCELS_PER_VILLAGE
    const last = Math.min(first + PARCELS_PER_VILLAGE, this.#spec.parcels)
    let west = 0
    for (let i = first; i < last; i += 1) {
      const column = (i - first) % PLOTS_PER_ROW
      const [rowWest, south] = rowOrigin(village, Math.floor((i - first) / PLOTS_PER_ROW))
      if (column === 0) west = rowWest
      const width = this.#widthsM[Math.floor(this.#random() * this.#widthsM.length)]!
      const defect = this.#plan.get(i) ?? null
      const shape = this.#shape(defect, west, south, width, column === PLOTS_PER_ROW - 1 ? 'west' : 'east')
      const parcel = this.#parcel(i, i - first + 1, defect, shape.areaM2, village)
      this.#write(parcel, shape.ring, village, text)
      if (tally(this.#answer, parcel, village)) this.#afterImport(parcel, plotsOfHousehold)
      if (defect === 'overlap') {
        const neighbour = column === PLOTS_PER_ROW - 1 ? parcel.bsm - 1 : parcel.bsm + 1
        tallyOverlap(this.#answer, GROWTH_M * PLOT_DEPTH_M, parcel.bsm, neighbour)
      }
      if (defect === null && this.#answer.buildings.count < (this.#spec.buildings ?? 0)) {
        this.#buildings?.write(parcel, [west, south, width, PLOT_DEPTH_M], this.#answer)
      }
      west += width
    }
    tallyHouseholds(this.#answer, plotsOfHousehold)
  }

  #afterImport(parcel: GeneratedParcel, plotsOfHousehold: Map<number, number>): void {
    if (parcel.household === null || !parcel.homestead) return
    plotsOfHousehold.set(parcel.household, (plotsOfHousehold.get(parcel.household) ?? 0) + 1)
  }

  #write(parcel: ParcelFacts, ring: readonly number[] | null, village: GeneratedVillage, text: VillageText): void {
    this.#shapes.write(ring === null ? null : [ring])
    this.#rows.write(parcelCells(parcel, village, text), { deleted: parcel.defect === 'deletedRow' })
  }

  /** The ring as delivered, with the plane area of the plot that it stands for. */
  #shape(defect: Defect | null, west: number, south: number, width: number, grow: 'west' | 'east') {
    const more = defect === 'overlap' ? GROWTH_M : defect === 'touchingOverlap' ? TOUCH_M : 0
    const ring = rectangle(grow === 'west' ? west - more : west, south, width + more, PLOT_DEPTH_M)
    // Every third wall along the lane has a corner post in its middle, so not every ring has five vertices.
    if (this.#random() < 0.3) ring.splice(8, 0, west + width / 2, south)
    const turned = defect === 'nullShape' ? null : spoil(defect, this.#turn(ring))
    return { ring: turned, areaM2: (width + more) * PLOT_DEPTH_M }
  }

  #parcel(i: number, sequence: number, defect: Defect | null, areaM2: number, village: GeneratedVillage): ParcelFacts {
    const previous = sequence === 1 ? null : this.#previous
    // Whose ID number the next record repeats must have one.
    const mustBeHomestead = defect !== null || this.#plan.get(i + 1) === 'idConflict'
    const homestead = mustBeHomestead ? defect !== 'unusualCode' : this.#random() >= CONSTRUCTION_SHARE
    const canShare = defect === null && homestead && previous?.defect === null && previous.household !== null
    const shares = canShare && !this.#previousSharesHousehold && this.#random() < SECOND_PLOT_SHARE
    const hasHousehold = homestead && this.#spec.people === true && !withoutHousehold.has(defect ?? 'overlap')
    const facts: ParcelFacts = {
      bsm: i + 1,
      sequence,
      defect,
      // The planned neighbour of a duplicate may be the last parcel of the village before.
      code:
        defect === 'duplicateCode'
          ? (this.#previous?.code ?? '')
          : parcelCode(village, sequence, homestead || defect === 'unusualCode'),
      homestead: defect === 'duplicateCode' ? (this.#previous?.homestead ?? true) : homestead,
      areaM2,
      household: hasHousehold ? (shares && previous !== null ? previous.household : sequence) : null,
      holder: hasHousehold ? this.#holder(defect, shares) : null,
      householdSize: shares && previous !== null ? previous.householdSize : 1 + Math.floor(this.#random() * 7),
      acquiredOn: this.#date(),
      use: (['1', '1', '1', '1', '1', '1', '1', '1', '2', '3'] as const)[Math.floor(this.#random() * 10)]!,
    }
    this.#previous = facts
    this.#previousSharesHousehold = shares
    return facts
  }

  #holder(defect: Defect | null, shares: boolean): ParcelFacts['holder'] {
    if (shares) return this.#previous?.holder ?? null
    this.#persons += 1
    const name = fictitiousName(this.#persons)
    const idNumber = fictitiousIdNumber(this.#persons)
    if (defect === 'idChecksum') return { name, idNumber: withWrongCheck(idNumber) }
    if (defect === 'idConflict') return { name, idNumber: this.#previous?.holder?.idNumber ?? idNumber }
    return { name, idNumber }
  }

  #date(): string | null {
    const days = Math.floor(this.#random() * 17_000)
    return days % 20 === 0 ? null : new Date(Date.UTC(1975, 0, 1 + days)).toISOString().slice(0, 10).replaceAll('-', '')
  }
}

/** Where the record does not stand in its village as it should, whose household it is would be a second question. */
const withoutHousehold: ReadonlySet<Defect> = new Set([
  'nullShape',
  'tooFewPoints',
  'notFinite',
  'outsideZone',
  'deletedRow',
  'selfIntersection',
  'villageUnknown',
  'villageMissing',
  'unusualCode',
])

function spoil(defect: Defect | null, ring: readonly number[]): number[] {
  if (defect === 'tooFewPoints') return [...ring.slice(0, 4), ...ring.slice(0, 2)]
  if (defect === 'notFinite') return ring.map((value, i) => (i === 2 ? Number.NaN : value))
  if (defect === 'outsideZone') return ring.map((value, i) => (i % 2 === 0 ? value + 450_000 : value))
  // The two eastern corners change places: a bow-tie.
  if (defect === 'selfIntersection')
    return [...ring.slice(0, 4), ...ring.slice(6, 8), ...ring.slice(4, 6), ...ring.slice(-2)]
  return [...ring]
}
