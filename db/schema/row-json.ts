import type { ReadableDb } from '../open/database.ts'

interface ColumnInfo {
  readonly name: string
  readonly type: string
}

/** The columns of a table in file order, but fid and geom. */
export function dataColumns(db: ReadableDb, table: string): readonly ColumnInfo[] {
  return db
    .prepare<[string], ColumnInfo>('SELECT name, type FROM pragma_table_info(?)')
    .all(table)
    .filter((column) => column.name !== 'fid' && column.name !== 'geom')
}

/**
 * SQL of one value as it stands in JSON. Reals go as 17-digit text, because SQLite's own JSON keeps 15 digits and a surveyed
 * area must come back to the last bit.
 */
export const valueJsonSql = ({ name, type }: ColumnInfo, row: string): string =>
  type === 'REAL'
    ? `CASE WHEN ${row}.${name} IS NULL THEN NULL ELSE printf('%!.17g', ${row}.${name}) END`
    : `${row}.${name}`

const jsonSql = (columns: readonly ColumnInfo[], row: string): string =>
  `json_object(${columns.map((column) => `'${column.name}', ${valueJsonSql(column, row)}`).join(', ')})`

/** SQL that writes a whole row as JSON. */
export const rowJsonSql = (db: ReadableDb, table: string, row: string): string => jsonSql(dataColumns(db, table), row)

/** SQL that writes some columns of a row as JSON. */
export const columnsJsonSql = (db: ReadableDb, table: string, names: readonly string[], row: string): string =>
  jsonSql(
    dataColumns(db, table).filter(({ name }) => names.includes(name)),
    row,
  )

/** SQL that reads one column back out of such JSON. */
export const columnFromJsonSql = (column: ColumnInfo, json: string): string =>
  column.type === 'REAL'
    ? `CAST(json_extract(${json}, '$.${column.name}') AS REAL)`
    : `json_extract(${json}, '$.${column.name}')`
