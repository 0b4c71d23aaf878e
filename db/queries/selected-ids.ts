import type { ObjectSelection } from '../../shared/contract/lists.ts'
import type { ReadableDb } from '../open/database.ts'
import { idsOfQuery } from './lists/lists.ts'

/** What a selection by query looks for where somebody searched an identity number: its keyed hash, never the number. */
export interface SelectionQuestion {
  readonly selection: ObjectSelection
  readonly idHash: string | null
}

/** Ids of a selection, each once: named one by one, or all that the list's own query finds but the exceptions. */
export function idsOf(db: ReadableDb, { selection, idHash }: SelectionQuestion): readonly string[] {
  if (selection.kind === 'ids') return [...new Set(selection.ids)]
  const except = new Set(selection.except)
  const query = idHash === null ? selection.query : { ...selection.query, search: null }
  return idsOfQuery(db, { ...query, idHash }).filter((id) => !except.has(id))
}
