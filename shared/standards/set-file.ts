import * as z from 'zod/mini'
import { landsTaken, plotKinds, terrains, villageTypes } from '../model/code-lists.ts'
import { NATIONAL_PERIODS, type StandardSet, SURVEY_TERRAINS } from './standard-set.ts'

const text = z.object({ zh: z.string(), en: z.string() })
const date = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/))
const name = z.string().check(z.minLength(1))
const area = z.number().check(z.minimum(0))
const yuan = z.number().check(z.minimum(0))
const codes = <T extends string>(list: { readonly codes: Readonly<Record<T, unknown>> }) =>
  z.enum(Object.keys(list.codes) as [T, ...T[]])
const list = <T extends z.core.SomeType>(type: T) => z.readonly(z.array(type))
const maybe = <T extends z.core.SomeType>(type: T) => z.optional(z.nullable(type))

const rule = z.object({
  id: name,
  villageType: maybe(codes(villageTypes)),
  terrain: maybe(name),
  arable: maybe(name),
  sizeFrom: maybe(z.int()),
  sizeTo: maybe(z.int()),
  land: maybe(codes(landsTaken)),
  plot: maybe(codes(plotKinds)),
  acquiredFrom: maybe(date),
  acquiredBefore: maybe(date),
  limitM2: z.number(),
  article: text,
  toConfirm: z.boolean(),
})

const paidUse = z.object({
  article: text,
  toConfirm: z.boolean(),
  base: z.enum(['household', 'plot']),
  freeM2: area,
  tiers: list(z.object({ fromM2: area, toM2: z.nullable(area), yuanPerM2: yuan })),
  term: z.enum(['yearly', 'once']),
  furtherPlotFactor: z.nullable(z.number().check(z.minimum(0))),
  nonMemberFactor: z.nullable(z.number().check(z.minimum(0))),
  exempt: list(z.string()),
})

const percent = z.number().check(z.minimum(0), z.maximum(100))
const withdrawal = z.object({
  article: text,
  toConfirm: z.boolean(),
  landYuanPerM2: yuan,
  buildings: list(
    z.object({ structure: z.nullable(z.string()), storeysFrom: z.nullable(z.number()), yuanPerM2: yuan }),
  ),
  yearlyLossPercent: percent,
  leastPercent: percent,
  rewardYuanPerPlot: yuan,
  rewardYuanPerM2: yuan,
})

/**
 * A standard set as a JSON file holds it. What is left out is what most sets have: no condition, the survey's own terrains,
 * no tolerance, the national periods. The published JSON Schema (main/assets) is made from this.
 */
export const standardSetFile = z.object({
  id: name,
  title: text,
  documents: z.optional(list(text)),
  /** The one document of files that were written before a set could name several. */
  document: z.optional(text),
  status: z.enum(['draft', 'adopted', 'superseded']),
  validFrom: z.nullable(date),
  validTo: z.nullable(date),
  toConfirm: z.boolean(),
  terrains: z.optional(list(z.object({ id: name, title: text, from: list(codes(terrains)) }))),
  arableClasses: z.optional(list(z.object({ id: name, title: text, upToM2: z.nullable(area) }))),
  toleranceM2: z.optional(area),
  periods: z.optional(z.object({ historicBefore: date, handledBefore: date, article: text, toConfirm: z.boolean() })),
  standards: z.readonly(z.array(rule).check(z.minLength(1))),
  paidUse: maybe(paidUse),
  withdrawal: maybe(withdrawal),
})
export type StandardSetFile = z.infer<typeof standardSetFile>

/** The whole set out of a file's, which may leave out what is usual. */
export function completeSet(file: StandardSetFile): StandardSet {
  const { document } = file
  return {
    id: file.id,
    title: file.title,
    documents: file.documents ?? (document === undefined ? [] : [document]),
    status: file.status,
    validFrom: file.validFrom,
    validTo: file.validTo,
    toConfirm: file.toConfirm,
    terrains: file.terrains ?? SURVEY_TERRAINS,
    arableClasses: file.arableClasses ?? [],
    toleranceM2: file.toleranceM2 ?? 0,
    periods: file.periods ?? NATIONAL_PERIODS,
    standards: file.standards.map(({ id, limitM2, article, toConfirm, ...asked }) => ({
      id,
      villageType: asked.villageType ?? null,
      terrain: asked.terrain ?? null,
      arable: asked.arable ?? null,
      sizeFrom: asked.sizeFrom ?? null,
      sizeTo: asked.sizeTo ?? null,
      land: asked.land ?? null,
      plot: asked.plot ?? null,
      acquiredFrom: asked.acquiredFrom ?? null,
      acquiredBefore: asked.acquiredBefore ?? null,
      limitM2,
      article,
      toConfirm,
    })),
    paidUse: file.paidUse ?? null,
    withdrawal: file.withdrawal ?? null,
  }
}

/** What is wrong with a file's content: the path of the first value that does not fit; null where all does. */
export function readStandardSet(content: unknown): { readonly set: StandardSet } | { readonly wrongAt: string } {
  const parsed = standardSetFile.safeParse(content)
  if (parsed.success) return { set: completeSet(parsed.data) }
  return { wrongAt: parsed.error.issues[0]?.path.join('.') ?? '' }
}
