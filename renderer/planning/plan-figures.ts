import type { Language } from '../../shared/lang/message.ts'
import { roundHalfUp } from '../../shared/model/round.ts'
import type { SchemeId } from '../../shared/planning/scheme.ts'
import { classOf } from '../../shared/planning/schemes/all.ts'

const M2_PER_HA = 10_000

export type AreaUnit = 'm2' | 'ha'

/** Made once: a formatter costs as much as a hundred figures that it writes. */
const formats = new Map<number, Intl.NumberFormat>()

function fixed(value: number, decimals: number): string {
  let format = formats.get(decimals)
  if (format === undefined) {
    format = new Intl.NumberFormat('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    formats.set(decimals, format)
  }
  return format.format(roundHalfUp(value, decimals))
}

export const m2Text = (areaM2: number): string => fixed(areaM2, 2)

/** Four decimals of a hectare are a square metre. */
export const areaText = (areaM2: number, unit: AreaUnit): string =>
  unit === 'm2' ? m2Text(areaM2) : fixed(areaM2 / M2_PER_HA, 4)

export const countText = (count: number): string => fixed(count, 0)

export const percentText = (share: number): string => `${fixed(100 * share, 2)} %`

export const decimalText = fixed

/** A class by code and name, as its own scheme has it. */
export function classText(scheme: SchemeId | null, code: string | null, language: Language): string {
  if (code === null) return '—'
  const title = scheme === null ? undefined : classOf(scheme, code)?.title[language]
  return title === undefined ? code : `${code} ${title}`
}
