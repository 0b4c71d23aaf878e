import type { ObjectSelection } from '../../shared/contract/lists.ts'
import type { ReadableDb } from '../open/database.ts'

/** Ids of a selection, each once and in file order where a query chose them; null: a query that this cannot answer. */
export function idsOf(db: ReadableDb, selection: ObjectSelection): readonly string[] | null {
  if (selection.kind === 'ids') return [...new Set(selection.ids)]
  const { layer, filters, search, area } = selection.query
  if (filters.length > 0 || search !== null || area !== null) return null
  const except = new Set(selection.except)
  return db
    .prepare<[], { id: string }>(`SELECT id FROM ${layer} ORDER BY fid`)
    .all()
    .flatMap(({ id }) => (except.has(id) ? [] : [id]))
}
