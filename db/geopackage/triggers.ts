import type { WritableDb } from '../open/database.ts'

/**
 * Makes sure that the trigger stands with this body and no other: a rebuilt table has lost it, and a later version of the
 * schema writes it differently. Touches nothing where it does.
 */
export function assertTrigger(db: WritableDb, name: string, body: string): void {
  const sql = `CREATE TRIGGER ${name} ${body}`
  const found = db
    .prepare<[string], { sql: string }>("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?")
    .get(name)
  if (found?.sql === sql) return
  if (found !== undefined) db.exec(`DROP TRIGGER ${name}`)
  db.exec(sql)
}
