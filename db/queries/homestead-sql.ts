const digits = (count: number): string => '[0-9]'.repeat(count)
const WELL_FORMED = `${digits(12)}[GJZ][A-FSXWYHG]${digits(5)}`

/** SQL of `isHomestead` (shared/model/parcel-code.ts) for a parcel by this alias: 1 or 0. */
export const homesteadSql = (parcel: string): string =>
  `CASE WHEN ${parcel}.parcel_code GLOB '${WELL_FORMED}' AND ${parcel}.parcel_code NOT LIKE '%00000'
    THEN substr(${parcel}.parcel_code, 13, 2) = 'JC'
    ELSE ifnull(${parcel}.right_type IN ('5', '6'), 0) OR ifnull(${parcel}.use_code IN ('0702', '072'), 0) END`
