import { copyFileSync, existsSync, readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Migration, migrations, SCHEMA_VERSION } from '../../db/migrations/ladder.ts'
import { connect, type WritableDb } from '../../db/open/database.ts'
import { type OpenResult, openSurvey } from '../../db/open/open-survey.ts'
import { readMetadata } from '../../db/schema/metadata.ts'
import {
  AUTHOR,
  asItStands,
  count,
  dumpObjects,
  type FilledBench,
  filledSurvey,
  hasOgr,
  inside,
  integrityFaults,
  newFolder,
  rtreeFaults,
  throughGdal,
} from './survey-bench.ts'

let sound: FilledBench
let path: string
beforeAll(async () => {
  sound = await filledSurvey()
  await sound.assess()
})
beforeEach(() => {
  path = join(newFolder(), '旧版 调查.gpkg')
  copyFileSync(sound.path, path)
})

/** A parent with rows that go with it, as a careless rebuild would empty them. */
const addCascade: Migration = {
  version: SCHEMA_VERSION + 1,
  run: (db) =>
    db.exec(`CREATE TABLE road (fid INTEGER PRIMARY KEY NOT NULL, name TEXT);
    CREATE TABLE road_part (fid INTEGER PRIMARY KEY NOT NULL, road INTEGER NOT NULL REFERENCES road (fid) ON DELETE CASCADE);
    INSERT INTO road VALUES (1, '中心街'); INSERT INTO road_part VALUES (1, 1), (2, 1), (3, 1)`),
}
const rebuildParents: Migration = {
  version: SCHEMA_VERSION + 2,
  run: (db) => {
    db.exec(`CREATE TABLE road_new (fid INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL);
      INSERT INTO road_new SELECT fid, name FROM road; DROP TABLE road; ALTER TABLE road_new RENAME TO road`)
    rebuild(db, 'parcel', 'hamlet TEXT')
  },
}
/** The twelve steps that SQLite's manual gives for a change of a table. */
function rebuild(db: WritableDb, table: string, column: string): void {
  const sql =
    db.prepare<[string], { sql: string }>('SELECT sql FROM sqlite_master WHERE name = ?').get(table)?.sql ?? ''
  const columns = db
    .prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)')
    .all(table)
    .map(({ name }) => name)
    .join(', ')
  const indexes = db
    .prepare<[string], { sql: string }>(
      "SELECT sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql NOTNULL",
    )
    .all(table)
  db.exec(sql.replace(`TABLE ${table} (`, `TABLE ${table}_new (`).replace('remark TEXT', `remark TEXT, ${column}`))
  db.exec(
    `INSERT INTO ${table}_new (${columns}) SELECT ${columns} FROM ${table}; DROP TABLE ${table}; ALTER TABLE ${table}_new RENAME TO ${table}; ${indexes.map((index) => index.sql).join(';')}`,
  )
}
const ladder = [...migrations, addCascade, rebuildParents]
const failing = (run: (db: WritableDb) => void): readonly Migration[] => [
  ...migrations,
  addCascade,
  rebuildParents,
  { version: SCHEMA_VERSION + 3, run },
]

function migrated(steps = ladder): Extract<OpenResult, { kind: 'opened' }>['survey'] {
  const result = openSurvey(path, AUTHOR, steps)
  if (result.kind !== 'opened') throw new Error(JSON.stringify(result))
  return result.survey
}

const dropAgain: Migration = {
  version: SCHEMA_VERSION + 3,
  run: (db) => db.exec('ALTER TABLE parcel DROP COLUMN hamlet'),
}

describe('climbing two steps', () => {
  it('keeps every row, also those that go with a parent that is rebuilt', () => {
    const before = asItStands(path, dumpObjects)
    const survey = migrated([...ladder, dropAgain])
    expect(count(survey.db, 'road_part')).toBe(3)
    expect(readMetadata(survey.db, 'schema_version')).toBe(`${SCHEMA_VERSION + 3}`)
    expect(dumpObjects(survey.db)).toEqual(before)
    expect(integrityFaults(survey.db)).toEqual([])
    survey.close()
  })

  it('leaves foreign keys on and the triggers and the R-tree in their places', () => {
    const survey = migrated()
    expect(survey.db.pragma('foreign_keys', { simple: true })).toBe(1)
    expect(rtreeFaults(survey.db)).toEqual([])
    expect(count(survey.db, "sqlite_master WHERE type = 'trigger' AND tbl_name = 'parcel'")).toBe(9)
    expect(() => survey.db.exec('INSERT INTO road_part (road) VALUES (99)')).toThrow(/FOREIGN KEY/)
    survey.close()
  })

  it('makes the triggers that watch other programs know the new columns', () => {
    const survey = migrated()
    survey.db.exec("UPDATE parcel SET hamlet = '东头', rev = rev + 1")
    survey.close()
    const sql = asItStands(
      path,
      (db) =>
        db
          .prepare<[], { sql: string }>("SELECT sql FROM sqlite_master WHERE name = 'cundi_outside_parcel_delete'")
          .get()?.sql,
    )
    expect(sql).toContain("'hamlet', OLD.hamlet")
  })

  it('may change rows without their being taken for edits from outside', () => {
    const change = (db: WritableDb): unknown => db.exec("UPDATE parcel SET remark = '升级'")
    const survey = migrated([...ladder, { version: SCHEMA_VERSION + 3, run: change }])
    expect(count(survey.db, 'outside_edit')).toBe(0)
    expect(count(survey.db, "journal_entry WHERE kind = 'outside'")).toBe(0)
    survey.close()
  })

  it('makes a dated copy first, which opens with what was there', () => {
    const before = asItStands(path, dumpObjects)
    const survey = migrated()
    const { backup = '', version } = survey.migratedFrom ?? {}
    survey.close()
    expect(version).toBe(SCHEMA_VERSION)
    expect(backup).toMatch(new RegExp(`旧版 调查\\.v${SCHEMA_VERSION}-\\d{8}T\\d{6}\\.backup\\.gpkg$`))
    expect(inside(backup, (db) => [readMetadata(db, 'schema_version'), dumpObjects(db)])).toEqual([
      `${SCHEMA_VERSION}`,
      before,
    ])
  })

  it('copies what the log still holds', () => {
    const writer = connect(path, 'write')
    writer.pragma('wal_autocheckpoint = 0')
    writer.exec("UPDATE parcel SET remark = '在日志里', rev = rev + 1")
    const survey = migrated()
    const { backup = '' } = survey.migratedFrom ?? {}
    survey.close()
    writer.close()
    expect(inside(backup, (db) => count(db, "parcel WHERE remark = '在日志里'"))).toBeGreaterThan(50)
  })

  it('does nothing the second time', () => {
    migrated().close()
    const survey = migrated()
    expect(survey.migratedFrom).toBeNull()
    survey.close()
    expect(readdirSync(dirname(path)).filter((name) => name.includes('.backup.'))).toHaveLength(1)
  })
})

describe('a step that fails', () => {
  const expectUnchanged = (steps: readonly Migration[], detail: RegExp): void => {
    const before = asItStands(path, (db) => [
      dumpObjects(db),
      db.prepare('SELECT type, name, sql FROM sqlite_master ORDER BY name').all(),
    ])
    const result = openSurvey(path, AUTHOR, steps)
    if (result.kind !== 'migration-failed') throw new Error(result.kind)
    expect(result.detail).toMatch(detail)
    expect(existsSync(result.backup)).toBe(true)
    expect(
      inside(path, (db) => [
        dumpObjects(db),
        db.prepare('SELECT type, name, sql FROM sqlite_master ORDER BY name').all(),
      ]),
    ).toEqual(before)
  }

  it('leaves the file as it was, opening in the version that wrote it', () => {
    expectUnchanged(
      failing((db) => db.exec('DROP TABLE land_right; SELECT * FROM nowhere')),
      /nowhere/,
    )
  })

  it('is one that leaves a child without its parent', () => {
    expectUnchanged(
      failing((db) => db.exec('DELETE FROM road')),
      /foreign_key_check/,
    )
  })
})

describe.skipIf(!hasOgr)('after climbing', () => {
  it('GDAL still edits the rebuilt layer, and the edit is noted', () => {
    migrated().close()
    throughGdal(path, "UPDATE parcel SET hamlet = '西头' WHERE fid = 1")
    expect(asItStands(path, (db) => count(db, 'outside_edit'))).toBe(1)
  })
})
