import type { VillageType } from '../model/code-lists.ts'
import { severityOf } from '../model/finding-codes.ts'
import { isUnusualParcelCode, isWellFormedParcelCode } from '../model/parcel-code.ts'
import { roundHalfUp } from '../model/round.ts'
import { NOTHING_KNOWN, standardFor } from '../standards/choose.ts'
import { areaDiffers } from './limits.ts'
import type { FindingValues, RowChecks, Rule, SetQuestion } from './rule.ts'

const PARCEL_CODE = 'GB/T 37346-2019'
const ASSESSMENT = '菏定政办字〔2019〕45号 三(三)5'

const rowRule = (id: string, cites: string, rows: RowChecks): Rule => ({ id, severity: severityOf(id), cites, rows })
const setRule = (id: string, cites: string, asks: SetQuestion): Rule => ({ id, severity: severityOf(id), cites, asks })

/**
 * Both figures as they will be read, when they differ by more than the tolerance. The rings of an invalid shape cancel each other
 * out: what they add up to is no area to hold a declared one against, and the shape is an error already.
 */
const areaValues = (
  { declaredAreaM2: declaredM2, geometryFault }: { declaredAreaM2: number | null; geometryFault: string | null },
  computedM2: number | null,
): FindingValues | null =>
  geometryFault === null && areaDiffers(declaredM2, computedM2)
    ? { declaredM2: roundHalfUp(declaredM2 ?? 0), computedM2: roundHalfUp(computedM2 ?? 0) }
    : null

export const codeRules: readonly Rule[] = [
  rowRule('code.missing', PARCEL_CODE, { parcel: (row) => (row.parcelCode === null ? {} : null) }),
  rowRule('code.format', PARCEL_CODE, {
    parcel: (row) =>
      row.parcelCode === null || isWellFormedParcelCode(row.parcelCode) ? null : { parcelCode: row.parcelCode },
  }),
  rowRule('code.unusual', PARCEL_CODE, {
    parcel: (row) =>
      row.parcelCode !== null && isUnusualParcelCode(row.parcelCode) ? { parcelCode: row.parcelCode } : null,
  }),
  setRule('code.duplicate', PARCEL_CODE, 'repeated-parcel-codes'),
]

export const villageRules: readonly Rule[] = [
  rowRule('village.missing', ASSESSMENT, {
    parcel: (row) => (row.villageCode === null && row.villageProposed === null ? {} : null),
  }),
  rowRule('village.derived', ASSESSMENT, {
    // As stored, so that the assessment gives the same reason.
    parcel: (row) =>
      row.villageCode === null && row.villageProposed !== null ? { villageCode: row.villageProposed } : null,
  }),
  rowRule('village.unknown', ASSESSMENT, {
    parcel: (row, survey) =>
      row.villageCode === null || survey.villageCodes.size === 0 || survey.villageCodes.has(row.villageCode)
        ? null
        : { villageCode: row.villageCode },
  }),
  rowRule('type.missing', ASSESSMENT, { village: (row) => (row.villageType === null ? {} : null) }),
  rowRule('terrain.missing', ASSESSMENT, {
    village: (row, survey) =>
      row.terrain === null &&
      row.villageType !== null &&
      standardFor(survey.standards, { ...NOTHING_KNOWN, villageType: row.villageType as VillageType }) ===
        'terrain.missing'
        ? {}
        : null,
  }),
]

export const areaRules: readonly Rule[] = [
  rowRule('area.declared-differs', 'TD/T 1001; TD/T 1055', {
    parcel: (row) => areaValues(row, row.areaM2),
    building: (row) => areaValues(row, row.areaM2),
    land_use: (row) => areaValues(row, row.ellipsoidAreaM2),
  }),
  rowRule('area.approved-zero', ASSESSMENT, { parcel: (row) => (row.approvedAreaM2 === 0 ? {} : null) }),
]

export const peopleRules: readonly Rule[] = [
  rowRule('id.checksum', 'GB 11643-1999', { person: (row) => (row.idNumberFault === null ? null : {}) }),
  setRule('person.id-conflict', 'GB 11643-1999', 'id-numbers-with-names'),
  setRule('household.size-differs', '宅基地基础信息调查', 'household-sizes'),
  setRule('household.no-member', '宅基地基础信息调查', 'households-without-members'),
]
