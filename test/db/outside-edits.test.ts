import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listEntries } from '../../db/history/journal.ts'
import type { ReadableDb } from '../../db/open/database.ts'
import { newId } from '../../db/schema/new-id.ts'
import { askPython, pythonWithGdal } from '../architecture/oracles.ts'
import {
  answerOf,
  asItStands,
  type Bench,
  benchOf,
  count,
  dumpObjects,
  type FilledBench,
  filledSurvey,
  hasOgr,
  hasValidator,
  inside,
  integrityFaults,
  newFolder,
  rtreeFaults,
  throughGdal,
  validatorSays,
} from './survey-bench.ts'

if (!hasOgr) console.warn('skipped: ogr2ogr and ogrinfo (gdal-bin) are not installed')

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

let sound: FilledBench
let survey: Bench
beforeAll(async () => {
  sound = await filledSurvey()
})
beforeEach(() => {
  const folder = newFolder()
  const path = join(folder, '在改.gpkg')
  copyFileSync(sound.path, path)
  copyFileSync(`${sound.path}.key`, `${path}.key`)
  survey = benchOf(path, folder)
})

const dump = (): ReturnType<typeof dumpObjects> => asItStands(survey.path, dumpObjects)
const outsideEntries = (db: ReadableDb): readonly { readonly fid: number; readonly summary: string }[] =>
  listEntries(db).filter((entry) => entry.kind === 'outside')
const changesOf = (
  db: ReadableDb,
): readonly {
  readonly table_name: string
  readonly op: string
  readonly object_id: string
  readonly before: string | null
}[] =>
  db
    .prepare<[], { table_name: string; op: string; object_id: string; before: string | null }>(
      "SELECT table_name, op, object_id, before FROM journal_change WHERE entry = (SELECT max(fid) FROM journal_entry WHERE kind = 'outside') ORDER BY fid",
    )
    .all()

/** The R-tree, the keys and the pages, as they stand and after the opening that takes the edits in. */
function expectSound(): void {
  const look = (db: ReadableDb): readonly unknown[] => [...rtreeFaults(db, 'any'), ...integrityFaults(db)]
  expect(asItStands(survey.path, look)).toEqual([])
  expect(inside(survey.path, look)).toEqual([])
  const ids = asItStands(survey.path, (db) =>
    db
      .prepare<[], { id: string }>(
        'SELECT id FROM parcel UNION ALL SELECT id FROM building UNION ALL SELECT id FROM household',
      )
      .all()
      .map(({ id }) => id),
  )
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids) expect(id).toMatch(UUID_V7)
}

/** What was done outside becomes one entry, and taking that back leaves no trace. */
async function expectUndoneExactly(before: ReturnType<typeof dumpObjects>): Promise<void> {
  const undone = answerOf(await survey.undo())
  expect(undone.kind).toBe('outside')
  expect(dump()).toEqual(before)
  expectSound()
}

const SQUARE =
  'MULTIPOLYGON (((39374000 3882000, 39374000 3882010, 39374012.5 3882010, 39374012.5 3882000, 39374000 3882000)))'
const geojson = (properties: Readonly<Record<string, unknown>>, n = 1): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::4527' } },
    features: Array.from({ length: n }, (_, i) => {
      const [x, y] = [39_374_000 + i * 20, 3_882_000]
      return {
        type: 'Feature',
        properties,
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [x, y],
              [x, y + 10],
              [x + 12.5, y + 10],
              [x + 12.5, y],
              [x, y],
            ],
          ],
        },
      }
    }),
  })

function append(properties: Readonly<Record<string, unknown>>, n = 1, table = 'parcel'): void {
  execFileSync(
    'ogr2ogr',
    ['-append', '-update', '-nln', table, '-nlt', 'PROMOTE_TO_MULTI', '-a_srs', 'EPSG:4527', survey.path, '/vsistdin/'],
    { input: geojson(properties, n) },
  )
}

describe.skipIf(!hasOgr)('rows appended by ogr2ogr', () => {
  it('get ids of ours, an area, an entry in the R-tree, and one journal entry; undoing it leaves no trace', async () => {
    const before = dump()
    append({ parcel_code: '371703001001JC00777', holder_name: '某甲' }, 25)
    expectSound()
    inside(survey.path, (db) => {
      expect(outsideEntries(db)).toHaveLength(1)
      expect(changesOf(db).map(({ op }) => op)).toEqual(new Array(25).fill('insert'))
      expect(
        db
          .prepare<[], { area: number; rev: number }>(
            "SELECT DISTINCT area_m2 AS area, rev FROM parcel WHERE parcel_code LIKE '%00777'",
          )
          .all(),
      ).toEqual([{ area: 125, rev: 1 }])
    })
    await expectUndoneExactly(before)
  })

  it('with a column id of their own get ids of ours all the same', () => {
    append({ id: '17', parcel_code: '371703001001JC00778' })
    inside(survey.path, () => undefined)
    expectSound()
    asItStands(survey.path, (db) => {
      const [change] = changesOf(db)
      expect(db.prepare<[], { id: string }>("SELECT id FROM parcel WHERE parcel_code LIKE '%00778'").all()).toEqual([
        { id: change?.object_id },
      ])
    })
  })

  it('lengthen the extent that the file tells', () => {
    append({ parcel_code: '371703001001JC00777' })
    inside(survey.path, (db) => {
      const row = db
        .prepare<[], { exact: number }>(
          "SELECT min_x = (SELECT min(ST_MinX(geom)) FROM parcel) AND max_x = (SELECT max(ST_MaxX(geom)) FROM parcel) AS exact FROM gpkg_contents WHERE table_name = 'parcel'",
        )
        .get()
      expect(row?.exact).toBe(1)
    })
  })

  it('keep the file valid for the validator', () => {
    if (!hasValidator) return console.warn('skipped: validate_gpkg.py is not installed')
    append({ parcel_code: '371703001001JC00777' }, 3)
    expect(validatorSays(survey.path)).toBe('')
    inside(survey.path, () => undefined)
    return expect(validatorSays(survey.path)).toBe('')
  })
})

describe.skipIf(!hasOgr)('SQL through GDAL', () => {
  it('that changes attributes and shapes is taken in once, with the earlier state of each row', async () => {
    const before = dump()
    throughGdal(
      survey.path,
      "UPDATE parcel SET declared_area_m2 = declared_area_m2 + 0.1, remark = '外部修改' WHERE fid IN (SELECT fid FROM parcel WHERE geometry_fault IS NULL ORDER BY fid LIMIT 5)",
    )
    throughGdal(
      survey.path,
      `UPDATE parcel SET geom = (SELECT geom FROM parcel WHERE fid = (SELECT max(fid) FROM parcel)) WHERE fid = (SELECT min(fid) FROM parcel)`,
    )
    expectSound()
    inside(survey.path, (db) => {
      expect(outsideEntries(db)).toHaveLength(1)
      expect(changesOf(db)).toHaveLength(5)
      for (const { op, before: state } of changesOf(db)) {
        expect(op).toBe('update')
        expect(JSON.parse(state ?? '{}')).toMatchObject({ remark: null })
      }
      expect(
        db
          .prepare<[], { same: number }>(
            'SELECT (SELECT area_m2 FROM parcel ORDER BY fid LIMIT 1) = (SELECT area_m2 FROM parcel ORDER BY fid DESC LIMIT 1) AS same',
          )
          .get()?.same,
      ).toBe(1)
    })
    await expectUndoneExactly(before)
  })

  it('that deletes rows is taken in, and undoing it brings every bit back', async () => {
    const before = dump()
    throughGdal(survey.path, 'DELETE FROM parcel WHERE fid % 3 = 0')
    throughGdal(survey.path, 'DELETE FROM person WHERE fid % 2 = 0')
    throughGdal(survey.path, 'DELETE FROM land_use')
    expectSound()
    await expectUndoneExactly(before)
  })

  it('leaves the earlier state exact: every real to the last bit, through two SQLites and text between them', async () => {
    inside(survey.path, (db) => {
      const rows = db.prepare<[], { fid: number }>('SELECT fid FROM parcel').all()
      const set = db.prepare(
        'UPDATE parcel SET declared_area_m2 = ?, approved_area_m2 = ?, footprint_area_m2 = ?, floor_area_m2 = ?, rev = rev + 1 WHERE fid = ?',
      )
      const any = (): number => (Math.random() - 0.2) * 10 ** Math.floor(Math.random() * 24 - 12)
      for (const { fid } of rows) set.run(any(), any(), any(), any(), fid)
    })
    const before = dump()
    throughGdal(survey.path, 'UPDATE parcel SET declared_area_m2 = 1, approved_area_m2 = NULL WHERE fid % 2 = 0')
    throughGdal(survey.path, 'DELETE FROM parcel WHERE fid % 2 = 1')
    inside(survey.path, () => undefined)
    await expectUndoneExactly(before)
  })

  it('that empties a shape takes it out of the R-tree', async () => {
    const before = dump()
    throughGdal(survey.path, 'UPDATE parcel SET geom = NULL WHERE fid = (SELECT max(fid) FROM parcel)')
    expectSound()
    inside(survey.path, (db) =>
      expect(
        db.prepare<[], { area: number | null }>('SELECT area_m2 AS area FROM parcel ORDER BY fid DESC LIMIT 1').get()
          ?.area,
      ).toBeNull(),
    )
    await expectUndoneExactly(before)
  })

  it('that inserts and deletes the same row leaves nothing to tell', () => {
    const before = dump()
    throughGdal(survey.path, "INSERT INTO household (household_code) VALUES ('NH-外')")
    throughGdal(survey.path, "DELETE FROM household WHERE household_code = 'NH-外'")
    inside(survey.path, (db) => expect(changesOf(db)).toEqual([]))
    expect(dump()).toEqual(before)
  })

  it('that deletes a row and puts it back under its id is one update', async () => {
    const before = dump()
    throughGdal(survey.path, 'CREATE TABLE spare AS SELECT * FROM household WHERE fid = 1')
    throughGdal(survey.path, 'DELETE FROM household WHERE fid = 1')
    throughGdal(
      survey.path,
      'INSERT INTO household (fid, id, household_code, village_code) SELECT fid, id, household_code, village_code FROM spare',
    )
    throughGdal(survey.path, 'DROP TABLE spare')
    inside(survey.path, (db) => expect(changesOf(db).map(({ op }) => op)).toEqual(['update']))
    await expectUndoneExactly(before)
  })

  it('that gives a row another id makes another object of it', async () => {
    const before = dump()
    throughGdal(survey.path, `UPDATE parcel SET id = '${newId()}' WHERE fid = (SELECT min(fid) FROM parcel)`)
    inside(survey.path, (db) => expect(changesOf(db).map(({ op }) => op)).toEqual(['delete', 'insert']))
    await expectUndoneExactly(before)
  })

  it('is seen also where it lowers rev', () => {
    throughGdal(survey.path, 'UPDATE household SET size = 9, rev = 0 WHERE fid = 1')
    inside(survey.path, (db) => expect(changesOf(db).map(({ op }) => op)).toEqual(['update']))
  })
})

describe.skipIf(!hasOgr)('a shape that came from outside', () => {
  const bowTie =
    'MULTIPOLYGON (((39374000 3882000, 39374012 3882010, 39374012 3882000, 39374000 3882010, 39374000 3882000)))'
  const edit = (table: string, wkt: string): string => `
import sys
from osgeo import ogr
ogr.UseExceptions()
ds = ogr.Open(sys.argv[1], 1)
layer = ds.GetLayerByName('${table}')
feature = layer.GetNextFeature()
feature.SetGeometry(ogr.CreateGeometryFromWkt('${wkt}'))
layer.SetFeature(feature)
fid = feature.GetFID()
ds = None
print(fid)`
  const state = (table: string, fid: unknown): unknown =>
    asItStands(survey.path, (db) =>
      db
        .prepare(
          `SELECT geometry_fault AS fault, ${table === 'land_use' ? 'ellipsoid_area_m2' : 'area_m2'} AS area FROM ${table} WHERE fid = ?`,
        )
        .get(fid),
    )

  it.skipIf(pythonWithGdal === null)('is found invalid by the next check, and cannot be assessed', async () => {
    const fid = askPython(edit('parcel', bowTie), [survey.path])
    inside(survey.path, () => undefined)
    expect(state('parcel', fid)).toMatchObject({ fault: 'geometry.unverified' })
    const { notAssessable } = await survey.assess()
    expect(state('parcel', fid)).toMatchObject({ fault: 'geometry.self-intersection' })
    const sane = asItStands(sound.path, (db) => count(db, 'parcel WHERE geometry_fault IS NOT NULL'))
    expect(notAssessable).toBeGreaterThan(sane)
    expectSound()
  })

  it.skipIf(pythonWithGdal === null)('is found valid by the next check, with its areas', async () => {
    const [parcel, patch] = [
      askPython(edit('parcel', SQUARE), [survey.path]),
      askPython(edit('land_use', SQUARE), [survey.path]),
    ]
    inside(survey.path, () => undefined)
    await survey.check()
    expect(state('parcel', parcel)).toEqual({ fault: null, area: 125 })
    const { fault, area } = state('land_use', patch) as { fault: null; area: number }
    expect(fault).toBeNull()
    expect(area).toBeGreaterThan(124.9)
    expect(area).toBeLessThan(125.3)
  })
})

describe('plain SQL without the ST_ functions', () => {
  const python = pythonWithGdal ?? 'python3'
  const hasPython = spawnSync(python, ['--version']).status === 0
  const run = (sql: string): string => {
    const script =
      'import sqlite3, sys\ndb = sqlite3.connect(sys.argv[1])\ntry:\n    db.execute(sys.argv[2]); db.commit(); print("done")\nexcept sqlite3.Error as error: print(error)'
    return execFileSync(python, ['-c', script, survey.path, sql], { encoding: 'utf8' }).trim()
  }

  it.skipIf(!hasPython)('cannot write to a layer with geometry, and breaks nothing in trying', () => {
    const before = dump()
    for (const sql of [
      "UPDATE parcel SET remark = 'x' WHERE fid = 1",
      "INSERT INTO parcel (parcel_code) VALUES ('x')",
      'UPDATE village SET geom = NULL',
      'INSERT OR REPLACE INTO parcel SELECT * FROM parcel',
    ]) {
      expect(run(sql)).toMatch(/no such function: ST_/)
    }
    expect(dump()).toEqual(before)
    inside(survey.path, (db) => expect(outsideEntries(db)).toEqual([]))
    expectSound()
  })

  it.skipIf(!hasPython)('may delete such rows and write to the other tables, and is taken in', async () => {
    const before = dump()
    for (const sql of [
      'DELETE FROM parcel WHERE fid = (SELECT max(fid) FROM parcel)',
      "INSERT INTO household (household_code) VALUES ('NH-外')",
      'UPDATE household SET size = 12 WHERE fid = 1',
      "UPDATE land_right SET share = '1/2'",
    ]) {
      expect(run(sql)).toBe('done')
    }
    expectSound()
    inside(survey.path, (db) => {
      expect(outsideEntries(db)).toHaveLength(1)
      expect(new Set(changesOf(db).map(({ table_name, op }) => `${table_name} ${op}`))).toEqual(
        new Set(['parcel delete', 'household insert', 'household update', 'land_right update']),
      )
    })
    await expectUndoneExactly(before)
  })
})

describe('triggers', () => {
  it('that a program dropped or wrote otherwise stand again after the next opening', () => {
    const names = (db: ReadableDb): unknown =>
      db.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name").all()
    const before = asItStands(survey.path, names)
    inside(survey.path, (db) =>
      db.exec(`DROP TRIGGER rtree_parcel_geom_insert; DROP TRIGGER cundi_outside_parcel_update;
      CREATE TRIGGER cundi_outside_parcel_update AFTER UPDATE ON parcel BEGIN SELECT 1; END`),
    )
    inside(survey.path, () => undefined)
    expect(asItStands(survey.path, names)).toEqual(before)
    rmSync(`${survey.path}.lock`, { force: true })
  })

  it('that need a function of ours are those of the R-tree alone', () => {
    const others = asItStands(survey.path, (db) =>
      db
        .prepare<[], { sql: string }>("SELECT sql FROM sqlite_master WHERE sql NOTNULL AND name NOT LIKE 'rtree_%'")
        .all(),
    )
    expect(others.filter(({ sql }) => /\bST_|\bnew_id\b/i.test(sql))).toEqual([])
  })
})
