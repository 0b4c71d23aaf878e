import type { WritableDb } from '../open/database.ts'
import { rowJsonSql } from '../schema/row-json.ts'
import { type ObjectTable, objectTables } from '../schema/tables.ts'
import { assertTrigger } from './triggers.ts'

/**
 * Triggers that note every row that another program appended, changed or deleted in the live file: such a change does not
 * raise rev. Plain SQL, so that they run in GDAL and QGIS too. A row under another id is another object.
 */
function triggers(db: WritableDb, table: ObjectTable): Readonly<Record<string, string>> {
  const geom = db
    .prepare<[string], { n: number }>("SELECT count(*) AS n FROM pragma_table_info(?) WHERE name = 'geom'")
    .get(table)?.n
    ? 'OLD.geom'
    : 'NULL'
  const note = (op: string, id: string, before: string, shape: string, when = ''): string =>
    `INSERT INTO outside_edit (table_name, object_id, op, before, before_geom) SELECT '${table}', ${id}, ${op}, ${before}, ${shape}${when};`
  const inserted = (when = ''): string => note("'insert'", 'NEW.id', 'NULL', 'NULL', when)
  const before = rowJsonSql(db, table, 'OLD')
  const changed = note("CASE WHEN NEW.id = OLD.id THEN 'update' ELSE 'delete' END", 'OLD.id', before, geom)
  return {
    insert: `AFTER INSERT ON ${table} WHEN NEW.rev <= 0 BEGIN ${inserted()} END`,
    update: `AFTER UPDATE ON ${table} WHEN NEW.rev <= OLD.rev OR NEW.id <> OLD.id BEGIN ${changed} ${inserted(' WHERE NEW.id <> OLD.id')} END`,
    delete: `AFTER DELETE ON ${table} BEGIN ${note("'delete'", 'OLD.id', before, geom)} END`,
  }
}

export function assertOutsideEditTriggers(db: WritableDb, tables: readonly ObjectTable[] = objectTables): void {
  for (const table of tables) {
    for (const [name, body] of Object.entries(triggers(db, table)))
      assertTrigger(db, `cundi_outside_${table}_${name}`, body)
  }
}

export function dropOutsideEditTriggers(db: WritableDb, table: ObjectTable): void {
  for (const name of ['insert', 'update', 'delete']) db.exec(`DROP TRIGGER IF EXISTS cundi_outside_${table}_${name}`)
}
