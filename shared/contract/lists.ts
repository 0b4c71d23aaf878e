import { oc } from '@orpc/contract'
import * as z from 'zod/mini'
import { type ListLayer, listLayers } from '../model/list-columns.ts'
import { answer, file, job, survey } from './parts.ts'

export type { ListLayer }

/** One condition on one column; all of a query hold together. Numbers compare as numbers, dates as ISO text. */
export const listFilter = z.discriminatedUnion('kind', [
  /** Any of these codes or words; null: blank. */
  z.object({ kind: z.literal('one-of'), column: z.string(), values: z.array(z.nullable(z.string())) }),
  z.object({ kind: z.literal('contains'), column: z.string(), text: z.string() }),
  z.object({
    kind: z.literal('between'),
    column: z.string(),
    from: z.nullable(z.union([z.number(), z.string()])),
    to: z.nullable(z.union([z.number(), z.string()])),
  }),
])
export type ListFilter = z.infer<typeof listFilter>

/** What a list shows, in which order. Two queries that are equal list the same rows of one state of the survey. */
export const listQuery = z.object({
  layer: z.enum(listLayers),
  filters: z.array(listFilter),
  /** Found anywhere in codes, names and places; two characters are enough. Null: everything. */
  search: z.nullable(z.string()),
  /** Rows whose shape meets this polygon: its outer ring in the survey's system, x0, y0, x1, y1 … Null: everywhere. */
  area: z.nullable(z.array(z.number())),
  sort: z.array(z.object({ column: z.string(), descending: z.boolean() })),
})
export type ListQuery = z.infer<typeof listQuery>

/** Objects of one layer: named one by one, or all that a query finds but some. */
export const objectSelection = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ids'), layer: z.enum(listLayers), ids: z.array(z.string()) }),
  z.object({ kind: z.literal('query'), query: listQuery, except: z.array(z.string()) }),
])
export type ObjectSelection = z.infer<typeof objectSelection>

export type ListValue = string | number | null

export interface ListRow {
  readonly id: string
  /** The revision that an edit of the row must expect. */
  readonly rev: number
  readonly values: Readonly<Record<string, ListValue>>
}

/** An ordered list of ids that the core keeps: rows do not shift while it is open. */
export interface OpenedList {
  readonly list: string
  readonly count: number
  /** Raw sum of the rows' areas in m²; null: they have none, or none is known. */
  readonly areaM2: number | null
}

/** A village with how many parcels it has, and how many of them the latest assessment found over their limit. */
export interface TreeVillage {
  readonly code: string
  readonly name: string | null
  readonly town: string | null
  readonly parcels: number
  readonly over: number
  /** Over as well, but changed since: whether they still are says the next assessment. */
  readonly changed: number
}

const list = z.string()

export const lists = {
  open: oc.input(z.object({ survey, query: listQuery })).output(answer<OpenedList>()),
  /** Rows `from` to `to` (without it), in the list's order; a row that has gone since is left out of `rows` and counted. */
  page: oc
    .input(z.object({ survey, list, from: z.int(), to: z.int() }))
    .output(answer<{ readonly rows: readonly ListRow[]; readonly gone: number }>()),
  /** Where an object stands in the list; null: not in it. */
  locate: oc.input(z.object({ survey, list, id: z.string() })).output(answer<{ readonly at: number | null }>()),
  close: oc.input(z.object({ survey, list })).output(answer<null>()),
  /** Villages as the tree shows them, in the order of their codes. */
  tree: oc.input(z.object({ survey })).output(answer<readonly TreeVillage[]>()),
  /**
   * Writes what a query lists, in its order and with these columns, for people to read: personal numbers stay masked. Refusals:
   * list.no-columns, target.*.
   */
  export: oc
    .input(
      z.object({
        survey,
        query: listQuery,
        columns: z.array(z.string()),
        to: file,
        format: z.enum(['xlsx', 'csv']),
        /** Of titles and names of codes. */
        language: z.enum(['zh', 'en']),
        force: z.boolean(),
      }),
    )
    .output(job<{ readonly rows: number }>()),
}
