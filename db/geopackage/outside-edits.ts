import type { WritableDb } from '../open/database.ts'
import { type ObjectTable, objectTables } from '../schema/tables.ts'
import { rowJsonSql } from '../schema/row-json.ts'

/**
 * Triggers that note every row that another program appended, changed or deleted in the live file: such a change does not
 * raise rev. Plain SQL, so that they run in GDAL and QGIS too. Our own deletes set rev below zero first.
 */
function triggers(db: WritableDb, table: ObjectTable): Readonly<Record<string, string>> {
  const geom = db.prepare<[string], { n: number }>("SELECT count(*) AS n FROM pragma_table_info(?) WHERE name = 'geom'").get(table)?.n ? 'OLD.geom' : 'NULL'
  const note = (op: string, id: string, before: string, shape: string): string =>
    `INSERT INTO outside_edit (table_name, object_id, op, before, before_geom) VALUES ('${table}', ${id}, '${op}', ${before}, ${shape});`
  const before = rowJsonSql(db, table, 'OLD')
  return {
    insert: `AFTER INSERT ON ${table} WHEN NEW.rev = 0 BEGIN ${note('insert', 'NEW.id', 'NULL', 'NULL')} END`,
    update: `AFTER UPDATE ON ${table} WHEN NEW.rev = OLD.rev BEGIN ${note('update', 'OLD.id', before, geom)} END`,
    delete: `AFTER DELETE ON ${table} WHEN OLD.rev >= 0 BEGIN ${note('delete', 'OLD.id', before, geom)} END`,
  }
}

export function assertOutsideEditTriggers(db: WritableDb, tables: readonly ObjectTable[] = objectTables): void {
  for (const table of tables) {
    for (const [name, body] of Object.entries(triggers(db, table))) db.exec(`CREATE TRIGGER IF NOT EXISTS cundi_outside_${table}_${name} ${body}`)
  }
}

export function dropOutsideEditTriggers(db: WritableDb, table: ObjectTable): void {
  for (const name of ['insert', 'update', 'delete']) db.exec(`DROP TRIGGER IF EXISTS cundi_outside_${table}_${name}`)
}
