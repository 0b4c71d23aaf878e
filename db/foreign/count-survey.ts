import Database from 'better-sqlite3'

/**
 * Row counts of the named tables of a survey that somebody else sent. Nothing in it can act: schema functions untrusted, no
 * write, and only real tables are counted, because a view's SQL is foreign code that cannot be interrupted.
 * null: no database, damaged, or a table is missing.
 */
export function countForeignSurvey(path: string, tables: readonly string[]): Readonly<Record<string, number>> | null {
  let db: Database.Database | undefined
  try {
    db = new Database(path, { readonly: true, fileMustExist: true })
    db.pragma('trusted_schema = OFF')
    db.pragma('cell_size_check = ON')
    db.pragma('query_only = ON')
    db.pragma('mmap_size = 0')
    const isTable = db.prepare<[string], { name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name = ? AND rootpage > 0",
    )
    const counts: Record<string, number> = {}
    for (const table of tables) {
      if (isTable.get(table) === undefined) return null
      counts[table] =
        db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM "${table.replaceAll('"', '""')}" NOT INDEXED`).get()
          ?.n ?? 0
    }
    return counts
  } catch (error) {
    if (!(error instanceof Database.SqliteError)) throw error
    return null
  } finally {
    db?.close()
  }
}
