import type { ListFilter, ListQuery } from '../../../shared/contract/lists.ts'
import { columnSql, rowsOfPeople, searchedColumns } from './list-sql.ts'

type Sql = NonNullable<ReturnType<typeof columnSql>>
type Value = string | number

/** A query of the contract, with what only the core can tell of it. */
export interface ListQuestion extends ListQuery {
  /** Keyed hash of the identity number that is searched; the number itself goes nowhere. */
  readonly idHash: string | null
}

export interface Condition {
  readonly sql: string
  readonly values: readonly Value[]
  readonly columns: readonly Sql[]
}

const escapeLike = (text: string): string => `%${text.replace(/[\\%_]/g, (c) => `\\${c}`)}%`
const LIKE = "LIKE ? ESCAPE '\\'"

/** Conditions of a query but for its area; unknown columns find nothing. */
export function conditionsOf(query: ListQuestion): readonly Condition[] {
  return [...query.filters.map((filter) => filterSql(query, filter)), ...searchSql(query)]
}

const nothing: Condition = { sql: '0', values: [], columns: [] }

function filterSql({ layer }: ListQuery, filter: ListFilter): Condition {
  const column = columnSql(layer, filter.column)
  if (column === null) return nothing
  const columns = [column]
  switch (filter.kind) {
    case 'one-of': {
      const given = filter.values.filter((value) => value !== null)
      const parts = [
        ...(given.length > 0 ? [`CAST(${column.sql} AS TEXT) IN (${given.map(() => '?').join(', ')})`] : []),
        ...(given.length < filter.values.length ? [`${column.sql} ISNULL`] : []),
      ]
      return parts.length === 0 ? nothing : { sql: `(${parts.join(' OR ')})`, values: given, columns }
    }
    case 'contains':
      return { sql: `${column.sql} ${LIKE}`, values: [escapeLike(filter.text)], columns }
    case 'between': {
      const bounds = [
        ...(filter.from === null ? [] : [{ sql: `${column.sql} >= ?`, value: filter.from }]),
        ...(filter.to === null ? [] : [{ sql: `${column.sql} <= ?`, value: filter.to }]),
      ]
      return {
        sql: ['1', ...bounds.map(({ sql }) => sql)].join(' AND '),
        values: bounds.map(({ value }) => value),
        columns,
      }
    }
  }
}

/** Found anywhere: in the row's own texts, and in the names of the people it belongs to. */
function searchSql({ layer, search, idHash }: ListQuestion): readonly Condition[] {
  if (idHash !== null) {
    const sql = rowsOfPeople(layer, 'q.id_number_hash = ?')
    if (sql === null) return [nothing]
    return [{ sql, values: sql.match(/\?/g)?.map(() => idHash) ?? [], columns: [] }]
  }
  const text = search?.trim() ?? ''
  if (text === '') return []
  const columns = searchedColumns[layer].map((name) => columnSql(layer, name)).filter((column) => column !== null)
  const people = rowsOfPeople(layer, `q.name ${LIKE}`)
  const sql = [...columns.map((column) => `${column.sql} ${LIKE}`), ...(people === null ? [] : [people])].join(' OR ')
  return [{ sql: `(${sql})`, values: sql.match(/\?/g)?.map(() => escapeLike(text)) ?? [], columns }]
}
