const WELL_FORMED = /^\d{12}[GJZ][A-FSXWYHG]\d{5}$/
/** State land with a collective ownership parcel (A) or a homestead (C): both go with J. */
const UNUSUAL = /^\d{12}G[AC]/

/** 宗地代码: 19 characters, GB/T 37346; sequence 00000 is never given. */
export const isWellFormedParcelCode = (code: string): boolean => WELL_FORMED.test(code) && !code.endsWith('00000')

export const isUnusualParcelCode = (code: string): boolean => isWellFormedParcelCode(code) && UNUSUAL.test(code)

/** Digits 1–12 are county + cadastral district numbers: they may only propose a village. */
export const villageProposedBy = (code: string): string => code.slice(0, 12)

/**
 * Whether a parcel is a homestead: characters 13–14 of a well-formed code are JC, or, without one, the right is 5/6 or the
 * use 0702 (072 in the former classes).
 */
export function isHomestead(parcel: {
  readonly parcelCode: string | null
  readonly rightType: string | null
  readonly useCode: string | null
}): boolean {
  if (parcel.parcelCode !== null && isWellFormedParcelCode(parcel.parcelCode))
    return parcel.parcelCode.slice(12, 14) === 'JC'
  return parcel.rightType === '5' || parcel.rightType === '6' || parcel.useCode === '0702' || parcel.useCode === '072'
}

/** 0702 is a class of GB/T 21010; 072 stood in the former three-digit classes. Anything else keeps its scheme open. */
export const schemeOfUse = (use: string): 'gbt-21010' | 'land-class-2002' | null =>
  /^\d{4}$/.test(use) ? 'gbt-21010' : /^\d{3}$/.test(use) ? 'land-class-2002' : null
