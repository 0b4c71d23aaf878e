import type { ListQuery, ObjectSelection } from '../../shared/contract/lists.ts'

/** Everything that a query finds; the order of the rows does not matter. */
export const allRows = (query: ListQuery): ObjectSelection => ({
  kind: 'query',
  query: withoutOrder(query),
  except: [],
})

/** What is chosen of a list; all rows of another query are none of this one's. */
export function chosenOf(selection: ObjectSelection | null, query: ListQuery): ObjectSelection | null {
  if (selection === null) return null
  const isOfList = selection.kind === 'ids' ? selection.layer === query.layer : keyOf(selection.query) === keyOf(query)
  return isOfList ? selection : null
}

/** How many rows of a list of `rows` that is. */
export function countOfChosen(chosen: ObjectSelection | null, rows: number): number {
  if (chosen === null) return 0
  return chosen.kind === 'ids' ? chosen.ids.length : rows - chosen.except.length
}

const withoutOrder = (query: ListQuery): ListQuery => ({ ...query, sort: [] })
const keyOf = (query: ListQuery): string => JSON.stringify(withoutOrder(query))
