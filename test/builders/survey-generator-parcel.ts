import type { Cell, Column } from './survey-generator-dbf.ts'
import { gbk } from './survey-generator-dbf.ts'
import type { Defect } from './survey-generator-defects.ts'
import type { GeneratedVillage } from './survey-generator-layout.ts'
import { townName } from './survey-generator-layout.ts'

/** 18 fields as a homestead survey delivers them. */
export const parcelColumns: readonly Column[] = [
  { name: 'BSM', type: 'N', width: 18 },
  { name: 'ZDDM', type: 'C', width: 19 },
  { name: 'BDCDYH', type: 'C', width: 28 },
  { name: 'XZCDM', type: 'C', width: 12 },
  { name: 'QSDWDM', type: 'C', width: 19 },
  { name: 'XZCMC', type: 'C', width: 40 },
  { name: 'ZL', type: 'C', width: 200 },
  { name: 'ZDMJ', type: 'N', width: 15, decimals: 2 },
  { name: 'PZMJ', type: 'N', width: 15, decimals: 2 },
  { name: 'YT', type: 'C', width: 4 },
  { name: 'QLLX', type: 'C', width: 2 },
  { name: 'QLXZ', type: 'C', width: 4 },
  { name: 'QLR', type: 'C', width: 60 },
  { name: 'ZJH', type: 'C', width: 18 },
  { name: 'NHDM', type: 'C', width: 19 },
  { name: 'JTRK', type: 'N', width: 3 },
  { name: 'QDSJ', type: 'D', width: 8 },
  { name: 'LYZT', type: 'C', width: 1 },
]

export interface ParcelFacts {
  /** 1-based record number; also BSM. */
  readonly bsm: number
  /** 1-based within its village. */
  readonly sequence: number
  readonly defect: Defect | null
  readonly homestead: boolean
  readonly areaM2: number
  readonly code: string
  readonly household: number | null
  readonly holder: { readonly name: Uint8Array; readonly idNumber: string } | null
  readonly householdSize: number
  /** YYYYMMDD */
  readonly acquiredOn: string | null
  readonly use: '1' | '2' | '3'
}

/** Text that all parcels of a village share, encoded once. */
export interface VillageText {
  readonly name: Uint8Array
  readonly locationStart: Uint8Array
}

const locationEnd = gbk('号（虚构）')

export function villageText(village: GeneratedVillage): VillageText {
  return { name: gbk(village.name), locationStart: gbk(`山东省菏泽市定陶区${townName(village.index)}${village.name}`) }
}

/** The parcel's own code: cadastral district and sub-district are numbers of their own, not the village's. */
export function parcelCode(village: GeneratedVillage, sequence: number, homestead: boolean): string {
  const district = 1 + Math.floor(village.index / 100)
  const subDistrict = 1 + (village.index % 100)
  const start = `371703${String(district).padStart(3, '0')}${String(subDistrict).padStart(3, '0')}`
  return `${start}${homestead ? 'JC' : 'JB'}${String(sequence).padStart(5, '0')}`
}

export function parcelCells(parcel: ParcelFacts, village: GeneratedVillage, text: VillageText): Cell[] {
  const { defect } = parcel
  const code = deliveredCode(parcel)
  const villageCode = defect === 'villageUnknown' ? '371703999999' : defect === 'villageMissing' ? null : village.code
  const sound = defect === null || defect === 'duplicateCode'
  return [
    parcel.bsm,
    code,
    code !== null && sound ? `${code}${parcel.homestead ? 'F00010001' : 'W00000000'}` : null,
    villageCode,
    villageCode === null ? null : `${villageCode}0000000`,
    villageCode === null ? null : text.name,
    Buffer.concat([text.locationStart, Buffer.from(String(parcel.sequence)), locationEnd]),
    declaredArea(parcel),
    parcel.sequence % 7 === 0 ? 166 : null,
    parcel.homestead ? '0702' : '0601',
    parcel.homestead ? (parcel.sequence % 3 === 0 ? '5' : '6') : '8',
    parcel.homestead ? '203' : '204',
    parcel.holder?.name ?? null,
    parcel.holder?.idNumber ?? null,
    parcel.household === null ? null : `${village.code}${String(parcel.household).padStart(4, '0')}`,
    parcel.household === null ? null : parcel.householdSize,
    parcel.acquiredOn,
    parcel.use,
  ]
}

function deliveredCode({ defect, code, bsm }: ParcelFacts): string | null {
  if (defect === 'blankCode') return null
  if (defect === 'unusualCode') return code.replace('JC', 'GC')
  // Two ways of getting it wrong: a character lost, and the sequence that no parcel has.
  if (defect === 'badCode') return bsm % 2 === 0 ? code.slice(0, 18) : `${code.slice(0, 14)}00000`
  return code
}

/** null where the shape has no area that anyone could have declared. */
function declaredArea({ defect, areaM2 }: ParcelFacts): number | null {
  if (defect === 'areaDiffers') return areaM2 + 5
  const shapeless = ['nullShape', 'tooFewPoints', 'notFinite', 'selfIntersection'] as const
  return shapeless.some((kind) => kind === defect) ? null : areaM2
}
