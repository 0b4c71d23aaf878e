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
 * SQL that writes a row as JSON. Reals go as 17-digit text, because SQLite's own JSON keeps 15 digits and a surveyed area
 * must come back to the last bit.
 */
export function rowJsonSql(db: ReadableDb, table: string, row: string): string {
  const pairs = dataColumns(db, table).map(({ name, type }) => {
    const value = `${row}.${name}`
    return `'${name}', ${type === 'REAL' ? `CASE WHEN ${value} IS NULL THEN NULL ELSE printf('%!.17g', ${value}) END` : value}`
  })
  return `json_object(${pairs.join(', ')})`
}

/** SQL that reads one column back out of such JSON. */
export const columnFromJsonSql = (column: ColumnInfo, json: string): string =>
  column.type === 'REAL'
    ? `CAST(json_extract(${json}, '$.${column.name}') AS REAL)`
    : `json_extract(${json}, '$.${column.name}')`
