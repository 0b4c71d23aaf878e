import type { LandClass, LandUseScheme, SchemeId } from '../scheme.ts'
import { seaLand2020, seaLand2023 } from './sea-land.ts'
import { gbt21010, survey3 } from './survey-3.ts'
import { villagePlan2018, villagePlanZones2018 } from './village-plan-2018.ts'

export const schemes: Readonly<Record<SchemeId, LandUseScheme>> = {
  'gbt-21010': gbt21010,
  'survey-3': survey3,
  'sea-land-2020': seaLand2020,
  'sea-land-2023': seaLand2023,
  'village-plan-2018': villagePlan2018,
  'village-plan-zones-2018': villagePlanZones2018,
}

export const schemeIds = Object.keys(schemes) as readonly SchemeId[]

export const isSchemeId = (text: string): text is SchemeId => Object.hasOwn(schemes, text)

/** undefined: the scheme does not have the code. */
export const classOf = (scheme: SchemeId, code: string): LandClass | undefined => schemes[scheme].classes.get(code)

/** Schemes that have every one of the codes, in the order of the list; a code that means two things never decides by itself. */
export const schemesWithAll = (codes: readonly string[]): readonly SchemeId[] =>
  schemeIds.filter((id) => codes.every((code) => schemes[id].classes.has(code)))
