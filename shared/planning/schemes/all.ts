import type { LandClass, LandUseScheme, SchemeId } from '../scheme.ts'
import { seaLand2020, seaLand2023 } from './sea-land.ts'
import { survey2 } from './survey-2.ts'
import { gbt21010, survey3 } from './survey-3.ts'
import { villagePlan2018, villagePlanZones2018 } from './village-plan-2018.ts'

export const schemes: Readonly<Record<SchemeId, LandUseScheme>> = {
  'survey-2': survey2,
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

/**
 * The scheme that the codes of a layer speak for: the only one that has them all, or the latest of those in which they all mean the
 * same. null: none has them all, or they mean different things in several.
 */
export function schemeOfCodes(codes: readonly string[], among: readonly SchemeId[] = schemeIds): SchemeId | null {
  const fitting = schemesWithAll(codes, among)
  const meaning = (id: SchemeId): string => codes.map((code) => schemes[id].classes.get(code)?.title.zh).join('|')
  const [first] = fitting
  const isOne = first !== undefined && fitting.every((id) => meaning(id) === meaning(first))
  return isOne ? (fitting.at(-1) ?? null) : null
}

/** Schemes that have every one of the codes, in the order of the list; a code that means two things never decides by itself. */
export const schemesWithAll = (codes: readonly string[], among: readonly SchemeId[] = schemeIds): readonly SchemeId[] =>
  among.filter((id) => codes.every((code) => schemes[id].classes.has(code)))

/** Nobody plans in the classes of a survey that is over: 111 of a planned patch is paddy field and no river. */
export const plannedSchemeIds: readonly SchemeId[] = schemeIds.filter((id) => id !== 'survey-2')

/**
 * The survey of which a patch of present land use (DLTB) is: three digits are the second's alone, whatever else they are in plans.
 * What neither has is told as a class of the third.
 */
export const surveySchemeOf = (code: string): 'survey-2' | 'survey-3' =>
  survey2.classes.has(code) && !survey3.classes.has(code) ? 'survey-2' : 'survey-3'
